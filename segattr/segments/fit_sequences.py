"""Sequences and counts that other data cannot answer: steps they do not hold, values or acts of nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.reduce.engines import enter, to_pandas
from segattr.segments.conditions import Group, Part
from segattr.segments.fit_conditions import Fields
from segattr.segments.questions import as_number
from segattr.segments.sequences import Sequence
from segattr.segments.steps import Step
from segattr.segments.times import Times
from segattr.words.segments_fit import said

Kind = Literal["missing", "unseen", "out of range"]
Found = tuple[str, Kind, str]


def steps_asked(part: Part) -> Iterator[Sequence | Times]:
    """Yield the sequences and counts of a group, in order.

    Examples
    --------
    >>> len(list(steps_asked(Group("all", (Sequence(), Group("none", (Times(),)))))))
    2
    """
    if isinstance(part, Group):
        for each in part.parts:
            yield from steps_asked(each)
    elif isinstance(part, Sequence | Times):
        yield part


def missing_steps(asked: Sequence | Times, dataset: Dataset) -> Iterator[Found]:
    """Yield field, kind and sentence of the tables and columns that are asked for and nobody brought.

    Examples
    --------
    >>> [text for _, _, text in missing_steps(Sequence(), Dataset())]
    ["The data hold no orders, which 'an order, and after it an order' asks about."]
    """
    for step in dict.fromkeys(asked.steps):
        table = dataset.tables.get(step.table)
        if table is None:
            yield "", "missing", said("no step", f"{step.what}s", asked.describe())
            continue
        for column, _ in step.where:
            if column not in table:
                yield column, "missing", said("missing", column)


def unfit_steps(
    asked: Sequence | Times, dataset: Dataset, people: pd.DataFrame, fields: Fields
) -> Iterator[Found]:
    """Yield field, kind and sentence of values nobody has; without any, of what nobody or everybody passes.

    Parameters
    ----------
    people, fields : as `segattr.segments.fields.fields_of_people` gives them, in pandas.
    """
    steps = dict.fromkeys(asked.steps)
    unseen = [pair for step in steps for pair in _unseen(step, dataset)]
    yield from ((column, "unseen", said("unseen", column, value)) for column, value in unseen)
    if unseen or people.empty:
        return
    passes = to_pandas(enter(people).select(fits=asked.holds(fields)))["fits"].astype(bool)
    if not passes.any() or passes.all():
        how = "everybody passes" if passes.any() else "nobody passes"
        yield "", "out of range", said(how, asked.describe())


def _unseen(step: Step, dataset: Dataset) -> Iterator[tuple[str, str]]:
    table = dataset.table(step.table)
    for column, value in step.where:
        values = pd.Series(table[column].dropna().unique())
        kinds = pd.api.types
        measured = kinds.is_numeric_dtype(values.dtype) and not kinds.is_bool_dtype(values.dtype)
        same = values == as_number(value) if measured else values.astype("str") == value
        if not same.any():
            yield column, value
