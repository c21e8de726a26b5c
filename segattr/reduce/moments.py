"""A client's tables as they would have been on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import narwhals.stable.v2 as nw

from segattr.reduce.door import col, whole
from segattr.reduce.engines import NEVER, Frame, in_microseconds
from segattr.reduce.source import Source

DAY: Final = 86_400_000_000  # microseconds
EARLY: Final = 1_000_000  # days before 1970 that engines, who round differently below 0, agree on
EPOCH: Final = date(1970, 1, 1)


def day_of(moment: str) -> nw.Expr:
    """Return the calendar day of a column of microseconds, counted from 1970-01-01, UTC."""
    return (col(moment) + EARLY * DAY) // DAY - EARLY


def dated(rows: Frame, today: int) -> Frame:
    """Return the rows of known customers up to the end of a day, with ``moment_``, ``day_`` and ``one_``."""
    known = rows.filter(~col("customer_id").is_null(), ~col("ts").is_null()).with_columns(
        moment_=col("ts"), customer_id=col("customer_id").cast(nw.String)
    )
    stamped = in_microseconds(known, "moment_").with_columns(one_=whole(1))
    return stamped.with_columns(day_=day_of("moment_")).filter(col("day_") <= today)


def day_number(day: str) -> int:
    """Return a day written as 2026-03-31, counted from 1970-01-01.

    Examples
    --------
    >>> day_number("1970-01-31")
    30
    """
    return (date.fromisoformat(day) - EPOCH).days


def source_on(source: Source, day: int) -> Source:
    """Return what was there at the end of a day: touches, orders, events and customers known by then.

    Rows without a date stay, because nobody knows when they came; so do the attributes of customers, which
    are as they stand in the file.
    """
    known = source.customers
    if known is not None and "created_ts" in known.collect_schema().names():
        known = _until(known, "created_ts", day)
    return replace(
        source,
        touchpoints=_until(source.touchpoints, "ts", day),
        conversions=_until(source.conversions, "ts", day),
        customers=known,
        events=None if source.events is None else _until(source.events, "ts", day),
    )


def _until(table: Frame, moment: str, day: int) -> Frame:
    names = table.collect_schema().names()
    dated = in_microseconds(table.with_columns(moment_=col(moment)), "moment_")
    end = (day + 1) * DAY
    return dated.filter((col("moment_") < end) | (col("moment_") == NEVER)).select(names)
