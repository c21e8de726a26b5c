"""What it changes whether a data-driven model is fitted inside each segment or once for everybody."""

from __future__ import annotations

import pandas as pd

from segattr.attribution.model import Model
from segattr.attribution.pooled import pooled, together
from segattr.reduce.summary import Summary


def additivity_gap(summary: Summary, model: Model) -> pd.DataFrame:
    """Compare credit fitted to everybody with the sum of what the segments give, each fitted by itself.

    Parameters
    ----------
    summary : of at least two segments; with one there is no gap to find.
    model : any model; those that add up over segments have no gap but rounding.

    Returns
    -------
    DataFrame ``channel, blended, segments, gap``: conversions under one fit for everybody, the sum of those
    fitted segment by segment, and the first less the second.
    """
    blended = together(model, summary).set_index("channel")["conversions"]
    summed = model.credit(summary).astype({"channel": "str"}).groupby("channel")["conversions"].sum()
    both = pd.DataFrame({"blended": blended, "segments": summed}).fillna(0.0)
    return both.assign(gap=both["blended"] - both["segments"]).rename_axis("channel").reset_index()


def pooling(summary: Summary, model: Model) -> pd.DataFrame:
    """Say what changes when a model is fitted once for everybody instead of inside each segment.

    Returns
    -------
    DataFrame ``segment, channel, fitted, pooled, change``: shares of the segment's conversions with a touch,
    0 to 1, fitted inside the segment and once for everybody, and the second less the first. Half the sum of
    a segment's absolute changes is the credit that changes hands.
    """
    shares = {"fitted": _shares(model.credit(summary)), "pooled": _shares(pooled(model).credit(summary))}
    both = pd.DataFrame(shares).fillna(0.0).assign(change=lambda row: row["pooled"] - row["fitted"])
    return both.reset_index()


def _shares(credit: pd.DataFrame) -> pd.Series:
    cells = credit.astype({"segment": "str", "channel": "str"}).set_index(["segment", "channel"])
    sums = cells.groupby(level="segment")["conversions"].transform("sum")
    return cells["conversions"] / sums.where(sums != 0, 1.0)
