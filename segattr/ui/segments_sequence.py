"""The builder's widgets for one thing after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, Literal

import streamlit as st

from segattr.segments.sequences import Sequence
from segattr.segments.steps import LONGEST_WAIT, TABLES, Follow, Step, What
from segattr.ui.segments_step import ChangedStep, narrow, new_step, offers, step
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import segments_sequence as words

Place = Literal["first", "then"]
Days = Literal["last_days", "within_days"]
Edit = Callable[[Sequence], Sequence]
Changed = Callable[[Edit], None]
NARROW: Final[dict[Place, str]] = {"first": words.NARROW_FIRST, "then": words.NARROW_THEN}
OPTIONS: Final[tuple[tuple[What, bool], ...]] = tuple((what, yes) for yes in (True, False) for what in TABLES)


def beginning() -> Sequence:
    """Return the sequence that a new one begins as: an order, and after it something of these data."""
    there = offers()
    first: What = "order" if "order" in there else "touch"
    then: What = "event" if "event" in there else "order" if "order" in there else "touch"
    return Sequence(Follow(Step(first), new_step(then)))


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
            for place, label in NARROW.items():
                narrow(_of(found, place), label, key=f"{key}.{place}", changed=_changed(place, changed))
            st.button(
                "Remove", icon=":material/close:", type="tertiary", key=f"{key}.remove", on_click=remove
            )


def _step(found: Sequence, place: Place, *, key: str, changed: Changed) -> None:
    own = f"{key}.{place}"
    step(
        _of(found, place),
        key=own,
        changed=_changed(place, changed),
        first=lambda: _what(found, place, key=own, changed=changed),
        last=lambda: _days(found, place, key=own, changed=changed),
    )


def _changed(place: Place, changed: Changed) -> ChangedStep:
    return lambda edit: changed(lambda old: _with_step(old, place, edit(_of(old, place))))


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


def _days(found: Sequence, place: Place, *, key: str, changed: Changed) -> None:
    name: Days = "last_days" if place == "first" else "within_days"
    key = f"{key}.days"
    hold(key, getattr(found.asked, name))
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


def _of(found: Sequence, place: Place) -> Step:
    return found.asked.first if place == "first" else found.asked.then


def _with_step(found: Sequence, place: Place, step: Step) -> Sequence:
    follow = replace(found.asked, first=step) if place == "first" else replace(found.asked, then=step)
    return replace(found, asked=follow)


def _with_what(found: Sequence, place: Place, what: What, *, yes: bool) -> Sequence:
    """Return the sequence with another kind of step, which begins anew; or with the same, done or not."""
    old = _of(found, place)
    changed = _with_step(found, place, old if old.what == what else new_step(what))
    return changed if place == "first" else replace(changed, followed=yes)


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
