"""The builder's widgets for one condition: a field, a question and what it is compared with."""

from __future__ import annotations

import streamlit as st

from segattr.averages.population import Population
from segattr.segments.conditions import Condition
from segattr.segments.derived import answered
from segattr.segments.questions import QUESTIONS
from segattr.ui import segments_desk as desk
from segattr.ui import state, store
from segattr.ui.segments_draft import Draft, Path
from segattr.ui.segments_found import found_out
from segattr.ui.segments_values import values
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import segments as words
from segattr.words.segments_times import SHORT


def condition(everybody: Population, path: Path, found: Condition, *, key: str) -> None:
    """Draw a condition: its field, its question, its values, and what a look at everybody found out.

    Parameters
    ----------
    path : where it stands in the draft; every edit gives a new one.
    """
    if answered(store.loaded(state.get().dataset_key), found.field):
        everybody = everybody.asked_for([found.field])
    field, question, value, last = st.columns([4, 3, 5, 3], vertical_alignment="center")
    with field:
        _field(everybody, path, found, key=key)
    if found.field in everybody.fields:
        with question:
            _question(everybody, path, found, key=key)
        with value:
            values(
                everybody,
                found,
                key=f"{key}.value",
                changed=desk.standing(lambda new: desk.edit(Draft.with_condition, path, values=new)),
            )
    elif found.field:
        value.caption(f"These data have no column {esc(found.field)}.")
    with last.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        _case(everybody, path, found, key=key)
        _remove(path, found, key=key)
    found_out(everybody, found)


def _remove(path: Path, found: Condition, *, key: str) -> None:
    st.button(
        "Remove",
        icon=":material/close:",
        type="tertiary",
        key=f"{key}.remove",
        on_click=desk.standing(
            lambda: desk.take_away(
                f"removed a condition on {found.field}" if found.field else "removed a condition",
                Draft.without_part,
                path,
            )
        ),
    )


def _field(everybody: Population, path: Path, found: Condition, *, key: str) -> None:
    key = f"{key}.field"
    st.session_state[key] = found.field or None
    st.selectbox(
        "Field",
        list(dict.fromkeys([*everybody.fields, *([found.field] if found.field else [])])),
        index=None,
        key=key,
        format_func=words.field_title,
        placeholder="Choose a field",
        label_visibility="collapsed",
        on_change=desk.standing(
            lambda: desk.edit(Draft.with_condition, path, field=st.session_state[key] or "")
        ),
    )


def _question(everybody: Population, path: Path, found: Condition, *, key: str) -> None:
    key = f"{key}.question"
    offered = everybody.questions(found.field)
    st.session_state[key] = found.question
    st.selectbox(
        "Question",
        list(dict.fromkeys([*offered, found.question])),
        key=key,
        format_func=lambda name: SHORT.get(name, QUESTIONS[name].title),
        label_visibility="collapsed",
        on_change=desk.standing(
            lambda: desk.edit(Draft.with_condition, path, question=st.session_state[key])
        ),
    )


def _case(everybody: Population, path: Path, found: Condition, *, key: str) -> None:
    field, takes = everybody.fields.get(found.field), QUESTIONS[found.question].takes
    if field is None or field.kind != "text" or takes == "nothing":
        return
    key = f"{key}.case"
    hold(key, found.ignore_case)
    st.checkbox(
        "any case",
        key=key,
        on_change=desk.standing(
            lambda: desk.edit(Draft.with_condition, path, ignore_case=st.session_state[key])
        ),
    )
