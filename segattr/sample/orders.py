"""What is bought, when, and what is left of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from segattr.sample.allocate import Floats, dealt, evenly, picked
from segattr.sample.journeys import DAY, LONGEST, seconds
from segattr.sample.story import (
    AGAIN,
    BASKETS,
    DISCOUNTS,
    END,
    EXTRAS,
    GAP_DAYS,
    HANDLING,
    ONCE_MORE,
    PRODUCTS,
)
from segattr.sample.ways import NO_TOUCH_SHARE

NEEDED_DAYS = 25
"""Somebody whose last order is more recent than this does not order again before the data end."""


def all_orders(rng: np.random.Generator, firsts: pd.DataFrame) -> pd.DataFrame:
    """Add the repeat orders to the first ones, and prices to all.

    Parameters
    ----------
    rng : where chance comes from.
    firsts : the journeys that end in a first order: customer, lead, book, at and room (seconds).

    Returns
    -------
    frame : the same columns, one row per order, oldest first. ``lead`` is what opened the way to the
        customer's *first* order, ``book`` is this order's own. Further columns: number (1 = first), product,
        category, discount, revenue, margin (EUR).

    Examples
    --------
    >>> one = pd.DataFrame({"customer": [5], "lead": ["Summer Deal"], "book": [""], "at": [0], "room": [0]})
    >>> bought = all_orders(np.random.default_rng(0), one)
    >>> (bought["discount"] / (bought["discount"] + bought["revenue"])).round(2).tolist()
    [0.3]
    """
    firsts = firsts.assign(number=1)
    second = _again(rng, firsts, AGAIN)
    third = _again(rng, second, dict.fromkeys(AGAIN, ONCE_MORE))
    repeats = pd.concat([second, third], ignore_index=True)
    repeats["book"] = dealt(rng, len(repeats), {"repeat": 1 - NO_TOUCH_SHARE, "none": NO_TOUCH_SHARE})
    return _priced(rng, pd.concat([firsts, repeats], ignore_index=True))


def _again(rng: np.random.Generator, orders: pd.DataFrame, shares: Mapping[str, float]) -> pd.DataFrame:
    left = (seconds(END) - orders["at"]).to_numpy()
    chosen = np.zeros(len(orders), dtype=np.bool_)
    for lead in sorted(set(orders["lead"])):
        mine = (orders["lead"] == lead).to_numpy()
        wanted = round(shares.get(lead, shares["other"]) * int(mine.sum()))
        chosen |= picked(rng, mine & (left >= NEEDED_DAYS * DAY), wanted)
    before = orders[chosen]
    shortest, longest = (days * DAY for days in GAP_DAYS)
    gap = shortest + (evenly(rng, len(before)) * (np.minimum(longest, left[chosen]) - shortest)).astype(
        np.int64
    )
    return before.assign(
        number=before["number"] + 1, at=before["at"] + gap, room=np.minimum(LONGEST, gap - DAY // 24)
    )


def _priced(rng: np.random.Generator, orders: pd.DataFrame) -> pd.DataFrame:
    groups = orders.groupby(["lead", orders["number"] == 1], sort=True)
    baskets = [_baskets(rng, alike, str(lead)) for (lead, _), alike in groups]
    return pd.concat(baskets).sort_values(["at", "customer"], kind="stable", ignore_index=True)


def _baskets(rng: np.random.Generator, orders: pd.DataFrame, lead: str) -> pd.DataFrame:
    size, lead = len(orders), lead if lead in BASKETS else "other"
    bought = PRODUCTS.loc[list(dealt(rng, size, BASKETS[lead]))].reset_index()
    full = 100 * bought["price"].to_numpy() + np.floor(100 * EXTRAS * evenly(rng, size))
    discount = np.rint(full * dealt(rng, size, DISCOUNTS[lead]).astype(np.float64))
    costs = np.rint(full * bought["cost_share"].to_numpy()) + 100 * HANDLING
    return orders.assign(
        product=bought["product"].to_numpy(),
        category=bought["category"].to_numpy(),
        discount=_money(discount),
        revenue=_money(full - discount),
        margin=_money(full - discount - costs),
    )


def _money(cents: Floats) -> Floats:
    return np.rint(cents) / 100
