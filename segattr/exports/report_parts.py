"""What a report is made of: parts with a table each, and what they are asked to be about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from segattr.attribution.attribute import DEFAULT_MODELS
from segattr.data.dataset import Dataset
from segattr.reduce.window import Window
from segattr.segments.cards import Card
from segattr.segments.registry import find_segmentation
from segattr.segments.segment import segment
from segattr.segments.segmentation import Segmentation

if TYPE_CHECKING:
    from segattr.project.notes import Note


@dataclass(frozen=True)
class Asked:
    """What a report is to be about.

    Attributes
    ----------
    client : whose report it is, as printed on it; empty for nobody's.
    segment_by : as `segattr.segment` takes it; None for everybody as one.
    models : as `segattr.attribute` takes them.
    window, touch_by : as `segattr.summarise` takes them.
    made : the day on the report; None for today.
    sections : keys of `segattr.words.report_sections.SECTIONS`; none for all of them.
    quarters : those told quarter by quarter, such as ``2026 Q3``; none for all there are.
    notes : what people wrote down.
    cards : segment -> what it is for, with its goal.
    control : month, such as ``2026-03`` -> its revenue as finance has it.
    outcome : the column that says who converted, where the dataset has no receipts to tell it.
    """

    client: str = ""
    segment_by: Segmentation | str | Path | None = None
    models: tuple[str, ...] = DEFAULT_MODELS
    window: Window = field(default_factory=Window)
    touch_by: str = "channel"
    made: date | None = None
    sections: tuple[str, ...] = ()
    quarters: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    cards: Mapping[str, Card] = field(default_factory=dict)
    control: Mapping[str, float] = field(default_factory=dict)
    outcome: str = ""


@dataclass(frozen=True, eq=False)
class Subject:
    """A dataset and what is asked of it; who is in which segment is found out once.

    Attributes
    ----------
    dataset, asked : see there.
    """

    dataset: Dataset
    asked: Asked

    @property
    def rule(self) -> Segmentation | None:
        """The segmentation; None for everybody as one."""
        return find_segmentation(self.asked.segment_by or None)

    @cached_property
    def labels(self) -> pd.Series | None:
        """Everybody's segment; None for everybody as one."""
        return segment(self.dataset, self.rule) if self.rule is not None else None


@dataclass(frozen=True, eq=False)
class Part:
    """One part of a report: a sheet of the workbook, a section of the page.

    Attributes
    ----------
    name : of the sheet.
    title : what it answers.
    table : its rows, unrounded, under the headers they are read by; empty where nothing can be said.
    notes : sentences above the table.
    percent, money : columns that are shares, and those that are money.
    """

    name: str
    title: str
    table: pd.DataFrame = field(default_factory=pd.DataFrame)
    notes: Sequence[str] = ()
    percent: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Sum:
    """One total that is found again: a column of a part, added up, beside the same figure from the files.

    Attributes
    ----------
    what : in words.
    part, column : where the figures stand.
    where : column and value of the rows added up; None for all rows.
    total : what they must add up to.
    """

    what: str
    part: str
    column: str
    total: float
    where: tuple[str, str] | None = None


@dataclass(frozen=True, eq=False)
class Report:
    """A whole report, ready to be written as a workbook or a page.

    Attributes
    ----------
    title : with the client's name.
    parts : in their order; the first is what was found.
    sums : totals that are checked by formula.
    currency : of all money.
    origin : what made it, and when.
    missing : section -> why it has nothing to say, in a sentence.
    outcome : the column that says who counts; empty where it says who converted.
    """

    title: str
    parts: tuple[Part, ...]
    sums: tuple[Sum, ...]
    currency: str
    origin: tuple[str, ...]
    missing: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""

    def part(self, name: str) -> Part:
        """Return a part by name; an empty one where it was not chosen."""
        return next((part for part in self.parts if part.name == name), Part(name, ""))
