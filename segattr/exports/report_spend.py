"""What was spent in each quarter, placed on the segments it was shown to."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.attribution.cost import DAY, Spend, spend_of
from segattr.averages.periods import periods_of
from segattr.data.dataset import Dataset
from segattr.exports.report_parts import Subject
from segattr.reduce.door import UNKNOWN
from segattr.value.acquisition import UNALLOCATED, placed
from segattr.words.report import EVERYBODY, NOBODY

COLUMNS: Final = ("period", "segment", "spend")


def quarterly_spend(subject: Subject) -> pd.DataFrame:
    """Return ``period, segment, spend``; no rows where nobody knows the spend.

    Notes
    -----
    A bill over several quarters is spread evenly over its days. What was spent on channels nobody was seen in
    during the quarter stands in a segment of its own, so that the quarters add up to all that was spent.
    """
    whole = spend_of(subject.dataset)
    seen = subject.dataset.touchpoints
    if whole is None or seen is None:
        return pd.DataFrame(columns=list(COLUMNS))
    when = periods_of(seen["ts"], "quarter")
    rows = [_of_quarter(subject, whole, name, when) for name in quarters_between(whole.since, whole.until)]
    return pd.concat(rows, ignore_index=True)


def quarters_between(since: pd.Timestamp, until: pd.Timestamp) -> list[str]:
    """Return every quarter from one moment to another, both included.

    Examples
    --------
    >>> quarters_between(pd.Timestamp("2025-12-31"), pd.Timestamp("2026-04-01"))
    ['2025 Q4', '2026 Q1', '2026 Q2']
    """
    quarters = pd.period_range(_month(since), _month(until), freq="Q")
    return [f"{quarter.year} Q{quarter.quarter}" for quarter in quarters]


def span(quarter: str) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return first and last day of a quarter, UTC.

    Examples
    --------
    >>> [f"{day:%d.%m.}" for day in span("2026 Q1")]
    ['01.01.', '31.03.']
    """
    period = pd.Period(quarter.replace(" ", ""), freq="Q")
    return period.start_time.tz_localize("UTC"), period.end_time.floor("D").tz_localize("UTC")


def _month(moment: pd.Timestamp) -> pd.Period:
    return pd.Period(year=moment.year, month=moment.month, freq="M")


def _of_quarter(subject: Subject, whole: Spend, name: str, when: pd.Series) -> pd.DataFrame:
    seen = subject.dataset.touchpoints
    assert seen is not None  # without touchpoints there is no spend
    inside = seen[(when == name).to_numpy()]
    part = spend_of(_cut(subject.dataset, whole, name, inside))
    if part is None:
        return pd.DataFrame(columns=list(COLUMNS))
    paid = pd.concat([part.rows, part.unplaced]).groupby("channel")["spend"].sum()
    spent = placed(paid, _touches(inside, subject.labels)).sum()
    spent = spent[spent != 0].rename(index={UNALLOCATED: NOBODY})
    return pd.DataFrame(
        {"period": name, "segment": spent.index.astype("str"), "spend": spent.to_numpy(float)}
    )


def _cut(dataset: Dataset, whole: Spend, quarter: str, inside: pd.DataFrame) -> Dataset:
    """Return the data with only what was paid in the quarter."""
    if whole.source != "costs":
        return dataset.with_(touchpoints=inside)
    assert dataset.costs is not None  # it is where the spend comes from
    costs = dataset.costs
    first, last = span(quarter)
    start = costs["start"].dt.floor("D")
    end = costs["end"].dt.floor("D").fillna(start) if "end" in costs else start
    end = end.where(end >= start, start)
    days = (end.clip(upper=last) - start.clip(lower=first)) / DAY + 1
    part = costs["spend"] * days / ((end - start) / DAY + 1)
    cut = costs.assign(start=start.clip(lower=first), end=end.clip(upper=last), spend=part)
    return dataset.with_(costs=cut[days > 0])


def _touches(inside: pd.DataFrame, labels: pd.Series | None) -> pd.DataFrame:
    who = inside["customer_id"].astype("str")
    segment = who.map(labels).fillna(UNKNOWN) if labels is not None else who.map(lambda _: EVERYBODY)
    return pd.crosstab(inside["channel"].astype("str"), segment.astype("str"))
