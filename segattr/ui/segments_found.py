"""What a condition found out by a look at everybody, under its widgets."""

from __future__ import annotations

from typing import Final

import streamlit as st

from segattr.averages.population import Population
from segattr.segments.conditions import Condition
from segattr.segments.derived import derived
from segattr.ui import state, store
from segattr.ui.text import esc
from segattr.words import segments_times as words
from segattr.words.numbers import many

MONEY: Final = ("spent", "margin", "average")  # measures of what is worked out


def found_out(everybody: Population, condition: Condition) -> None:
    """Say where the top or the bottom begins, or what is wrong with a pattern; of anything else nothing."""
    if condition.question == "matches" and (problem := condition.problem()):
        wrong = words.NOT_COUNTED.format(problem=esc(problem))
        st.caption(wrong if condition.values else words.PATTERN_HELP)
    found = everybody.limit(condition)
    if found is not None:
        limit = "" if found.limit is None else _written(everybody, condition.field, found.limit)
        st.caption(
            words.limit_line(
                condition.question,
                limit,
                inside=found.inside,
                known=many(found.known, everybody.unit),
                of_all=found.inside / max(found.known, 1),
                any_at_all=everybody.fields[condition.field].adds_up,
            )
        )


def _written(everybody: Population, field: str, limit: float) -> str:
    worked_out = derived(field) if everybody.fields[field].column not in everybody.rows else None
    in_money = worked_out is not None and worked_out.measure in MONEY
    return esc(words.amount(limit, store.loaded(state.get().dataset_key).currency if in_money else ""))
