"""The builder's widgets for one step: an order, a touch or an event, and what its columns hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from segattr.segments.step_offers import Offers, step_offers
from segattr.segments.steps import MOST_WHERE, Step, What
from segattr.ui import state, store
from segattr.words import segments_sequence as words

EditStep = Callable[[Step], Step]
ChangedStep = Callable[[EditStep], None]
WIDTHS: Final = [3, 4, 5, 3]


def offers() -> Offers:
    """Return what a step can be in the data at hand."""
    key = state.get().dataset_key
    return store.kept(("steps of sequences", key), lambda: step_offers(store.loaded(key)))


def new_step(what: What) -> Step:
    """Return the step that a new one of a kind begins as: of an event, which one."""
    return Step(what, (("event", ""),) if what == "event" else ())


def step(
    found: Step,
    *,
    key: str,
    changed: ChangedStep,
    first: Callable[[], None],
    last: Callable[[], None],
) -> None:
    """Draw a step, a line for each column that narrows it.

    Parameters
    ----------
    changed : what to do with an edit, which gives a new step for the one that stands there by then.
    first, last : draw what stands before and after the first line's columns.
    """
    for number, (column, value) in enumerate(found.where or (("", ""),)):
        what, where, wanted, days = st.columns(WIDTHS, vertical_alignment="bottom")
        if not number:
            with what:
                first()
            with days:
                last()
        with where:
            _column(found, number, column, key=f"{key}.{number}", changed=changed)
        if column:
            with wanted:
                _value(found, number, value, key=f"{key}.{number}", changed=changed)


def narrow(found: Step, label: str, *, key: str, changed: ChangedStep) -> None:
    """Draw the button for one more column; none where there is no other, or one is not said yet."""
    more = set(offers().get(found.what, {})) - {column for column, _ in found.where}
    if not more or not found.where or found.problem() or len(found.where) >= MOST_WHERE:
        return
    st.button(
        label,
        icon=":material/filter_alt:",
        type="tertiary",
        key=f"{key}.narrow",
        help=words.NARROW_HELP,
        on_click=lambda: _pair(len(found.where), ("", ""), changed),
    )


def _column(found: Step, number: int, shown: str, *, key: str, changed: ChangedStep) -> None:
    key = f"{key}.column"
    taken = {column for column, _ in found.where}
    there = [each for each in offers().get(found.what, {}) if each not in taken]
    if not shown and not there:
        return
    st.session_state[key] = shown or None
    st.selectbox(
        words.AND_WHERE if number else words.WHERE,
        [*([shown] if shown else []), *there],
        index=None,
        key=key,
        placeholder=words.ANY[found.what],
        on_change=lambda: _pair(number, (st.session_state[key] or "", ""), changed),
    )


def _value(found: Step, number: int, shown: str, *, key: str, changed: ChangedStep) -> None:
    column = found.where[number][0]
    key = f"{key}.value"
    there = offers().get(found.what, {}).get(column, ())
    st.session_state[key] = shown or None
    st.selectbox(
        words.IS,
        list(dict.fromkeys([*there, *([shown] if shown else [])])),
        index=None,
        key=key,
        placeholder=words.CHOOSE,
        accept_new_options=True,
        on_change=lambda: _pair(number, (column, st.session_state[key] or ""), changed),
    )


def _pair(number: int, pair: tuple[str, str], changed: ChangedStep) -> None:
    """Put a column and its value in their place; a column that is cleared goes, a new one comes last."""

    def edit(old: Step) -> Step:
        kept = [*old.where[:number], *([pair] if pair[0] or number >= len(old.where) > 0 else [])]
        return replace(old, where=(*kept, *old.where[number + 1 :]))

    changed(edit)
