"""One journey scored by every model, and the ledger of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from segattr.attribution.ledger import Ledger, in_ledger
from segattr.attribution.model import Model
from segattr.attribution.registry import find_models
from segattr.charts.heat import heat
from segattr.data.dataset import Dataset
from segattr.ui import attribution_ledger as files
from segattr.ui import attribution_offers as offers
from segattr.ui import attribution_store, parts, segment_sets
from segattr.ui.attribution_controls import PREFIX
from segattr.ui.attribution_view import View, where
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import attribution_journeys as words

MOST_OFFERED = 500  # conversions in the list
HOLDS = 26  # characters of a touch's name in the picture


def draw(shown: View, dataset: Dataset) -> None:
    """Draw one conversion's touches with what each model gives them, and offer the ledger."""
    st.subheader(words.ONE_TITLE)
    if not offers.is_timed(dataset):
        st.info(words.NO_LEDGER)
        return
    chosen = find_models(shown.choices.wanted_models)
    within = [model for model in chosen if in_ledger(model)]
    if without := [model.title for model in chosen if not in_ledger(model)]:
        st.caption(words.not_here(without))
    if within:
        book = attribution_store.ledger(
            dataset.key, segment_sets.text_of(shown.choices), *where(shown.choices)
        )
        _one(book, within)
        files.draw(shown, book, within)


def _one(book: Ledger, models: Sequence[Model]) -> None:
    """Draw the journey of the conversion that is asked for."""
    listed = book.conversions.sort_values("touches", ascending=False, kind="stable")
    listed = listed[listed["touches"] > 0].head(MOST_OFFERED)
    if listed.empty:
        return
    labels = dict(zip(listed.index, _labels(listed), strict=True))
    at = st.selectbox(
        words.ONE, list(labels), format_func=lambda at: labels[at], key=PREFIX + "one", help=words.ONE_HELP
    )
    _scored(book.journey(int(at), models), {model.name: model.title for model in models})


def _labels(conversions: pd.DataFrame) -> list[str]:
    columns = (conversions[name] for name in ("conversion_id", "customer_id", "touches", "converted_ts"))
    return [
        words.conversion_label(str(order), str(who), int(touches), f"{when.day} {when:%B %Y}")
        for order, who, touches, when in zip(*columns, strict=True)
    ]


def _scored(rows: pd.DataFrame, titles: Mapping[str, str]) -> None:
    """Draw touches against models, the weight in every square, and the same as a table."""
    touches = rows.drop_duplicates("position").sort_values("position")
    label = {
        position: f"{position} · {str(channel)[:HOLDS]}"
        for position, channel in zip(touches["position"], touches["channel"], strict=True)
    }
    wide = rows.pivot(index="position", columns="model", values="weight").reindex(columns=list(titles))
    apart = wide.max(axis=1) - wide.min(axis=1)
    most = int(apart.to_numpy().argmax())
    name = str(touches["channel"].iloc[most])
    ends = (name, float(wide.iloc[most].min())), (name, float(wide.iloc[most].max()))
    said = words.scored(len(touches), *ends, name=esc)
    st.markdown(said)
    cells = rows.assign(
        row=rows["position"].map(label), column=rows["model"].map(titles), share=rows["weight"]
    )
    chart = heat(
        cells[["row", "column", "share"]],
        title="",
        rows=list(label.values()),
        columns=list(titles.values()),
        axes=("Touch", "Model"),
        mode=parts.mode(),
        measure="Of the conversion",
    )
    draw_chart(chart, said=said)
    when = touches["ts"].dt.strftime("%d %b %Y, %H:%M")
    shown = touches.assign(ts=when)[["position", "ts", "channel"]].merge(
        wide * 100, left_on="position", right_index=True
    )
    weights = {name: st.column_config.NumberColumn(title, format="%.1f %%") for name, title in titles.items()}
    st.dataframe(
        shown, placeholder="–", hide_index=True, column_config={**words.ONE_TITLES, **weights}, alt=said
    )
    written = shown.assign(**{name: shown[name].map("{:.1f} %".format) for name in titles})
    parts.on_paper(written.rename(columns={**words.ONE_TITLES, **titles}), name="one_journey")
