"""What waits until it is opened: channels met together, and whose credit moved between two months."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from segattr.attribution.registry import find_models
from segattr.errors import SegattrError
from segattr.ui import averages_together_store as work
from segattr.ui import parts, segment_sets, state
from segattr.ui.averages_moved_view import Change
from segattr.ui.averages_settings import general
from segattr.ui.averages_shown import height
from segattr.ui.averages_view import View
from segattr.ui.text import esc
from segattr.words import averages_together as words
from segattr.words.adding_up import moves_adding_up
from segattr.words.averages_found import VERDICTS
from segattr.words.averages_metrics import written_range
from segattr.words.averages_table import evidence_of_p
from segattr.words.numbers import count, figure, percent, signed

MOST = 40


def pairs(now: View) -> None:
    """Draw the pairs of channels whose people differ from what each alone leads to expect."""
    if now.dataset.touchpoints is None or now.dataset.conversions is None:
        return
    box = st.expander(words.PAIRS, key="averages.pairs", on_change="rerun")
    if not box.open:
        return
    with box:
        try:
            with st.spinner(words.PAIRING, show_time=True):
                table = work.pairs(now.dataset.key)
        except SegattrError as error:
            st.info(esc(error))
            return
        st.caption(words.PAIRS_NOTE)
        if table.empty:
            st.markdown(words.NO_PAIRS.format(tried=count(table.attrs.get("tried", 0))))
            return
        chips = general(now, 0.95)
        _table(_pairs_read(table), table, name="channels-together", title=words.PAIRS, chips=chips)


def credit(now: View, shown: Change) -> None:
    """Draw how the credit of each channel moved between the two months, per model and segment."""
    if now.dataset.touchpoints is None or now.dataset.conversions is None:
        return
    box = st.expander(words.CREDIT, key="averages.credit", on_change="rerun")
    if not box.open:
        return
    with box:
        if shown.every != "month":
            st.info(words.ONLY_MONTHS)
            return
        choices = state.get()
        where = (now.dataset.key, segment_sets.text_of(choices), choices.window, choices.touch_by)
        try:
            with st.spinner(words.CREDITING, show_time=True):
                table = work.credit_moved(*where, choices.wanted_models, (shown.before, shown.after))
        except SegattrError as error:
            st.info(esc(error))
            return
        st.caption(words.CREDIT_NOTE)
        largest = table.loc[table["change"].abs().sort_values(ascending=False, kind="stable").index]
        titles = {model.name: model.title for model in find_models(choices.wanted_models)}
        ends = [f"{shown.before} to {shown.after}", f"models: {', '.join(titles.values())}"]
        _table(
            _credit_read(largest.head(MOST), titles),
            table,
            name="credit-moved",
            title=words.CREDIT,
            chips=ends,
        )


def _table(readable: pd.DataFrame, table: pd.DataFrame, *, name: str, title: str, chips: list[str]) -> None:
    st.dataframe(readable, placeholder="–", hide_index=True, height=height(readable), alt=title)
    parts.on_paper(readable, name=f"averages-{name}")
    parts.downloads(table, name=name, title=title, settings=chips, label=title.rstrip("?"))


def _pairs_read(table: pd.DataFrame) -> pd.DataFrame:
    ranges = zip(table["held_low"], table["held_high"], strict=True)
    return pd.DataFrame(
        {
            "met both": table["pair"],
            "people": table["people"].map(count),
            "when found": [percent(value, decimals=1) for value in table["found_rate"]],
            "held out": [percent(value, decimals=1) for value in table["held_rate"]],
            "range": [written_range(low, high).strip("()") for low, high in ranges],
            "to be expected": [percent(value, decimals=1) for value in table["held_expected"]],
            "evidence": table["p"].map(evidence_of_p),
            "verdict": table["verdict"].map(VERDICTS),
        }
    )


def _credit_read(table: pd.DataFrame, titles: dict[str, str]) -> pd.DataFrame:
    shown = moves_adding_up(table)
    tenths, apart = partial(figure, decimals=1), partial(signed, decimals=1)
    return pd.DataFrame(
        {
            "model": [titles.get(name, name) for name in table["model"]],
            "segment": table["segment"],
            "channel": table["channel"],
            **{name: table[name].map(tenths) for name in ("before", "after")},
            "change": shown["change"].map(apart),
            "from volume": shown["volume"].map(apart),
            "from share": shown["credit"].map(apart),
        }
    )
