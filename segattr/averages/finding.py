"""What a split shows: which segments differ, or why nothing can be said."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, Final

import numpy as np
import pandas as pd

from segattr.averages.telling import CHANCE, DECIDED, WORTH_SAYING
from segattr.statistics.counts import Array
from segattr.statistics.heterogeneity import average_describes, heterogeneity
from segattr.statistics.power import detectable_difference, people_per_group
from segattr.words.averages import Finding, Group, Verdict

WORTH_SEEING: Final = 0.5  # of the blended rate (or its complement): smaller differences need more people


def finding(
    counted: pd.DataFrame, rows: pd.DataFrame, blended: Group, by: tuple[str, ...], *, level: float
) -> Finding:
    """Return what the rows of a split show.

    Parameters
    ----------
    counted : ``people, converters`` of every segment.
    rows : the segments shown, see `segattr.averages.split.Split`; the smallest may be folded into one.
    blended : everybody.
    by : the columns split by.
    level : confidence of the ranges (0-1).

    Notes
    -----
    A segment is named when it differs from the rest beyond chance (adjusted over the rows shown), by at least
    a tenth of the blended rate, and is not faded. Where nothing differs, the data must have been able to show
    a difference worth seeing; else the verdict is ``few``.
    """
    verdict = _verdict_of_counts(counted, blended, by)
    if verdict is not None:
        return Finding(verdict, blended, by)
    own = rows[~rows["folded"] & ~rows["faded"]]
    beyond = own[own["adjusted"] <= CHANCE]
    told = beyond[beyond["difference"].abs() >= WORTH_SAYING * blended.rate]
    if len(told):
        describes = average_describes(rows["converters"], rows["people"], level=level)
        return Finding("telling", blended, by, _extremes(told), describes)
    if len(beyond):
        return Finding("slight", blended, by)
    apart, needed = _power(rows, blended)
    if needed > 0:
        return Finding("few", blended, by, apart=apart, needed=needed)
    seen = visible(rows["people"].to_numpy(float), rows["converters"].to_numpy(float))
    return Finding("chance", blended, by, apart=float(min(seen[np.isfinite(seen)], default=apart)))


def visible(people: Array, converters: Array) -> Array:
    """Return the difference from the rest that each segment's people would show; nan where none would."""
    others = people.sum() - people
    rest_rate = np.where(others > 0, (converters.sum() - converters) / np.maximum(others, 1), 0.0)
    return detectable_difference(people, others, rest_rate=rest_rate)


def worth_seeing(rate: float) -> float:
    """Return the difference that data should be able to show before "no difference" is said.

    Examples
    --------
    >>> worth_seeing(0.03), round(worth_seeing(0.9), 2)
    (0.015, 0.05)
    """
    return WORTH_SEEING * min(rate, 1 - rate)


def _verdict_of_counts(counted: pd.DataFrame, blended: Group, by: tuple[str, ...]) -> Verdict | None:
    if blended.people == 0:
        return "empty"
    if blended.converters in (0, blended.people):
        return "none" if blended.converters == 0 else "all"
    if len(counted) < 2:
        return "single" if by else "unsplit"
    decided = counted["converters"].isin([0]) | (counted["converters"] == counted["people"])
    # Tiny groups are all or none by chance; then the groups together do not differ by more than chance.
    if counted["people"][decided].sum() >= DECIDED * blended.people:
        return "outcome" if heterogeneity(counted["converters"], counted["people"]).p <= CHANCE else None
    return None


def _extremes(told: pd.DataFrame) -> tuple[Group, ...]:
    """Return the highest of those above the rest and the lowest of those below."""
    above, below = told[told["difference"] > 0], told[told["difference"] < 0]
    found = [*above.nlargest(1, "rate").index, *below.nsmallest(1, "rate").index]
    return tuple(_group(row) for row in told.loc[found].to_dict("records"))


def _group(row: dict[Hashable, Any]) -> Group:
    rest = row["rate"] - row["difference"]
    return Group(row["segment"], row["people"], row["converters"], row["rate"], row["low"], row["high"], rest)


def _power(rows: pd.DataFrame, blended: Group) -> tuple[float, float]:
    """Return a difference worth seeing, and how many more would have to convert before one shows."""
    apart = worth_seeing(blended.rate)
    other = blended.rate + apart if blended.rate <= 0.5 else blended.rate - apart
    shares = rows["people"] / blended.people
    even = float((shares * (1 - shares)).max())  # the segment best placed: a quarter when it is one half
    wanted = float(people_per_group(blended.rate, other)) / (2 * even)
    return apart, (wanted - blended.people) * blended.rate
