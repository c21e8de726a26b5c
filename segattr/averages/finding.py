"""What a split shows: which segments differ, or why nothing can be said."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd

from segattr.averages.metrics import RATE, Metric
from segattr.averages.telling import CHANCE, WORTH_SAYING, decided
from segattr.averages.yardsticks import yardstick_of
from segattr.words.averages import Finding, Group
from segattr.words.averages_sentences import Verdict

WORTH_SEEING: Final = 0.5  # of the blended rate (or its complement): smaller differences need more people
HEAVY: Final = 0.2  # share of a segment's value from which one order is named
SEVERAL: Final = 10  # people with an order; of fewer, one order is a large part by nature


def finding(
    counted: pd.DataFrame,
    rows: pd.DataFrame,
    blended: Group,
    by: tuple[str, ...],
    *,
    metric: Metric = RATE,
) -> Finding:
    """Return what the rows of a split show.

    Parameters
    ----------
    counted : ``people, converters`` and sums of every segment.
    rows : the segments shown, see `segattr.averages.split.Split`; the smallest may be folded into one.
    blended : everybody.
    by : the columns split by, as they are called.
    metric : which average.

    Notes
    -----
    A segment is named when it differs from the rest beyond chance (adjusted over the rows shown), by at least
    a tenth of the blended figure, and is not faded. Where nothing differs, the data must have been able to
    show a difference worth seeing; else the verdict is ``few``.
    """
    verdict = _verdict_of_counts(counted, blended, by, metric)
    small = rows["faded"] & ~rows["folded"]
    about = Finding(
        verdict or "chance",
        blended,
        by,
        metric=metric.name,
        heaviest=_heaviest(rows),
        small=int(small.sum()),
        in_small=float(rows["n"][small].sum()),
    )
    return about if verdict is not None else _compared(about, rows, blended, metric)


def _compared(about: Finding, rows: pd.DataFrame, blended: Group, metric: Metric) -> Finding:
    own = rows[~rows["folded"] & ~rows["faded"]]
    beyond = own[own["adjusted"] <= CHANCE]
    told = beyond[beyond["difference"].abs() >= WORTH_SAYING * abs(blended.rate)]
    if len(told):
        return replace(about, verdict="telling", groups=_extremes(told), describes=_describes(rows, blended))
    if len(beyond):
        return replace(about, verdict="slight")
    apart, needed = _power(rows, blended, metric)
    if needed > 0:
        return replace(about, verdict="few", apart=apart, needed=needed)
    seen = yardstick_of(metric).visible(rows)
    return replace(about, apart=float(min(seen[np.isfinite(seen)], default=apart)))


def worth_seeing(figure: float, metric: Metric = RATE) -> float:
    """Return the difference that data should be able to show before "no difference" is said.

    Examples
    --------
    >>> worth_seeing(0.03), round(worth_seeing(0.9), 2)
    (0.015, 0.05)
    """
    return WORTH_SEEING * (min(figure, 1 - figure) if metric.is_rate else abs(figure))


def _verdict_of_counts(
    counted: pd.DataFrame, blended: Group, by: tuple[str, ...], metric: Metric
) -> Verdict | None:
    if not counted["people"].sum():
        return "empty"
    if not blended.converters or blended.rate == 0:
        return "none"
    if metric.is_rate and blended.converters == blended.people:
        return "all"
    if len(counted) < 2:
        return "single" if by else "unsplit"
    # Tiny groups are all or none by chance; then the groups together do not differ by more than chance.
    if metric.bottom == "people" and decided(counted):
        return "outcome" if yardstick_of(RATE).tells(counted)[1] <= CHANCE else None
    return None


def _describes(rows: pd.DataFrame, blended: Group) -> float:
    """Return the share of people in segments that, judged by their own figures, may be as the average is."""
    within = ~(rows["low"] > blended.rate) & ~(rows["high"] < blended.rate)
    return float(rows["n"][within].sum() / rows["n"].sum())


def _heaviest(rows: pd.DataFrame) -> tuple[str, float] | None:
    """Return the ranked segment in which one order carries most, and how much of the value that is."""
    if "heaviest" not in rows:
        return None
    several = rows["contributors"] >= SEVERAL
    ranked = rows[~rows["faded"] & several & (rows["heaviest"] >= HEAVY)]
    if ranked.empty:
        return None
    worst = ranked.nlargest(1, "heaviest").iloc[0]
    return (worst["segment"] if len(rows) > 1 else "", float(worst["heaviest"]))


def _extremes(told: pd.DataFrame) -> tuple[Group, ...]:
    """Return the highest of those above the rest and the lowest of those below."""
    above, below = told[told["difference"] > 0], told[told["difference"] < 0]
    found = [*above.nlargest(1, "rate").index, *below.nsmallest(1, "rate").index]
    return tuple(_group(row) for row in told.loc[found].to_dict("records"))


def _group(row: dict[Hashable, Any]) -> Group:
    rest = row["rate"] - row["difference"]
    return Group(row["segment"], row["n"], row["contributors"], row["rate"], row["low"], row["high"], rest)


def _power(rows: pd.DataFrame, blended: Group, metric: Metric) -> tuple[float, float]:
    """Return a difference worth seeing, and how many more it takes before one shows.

    Of a rate these are the converters missing, of an average the people.
    """
    apart = worth_seeing(blended.rate, metric)
    shares = rows["n"] / blended.people
    even = float((shares * (1 - shares)).max())  # the segment best placed: a quarter when it is one half
    wanted = yardstick_of(metric).needed(rows, apart) / (2 * even) if even > 0 else np.inf
    return apart, (wanted - blended.people) * (blended.rate if metric.is_rate else 1.0)
