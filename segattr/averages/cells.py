"""People and converters by every dimension at once: the small table each view of the averages is a sum of."""

from __future__ import annotations

import pandas as pd

from segattr.averages.rates import counts, with_intervals
from segattr.data.dataset import Dataset
from segattr.schema import TABLES

COUNTS = ("people", "converters")
MOST_LEVELS = 60  # beyond, a column is more a name or a measurement than a group
FIELDS_TO_SPLIT_BY = {
    "channel",
    "campaign",
    "source",
    "medium",
    "content",
    "event",
    "landing_page",
    "kind",
    "product",
}


def dimensions(dataset: Dataset) -> tuple[str, ...]:
    """Return the columns people can be told apart by: 2 to 60 different values.

    Notes
    -----
    Customers' columns come first, then what is known of the first touch; outcomes have their own. Fields of
    other meaning (ids, times, money, the outcome itself) are never among them, nor is a column called
    ``people`` or ``converters``.
    """
    tables = ["outcomes"] if dataset.outcomes is not None else ["customers", "touchpoints"]
    found: dict[str, None] = {}
    for role in tables:
        table = dataset.tables.get(role)
        if table is not None:
            found |= dict.fromkeys(c for c in table.columns if _splits(table[c], role))
    return tuple(found)


def cells(dataset: Dataset) -> pd.DataFrame:
    """Return ``*dimensions, people, converters``: one row per combination of values that occurs."""
    return counts(dataset, dimensions(dataset))


def rates_of(cells: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Sum cells to rates by some of their dimensions; the columns are those of `segattr.rates`."""
    return with_intervals(summed(cells, by), by)


def summed(cells: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Sum cells to ``*by, people, converters``."""
    if not by:
        return cells[list(COUNTS)].sum().to_frame().T
    return cells.groupby(list(by), observed=True, as_index=False)[list(COUNTS)].sum()


def _splits(values: pd.Series, role: str) -> bool:
    if values.name in COUNTS:
        return False
    field = TABLES[role].columns.get(str(values.name))
    if field is not None and field.name not in FIELDS_TO_SPLIT_BY:
        return False
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return False
    return 2 <= values.nunique(dropna=False) <= MOST_LEVELS
