"""Whether the tables cover the same time, without holes, and enough of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.checks.check import Check
from segattr.checks.evidence import DAY, Evidence, micros
from segattr.checks.finding import QUESTIONS, Found, with_counts
from segattr.checks.texts import told
from segattr.words.numbers import many, share

SOME_OUTSIDE: Final = 0.05  # of the rows
MANY_OUTSIDE: Final = 0.5
BUSY_DAYS: Final = 10  # rows on the usual day; where fewer, an empty day proves nothing
SOME_WITHOUT_HISTORY: Final = 0.25  # of the conversions
SOME_UNDECIDED: Final = 0.25  # of the customers
LAG: Final = 0.9  # quantile of the days from first touch to first conversion
LEAST_CONVERSIONS: Final = 100
LEAST_DAYS: Final = 28
ODD: Final = 8.0  # robust standard deviations of the logarithm
TIMES_THE_USUAL: Final = 3.0
MAD_TO_SD: Final = 1.4826
LEAST_SPREAD: Final = 0.05
SHORTEST_UNIT: Final = 1.0 / 24


def other_period(evidence: Evidence) -> Iterator[Found]:
    """Find conversions outside the time the touchpoints cover."""
    touches, moments = evidence.column("touchpoints", "ts"), evidence.column("conversions", "ts")
    if touches is None or moments is None:
        return
    first, last = touches.min().normalize(), touches.max().normalize() + pd.Timedelta(days=1)
    outside = ((moments < first) | (moments >= last)).to_numpy()
    if outside.mean() >= SOME_OUTSIDE:
        yield evidence.found(
            "conversions",
            outside,
            title=f"{told(outside, 'conversion', verb='lie')} outside {first:%Y-%m-%d} to "
            f"{touches.max():%Y-%m-%d}, the time the touchpoints cover.",
            severity="blocker" if outside.mean() >= MANY_OUTSIDE else "high",
            column="ts",
        )


def empty_days(evidence: Evidence) -> Iterator[Found]:
    """Find days without a single row inside the time a table covers."""
    for role, moments in evidence.dated():
        days, first = _daily(moments)
        holes = np.flatnonzero((days == 0) & (_usual(days) >= BUSY_DAYS))
        if len(holes):
            named = ", ".join(f"{first + pd.Timedelta(days=int(day)):%Y-%m-%d}" for day in holes[:3])
            found = evidence.found(
                role,
                np.zeros(len(moments), dtype=bool),
                title=f"{many(len(holes), 'day')} of {len(days):,} have not one row of {role} ({named}"
                f"{' …' if len(holes) > 3 else ''}), where the usual day has "
                f"{np.median(days[days > 0]):,.0f}.",
                severity="high",
                column="ts",
            )
            yield with_counts(found, count=len(holes), of=len(days))


def odd_days(evidence: Evidence) -> Iterator[Found]:
    """Find days with far more or far fewer rows than their weekday usually has."""
    for role, moments in evidence.dated():
        days, first = _daily(moments)
        if len(days) < LEAST_DAYS or np.median(days) < BUSY_DAYS:
            continue
        usual = _usual(days)
        off = np.log1p(days) - np.log1p(usual)
        spread = max(MAD_TO_SD * float(np.median(np.abs(off - np.median(off)))), LEAST_SPREAD)
        odd = (
            (np.abs(off - np.median(off)) > ODD * spread)
            & (np.abs(off) > np.log(TIMES_THE_USUAL))
            & (days > 0)
        )
        if odd.any():
            place = (micros(moments) - micros(pd.Series([first]))[0]) // DAY
            named = ", ".join(
                f"{first + pd.Timedelta(days=int(day)):%Y-%m-%d} ({days[day]:,} instead of {usual[day]:,.0f})"
                for day in np.flatnonzero(odd)[:2]
            )
            yield evidence.found(
                role,
                odd[place],
                title=f"{many(int(odd.sum()), 'day')} of {role} {'is' if odd.sum() == 1 else 'are'} far "
                "from what the "
                f"weekday usually has: {named}{' …' if odd.sum() > 2 else ''}.",
                severity="medium",
                column="ts",
            )


def short_history(evidence: Evidence) -> Iterator[Found]:
    """Find conversions so early that the lookback window reaches before the first touch there is."""
    touches, moments = evidence.column("touchpoints", "ts"), evidence.column("conversions", "ts")
    if touches is None or moments is None:
        return
    early = (moments < touches.min() + pd.Timedelta(days=evidence.lookback_days)).to_numpy()
    if early.mean() >= SOME_WITHOUT_HISTORY:
        yield evidence.found(
            "conversions",
            early,
            title=f"{told(early, 'conversion')} happened in the first "
            f"{evidence.lookback_days:g} days of the touchpoints: touches before that are not in the file.",
            severity="high",
            column="ts",
        )


def too_young(evidence: Evidence) -> Iterator[Found]:
    """Find customers whose first touch is so recent that many of them may still convert."""
    touches = evidence.column("touchpoints", "ts")
    if touches is None or len(evidence.people("conversions")) < LEAST_CONVERSIONS:
        return
    first = np.full(len(evidence.ids), np.iinfo(np.int64).max)
    np.minimum.at(first, evidence.people("touchpoints"), micros(touches))
    lags = _days_to_convert(evidence, first)
    if len(lags) < LEAST_CONVERSIONS:
        return
    lag = float(np.quantile(lags, LAG))
    young = evidence.known("touchpoints") & (first > micros(touches).max() - lag * DAY)
    people = int(evidence.known("touchpoints").sum())
    if lag >= SHORTEST_UNIT and young.sum() >= SOME_UNDECIDED * people:
        rows = evidence.of("touchpoints", young)
        found = evidence.found(
            "touchpoints",
            rows,
            title=f"{many(int(young.sum()), 'customer')} ({share(young.sum() / people)}) were first seen "
            f"in the last {lag:,.0f} days, and one first conversion in ten takes longer than that: their "
            "rate will still rise.",
            severity="medium",
            column="ts",
        )
        yield replace(with_counts(found, count=int(young.sum()), of=people), rows=rows)


def _days_to_convert(evidence: Evidence, first: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the days from the first touch to the first conversion after it, of those who converted."""
    who, moments = evidence.people("conversions"), micros(evidence.rows("conversions")["ts"])
    later = (who >= 0) & (moments >= np.append(first, 0)[who])
    converted = np.full(len(first), np.iinfo(np.int64).max)
    np.minimum.at(converted, who[later], moments[later])
    buyers = np.unique(who[later])
    return np.asarray((converted - first)[buyers] / DAY, dtype=np.float64)


def _usual(days: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return per day how many rows its weekday usually has."""
    weekdays = [float(np.median(days[at::7])) if len(days) > at else 0.0 for at in range(7)]
    return np.array(weekdays)[np.arange(len(days)) % 7]


def _daily(moments: pd.Series) -> tuple[NDArray[np.int64], pd.Timestamp]:
    """Return rows per day from the first to the last, and the first day."""
    days = micros(moments) // DAY
    return np.bincount(days - days.min()), pd.Timestamp(days.min() * DAY * 1_000, tz="UTC")


CHECKS: Final = (
    Check(
        "other_period",
        "Do conversions lie outside the time the touchpoints cover?",
        "blocker",
        "Load touchpoints for the whole time, or leave the conversions outside it out.",
        ("segments", "attribution", "cost"),
        other_period,
        "leave_out",
    ),
    Check(
        "empty_days",
        "Are there days without a single row where every day should have some?",
        "high",
        "Export these days again. If tracking was down, leave their conversions out of comparisons.",
        QUESTIONS,
        empty_days,
    ),
    Check(
        "odd_days",
        "Are there days with far more or far fewer rows than their weekday usually has?",
        "medium",
        "A sale, an outage, a robot? Note it, and compare periods without these days.",
        ("segments", "attribution"),
        odd_days,
    ),
    Check(
        "short_history",
        "Did many conversions happen so early that touches before them are not in the file?",
        "high",
        "Load touchpoints from a lookback window before the first conversion, or leave these conversions "
        "out: they then count nowhere.",
        ("attribution",),
        short_history,
        "leave_out",
    ),
    Check(
        "too_young",
        "Were many customers first seen so recently that they may still convert?",
        "medium",
        "Wait, or leave these customers out, with their touches, conversions and revenue: rates are then of "
        "those first seen early enough to have converted. Attribution can leave open journeys out.",
        ("segments", "value"),
        too_young,
        "leave_people",
    ),
)
