"""A Summary that came as a file, standing where pages expect a Dataset.

It has no tables, for nobody is in it: whatever takes rows finds none, and is told so by
`segattr.ui.store.loaded`. What takes a Summary is given this one by `segattr.ui.store.summary`, and cells of
people by `segattr.ui.store.cells`. Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import pandas as pd

from segattr.attribution.lengths import lag_summary
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.summary import ALL, Summary
from segattr.reduce.window import Window
from segattr.words import attribution as page_words
from segattr.words import summaries as words
from segattr.words.summaries import Contents

ROLE = "summary"  # what such a file plays on the desk; no table of `segattr.schema`


@dataclass(frozen=True, eq=False)
class OpenedSummary(Dataset):
    """A Summary, found in the store under a key as a Dataset is.

    Attributes
    ----------
    summary : what was opened.
    name : the file's name as the user knows it.
    made : when the file was written; None where it does not say.
    min_count : cells that count fewer were left out of it; 0 for none.
    """

    summary: Summary = field(kw_only=True)
    name: str = ""
    made: datetime | None = None
    min_count: int = 0

    @cached_property
    def as_of(self) -> pd.Timestamp | None:
        """The latest moment in the data it was made from."""
        moment = pd.to_datetime(self.summary.as_of, utc=True, errors="coerce") if self.summary.as_of else None
        return None if moment is None or pd.isna(moment) else moment

    @cached_property
    def by(self) -> str:
        """What its segments are, as a choice of segments can hold it; empty where everyone is one group."""
        named = self.summary.segmentation
        return "" if named == ALL else " ".join(named.replace(",", ";").split()).lstrip("@{")

    @property
    def rules(self) -> tuple[str, ...]:
        """What its journeys were cut under, in words."""
        rules = _rules(self.summary.window, self.summary.touch_by)
        return rules if self.summary.timed else (page_words.PATHS_WINDOW, rules[3], rules[-1])

    @property
    def source(self) -> tuple[str, ...]:
        """Where figures come from, in words, as it stands on every file."""
        return words.settings(self.name, self.contents)

    @cached_property
    def contents(self) -> Contents:
        """How much is in it."""
        held = self.summary.tables
        journeys = held["sets"]["journeys"] if "sets" in held else self.summary.attributed
        as_of, made = (_day(moment) for moment in (self.as_of, self.made))
        return Contents(
            int(journeys.sum()),
            float(self.summary.conversions["conversions"].sum()),
            int(held["rates"]["people"].sum()) if "rates" in held else 0,
            by=self.by,
            segments=len(self.summary.segments),
            as_of=as_of,
            made=made,
            min_count=self.min_count,
        )

    def reduced(self, segmentation: str, window: Window, touch_by: str) -> Summary:
        """Return the Summary as it was asked for: by its own segments, or of everyone.

        Raises
        ------
        UnsuitableData : other segments or settings than those it was made with.
        """
        own = self.summary
        if (window, touch_by) != (own.window, own.touch_by):
            raise UnsuitableData(
                words.not_these_settings(_rules(own.window, own.touch_by), _rules(window, touch_by))
            )
        if segmentation not in ("", self.by):
            raise UnsuitableData(words.not_these_segments(self.by, segmentation))
        return own if segmentation or not self.by else own.blended()

    def cells(self) -> pd.DataFrame:
        """Return people and converters by segment, as `segattr.averages.cells.cells` returns them.

        Raises
        ------
        UnsuitableData : people were not counted.
        """
        sums = self.summary.rates.groupby("segment", observed=True)[["people", "converters"]].sum()
        return sums.reset_index(names=self.by) if self.by else sums.reset_index(drop=True)

    @cached_property
    def median_days(self) -> float | None:
        """Whole days within which half of the conversions came; None where it was not counted."""
        everyone = self.summary.blended()
        if "lags" not in everyone.tables or everyone.lags.empty:
            return None
        return float(lag_summary(everyone)["median_days"].iloc[0])


def _rules(window: Window, touch_by: str) -> tuple[str, ...]:
    return *window.describe(), f"credit by {page_words.TOUCH_BY.get(touch_by, touch_by).lower()}"


def _day(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.day} {moment:%B %Y}"
