"""The segment sets of a visit: which are offered, what they are called, and how another page starts one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd
import streamlit as st

from segattr.data.bands import banded, is_measured
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.segments.as_of import first_of, when
from segattr.segments.clusters import Clusters
from segattr.segments.conditions import MOST_VALUES, Condition, Group
from segattr.segments.derived import answered
from segattr.segments.questions import plain
from segattr.segments.registry import read_segmentation
from segattr.segments.rules import Rules
from segattr.segments.scores import Scores
from segattr.segments.segmentation import Segmentation
from segattr.segments.told_apart import Unit, tables_of
from segattr.ui import state, store
from segattr.ui.choices import Choices, SegmentSet
from segattr.ui.segments_draft import Draft

MARK: Final = "@"  # before the name of a set, where columns may stand too
DRAFT: Final = "segattr.segments.draft"
MISSING: Final = "(unknown)"  # how a person without a value is labelled


def find(choices: Choices, name: str) -> SegmentSet | None:
    """Return the visitor's set of that name, with or without the mark before it."""
    wanted = name.removeprefix(MARK)
    return next((each for each in choices.sets if each.name == wanted), None)


def text_of(choices: Choices) -> str:
    """Return the segmentation in use as the functions of the store take it: columns, or a definition's text.

    A set that is not defined here, as in a link from somebody else, is nobody's: everyone is one group.

    Examples
    --------
    >>> text_of(Choices(segmentation="visitor")), text_of(Choices(segmentation="@gone"))
    ('visitor', '')
    """
    if not choices.segmentation.startswith(MARK):
        return choices.segmentation
    found = find(choices, choices.segmentation)
    return found.definition if found is not None else ""


def title_of(choices: Choices) -> str:
    """Return the segmentation in use as a person names it; empty for everyone as one group. Not escaped.

    Examples
    --------
    >>> title_of(Choices(segmentation="visitor,device")), title_of(Choices(segmentation="@gone"))
    ('visitor × device', 'gone (not defined here, so everyone is one group)')
    """
    if not choices.segmentation:
        return ""
    if not choices.segmentation.startswith(MARK):
        return " × ".join(part.strip() for part in choices.segmentation.split(",") if part.strip())
    found = find(choices, choices.segmentation)
    name, first = choices.segmentation.removeprefix(MARK), first_of(store.get(choices.dataset_key))
    nature = _nature(found, first) if found else " (not defined here, so everyone is one group)"
    return f"{name}{nature}"


def offered(choices: Choices) -> list[str]:
    """Return the visitor's sets that the data in use can answer, each with the mark before its name."""
    dataset = store.get(choices.dataset_key)
    return [MARK + each.name for each in choices.sets if dataset is not None and not problem(each, dataset)]


def problem(segment_set: SegmentSet, dataset: Dataset) -> str:
    """Return why a set cannot be used with these data, in words; empty where it can."""
    try:
        rule = read_segmentation(segment_set.definition).of(dataset)  # scores become the rules they are
    except SegattrError as error:
        return str(error)
    if not isinstance(rule, Rules):
        return ""
    there = {column for table in tables_of(dataset, rule.unit) for column in table}
    missing = [name for name in rule.fields if name not in there and not answered(dataset, name)]
    return f"These data have no column {missing[0]!r}." if missing else ""


def start(conditions: Mapping[str, str], *, name: str) -> None:
    """Put a segment of everybody with these values into the visitor's draft, for the Segments page.

    Parameters
    ----------
    conditions : column -> the value's label; all of them must hold.
    name : what the segment is called, unless the draft has one of that name.
    """
    dataset = store.get(state.get().dataset_key)
    begun = draft()
    begun = begun if begun is not None and begun.made is None else Draft(unit=unit_of(dataset))
    parts = tuple(_condition(dataset, column, label) for column, label in conditions.items())
    if parts and not any(rule.who == Group("all", parts) for rule in begun.rules):
        keep(begun.with_segment(name, Group("all", parts)))


def draft() -> Draft | None:
    """Return what the visitor is building on the Segments page."""
    found: Draft | None = st.session_state.get(DRAFT)
    return found


def keep(changed: Draft | None) -> None:
    """Go on from this draft."""
    st.session_state[DRAFT] = changed


def unit_of(dataset: Dataset | None) -> Unit:
    """Return whom the data's rates are of: visits where there are outcomes, else customers."""
    return "visit" if dataset is not None and dataset.outcomes is not None else "customer"


def _condition(dataset: Dataset | None, column: str, label: str) -> Condition:
    """Return who has a label in a column: its value, none, or a band of its numbers (see `banded`)."""
    if label == MISSING:
        return Condition(column, "is_missing")
    values = _column(dataset, column)
    if values is not None and is_measured(values):
        found = values[(banded(values).astype("str") == label).to_numpy()].dropna()
        if len(found) and pd.api.types.is_numeric_dtype(values.dtype):
            return Condition(column, "between", (plain(float(found.min())), plain(float(found.max()))))
        if len(found) and found.nunique() <= MOST_VALUES:
            return Condition(column, "one_of", tuple(sorted(map(str, found.unique()))))
    return Condition(column, "is", (label,))


def _column(dataset: Dataset | None, column: str) -> pd.Series | None:
    tables = (dataset.outcomes, dataset.listed) if dataset is not None else ()
    return next((table[column] for table in tables if table is not None and column in table), None)


def _nature(found: SegmentSet, first: str) -> str:
    rule: Segmentation = read_segmentation(found.definition)
    if isinstance(rule, Clusters):
        return f" (customers, {when(rule.moment)})"
    rules = rule.rules if isinstance(rule, Scores) else rule
    if not isinstance(rules, Rules):
        return ""
    own = when(rules.moment, first=first)
    return f" ({rules.unit}s, {own}{', audiences that overlap' if rules.overlapping else ''})"
