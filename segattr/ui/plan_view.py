"""What the Plan page is about: the choices made sound for the data, and who is in which segment.

Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.engines import to_pandas
from segattr.reduce.source import source_of_dataset
from segattr.segments.columns import Columns
from segattr.segments.ready import says_who_ordered
from segattr.segments.registry import find_segmentation
from segattr.segments.segment import segment
from segattr.segments.segmentation import Segmentation
from segattr.ui import segment_sets, state, store
from segattr.ui.attribution_offers import sound
from segattr.ui.choices import Choices
from segattr.ui.plan_kept import Plan
from segattr.words import plan as words
from segattr.words.plan import Part

BILLED: Final = ("channel", "campaign")


@dataclass(frozen=True, eq=False)
class View:
    """One view of the Plan page.

    Attributes
    ----------
    dataset : the data. choices : what was chosen, sound for the data.
    by : the segmentation in use as text, empty for everyone as one group.
    """

    dataset: Dataset
    choices: Choices
    by: str

    @property
    def plan(self) -> Plan:
        """What is set on this page."""
        return self.choices.plan

    @property
    def part(self) -> Part:
        """The part that is open: the one chosen, else the first the data allow."""
        credit = self.dataset.touchpoints is not None and self.dataset.conversions is not None
        return self.plan.part or ("budget" if credit else "priorities")

    @property
    def title(self) -> str:
        """What the segments are called; empty for everyone as one group."""
        return segment_sets.title_of(self.choices) if self.by else ""

    @cached_property
    def rule(self) -> Segmentation | None:
        """The segmentation in use, in the names of these tables."""
        found = find_segmentation(self.by or None)
        return found.of(self.dataset) if found is not None else None

    @property
    def by_orders(self) -> bool:
        """Whether the segments are told apart by their orders."""
        return self.rule is not None and says_who_ordered(self.rule)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that make the segments; none where a set of rules does."""
        return self.rule.columns if isinstance(self.rule, Columns) else ()

    @property
    def touch_by(self) -> str:
        """What is billed: the channel, or the campaign where credit goes by it."""
        return self.choices.touch_by if self.choices.touch_by in BILLED else BILLED[0]

    @property
    def where(self) -> str:
        """What cells the visitor's plan is made of."""
        return f"{self.by}|{self.touch_by}"

    @property
    def labels(self) -> pd.Series:
        """Everybody's segment by customer id; ``everyone`` where all are one group.

        Raises
        ------
        UnsuitableData : the data name nobody.
        """
        return store.kept(("plan.labels", self.dataset.key, self.by), self._labels)

    def _labels(self) -> pd.Series:
        if not self.dataset.has_people:
            raise UnsuitableData(words.NEEDS)
        if self.by:
            return segment(self.dataset, self.by)
        people = to_pandas(source_of_dataset(self.dataset).people)["customer_id"].astype("str")
        return pd.Series(words.EVERYONE, index=pd.Index(sorted(people), name="customer_id"))

    @property
    def settings(self) -> list[str]:
        """What is set for all parts, in words."""
        day = self.dataset.as_of
        return [
            f"segments: {self.title}" if self.title else "everyone as one group",
            f"data up to {day.day} {day:%B %Y}" if day is not None else "",
        ]


def view(dataset: Dataset) -> View:
    """Return the view the visitor's choices ask for."""
    choices = state.get()
    if dataset.touchpoints is not None and dataset.conversions is not None:
        choices = sound(choices, dataset)
    return View(dataset, choices, segment_sets.text_of(choices))


def change(**fields: Any) -> None:  # noqa: ANN401 - the fields of `Plan`, each with its own type
    """Set something on this page and keep the rest."""
    state.change(plan=replace(state.get().plan, **fields))
