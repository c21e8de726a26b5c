"""What the journeys are like: the facts that decide how much a choice of model matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from segattr.reduce.door import col
from segattr.reduce.engines import to_pandas
from segattr.reduce.summary import Summary
from segattr.reduce.tables import LAST, LEAD, OPPORTUNITY

if TYPE_CHECKING:
    from segattr.reduce.kept import Kept


@dataclass(frozen=True)
class JourneyFacts:
    """Journeys that end in a conversion, in a few figures.

    Attributes
    ----------
    journeys : with at least one touch.
    median_touches, longest : half of them have at most so many touches, and none has more.
    one_touch : share (0 to 1) of those with a single touch, on which no two models can differ.
    median_days : from the first touch to the conversion; None where the data carry no time.
    """

    journeys: int
    median_touches: int = 0
    longest: int = 0
    one_touch: float = 0.0
    median_days: float | None = None


def journey_facts(summary: Summary, *, median_days: float | None = None) -> JourneyFacts:
    """Return how long the journeys are.

    Parameters
    ----------
    summary : with ``positions``.
    median_days : see `days_to_convert`.

    Examples
    --------
    >>> import pandas as pd, segattr as sa
    >>> paths = pd.DataFrame({"path": ["Email", "Email > Direct", "Post > Email"], "conversions": [2, 1, 1]})
    >>> facts = journey_facts(sa.summarise(sa.load(paths=paths)))
    >>> facts.journeys, facts.median_touches, facts.longest, facts.one_touch
    (4, 1, 2, 0.5)
    """
    first = summary.positions[summary.positions["position"] == 1]
    lengths = first.groupby("length")["touches"].sum().sort_index()
    lengths = lengths[lengths > 0]
    if lengths.empty:
        return JourneyFacts(0)
    total = int(lengths.sum())
    middle = int(lengths.index[int(lengths.cumsum().searchsorted(total / 2))])
    return JourneyFacts(total, middle, int(lengths.index[-1]), float(lengths.get(1, 0)) / total, median_days)


def dated_share(summary: Summary) -> float:
    """Return the share (0 to 1) of the journeys whose lead or opportunity is dated, with a touch before it.

    Parameters
    ----------
    summary : with ``milestones``.
    """
    last = summary.milestones[(summary.milestones["here"] & LAST) > 0]
    dated = last.loc[(last["present"] & (LEAD + OPPORTUNITY)) > 0, "touches"].sum()
    return float(dated / max(last["touches"].sum(), 1))


def days_to_convert(journeys: Kept) -> float | None:
    """Return the median of the days between first touch and conversion; None without a journey."""
    opened = journeys.touches.filter(col("position") == 1)
    days = to_pandas(opened.select("days_left"))["days_left"]
    return float(days.median()) if len(days) else None
