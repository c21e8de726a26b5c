"""A Summary on the Data page: what it is, what it allows, and where to go with it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st

from segattr.reduce.summary import Summary
from segattr.ui import parts, uploads
from segattr.ui.attribution_offers import offered_measures, offered_models
from segattr.ui.desk import Desk
from segattr.ui.rivals import Rivals
from segattr.ui.summary_opened import ROLE, OpenedSummary
from segattr.ui.text import esc
from segattr.ui.upload import Upload
from segattr.words import data as data_words
from segattr.words import summaries as words

WHICH = f"rivals.{ROLE}"


def answer(opened: OpenedSummary, *, averages: Path, attribution: Path) -> None:
    """Draw what the Summary in use holds, and where to go with it."""
    held = opened.contents
    st.markdown(words.headline(held, name=esc))
    if said := words.left_out(held.min_count):
        st.warning(said)
    with st.container(horizontal=True):
        if st.button("See who earned the credit", type="primary", disabled=not held.conversions):
            st.switch_page(attribution)
        rated = bool(held.people)
        help = None if rated else data_words.SPLIT_NEEDS
        if st.button("See what the average hides", disabled=not rated, help=help):
            st.switch_page(averages)
    st.caption(words.CHECK_BEFORE)


def card(upload: Upload, opened: OpenedSummary, desk: Desk) -> None:
    """Draw what a file that is a Summary holds and allows; its name and way out are drawn already."""
    st.markdown(words.taken_for(opened.contents))
    st.caption(words.allowed(opened.contents, len(offered_models(opened)), name=esc))
    st.caption(" · ".join(map(esc, opened.rules)))
    if upload not in desk.in_use:
        st.markdown(words.headline(opened.contents, name=esc))
        rows = any(role != ROLE for role in desk.receipts)
        st.info(words.INSTEAD if rows else words.ANOTHER, icon=":material/info:")
    with st.expander(words.INSIDE):
        held = inside(opened.summary, money="value" in offered_measures(opened))
        st.dataframe(held, hide_index=True, column_config=dict(words.COLUMNS), alt=words.INSIDE)
        parts.on_paper(held.rename(columns=words.COLUMNS), name=f"inside-{upload.id}")


def choose(rivals: Rivals, *, chosen: tuple[Upload, ...]) -> None:
    """Ask which of several Summaries is used."""
    names = {upload.id: upload.name for upload in rivals.files}
    st.session_state[WHICH] = chosen[0].id
    with st.container(border=True, key=f"choice-{ROLE}"):
        st.caption(words.SEVERAL)
        st.radio(
            words.WHICH,
            list(rivals.options),
            format_func=lambda id: esc(names[id]),
            key=WHICH,
            on_change=lambda: uploads.choose_file(ROLE, st.session_state[WHICH]),
        )


def inside(summary: Summary, *, money: bool) -> pd.DataFrame:
    """Return ``segment, people, converters, conversions, no_touch [, value]``, as far as they were counted.

    Parameters
    ----------
    money : with the conversions' value.
    """
    figures = ["conversions", "no_touch", *(["value"] if money else [])]
    counted = summary.conversions.groupby("segment", observed=False)[figures].sum()
    if "rates" in summary.tables:
        rates = summary.rates.groupby("segment", observed=False)[["people", "converters"]].sum()
        counted = rates.join(counted)
    return counted.reset_index()
