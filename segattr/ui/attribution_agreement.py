"""The part of the Attribution page about agreement: who leads under which kinds of models, and who moves."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from segattr.attribution.families import family_of
from segattr.attribution.leads import has_name
from segattr.attribution.ranks import rank_range
from segattr.attribution.side_by_side import reallocated
from segattr.charts.heat import heat
from segattr.data.dataset import Dataset
from segattr.ui import attribution_asked as asks
from segattr.ui import parts
from segattr.ui.attribution_controls import PREFIX
from segattr.ui.attribution_view import View
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import attribution_agreement as words

MOST_SEGMENTS = 4  # told one by one, the one with most conversions first


def draw(shown: View, dataset: Dataset) -> None:  # noqa: ARG001 - every part of the page is drawn alike
    """Draw how far the models agree, per segment; one model alone has nothing to agree with."""
    if len(shown.choices.models) < 2 or not len(shown.credit):
        st.markdown(words.ONE_MODEL)
        return
    names = zip(shown.titles.values(), shown.choices.wanted_models, strict=True)
    kinds = {title: family_of(name) for title, name in names}
    for each in (shown.overall, *shown.leads[:MOST_SEGMENTS]):
        st.markdown(f"- {words.who_leads(each, kinds, name=esc)}")
    st.caption(words.NOT_PROOF)
    with st.expander(words.KINDS):
        grouped: dict[str, list[str]] = {}
        for title, kind in kinds.items():
            grouped.setdefault(kind, []).append(title)
        st.markdown(words.kinds_shown(grouped))
    _hands(shown)
    _places(shown)


def _hands(shown: View) -> None:
    """Draw how much credit changes hands between any two models, for everybody or one segment."""
    st.subheader(words.HANDS)
    whom = words.EVERYBODY
    if shown.leads:
        names = [words.EVERYBODY, *(each.segment for each in shown.leads)]
        whom = st.selectbox("For", names, key=f"{PREFIX}hands.{shown.choices.segmentation}")
    pairs = reallocated(shown.everybody)
    if whom != words.EVERYBODY:
        pairs = reallocated(shown.credit[shown.credit["segment"] == whom])
    titled = pairs.assign(**{name: pairs[name].map(shown.titles) for name in ("model", "other")}).sort_values(
        "share", kind="stable"
    )
    ends = [tuple(titled.iloc[at][["model", "other", "share"]]) for at in (0, -1)]
    said = words.apart(*ends)
    st.markdown(said)
    back = titled.rename(columns={"model": "other", "other": "model"})
    cells = pd.concat([titled, back]).rename(columns={"model": "row", "other": "column"})
    order = list(shown.titles.values())
    chart = heat(
        cells[["row", "column", "share"]],
        title=whom,
        rows=order,
        columns=order,
        axes=("", ""),
        mode=parts.mode(),
        measure="Changes hands",
    )
    draw_chart(chart, said=f"{words.HANDS} {said}")
    parts.downloads(
        pairs,
        name="credit_that_changes_hands",
        title=words.HANDS_OF,
        settings=shown.settings,
        settings_inside=True,
        chart=chart,
    )


def _places(shown: View) -> None:
    """Draw the best and the worst place of every channel over the models."""
    st.subheader(words.RANKS)
    ranks = asks.largest_first(rank_range(shown.credit).sort_values(["best", "worst"]), shown)
    named = ranks[ranks["channel"].map(has_name).astype(bool)]
    if named.empty:
        return
    sure = {each.segment for each in shown.leads if not each.few}
    told_of = named[named["segment"].isin(sure)] if sure else named
    widest = told_of.iloc[int((told_of["worst"] - told_of["best"]).to_numpy().argmax())]
    segment = str(widest["segment"]) if shown.leads else ""
    st.markdown(
        words.whose_place_moves(
            segment, str(widest["channel"]), int(widest["best"]), int(widest["worst"]), name=esc
        )
    )
    rows = ranks if shown.leads else ranks.drop(columns="segment")
    told = {name: title for name, title in words.RANK_TITLES.items() if name in rows}
    config = {name: st.column_config.Column(title) for name, title in told.items()}
    seen = rows[list(told)].assign(
        models_first=[f"{n} of {of}" for n, of in zip(rows["models_first"], rows["models"], strict=True)],
        families_first=[
            f"{n} of {of}" for n, of in zip(rows["families_first"], rows["families"], strict=True)
        ],
    )
    st.dataframe(seen, placeholder="–", hide_index=True, column_config=config, alt=words.RANKS)
    parts.on_paper(seen.rename(columns=told), name="places")
    parts.downloads(
        rows, name="places_over_models", title=words.RANKS, settings=shown.settings, settings_inside=True
    )
