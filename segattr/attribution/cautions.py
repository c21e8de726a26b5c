"""What to keep in mind about models on these very data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from segattr.attribution.milestones import DATED, MilestoneModel
from segattr.attribution.model import Model
from segattr.attribution.pooled import Pooled
from segattr.attribution.shapley_rate import EXACT, ShapleyRate
from segattr.reduce.door import UNKNOWN
from segattr.reduce.summary import Summary
from segattr.reduce.tables import CONVERTED, LAST, LOST
from segattr.words import cautions as words

MANY_UNDATED = 0.1  # share of conversions without a milestone from which it is said
AT_LEAST = 2  # segments and channels there must be before one is called a function of the other


def cautions(summary: Summary, models: Iterable[Model]) -> list[str]:
    """Return sentences about what these data do to these models; none where there is nothing to say.

    Parameters
    ----------
    summary : with the tables the models need; whatever else it holds is looked at too.
    models : those that are shown.
    """
    chosen = [model.model if isinstance(model, Pooled) else model for model in models]
    about = [sentence for model in chosen for sentence in _about(model, summary)]
    return list(dict.fromkeys([*about, *_selection(summary)]))


def _about(model: Model, summary: Summary) -> Iterator[str]:
    if (
        model.name == "markov"
        and len(summary.transitions)
        and not (summary.transitions["target"] == LOST).any()
    ):
        yield words.NO_LOST
    if isinstance(model, ShapleyRate) and len(summary.channels) > EXACT:
        yield words.folded(EXACT)
    if isinstance(model, MilestoneModel) and (part := _undated(summary)) >= MANY_UNDATED:
        yield words.undated(part, model.title)


def _undated(summary: Summary) -> float:
    journeys = summary.milestones[(summary.milestones["here"] & LAST) > 0]
    without = journeys.loc[(journeys["present"] & DATED) == 0, "touches"].sum()
    return float(without / max(journeys["touches"].sum(), 1))


def _selection(summary: Summary) -> Iterator[str]:
    """Point out segments that are cut by what credit is about."""
    if "positions" in summary.tables:
        cells = summary.positions
        for touch, place in (("first", 1), ("last", cells["length"])):
            if _one_segment_each(cells[cells["position"] == place]):
                yield words.SELECTED.format(touch=touch)
    if "transitions" in summary.tables and _by_outcome(summary.transitions):
        yield words.BY_OUTCOME


def _one_segment_each(cells: pd.DataFrame) -> bool:
    known = cells[cells["segment"] != UNKNOWN]
    sums = known.groupby(["channel", "segment"], observed=True)["touches"].sum()
    frequent = sums[sums >= AT_LEAST].reset_index()
    each = frequent.groupby("channel", observed=True)["segment"].nunique()
    return len(each) >= AT_LEAST and frequent["segment"].nunique() >= AT_LEAST and bool((each == 1).all())


def _by_outcome(moves: pd.DataFrame) -> bool:
    ended = moves[moves["target"].isin([CONVERTED, LOST]) & (moves["segment"] != UNKNOWN)]
    won = ended["moves"].where(ended["target"] == CONVERTED, 0).groupby(ended["segment"], observed=True).sum()
    rate = won / ended.groupby("segment", observed=True)["moves"].sum()
    return len(rate) >= AT_LEAST and bool(rate.isin([0, 1]).all()) and rate.nunique() == 2
