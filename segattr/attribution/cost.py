"""What was spent, beside the credit: cost per conversion and return, never a division by nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.attribution.next_touch import touches_of
from segattr.data.dataset import Dataset
from segattr.reduce.summary import Summary

DAY: Final = pd.Timedelta(days=1)
BILLED: Final = {
    "channel": "channel",
    "campaign": "campaign",
}  # what earns credit -> the costs' column for it


@dataclass(frozen=True, eq=False)
class Spend:
    """What was spent on what earns credit.

    Attributes
    ----------
    rows : ``channel, spend``, of the days that have data.
    unplaced : ``channel, spend``, billed under a name that no touch carries; empty for nothing.
    outside : spend of days before the first touch or after the last event, which is left out.
    since, until : first and last day counted.
    source : the table the money comes from, ``costs`` or ``touchpoints``.
    """

    rows: pd.DataFrame
    unplaced: pd.DataFrame
    outside: float
    since: pd.Timestamp
    until: pd.Timestamp
    source: str


def spend_of(dataset: Dataset, touch_by: str = "channel") -> Spend | None:
    """Return what was spent per channel or campaign, over the days the touchpoints cover.

    Parameters
    ----------
    dataset : with touchpoints, and costs or a ``cost`` column in the touchpoints; costs win where both are.
    touch_by : ``channel`` or ``campaign``; nothing else is billed.

    Returns
    -------
    Spend, or None where nobody knows what was spent.

    Notes
    -----
    A bill over several days is spread evenly over them, so that its part outside the data can be left out; a
    bill without an end counts on its first day. Spend is dated by when it was paid for, conversions by when
    they happened: the last weeks of spend may still bring some.
    """
    seen = dataset.touchpoints
    if seen is None or touch_by not in BILLED or not len(seen):
        return None
    since, until = seen["ts"].min().floor("D"), max(seen["ts"].max(), _last(dataset)).floor("D")
    if dataset.costs is not None and BILLED[touch_by] in dataset.costs:
        return _billed(dataset.costs, seen, BILLED[touch_by], since, until)
    if "cost" not in seen or touch_by not in seen:
        return None
    paid = seen["cost"].groupby(seen[touch_by].astype("str")).sum(min_count=1).dropna()
    rows = paid.rename_axis("channel").rename("spend").reset_index()
    return Spend(rows, rows[:0], 0.0, since, until, "touchpoints")


def with_cost(credit: pd.DataFrame, spend: Spend, summary: Summary) -> pd.DataFrame:
    """Put spend, cost per conversion and return on spend beside the credit.

    Parameters
    ----------
    credit : from `segattr.attribute`.
    summary : what it was worked out from, with ``transitions``.

    Returns
    -------
    DataFrame : the credit with ``touches`` (of all journeys, converted or not), ``spend``, ``cpa`` (spend per
        credited conversion), ``roas`` (credited value per unit of spend) and ``note``: ``no spend`` or ``no
        conversions`` where a figure would be a division by nothing, which is left empty.

    Notes
    -----
    Nobody bills by segment. A channel's spend is divided over the segments by its touches there: dividing it
    by credit would make the return the same in every segment.
    """
    touched = touches_of(summary)
    paid = touched.merge(spend.rows, on="channel", how="left")
    whole = paid.groupby("channel")["touches"].transform("sum")
    paid = paid.assign(spend=paid["spend"] * paid["touches"] / whole)
    rows = credit.merge(paid, on=["segment", "channel"], how="left")
    rows["touches"] = rows["touches"].fillna(0).astype("int64")
    free, unearned = ~(rows["spend"] > 0), ~(rows["conversions"] > 0)
    return rows.assign(
        cpa=(rows["spend"] / rows["conversions"].mask(unearned)).mask(free),
        roas=rows["value"] / rows["spend"].mask(free),
        note=np.select([free, unearned], ["no spend", "no conversions"], ""),
    )


def _last(dataset: Dataset) -> pd.Timestamp:
    bought = dataset.conversions
    moments = [] if bought is None else [bought["ts"].max()]
    return max(
        (moment for moment in moments if not pd.isna(moment)), default=pd.Timestamp.min.tz_localize("UTC")
    )


def _billed(
    costs: pd.DataFrame, seen: pd.DataFrame, column: str, since: pd.Timestamp, until: pd.Timestamp
) -> Spend:
    start = costs["start"].dt.floor("D")
    end = costs["end"].dt.floor("D").fillna(start) if "end" in costs else start
    end = end.where(end >= start, start)
    overlap = (end.clip(upper=until) - start.clip(lower=since)) / DAY + 1
    inside = costs["spend"].fillna(0.0) * overlap.clip(lower=0) / ((end - start) / DAY + 1)
    known = costs[column].notna()
    names = costs[column].astype("str").where(known, f"(no {column})")
    paid = inside.groupby(names).sum().rename_axis("channel").rename("spend").reset_index()
    placed = paid["channel"].isin(set(seen[column].astype("str")) if column in seen else set())
    left = paid[~placed & (paid["spend"] != 0)].reset_index(drop=True)
    outside = float(costs["spend"].sum() - inside.sum())
    return Spend(paid[placed].reset_index(drop=True), left, outside, since, until, "costs")
