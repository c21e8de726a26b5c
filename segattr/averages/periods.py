"""Which period something belongs to, and which columns of the outcomes tell a period."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.averages.known_before import is_later
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting
from segattr.io.date_shapes import MONTHS
from segattr.io.dates import read_dates
from segattr.io.numbers import read_numbers

Every = Literal["week", "month", "quarter"]

EVERY: Final[tuple[Every, ...]] = ("week", "month", "quarter")
DATE: Final = "date"  # the clock of touchpoints and conversions
READ: Final = 0.95  # share of a column's values that must read as days or months
SAMPLE: Final = 200  # texts looked at before a column is read as dates
FORMATS: Final = {"week": "%G-W%V", "month": "%Y-%m", "quarter": ""}


def clocks(dataset: Dataset) -> tuple[str, ...]:
    """Return what these data can be divided into periods by.

    Returns
    -------
    tuple : ``date`` for touchpoints and conversions; for outcomes the columns that hold days or names of
        months, in their order, but for those of the outcome itself. Empty where nothing tells the time.

    Examples
    --------
    >>> visits = pd.DataFrame({"Month": ["Feb", "Mar"], "age": ["18", "44"], "converted": [True, False]})
    >>> clocks(Dataset(outcomes=visits))
    ('Month',)
    """
    outcomes = dataset.outcomes
    if outcomes is None:
        timed = dataset.conversions is not None and (
            dataset.touchpoints is not None or dataset.customers is not None
        )
        return (DATE,) if timed else ()
    names = (str(name) for name in outcomes.columns if name not in ("converted", "people", "converters"))
    return tuple(name for name in names if not is_later(name) and _tells_time(outcomes[name]))


def periods_of(moments: pd.Series, every: Every) -> pd.Series:
    """Return the period of each moment as text that sorts in time; missing where the moment is.

    Examples
    --------
    >>> march = pd.Series(pd.to_datetime(["2026-03-31"], utc=True))
    >>> [periods_of(march, every).iloc[0] for every in ("week", "month", "quarter")]
    ['2026-W14', '2026-03', '2026 Q1']
    """
    if every not in FORMATS:
        raise BadSetting(
            f"A period is one of {', '.join(EVERY)}, not {every!r}.", setting="every", value=every
        )
    if every == "quarter":
        known = (
            moments.dt.year.astype("Int64").astype("str")
            + " Q"
            + moments.dt.quarter.astype("Int64").astype("str")
        )
        return pd.Series(known.where(moments.notna()))
    days = moments.dt.floor("D")
    labels = {day: day.strftime(FORMATS[every]) for day in days.dropna().unique()}
    return pd.Series(days.map(labels).astype("str").where(moments.notna()))


def column_periods(values: pd.Series, every: Every) -> pd.Categorical:
    """Return a column of the outcomes as periods in order; months without a year stay as they are written.

    Examples
    --------
    >>> column_periods(pd.Series(["Mar", "Feb", "Mar"]), "month").categories.tolist()
    ['Feb', 'Mar']
    """
    months = _months(values)
    if months is not None:
        named = pd.DataFrame({"name": values.astype("str"), "month": months}).dropna()
        order = named.drop_duplicates("name").sort_values("month", kind="stable")["name"]
        return pd.Categorical(values.astype("str"), categories=order.tolist(), ordered=True)
    found = periods_of(_moments(values).set_axis(values.index), every)
    return pd.Categorical(found, categories=sorted(found.dropna().unique()), ordered=True)


def dated(values: pd.Series) -> pd.Series | None:
    """Return a column as UTC moments; None where it holds no dates.

    Examples
    --------
    >>> dated(pd.Series(["12", "15"])) is None
    True
    """
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values
    if pd.api.types.is_numeric_dtype(values.dtype) or pd.api.types.is_bool_dtype(values.dtype):
        return None
    texts = pd.Series(values.dropna().unique()).astype("str")
    head = texts.iloc[:: max(1, len(texts) // SAMPLE)].reset_index(drop=True)
    if not len(head) or not read_numbers(head).unread.mean() >= READ:
        return None
    return (
        _moments(values).set_axis(values.index) if read_dates(head).moments().notna().mean() >= READ else None
    )


def _tells_time(values: pd.Series) -> bool:
    texts = values.dropna().unique()
    if len(texts) < 2 or pd.api.types.is_numeric_dtype(values.dtype):
        return False
    return _months(pd.Series(texts)) is not None or dated(values) is not None


def _months(values: pd.Series) -> pd.Series | None:
    """Return a column of month names as numbers 1 to 12; None where it is none."""
    texts = values.astype("str").where(values.notna()).str.strip().str.strip(".").str.lower()
    known = {name: MONTHS.get(name) for name in texts.dropna().unique()}
    read = [number for number in known.values() if number is not None]
    return texts.map(known) if known and len(read) >= READ * len(known) else None


def _moments(values: pd.Series) -> pd.Series:
    dates = read_dates(values.reset_index(drop=True))
    day_first = not bool(np.asarray(dates.only_month_first).any())
    return dates.moments(day_first=day_first)
