"""The builder's widgets for one thing after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Literal

import streamlit as st

from segattr.segments.sequences import Sequence
from segattr.segments.step_offers import Offers, step_offers
from segattr.segments.steps import LONGEST_WAIT, MOST_WHERE, TABLES, Follow, Step, What
from segattr.ui import state, store
from segattr.ui.text import esc
from segattr.words import segments_sequence as words

Place = Literal["first", "then"]
Days = Literal["last_days", "within_days"]
Edit = Callable[[Sequence], Sequence]
Changed = Callable[[Edit], None]
WIDTHS: Final = [3, 4, 5, 3]
OPTIONS: Final[tuple[tuple[What, bool], ...]] = tuple((what, yes) for yes in (True, False) for what in TABLES)


def offers() -> Offers:
    """Return what a step can be in the data at hand."""
    key = state.get().dataset_key
    return store.kept(("steps of sequences", key), lambda: step_offers(store.loaded(key)))


def beginning() -> Sequence:
    """Return the sequence that a new one begins as: an order, and after it something of these data."""
    there = offers()
    first: What = "order" if "order" in there else "touch"
    then: What = "event" if "event" in there else "order" if "order" in there else "touch"
    return Sequence(Follow(Step(first), _new_step(then)))


def sequence(found: Sequence, *, key: str, changed: Changed, remove: Callable[[], None]) -> None:
    """Draw a sequence: its two steps, their days, and what it says in words.

    Parameters
    ----------
    changed : what to do with an edit, which gives a new sequence for the one that stands there by then.
    remove : what the button to remove it does.
    """
    with st.container(border=True, key=f"{key}.box"):
        _step(found, "first", key=key, changed=changed)
        _step(found, "then", key=key, changed=changed)
        missing = [s.what for s in (found.asked.first, found.asked.then) if s.what not in offers()]
        if missing:
            st.caption(words.MISSING.format(what=missing[0]))
        else:
            st.caption(words.UNFINISHED if found.problem() else esc(found.describe()))
        with st.container(horizontal=True):
            _narrow(found, "first", words.NARROW_FIRST, key=key, changed=changed)
            _narrow(found, "then", words.NARROW_THEN, key=key, changed=changed)
            st.button(
                "Remove", icon=":material/close:", type="tertiary", key=f"{key}.remove", on_click=remove
            )


def _step(found: Sequence, place: Place, *, key: str, changed: Changed) -> None:
    step, own = _of(found, place), f"{key}.{place}"
    pairs = step.where or (("", ""),)
    for number, (column, value) in enumerate(pairs):
        what, where, wanted, days = st.columns(WIDTHS, vertical_alignment="bottom")
        if not number:
            with what:
                _what(found, place, key=own, changed=changed)
            with days:
                _days(found, place, key=own, changed=changed)
        with where:
            _column(step, place, number, column, key=f"{own}.{number}", changed=changed)
        if column:
            with wanted:
                _value(step, place, number, value, key=f"{own}.{number}", changed=changed)


def _what(found: Sequence, place: Place, *, key: str, changed: Changed) -> None:
    key = f"{key}.what"
    there = offers()
    now = (_of(found, place).what, found.followed or place == "first")
    options = [each for each in OPTIONS if (each[1] or place == "then") and (each[0] in there or each == now)]
    st.session_state[key] = now

    def chosen() -> None:
        what, yes = st.session_state[key]
        changed(lambda old: _with_what(old, place, what, yes=yes))

    st.selectbox(
        words.FIRST if place == "first" else words.THEN,
        options,
        key=key,
        format_func=lambda each: (words.WHATS if each[1] else words.NO_WHATS)[each[0]],
        help=None if place == "first" else words.THEN_HELP,
        on_change=chosen,
    )


def _column(step: Step, place: Place, number: int, shown: str, *, key: str, changed: Changed) -> None:
    key = f"{key}.column"
    taken = {column for column, _ in step.where}
    there = [each for each in offers().get(step.what, {}) if each not in taken]
    if not shown and not there:
        return
    st.session_state[key] = shown or None
    st.selectbox(
        words.AND_WHERE if number else words.WHERE,
        [*([shown] if shown else []), *there],
        index=None,
        key=key,
        placeholder=words.ANY[step.what],
        on_change=lambda: _pair(place, number, (st.session_state[key] or "", ""), changed),
    )


def _value(step: Step, place: Place, number: int, shown: str, *, key: str, changed: Changed) -> None:
    column = step.where[number][0]
    key = f"{key}.value"
    there = offers().get(step.what, {}).get(column, ())
    st.session_state[key] = shown or None
    st.selectbox(
        words.IS,
        list(dict.fromkeys([*there, *([shown] if shown else [])])),
        index=None,
        key=key,
        placeholder=words.CHOOSE,
        accept_new_options=True,
        on_change=lambda: _pair(place, number, (column, st.session_state[key] or ""), changed),
    )


def _days(found: Sequence, place: Place, *, key: str, changed: Changed) -> None:
    name: Days = "last_days" if place == "first" else "within_days"
    key = f"{key}.days"
    st.session_state[key] = getattr(found.asked, name)
    st.number_input(
        words.LAST if place == "first" else words.WITHIN,
        value=None,
        min_value=1,
        max_value=LONGEST_WAIT,
        step=1,
        key=key,
        placeholder=words.ANY_TIME,
        help=words.FIRST_HELP if place == "first" else words.WITHIN_HELP,
        on_change=lambda: _edited_days(name, st.session_state[key], changed),
    )


def _narrow(found: Sequence, place: Place, label: str, *, key: str, changed: Changed) -> None:
    step = _of(found, place)
    more = set(offers().get(step.what, {})) - {column for column, _ in step.where}
    if not more or not step.where or step.problem() or len(step.where) >= MOST_WHERE:
        return
    st.button(
        label,
        icon=":material/filter_alt:",
        type="tertiary",
        key=f"{key}.{place}.narrow",
        help=words.NARROW_HELP,
        on_click=lambda: _pair(place, len(step.where), ("", ""), changed),
    )


def _of(found: Sequence, place: Place) -> Step:
    return found.asked.first if place == "first" else found.asked.then


def _new_step(what: What) -> Step:
    return Step(what, (("event", ""),) if what == "event" else ())


def _with_step(found: Sequence, place: Place, step: Step) -> Sequence:
    follow = replace(found.asked, first=step) if place == "first" else replace(found.asked, then=step)
    return replace(found, asked=follow)


def _with_what(found: Sequence, place: Place, what: What, *, yes: bool) -> Sequence:
    """Return the sequence with another kind of step, which begins anew; or with the same, done or not."""
    step = _of(found, place)
    changed = _with_step(found, place, step if step.what == what else _new_step(what))
    return changed if place == "first" else replace(changed, followed=yes)


def _pair(place: Place, number: int, pair: tuple[str, str], changed: Changed) -> None:
    """Put a column and its value in their place; a column that is cleared goes, a new one comes last."""

    def edit(old: Sequence) -> Sequence:
        step = _of(old, place)
        kept = [*step.where[:number], *([pair] if pair[0] or number >= len(step.where) > 0 else [])]
        return _with_step(old, place, replace(step, where=(*kept, *step.where[number + 1 :])))

    changed(edit)


def _edited_days(name: Days, days: int | None, changed: Changed) -> None:
    whole = int(days) if days else None
    changed(
        lambda old: replace(
            old,
            asked=replace(old.asked, last_days=whole)
            if name == "last_days"
            else replace(old.asked, within_days=whole),
        )
    )
