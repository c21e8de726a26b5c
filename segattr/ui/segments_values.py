"""What a condition compares with: the widget that fits its field and its question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

import streamlit as st

from segattr.averages.population import Population
from segattr.data.expressions import LONGEST
from segattr.segments.conditions import LONGEST_TEXT, Condition
from segattr.segments.questions import PERCENTS, QUESTIONS, Kind, Takes, Value, plain
from segattr.ui.segments_starts import day_of, offered_values
from segattr.ui.typed import hold
from segattr.words import segments_times as words

Changed = Callable[[tuple[Value, ...]], None]
EARLIEST: Final = date(1900, 1, 1)
LATEST: Final = date(2199, 12, 31)
SEARCHES: Final = {"contains": words.PART, "starts_with": words.PART, "matches": words.PATTERN}


def values(everybody: Population, condition: Condition, *, key: str, changed: Changed) -> None:
    """Draw the widget for a condition's values, showing those it has.

    Parameters
    ----------
    changed : what to do with new values.
    """
    takes: Takes = QUESTIONS[condition.question].takes
    if condition.field not in everybody.fields or takes == "nothing":
        return
    kind = everybody.kind(condition.field, condition.question)
    if takes == "two":
        _two(condition, kind, everybody, key=key, changed=changed)
    elif takes == "many":
        _many(everybody, condition, key=key, changed=changed)
    elif kind == "text" and condition.question not in SEARCHES:
        _one_of_list(everybody, condition, key=key, changed=changed)
    else:
        _one(condition, kind, everybody, key=key, changed=changed)


def _many(everybody: Population, condition: Condition, *, key: str, changed: Changed) -> None:
    chosen = [str(value) for value in condition.values]
    offered = offered_values(everybody, condition.field)
    st.session_state[key] = chosen
    st.multiselect(
        f"Values of {condition.field}",
        list(dict.fromkeys([*offered, *chosen])),
        key=key,
        on_change=lambda: changed(_cut(st.session_state[key])),
        placeholder="Choose or type values",
        accept_new_options=True,
        label_visibility="collapsed",
    )


def _one_of_list(everybody: Population, condition: Condition, *, key: str, changed: Changed) -> None:
    chosen = str(condition.values[0]) if condition.values else None
    offered = offered_values(everybody, condition.field)
    st.session_state[key] = chosen
    st.selectbox(
        f"Value of {condition.field}",
        list(dict.fromkeys([*offered, *([chosen] if chosen is not None else [])])),
        index=None,
        key=key,
        on_change=lambda: changed(_cut([st.session_state[key]] if st.session_state[key] else [])),
        placeholder="Choose or type a value",
        accept_new_options=True,
        label_visibility="collapsed",
    )


def _two(condition: Condition, kind: Kind, everybody: Population, *, key: str, changed: Changed) -> None:
    """Draw the two ends of a range; it holds once both are there."""
    shown = [*condition.values, None, None][:2]
    keys = [f"{key}.{end}" for end in ("from", "to")]

    def both() -> None:
        ends = [_value(st.session_state.get(each)) for each in keys]
        changed(tuple(end for end in ends if end is not None) if None not in ends else ())

    for column, end, name, value in zip(st.columns(2), keys, ("from", "to"), shown, strict=True):
        held = st.session_state.get(end) if not condition.values else value
        with column:
            _input(condition, kind, everybody, held, key=end, name=name, changed=both)


def _one(condition: Condition, kind: Kind, everybody: Population, *, key: str, changed: Changed) -> None:
    value = condition.values[0] if condition.values else None

    def one() -> None:
        new = _value(st.session_state[key])
        changed(() if new in (None, "") else (new,))

    _input(condition, kind, everybody, value, key=key, name="value", changed=one)


def _input(
    condition: Condition,
    kind: Kind,
    everybody: Population,
    value: object,
    *,
    key: str,
    name: str,
    changed: Callable[[], None],
) -> None:
    shared: dict[str, Any] = {"key": key, "on_change": changed, "label_visibility": "collapsed"}
    label = f"{condition.field}: {name}"
    ends = everybody.ends(condition.field) if kind != "text" else None
    if kind == "text":
        st.session_state[key] = str(value) if value is not None else ""
        pattern = condition.question == "matches"
        st.text_input(
            label,
            max_chars=LONGEST if pattern else LONGEST_TEXT,
            placeholder=SEARCHES.get(condition.question, words.PART),
            **shared,
        )
    elif condition.question in PERCENTS:
        hold(key, int(value) if isinstance(value, int | float) else None)
        st.number_input(label, value=None, min_value=1, max_value=99, step=1, **shared)
    elif kind == "number":
        hold(key, float(value) if isinstance(value, int | float) else None)
        hint = f"{plain(ends[0])} to {plain(ends[1])}" if ends else "a number"
        st.number_input(label, value=None, format="%g", step=1.0, placeholder=hint, **shared)
    else:
        st.session_state[key] = _day(value)
        hint = f"{day_of(int(ends[0]))} to {day_of(int(ends[1]))}" if ends else ""
        st.date_input(
            label,
            value=None,
            min_value=EARLIEST,
            max_value=LATEST,
            format="YYYY-MM-DD",
            help=f"In the data: {hint}" if hint else None,
            **shared,
        )


def _value(held: object) -> Value | None:
    if held is None:
        return None
    return held.isoformat() if isinstance(held, date) else plain(held)


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _cut(texts: Sequence[object]) -> tuple[Value, ...]:
    return tuple(str(text)[:LONGEST_TEXT] for text in texts)
