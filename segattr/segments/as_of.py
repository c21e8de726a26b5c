"""When a set reads what changes: at the first touch or order, at the visit, or as of a day."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.reduce.door import col
from segattr.reduce.engines import Frame, in_microseconds, to_pandas
from segattr.reduce.source import Source

FIRST_TOUCH: Final = "first touch"
FIRST_ORDER: Final = "first order"  # what the first touch is where there are orders and nothing else
LATEST: Final = "latest"


def is_day(moment: str) -> bool:
    """Whether a moment is a day, written as 2026-03-31.

    Examples
    --------
    >>> is_day("2026-03-31"), is_day("latest"), is_day("20260331")
    (True, False, False)
    """
    try:
        return date.fromisoformat(moment).isoformat() == moment
    except ValueError:
        return False


def first_of(dataset: Dataset | None) -> str:
    """Return what is first known of a customer: a touch, or an order where there is nothing else.

    Examples
    --------
    >>> first_of(Dataset())
    'first touch'
    """
    if dataset is None or dataset.conversions is None or dataset.tables.keys() & {"customers", "touchpoints"}:
        return FIRST_TOUCH
    return FIRST_ORDER


def latest_of(dataset: Dataset) -> str:
    """Return the last day anything happened (a touch, a conversion, an event); empty where there is none."""
    return dataset.as_of.date().isoformat() if dataset.as_of is not None else ""


def latest_moment(source: Source) -> int | None:
    """Return the moment of the last touch, conversion or event, in microseconds; None without any.

    What `segattr.data.dataset.Dataset.as_of` says of pandas frames, for tables on any engine.
    """
    tables = (source.touchpoints, source.conversions, source.events)
    found = [_latest(table) for table in tables if table is not None]
    return max((moment for moment in found if moment is not None), default=None)


def _latest(table: Frame) -> int | None:
    dated = in_microseconds(table.filter(~col("ts").is_null()).select("ts"), "ts")
    latest = to_pandas(dated.select(col("ts").max()))["ts"].iloc[0]
    return None if pd.isna(latest) else int(latest)


def when(moment: str, *, day: str = "", first: str = FIRST_TOUCH) -> str:
    """Return a set's moment in words.

    Parameters
    ----------
    day : what the latest day is, where that is known.
    first : what is first known of a customer, see `first_of`.

    Examples
    --------
    >>> when("first touch"), when("latest", day="2026-08-30"), when("2026-03-31")
    ('at first touch', 'as of 2026-08-30, the latest day', 'as of 2026-03-31')
    """
    if moment == LATEST:
        return f"as of {day}, the latest day" if day else "as of the latest day"
    return f"as of {moment}" if is_day(moment) else f"at {first if moment == FIRST_TOUCH else moment}"
