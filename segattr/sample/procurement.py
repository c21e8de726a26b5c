"""A buyer's purchase orders: no marketing in it, and the same three things an average hides."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.errors import BadSetting
from segattr.sample.allocate import Labels, dealt, evenly, order
from segattr.sample.procurement_story import (
    APPROVALS,
    BUYERS,
    CATEGORIES,
    CURRENCY,
    END,
    HIDDEN,
    HIDDEN_ON_TIME,
    LATE_REGION,
    ON_TIME,
    REGIONS,
    SMALLEST,
    START,
    SUPPLIERS,
    VALUES,
    VERSION,
)
from segattr.sample.procurement_truths import truths
from segattr.sample.write import Sample


def make_procurement(size: int = 20_000, *, seed: int = 7) -> Sample:
    """Make the purchase orders of half a year, with truths to find in whether they came on time.

    Counts are allocated, not drawn: the story holds exactly, up to whole orders, at every size.

    Parameters
    ----------
    size : purchase orders, 4,000 or more.
    seed : another seed shuffles the same story over other orders, 0 or more.

    Returns
    -------
    Sample : the table ``purchase_orders`` (supplier type, order value, approval stage, delivery region,
        category, buyer, day, and whether it was delivered on time), and the truths. Money is in EUR.

    Raises
    ------
    BadSetting : fewer than 4,000 orders, or a negative seed.

    Examples
    --------
    >>> made = make_procurement(4_000)
    >>> made.tables["purchase_orders"].shape[0], list(made.truths["truths"])
    (4000, ['blended', 'supplier_type', 'hidden_cell', 'reversal'])
    """
    _check(size, seed)
    rng = np.random.Generator(np.random.PCG64(seed))
    orders = _orders(rng, size)
    recipe = {"kind": "procurement", "size": size, "seed": seed, "version": VERSION, "currency": CURRENCY}
    return Sample({"purchase_orders": orders}, {"recipe": recipe, "truths": truths(orders)})


def _check(size: int, seed: int) -> None:
    if size < SMALLEST:
        raise BadSetting(
            f"Purchase orders were asked for {size:,} times. Their story needs {SMALLEST:,} or more.",
            setting="size",
            value=size,
        )
    if seed < 0:
        raise BadSetting(f"The seed is {seed}. Choose a whole number from 0 on.", setting="seed", value=seed)


def _orders(rng: np.random.Generator, size: int) -> pd.DataFrame:
    supplier, region = dealt(rng, size, SUPPLIERS), dealt(rng, size, REGIONS)
    approval = _by(rng, supplier, APPROVALS)
    known = pd.DataFrame({"supplier_type": supplier, "approval_stage": approval, "delivery_region": region})
    known["order_value"] = _values(rng, supplier)
    known["category"], known["buyer"] = dealt(rng, size, CATEGORIES), dealt(rng, size, BUYERS)
    known["delivered_on_time"] = np.where(_on_time(rng, known), "yes", "no")
    days = (evenly(rng, size) * ((END - START).days + 1)).astype(np.int64)
    known.insert(0, "ordered_on", (START + pd.to_timedelta(days, unit="D")).strftime("%Y-%m-%d"))
    known.insert(0, "order_number", [f"PO{place:06d}" for place in range(1, size + 1)])
    return known


def _by(rng: np.random.Generator, of: Labels, shares: dict[str, dict[str, float]]) -> Labels:
    """Deal labels inside every value of another column, each by its own shares."""
    found = np.empty(len(of), dtype=object)
    for name, own in shares.items():
        rows = np.flatnonzero(of == name)
        found[rows] = dealt(rng, len(rows), own)
    return found


def _values(rng: np.random.Generator, supplier: Labels) -> np.ndarray:
    """Return order values, spread evenly between the limits of the supplier's type on a scale of ratios."""
    values = np.zeros(len(supplier))
    for name, (low, high) in VALUES.items():
        rows = np.flatnonzero(supplier == name)
        values[rows] = np.round(low * (high / low) ** evenly(rng, len(rows)), 2)
    return values


def _on_time(rng: np.random.Generator, orders: pd.DataFrame) -> np.ndarray:
    """Return who came on time: in every cell exactly the story's rate, up to whole orders."""
    hidden = (orders["supplier_type"] == HIDDEN) & (orders["delivery_region"] == LATE_REGION)
    on_time = np.zeros(len(orders), dtype=bool)
    for supplier, approvals in ON_TIME.items():
        for approval, rate in approvals.items():
            own = (orders["supplier_type"] == supplier) & (orders["approval_stage"] == approval)
            for rows, share in ((own & ~hidden, rate), (own & hidden, HIDDEN_ON_TIME[approval])):
                places = np.flatnonzero(rows)
                on_time[places[order(rng, len(places))[: round(share * len(places))]]] = True
    return on_time
