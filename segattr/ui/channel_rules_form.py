"""The form that changes one channel rule, and what moves or removes it."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import Final

import streamlit as st

from segattr.checks.channel_rules import asked_told
from segattr.data.channel_rule import KINDS, LONGEST_NAME, Rule, text_of_rules
from segattr.data.expressions import LONGEST, OPERATORS
from segattr.errors import BadSetting
from segattr.ui import channel_rules_draft as drafts
from segattr.ui.channel_rules_draft import NEW, Draft, Rules
from segattr.ui.text import esc
from segattr.words import channel_rules as words

KEY: Final = "data.channels"
PICKED: Final = "data.channels.picked"
PROBLEM: Final = "data.channels.problem"
BLANK_RULE: Final = Rule("?")


def change(draft: Draft) -> None:
    """Draw the choice of a rule, what moves or removes it, and the form that changes it."""
    rules = draft.rules
    if st.session_state.get(PICKED, NEW) >= len(rules):
        st.session_state[PICKED] = NEW
    place = st.selectbox(
        words.PICK, [NEW, *range(len(rules))], key=PICKED, format_func=partial(_called, rules)
    )
    if place != NEW:
        with st.container(horizontal=True):
            _step(words.UP, draft.moved(place, -1), place - 1, off=place == 0)
            _step(words.DOWN, draft.moved(place, 1), place + 1, off=place == len(rules) - 1)
            _step(words.REMOVE, draft.without(place), NEW, off=len(rules) == 1)
    if problem := st.session_state.pop(PROBLEM, ""):
        st.error(esc(problem))
    _form(draft, place)


def _called(rules: Rules, place: int) -> str:
    return words.NEW if place == NEW else f"{place + 1}. {rules[place].group}: {asked_told(rules[place])}"


def _step(label: str, draft: Draft, place: int, *, off: bool) -> None:
    st.button(label, key=f"{KEY}.{label}", disabled=off, on_click=partial(keep, draft, place))


def keep(draft: Draft, place: int) -> None:
    """Keep a draft, with one of its rules chosen, none where the place is `NEW`."""
    drafts.keep(draft)
    st.session_state[PICKED] = place


def _form(draft: Draft, place: int) -> None:
    rule = BLANK_RULE if place == NEW else draft.rules[place]
    state = (
        f"{place}{text_of_rules((rule, *draft.rules))}"  # what is typed belongs to this rule at this place
    )
    own = f"{KEY}.{hashlib.sha256(state.encode()).hexdigest()[:12]}"
    with st.form(f"{KEY}.form", border=True):
        group = "" if place == NEW else rule.group
        st.text_input(words.CHANNEL, group, key=f"{own}.group", max_chars=LONGEST_NAME)
        for field, (operator, value) in drafts.asked(rule).items():
            _asked(own, field, operator, value)
        kinds = ["", *KINDS]
        st.selectbox(
            words.KIND,
            kinds,
            index=kinds.index(rule.kind),
            key=f"{own}.kind",
            format_func=lambda kind: words.KINDS[kind],
            help=words.KIND_HELP,
        )
        label = words.ADD if place == NEW else words.CHANGE
        st.form_submit_button(label, on_click=partial(_write, draft, place, own))


def _asked(own: str, field: str, operator: str, value: str) -> None:
    name = words.FIELDS[field]
    left, right = st.columns([1, 2])
    with left:
        st.selectbox(
            name,
            OPERATORS,
            index=OPERATORS.index(operator),
            key=f"{own}.{field}.operator",
            format_func=lambda each: words.OPERATORS[each],
        )
    with right:
        st.text_input(
            words.VALUE.format(field=name),
            value,
            key=f"{own}.{field}.value",
            max_chars=LONGEST,
            help=words.VALUE_HELP,
        )


def _write(draft: Draft, place: int, own: str) -> None:
    """Take the rule as it was written, or say what is wrong with it; what was typed then stays."""
    typed = st.session_state
    said = {f: (typed[f"{own}.{f}.operator"], typed[f"{own}.{f}.value"]) for f in words.FIELDS}
    try:
        rule = drafts.rule_said(typed[f"{own}.group"], said, typed[f"{own}.kind"])
    except BadSetting as error:
        typed[PROBLEM] = str(error)
        return
    keep(draft.with_rule(place, rule), max(place, 0))
