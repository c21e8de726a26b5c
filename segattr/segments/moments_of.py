"""When one customer did one thing and then another, for a person to read."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.segments.questions import as_number
from segattr.segments.steps import Follow, Step

DAY: Final = pd.Timedelta(days=1)


def moments_of(asked: Follow, dataset: Dataset, customer_id: str, *, day: str) -> str:
    """Return the last time the second step came after the first in time, else the last time it did not.

    Parameters
    ----------
    day : the day as of which, as 2026-03-31; what came later is not looked at.

    Returns
    -------
    str : in words; empty for a customer who never did the first in time.

    Examples
    --------
    >>> orders = pd.DataFrame({"customer_id": ["a", "a"], "ts": pd.to_datetime(["2026-01-01", "2026-01-05"])})
    >>> data = Dataset(conversions=orders.assign(ts=orders["ts"].dt.tz_localize("UTC")))
    >>> moments_of(Follow(), data, "a", day="2026-01-31")
    'order 2026-01-01 00:00, then order 2026-01-05 00:00'
    """
    end = pd.Timestamp(day, tz="UTC") + DAY
    first, then = (_moments(dataset, step, customer_id, end) for step in (asked.first, asked.then))
    if asked.last_days is not None:
        first = first[first >= end - asked.last_days * DAY]
    if not len(first):
        return ""
    pairs = _next(first, then)
    in_time = pairs.dropna(subset="then")
    if asked.within_days is not None:
        waits = (in_time["then"].dt.floor("D") - in_time["first"].dt.floor("D")) / DAY
        in_time = in_time[waits <= asked.within_days]
    last = (in_time if len(in_time) else pairs).iloc[-1]
    second = f"{asked.then.describe()} {_said(last['then'])}" if pd.notna(last["then"]) else "none after it"
    return f"{asked.first.describe()} {_said(last['first'])}, then {second}"


def _next(first: pd.Series, then: pd.Series) -> pd.DataFrame:
    """Return every first moment and the earliest later one of the others, missing where there is none."""
    return pd.merge_asof(
        first.rename("first").to_frame(),
        then.rename("then").to_frame(),
        left_on="first",
        right_on="then",
        direction="forward",
        allow_exact_matches=False,
    )


def _moments(dataset: Dataset, step: Step, customer_id: str, end: pd.Timestamp) -> pd.Series:
    table = dataset.table(step.table)
    rows = table[(table["customer_id"] == customer_id) & (table["ts"] < end)]
    for column, value in step.where:
        kinds, values = pd.api.types, rows[column]
        measured = kinds.is_numeric_dtype(values.dtype) and not kinds.is_bool_dtype(values.dtype)
        same = values == as_number(value) if measured else values.astype("str") == value
        rows = rows[same.fillna(False).to_numpy(bool)]
    return rows["ts"].sort_values(ignore_index=True)


def _said(moment: pd.Timestamp) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
