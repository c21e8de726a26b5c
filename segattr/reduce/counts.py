"""How often customers did something, narrowed by what its columns hold, on any engine."""

from __future__ import annotations

import narwhals.stable.v2 as nw

from segattr.reduce.door import col, whole
from segattr.reduce.engines import Frame
from segattr.reduce.sequences import rows_of
from segattr.reduce.source import Source
from segattr.segments.counts import Count


def counted(source: Source, wanted: Count, *, today: int) -> Frame:
    """Return ``customer_id, found_``: how often each did it who did it at all.

    Parameters
    ----------
    today : the day as of which, counted from 1970-01-01; nothing later is looked at.
    """
    rows = rows_of(source, wanted.step, today)
    if wanted.last_days is not None:
        rows = rows.filter(col("day_") > today - wanted.last_days)
    summed = rows.with_columns(one_=whole(1)).group_by("customer_id").agg(found_=col("one_").sum())
    return summed.select("customer_id", found_=col("found_").cast(nw.Float64))
