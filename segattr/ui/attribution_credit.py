"""The first part of the Attribution page: who gets how much credit, in pictures and in figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from segattr.attribution.enough import more_needed
from segattr.charts.credit import BEHIND, credit_pictures
from segattr.charts.credit_layers import PICKED
from segattr.data.dataset import Dataset
from segattr.ui import (
    attribution_audiences,
    attribution_controls,
    attribution_guide,
    attribution_picked,
    attribution_pictures,
    attribution_table,
    parts,
)
from segattr.ui.attribution_table import Sheet
from segattr.ui.attribution_view import View, reconciled
from segattr.ui.text import esc
from segattr.words import attribution as words


def draw(shown: View, dataset: Dataset) -> None:
    """Draw who gets how much: a picture per segment, the table behind them, a card per model."""
    _table(shown, dataset, _pictures(shown, dataset))
    attribution_audiences.draw(shown, dataset)
    attribution_guide.cards(shown.choices.models)


def _pictures(shown: View, dataset: Dataset) -> Sheet | None:
    """Draw a picture per segment, and return what puts them into one for a file."""
    attribution_picked.take_over()
    drawn = attribution_pictures.gallery(
        shown,
        attribution_controls.pictured(shown),
        mode=parts.mode(),
        currency=dataset.currency,
        picked=attribution_picked.picked(shown.channels),
        depth=attribution_picked.depth(),
    )
    if not drawn.pictures:
        return None
    look = drawn.look
    behind = [BEHIND] if shown.leads and look.measure == "share" else []
    st.caption(" · ".join([esc(look.key), *behind]))
    with st.container(key="on-screen-press"):
        st.caption(words.PRESS)
    columns = st.columns(min(len(drawn.pictures), 2), gap="large")
    for place, picture in enumerate(drawn.pictures):
        with columns[place % len(columns)]:
            st.vega_lite_chart(
                picture.spec,
                theme=None,
                key=attribution_picked.key_of(place),
                alt=picture.text,
                on_select="rerun",
                selection_mode=PICKED,
            )
    attribution_picked.trail(drawn.page)
    _doubts(shown)
    specs = [picture.spec for picture in drawn.pictures]
    return lambda: credit_pictures(specs, title=words.QUESTION, look=look)


def _intervals(shown: View, only: Sequence[str]) -> None:
    """Draw every share with its interval, or that there is too little data for one."""
    st.markdown(f"**{words.RANGES}**")
    rows = attribution_table.ranges(shown, only=only)
    st.dataframe(
        rows,
        placeholder="–",
        hide_index=True,
        column_config=attribution_table.range_columns(shown),
        alt=words.RANGES,
    )
    parts.on_paper(rows.rename(columns=attribution_table.range_titles(shown)), name="ranges")


def _doubts(shown: View) -> None:
    """Say which segments are too small, and what they would need; and where intervals are left out."""
    few = {
        each.segment: more_needed(each.conversions) for each in shown.leads or (shown.overall,) if each.few
    }
    if few:
        st.caption(words.needed(few, name=esc))
    if "low" in shown.credit:
        st.caption(words.TOO_LITTLE)


def _table(shown: View, dataset: Dataset, sheet: Sheet | None) -> None:
    """Draw the rows behind the pictures, what they add up to, and the files of them."""
    only = attribution_picked.picked(shown.channels)
    st.subheader("Models side by side")
    st.markdown(reconciled(shown, dataset))
    sorting, choosing = st.columns(2, vertical_alignment="center")
    with sorting:
        sort = attribution_table.sorted_by()
    with choosing:
        attribution_picked.chooser(shown.channels, only)
    attribution_picked.offer(shown, only)
    rows = attribution_table.on_screen(shown, sort=sort, only=only)
    st.dataframe(
        rows,
        placeholder="–",
        hide_index=True,
        column_config=attribution_table.columns(shown, dataset.currency),
        alt="Credit by segment and channel, a column per model",
    )
    parts.on_paper(attribution_table.written(rows, shown, dataset.currency), name="models_side_by_side")
    if "low" in shown.credit:
        _intervals(shown, only)
    st.caption(f"**Disagreement:** {words.DISAGREEMENT} **Leads in:** {words.LEADS}")
    attribution_table.downloads(shown, sheet)
