"""The rules that give touches their channel, seen, changed and used on the Data page."""

from __future__ import annotations

from functools import partial
from typing import Final

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from segattr.checks.channel_rules import asked_told, has_sources
from segattr.checks.regrouping import Regrouping, combinations, costs_left_behind, regrouped
from segattr.data.channel_groups import DEFAULT_RULES, UNASSIGNED
from segattr.data.channel_rule import text_of_rules
from segattr.data.dataset import Dataset
from segattr.ui import channel_rules_draft as drafts
from segattr.ui import parts, store
from segattr.ui.channel_rules_draft import NEW, Draft, Rules
from segattr.ui.channel_rules_form import KEY, change, keep
from segattr.ui.desk import Desk
from segattr.ui.text import esc
from segattr.words import channel_rules as words

SHOWN: Final = 4  # sources and media no rule takes


def section(dataset: Dataset, desk: Desk) -> None:
    """Draw the rules once somebody opens them; nothing for data not one's own, or without sources.

    Parameters
    ----------
    dataset : the data in use.
    desk : the visitor's files, to whose fixes the rules belong.
    """
    if dataset.key != desk.dataset_key or not has_sources(dataset):
        return
    box = st.expander(words.TITLE, key=KEY, icon=":material/rule:", on_change="rerun")
    if not box.open:
        return
    with box:
        draft = drafts.current(desk)
        found = _regrouped(dataset, draft.rules)
        st.caption(words.ASK)
        _told(dataset, found)
        _decide(draft, drafts.in_use(desk))
        _rules(draft.rules, found)
        change(draft)
        _channels(found)


def _regrouped(dataset: Dataset, rules: Rules) -> Regrouping:
    met = store.kept(("channel combinations", dataset.key), lambda: combinations(dataset))
    what = ("channel rules", dataset.key, text_of_rules(rules))
    return store.kept(what, lambda: regrouped(met, rules))


def _told(dataset: Dataset, found: Regrouping) -> None:
    """Draw in a sentence what the rules would do, and what the costs lose by it."""
    now = found.channels.set_index("channel")["before"].get(UNASSIGNED, 0)
    st.markdown(words.headline(found.moved, found.touches, found.unassigned, int(now)))
    if found.unassigned:
        rows = found.left_over.head(SHOWN).to_numpy().tolist()
        st.caption(words.left_over([(esc(source), esc(medium), touches) for source, medium, touches in rows]))
    if left := costs_left_behind(dataset, found):
        st.warning(words.costs_left([esc(name) for name in left]), icon=":material/payments:")


def _channels(found: Regrouping) -> None:
    """Draw what becomes of each channel."""
    st.markdown(f"**{words.CHANGES_TITLE}**")
    shown: dict[str, str] = dict(words.CHANGES)
    st.dataframe(found.channels, hide_index=True, column_config=shown, alt=words.CHANGES_TITLE)
    parts.downloads(
        found.channels, name="channels", title=words.CHANGES_TITLE, settings=[], shares=[], label=words.LABEL
    )


def _decide(draft: Draft, used: Rules) -> None:
    """Draw what uses the rules, or brings back others."""
    same = draft.rules == used
    if same:
        st.caption(words.IN_USE)
    with st.container(horizontal=True):
        st.button(
            words.USE,
            type="primary",
            key=f"{KEY}.use",
            disabled=same or not draft.rules,
            on_click=partial(drafts.use, draft),
        )
        _bring(words.DEFAULTS, draft, DEFAULT_RULES)
        if used:
            _bring(words.BACK, draft, used)


def _bring(label: str, draft: Draft, rules: Rules) -> None:
    back = Draft(draft.origin, rules)
    st.button(label, key=f"{KEY}.{label}", disabled=draft.rules == rules, on_click=partial(keep, back, NEW))


def _rules(rules: Rules, found: Regrouping) -> None:
    table = pd.DataFrame(
        {
            "place": range(1, len(rules) + 1),
            "channel": [rule.group for rule in rules],
            "touches": found.taken,
            "when": [asked_told(rule) for rule in rules],
        }
    )
    shown: dict[str, ColumnConfig | str] = dict(words.RULES)
    shown["place"] = st.column_config.NumberColumn(words.RULES["place"], width="small")
    shown["when"] = st.column_config.TextColumn(words.RULES["when"], width="large")
    st.dataframe(table, hide_index=True, column_config=shown, alt=words.RULES_TITLE)
