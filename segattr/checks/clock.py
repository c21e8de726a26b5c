"""Whether two tables keep the same time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence, micros
from segattr.checks.finding import Found
from segattr.words.numbers import many

HOUR: Final = 3_600_000_000  # microseconds
LEAST_ROWS: Final = 500
ALIKE: Final = 0.95  # correlation of the hours of the day once one table is shifted
UNLIKE: Final = 0.85  # and as they stand


def other_clock(evidence: Evidence) -> Iterator[Found]:
    """Find conversions whose hours of the day are those of the touchpoints, shifted."""
    if hours := _hours_late(evidence):
        yield evidence.found(
            "conversions",
            np.ones(len(evidence.rows("conversions")), dtype=bool),
            title=f"Conversions follow the hours of the day of the touchpoints, {many(abs(hours), 'hour')} "
            f"{'later' if hours > 0 else 'earlier'}: the two files are in different time zones.",
            severity="high",
            column="ts",
        )


def on_one_clock(evidence: Evidence) -> Mapping[str, pd.DataFrame]:
    """Return the tables with the conversions moved to the hours the touchpoints keep."""
    orders, late = evidence.rows("conversions"), pd.Timedelta(hours=_hours_late(evidence))
    return evidence.dataset.tables | {"conversions": orders.assign(ts=orders["ts"] - late)}


def _hours_late(evidence: Evidence) -> int:
    """Return how many hours conversions run after the touchpoints, below 0 before; 0 where that is open."""
    touches, moments = evidence.column("touchpoints", "ts"), evidence.column("conversions", "ts")
    if touches is None or moments is None or min(len(touches), len(moments)) < LEAST_ROWS:
        return 0
    here, there = _hours(touches), _hours(moments)
    if np.ptp(here) == 0 or np.ptp(there) == 0:
        return 0
    alike = np.array([np.corrcoef(here, np.roll(there, -hours))[0, 1] for hours in range(24)])
    best = int(alike.argmax())
    if alike[best] < ALIKE or alike[0] >= UNLIKE:
        return 0
    return best if best <= 12 else best - 24


def _hours(moments: pd.Series) -> NDArray[np.float64]:
    return np.bincount(micros(moments) // HOUR % 24, minlength=24).astype(float)


CHECKS: Final = (
    Check(
        "other_clock",
        "Do touchpoints and conversions keep time in different time zones?",
        "high",
        "Export both in the same time zone, or move the conversions to the clock of the touchpoints.",
        ("attribution",),
        other_clock,
        "one_clock",
    ),
)
