"""What customers are scored on, and which scores make a group with a name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Scheme:
    """What is scored, and which scores make a group.

    Attributes
    ----------
    title : what a set of it is called.
    measures : field -> whether more of it is better.
    levels : the best score.
    groups : in order, the first that fits: name, least score of the first measure, least sum of ``summed``.
    summed : the measures whose scores are added up.
    known : fields without which nobody is scored.
    others : what whoever is not scored is called.
    """

    title: str
    measures: Mapping[str, bool]
    levels: int
    groups: tuple[tuple[str, int, int], ...]
    summed: tuple[str, ...]
    known: tuple[str, ...]
    others: str


RECENCY, FREQUENCY, MONEY = "days since last order", "orders so far", "spent so far"
AVERAGE: Final = "average order"
SCHEMES: Final[dict[str, Scheme]] = {
    "rfm": Scheme(
        "RFM groups",
        {RECENCY: False, FREQUENCY: True, MONEY: True},
        5,
        (
            ("champions", 5, 8),
            ("loyal", 3, 8),
            ("promising", 4, 4),
            ("new buyers", 4, 2),
            ("need attention", 3, 4),
            ("fading", 3, 2),
            ("once loyal", 1, 8),
            ("at risk", 1, 4),
            ("dormant", 1, 2),
        ),
        (FREQUENCY, MONEY),
        (RECENCY,),
        "no order yet",
    ),
    "tiers": Scheme(
        "Value tiers",
        {RECENCY: False, FREQUENCY: True, AVERAGE: True},
        3,
        (("high value", 1, 7), ("middle value", 1, 5), ("low value", 1, 3)),
        (RECENCY, FREQUENCY, AVERAGE),
        (RECENCY, AVERAGE),
        "no order with a value",
    ),
}
