"""The builder's widgets for how often somebody did something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import streamlit as st

from segattr.segments.counts import Count
from segattr.segments.steps import LONGEST_WAIT, TABLES, What
from segattr.segments.times import MOST_TIMES, Times
from segattr.ui.segments_step import WIDTHS, EditStep, narrow, new_step, offers, step
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import segments_sequence
from segattr.words import segments_times as words

Edit = Callable[[Times], Times]
Changed = Callable[[Edit], None]
NEVER: Final = "never"
SO_OFTEN: Final[dict[str, Edit]] = {
    "at_least": lambda old: replace(old, how_often="at_least", times=max(old.times, 1)),
    "at_most": lambda old: replace(old, how_often="at_most", times=max(old.times, 1)),
    "exactly": lambda old: replace(old, how_often="exactly", times=max(old.times, 1)),
    NEVER: lambda old: replace(old, how_often="at_most", times=0),
}


def beginning() -> Times:
    """Return the count that a new one begins as: of an event if the data hold any."""
    what: What = next(each for each in ("event", "order", "touch") if each in {*offers(), "touch"})
    return Times(Count(new_step(what)))


def times(found: Times, *, key: str, changed: Changed, remove: Callable[[], None]) -> None:
    """Draw a count: how often, of what, in which days, and what it says in words.

    Parameters
    ----------
    changed : what to do with an edit, which gives a new count for the one that stands there by then.
    remove : what the button to remove it does.
    """
    with st.container(border=True, key=f"{key}.box"):
        _how_often(found, key=key, changed=changed)
        step(
            found.asked.step,
            key=f"{key}.did",
            changed=lambda edit: changed(_of_step(edit)),
            first=lambda: _what(found, key=f"{key}.did", changed=changed),
            last=lambda: _days(found, key=f"{key}.did", changed=changed),
        )
        _said(found)
        with st.container(horizontal=True):
            narrow(
                found.asked.step,
                words.NARROW,
                key=f"{key}.did",
                changed=lambda edit: changed(_of_step(edit)),
            )
            st.button(
                "Remove", icon=":material/close:", type="tertiary", key=f"{key}.remove", on_click=remove
            )


def _said(found: Times) -> None:
    if found.asked.step.what not in offers():
        st.caption(segments_sequence.MISSING.format(what=found.asked.step.what))
    else:
        st.caption(segments_sequence.UNFINISHED if found.problem() else esc(found.describe()))


def _how_often(found: Times, *, key: str, changed: Changed) -> None:
    how, number, *_ = st.columns(WIDTHS, vertical_alignment="bottom")
    with how:
        _how(found, key=f"{key}.how", changed=changed)
    if not _is_never(found):
        with number:
            _number(found, key=f"{key}.number", changed=changed)


def _how(found: Times, *, key: str, changed: Changed) -> None:
    st.session_state[key] = NEVER if _is_never(found) else found.how_often
    st.selectbox(
        words.HOW_LABEL,
        list(SO_OFTEN),
        key=key,
        format_func=lambda how: words.HOW_OFTEN[how],
        on_change=lambda: changed(SO_OFTEN[st.session_state[key]]),
    )


def _number(found: Times, *, key: str, changed: Changed) -> None:
    hold(key, found.times)
    st.number_input(
        words.TIMES,
        min_value=1,
        max_value=MOST_TIMES,
        step=1,
        key=key,
        on_change=lambda: changed(_with_number(int(st.session_state[key] or 1))),
    )


def _with_number(number: int) -> Edit:
    return lambda old: replace(old, times=number)


def _what(found: Times, *, key: str, changed: Changed) -> None:
    key = f"{key}.what"
    now = found.asked.step.what
    st.session_state[key] = now
    st.selectbox(
        words.DID,
        [each for each in TABLES if each in offers() or each == now],
        key=key,
        format_func=lambda what: segments_sequence.WHATS[what],
        on_change=lambda: changed(_of_kind(st.session_state[key])),
    )


def _of_kind(what: What) -> Edit:
    return _of_step(lambda old: old if old.what == what else new_step(what))


def _of_step(edit: EditStep) -> Edit:
    return lambda old: replace(old, asked=replace(old.asked, step=edit(old.asked.step)))


def _days(found: Times, *, key: str, changed: Changed) -> None:
    key = f"{key}.days"
    hold(key, found.asked.last_days)
    st.number_input(
        words.LAST,
        value=None,
        min_value=1,
        max_value=LONGEST_WAIT,
        step=1,
        key=key,
        placeholder=segments_sequence.ANY_TIME,
        help=words.LAST_HELP,
        on_change=lambda: changed(_with_days(st.session_state[key])),
    )


def _with_days(days: int | None) -> Edit:
    whole = int(days) if days else None
    return lambda old: replace(old, asked=replace(old.asked, last_days=whole))


def _is_never(found: Times) -> bool:
    return found.times == 0
