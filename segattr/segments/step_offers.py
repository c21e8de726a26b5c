"""What a step of a sequence can be in the data at hand: its tables, their columns and what stands in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.segments.questions import plain
from segattr.segments.steps import TABLES, What

Offers = Mapping[What, Mapping[str, tuple[str, ...]]]
MOST_OFFERED: Final = 200  # values in a list to choose from; others can be typed
MOST_LEVELS: Final = 60  # values beyond which a column of numbers measures rather than groups
NO_GROUPS: Final = ("customer_id", "ts", "conversion_id", "value", "margin", "cost", "row")
FIRST_COLUMNS: Final = ("event", "channel", "campaign", "product", "kind")


def step_offers(dataset: Dataset) -> Offers:
    """Return what can happen -> the columns that narrow it -> their values, the most frequent first.

    Examples
    --------
    >>> events = pd.DataFrame({"customer_id": ["a", "b"], "event": ["open", "open"]})
    >>> step_offers(Dataset(events=events))
    {'event': {'event': ('open',)}}
    """
    tables = {what: dataset.tables.get(name) for what, name in TABLES.items()}
    return {what: _columns(table) for what, table in tables.items() if table is not None and len(table)}


def _columns(table: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    names = [str(name) for name in table.columns if str(name) not in NO_GROUPS]
    ordered = sorted(names, key=lambda n: FIRST_COLUMNS.index(n) if n in FIRST_COLUMNS else len(names))
    found = {name: _values(table[name]) for name in ordered}
    return {name: values for name, values in found.items() if values}


def _values(column: pd.Series) -> tuple[str, ...]:
    """Return a column's values as texts; none of days, of measures and of names that stand once each."""
    kinds = pd.api.types
    if kinds.is_datetime64_any_dtype(column.dtype):
        return ()
    counted = column.value_counts()
    counted = counted[counted > 0]
    measured = kinds.is_numeric_dtype(column.dtype) and not kinds.is_bool_dtype(column.dtype)
    if len(counted) > MOST_LEVELS and (measured or len(counted) > len(column) / 2):
        return ()
    values = counted.index[:MOST_OFFERED].tolist()
    texts = [str(value) if isinstance(value, bool) else str(plain(value)) for value in values]
    return tuple(text for text in texts if text)
