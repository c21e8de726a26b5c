"""What a set tells apart, the tables its fields stand in, and when those that change are read."""

from __future__ import annotations

from typing import Final, Literal

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.segments.as_of import FIRST_TOUCH, LATEST, is_day

Unit = Literal["customer", "visit"]

# What is told apart, the tables its fields stand in, and when a field that changes is read.
TABLES_OF: Final[dict[Unit, tuple[str, ...]]] = {
    "customer": ("customers", "touchpoints"),
    "visit": ("outcomes",),
}
MOMENTS: Final[dict[Unit, str]] = {"customer": FIRST_TOUCH, "visit": "visit"}


def tables_of(dataset: Dataset, unit: Unit) -> list[pd.DataFrame]:
    """Return the tables the fields of a unit stand in, those that go before others first.

    Examples
    --------
    >>> [list(table) for table in tables_of(Dataset(outcomes=pd.DataFrame({"device": ["m"]})), "visit")]
    [['device']]
    """
    if unit == "customer":
        return list(dataset.of_people.values())
    return [] if dataset.outcomes is None else [dataset.outcomes]


def knows_moment(unit: str, moment: str) -> bool:
    """Whether a set of a unit can be read at a moment; the empty one goes without saying.

    Examples
    --------
    >>> knows_moment("customer", "2026-03-31"), knows_moment("visit", "latest")
    (True, False)
    """
    if moment in ("", *(own for whose, own in MOMENTS.items() if whose == unit)):
        return True
    return unit == "customer" and (moment == LATEST or is_day(moment))
