"""How often one thing came after another, per customer, on any engine.

Every first step looks for the next second step after it: if that one comes in time, some did; if it does not,
none did. So one running minimum over both kinds of rows in the order of time answers for all.
"""

from __future__ import annotations

from typing import Final

import narwhals.stable.v2 as nw

from segattr.errors import UnsuitableData
from segattr.reduce.door import col, pick, whole
from segattr.reduce.engines import Frame
from segattr.reduce.moments import dated
from segattr.reduce.source import Source
from segattr.segments.questions import as_number
from segattr.segments.steps import Follow, Step

NEVER_DAY: Final = 1 << 40


def table_of(source: Source, step: Step) -> Frame | None:
    """Return the rows a step stands in; None where there are none, or not all of its columns."""
    tables = {"conversions": source.conversions, "touchpoints": source.touchpoints, "events": source.events}
    rows = tables[step.table]
    if rows is None or not {column for column, _ in step.where} <= set(rows.collect_schema().names()):
        return None
    return rows


def followed(source: Source, wanted: Follow, *, today: int) -> Frame:
    """Return ``customer_id, found_``: how many of the first steps the other one came after.

    Whoever never did the first is not among the rows. At one moment the second step is sorted before the
    first, and so is not after it; nor is anything after itself.

    Parameters
    ----------
    today : the day as of which, counted from 1970-01-01; nothing later is looked at.
    """
    first, then = (rows_of(source, step, today) for step in (wanted.first, wanted.then))
    if wanted.last_days is not None:
        first = first.filter(col("day_") > today - wanted.last_days)
    both = nw.concat(
        [
            first.with_columns(then_=whole(NEVER_DAY), place_=whole(1)),
            then.with_columns(then_=col("day_"), place_=whole(0)),
        ],
        how="vertical",
    )
    order = ["moment_", "place_"]
    ahead = both.with_columns(next_=col("then_").cum_min(reverse=True).over("customer_id", order_by=order))
    firsts = ahead.filter(col("place_") == 1)
    longest = wanted.within_days if wanted.within_days is not None else NEVER_DAY // 2
    counted = firsts.with_columns(found_=pick(col("next_") - col("day_") <= longest, whole(1), whole(0)))
    summed = counted.group_by("customer_id").agg(found_=col("found_").sum())
    return summed.select("customer_id", found_=col("found_").cast(nw.Float64))


def rows_of(source: Source, step: Step, today: int) -> Frame:
    """Return ``customer_id, moment_, day_`` of what a step asks for.

    Raises
    ------
    UnsuitableData : it is narrowed by a column of dates.
    """
    rows = table_of(source, step)
    assert rows is not None  # `can_answer` was asked
    for column, value in step.where:
        rows = rows.filter(_has(rows, column, value))
    return dated(rows, today).select("customer_id", "moment_", "day_")


def _has(rows: Frame, column: str, value: str) -> nw.Expr:
    dtype = rows.collect_schema()[column]
    if dtype.is_numeric():
        return col(column).cast(nw.Float64) == as_number(value)
    if dtype.is_temporal():
        raise UnsuitableData(
            f"{column!r} holds dates; a step is narrowed by texts, numbers and truths.",
            name=column,
        )
    if dtype == nw.Boolean:  # engines spell truth differently
        return pick(col(column), nw.lit("True"), nw.lit("False")) == value
    return col(column).cast(nw.String) == value
