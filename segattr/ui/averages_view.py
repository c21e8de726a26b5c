"""What the Averages page is about: the choices made sound for the data, and the split that follows from them.

Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from segattr.averages import split as views
from segattr.averages.cells import inside
from segattr.averages.means import means
from segattr.averages.metrics import RATE
from segattr.averages.powers import metrics_of
from segattr.averages.split import Split
from segattr.data.dataset import Dataset
from segattr.segments.circular import by_orders
from segattr.segments.registry import read_segmentation
from segattr.ui import segment_sets, state, store
from segattr.ui.choices import Choices, Sort
from segattr.words.averages_speech import CUSTOMERS, Speech
from segattr.words.outcome import outcome_of

MOST_LAYERS = 3
CLEARED, OPENED = "averages.cleared", "averages.opened"
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False)
class View:
    """One view of the averages.

    Attributes
    ----------
    dataset, metric, level, sort : what is averaged, how sure and in which order.
    metrics, dimensions : what there is to choose from.
    focus : what is looked into, as far as the data have it.
    by : the dimensions split by.
    cells : of the people in focus; ``everyone`` of all.
    splits : the dimensions, the most telling first.
    everything : whether the smallest segments are shown too.
    speech : what those who are counted are called, and what they did.
    """

    dataset: Dataset
    metric: str
    level: float
    sort: Sort
    metrics: list[str]
    dimensions: list[str]
    focus: Pairs
    by: list[str]
    cells: pd.DataFrame
    everyone: pd.DataFrame
    splits: pd.DataFrame
    everything: bool
    speech: Speech

    @property
    def place(self) -> str:
        """What tells this view from any other; part of the keys of what is selected in it."""
        return f"{self.dataset.key}.{self.metric}.{self.by}.{self.focus}"

    @property
    def has_rows(self) -> bool:
        """Whether there are people to look at one by one; a Summary has only counts of them."""
        return bool(self.dataset.tables)

    @property
    def rated(self) -> bool:
        """Whether there is a rate; of orders alone there is nobody who did not convert."""
        return _rated(self.dataset)

    @property
    def banded(self) -> frozenset[str]:
        """The dimensions whose numbers were put into bands."""
        return store.units(self.dataset.key).banded if self.has_rows else frozenset()

    def found(self) -> Split:
        """Split, and say what there is to say; the same for all visitors who look at it."""
        asked = (self.metric, tuple(self.by), self.focus, self.level, self.sort, self.everything, self.speech)
        what = ("split", self.dataset.key, sets_of(state.get()), self.dataset.currency, *asked)
        return store.kept(what, self._found)

    def _found(self) -> Split:
        shown = views.split(
            self.cells,
            self.by,
            metric=self.metric,
            level=self.level,
            everything=self.everything,
            sort=self.sort,
        )
        everyone = means(self.everyone, metric=self.metric)["figure"].iloc[0] if self.focus else float("nan")
        return views.in_context(
            shown,
            self.splits,
            outcome=self.speech.outcome,
            whom=(self.speech.one, self.speech.many),
            currency=self.dataset.currency,
            focus=tuple((views.named(name), value) for name, value in self.focus),
            everyone=float(everyone),
        )


def view(dataset: Dataset) -> View:
    """Return the view the visitor has chosen, as far as the data carry it.

    Raises
    ------
    UnsuitableData : nobody is counted in these data.
    """
    choices = state.get()
    sets = sets_of(choices)
    everyone = store.cells(dataset.key, sets)
    metrics = metrics_of(everyone)
    if not _rated(dataset):
        metrics.remove(RATE.name)
    metric = choices.metric if choices.metric in metrics else metrics[0]
    focus = _sound(choices.focus, everyone)
    cells = inside(everyone, focus)
    splits = store.splits(dataset.key, sets, metric, focus)
    dimensions = views.offered(cells)
    by = _chosen(choices, dimensions, splits)
    return View(
        dataset=dataset,
        metric=metric,
        level=choices.level,
        sort=choices.sort_by,
        metrics=metrics,
        dimensions=dimensions,
        focus=focus,
        by=by,
        cells=cells,
        everyone=everyone,
        splits=splits,
        everything=bool(st.session_state.get(OPENED)),
        speech=Speech.of(choices.called or (CUSTOMERS if not _rated(dataset) else ()), outcome_of(dataset)),
    )


def sets_of(choices: Choices) -> tuple[tuple[str, str], ...]:
    """Return the segment sets that are dimensions too: what each is called here, and its definition."""
    offered = set(segment_sets.offered(choices))
    named = [(segment_sets.MARK + each.name, each.definition) for each in choices.sets]
    return tuple((name, definition) for name, definition in named if name in offered)


def blended(shown: View, metric: str) -> float:
    """Return everybody's figure."""
    return float(means(shown.everyone, metric=metric)["figure"].iloc[0])


def choose(by: list[str]) -> None:
    """Split by these columns from here on; none at all is a choice too."""
    choices = state.change(split_by=tuple(by))
    st.session_state[CLEARED] = "" if by else choices.dataset_key


def look_inside(shown: View, pairs: Pairs) -> None:
    """Go on with the people who have these values, split by what tells most about them."""
    focus = (*shown.focus, *pairs)
    splits = store.splits(shown.dataset.key, sets_of(state.get()), shown.metric, focus)
    state.change(focus=focus)
    choose([views.opening(splits)] if len(splits) else [])


def back_to(shown: View, depth: int) -> None:
    """Return to a level above, to the split one left it from."""
    left = shown.focus[depth][0]
    state.change(focus=shown.focus[:depth])
    choose([left])


def _rated(dataset: Dataset) -> bool:
    return dataset.has_rates or not dataset.tables  # a Summary has no tables and counts both


def _sound(focus: Pairs, cells: pd.DataFrame) -> Pairs:
    """Return the levels there are people at, from the top down to the first there is none."""
    for depth in range(len(focus), 0, -1):
        known = all(name in cells for name, _ in focus[:depth])
        if known and inside(cells, focus[:depth])["people"].sum() > 0:
            return focus[:depth]
    return ()


def _chosen(choices: Choices, dimensions: list[str], splits: pd.DataFrame) -> list[str]:
    """Return the columns to split by: the visitor's, as far as they exist, or the most telling one."""
    known = [name for name in choices.split_by if name in dimensions][:MOST_LAYERS]
    if known or not dimensions or st.session_state.get(CLEARED) == choices.dataset_key:
        return known
    circular = {name for name, text in sets_of(choices) if by_orders(read_segmentation(text))}
    plain = splits[~splits["dimension"].isin(circular)]
    return [views.opening(plain if len(plain) else splits)]
