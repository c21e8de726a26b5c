"""Who buys on discount: by a column of the orders that says so."""

from __future__ import annotations

from typing import Final

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.segments.conditions import Condition, Group
from segattr.segments.derived import DISCOUNTS
from segattr.segments.feature_table import feature_table
from segattr.segments.rules import Rule, Rules

MOSTLY: Final = 0.5  # of the orders


def discounts(dataset: Dataset) -> Rules:
    """Return who buys mostly on discount, who did so at times, and who paid the full price.

    Raises
    ------
    UnsuitableData : no column of the orders says who had a discount, or all or none had.

    Notes
    -----
    Of a single order little can be told: only who ordered twice can be driven by discounts.
    """
    column = discount_column(dataset)
    share = f"share of orders with {column}"
    found = feature_table(dataset, [share])[share].dropna()
    if not 0 < found.mean() < 1:
        every = "All" if len(found) and found.mean() == 1 else "None"
        raise UnsuitableData(f"{every} of the orders have something in {column!r}, so it tells nobody apart.")
    often = Condition("orders so far", "at_least", (2,))
    return Rules(
        (
            Rule("discount-driven", Group("all", (often, Condition(share, "at_least", (MOSTLY,))))),
            Rule("tried a discount", Group("all", (Condition(share, "is_not", (0,)),))),
            Rule("full price", Group("all", (Condition(share, "is", (0,)),))),
        ),
        name="Discounts",
        others="no order yet",
    )


def discount_column(dataset: Dataset) -> str:
    """Return the orders' column of discounts or coupons.

    Raises
    ------
    UnsuitableData : none is called like it.
    """
    names = [str(name) for name in dataset.table("conversions").columns]
    found = [name for name in names if any(part in name.lower() for part in DISCOUNTS)]
    if not found:
        raise UnsuitableData(
            "No column of the orders is called like a discount, coupon or voucher. "
            f"Found: {', '.join(names)}.",
            table="conversions",
        )
    return found[0]
