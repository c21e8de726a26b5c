"""The part of the Attribution page about money spent: cost per conversion and return on spend, by model."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from segattr.attribution.cost import Spend, with_cost
from segattr.data.dataset import Dataset
from segattr.ui import attribution_asked as asks
from segattr.ui import (
    attribution_controls,
    attribution_pictures,
    attribution_store,
    parts,
    segment_sets,
    store,
)
from segattr.ui.attribution_controls import PREFIX
from segattr.ui.attribution_table import sign_of
from segattr.ui.attribution_view import View, where
from segattr.ui.text import esc
from segattr.words import attribution as page_words
from segattr.words import attribution_cost as words

MOST_SEGMENTS = 3  # told one by one, the one with most conversions first


def draw(shown: View, dataset: Dataset) -> None:
    """Draw what the credit cost; without spend, say which export would bring it."""
    spend = attribution_store.spend(dataset.key, shown.choices.touch_by)
    if spend is None:
        told = dataset.costs is not None and shown.choices.touch_by != "channel"
        st.info(words.NOT_BY_THIS if told else words.NEEDS, icon=":material/payments:")
        return
    by = segment_sets.text_of(shown.choices)
    at = (dataset.key, by, *where(shown.choices))
    rows = with_cost(shown.credit, spend, store.with_tables(*at, ("transitions",)))
    rows = asks.largest_first(rows, shown, "spend")
    _said(shown, rows, spend, dataset.currency)
    ratio = _ratio(rows)
    drawn = attribution_pictures.compared(
        shown,
        rows[rows[ratio].notna()],
        shown.titles,
        attribution_controls.pictured(shown),
        mode=parts.mode(),
        measure=ratio,
        currency=dataset.currency,
    )
    attribution_pictures.side_by_side(drawn, key="cost")
    st.caption(f"{words.ONLY_DIFFERENCES} {words.HELP}")
    _table(shown, rows, dataset.currency)
    _unplaced(spend, dataset.currency)


def _ratio(rows: pd.DataFrame) -> str:
    ways = [name for name in words.RATIOS if rows[name].notna().any()] or ["cpa"]
    chosen = st.segmented_control(
        "Show",
        ways,
        default=ways[0],
        required=True,
        format_func=lambda name: words.RATIOS[name],
        key=PREFIX + "ratio",
        label_visibility="collapsed",
        persist_state="session",
    )
    return str(chosen or ways[0])


def _said(shown: View, rows: pd.DataFrame, spend: Spend, currency: str) -> None:
    since, until = (f"{moment.day} {moment:%B %Y}" for moment in (spend.since, spend.until))
    placed = float(spend.rows["spend"].sum())
    st.markdown(f"{words.spent(placed, since, until, currency)} {_elsewhere(spend, currency)}")
    leads = [each for each in shown.leads if not each.few][:MOST_SEGMENTS] or [shown.overall]
    for each in leads:
        here = rows[rows["segment"] == each.segment] if each.segment else rows
        costs = here[here["cpa"].notna()].groupby("channel")["cpa"].agg(["mean", "min", "max"])
        costs = costs.sort_values("mean").reset_index()
        if len(costs) > 1:
            low, high = _ends(costs.iloc[0]), _ends(costs.iloc[-1])
            st.markdown(words.cheapest(each.segment, low, high, currency, name=esc))


def _ends(costs: pd.Series) -> tuple[str, float, float]:
    return str(costs["channel"]), float(costs["min"]), float(costs["max"])


def _elsewhere(spend: Spend, currency: str) -> str:
    return words.elsewhere(float(spend.unplaced["spend"].sum()), float(spend.outside), currency)


def _table(shown: View, rows: pd.DataFrame, currency: str) -> None:
    models = list(shown.titles)
    model = st.selectbox(
        words.MODEL, models, format_func=lambda name: shown.titles[name], key=PREFIX + "cost_model"
    )
    here = rows[rows["model"] == model].drop(columns="model")
    here = here if shown.leads else here.drop(columns="segment")
    titles = words.TITLES | {"channel": page_words.TOUCH_BY[shown.choices.touch_by]}
    order = ["segment", "channel", "touches", "spend", "conversions", "value", "cpa", "roas", "note"]
    columns = [name for name in order if name in here]
    seen = here[columns]
    config = _columns(columns, titles, currency)
    st.dataframe(seen, placeholder="–", hide_index=True, column_config=config, alt=words.QUESTION)
    ways = {
        "spend": "{:,.0f}",
        "value": "{:,.0f}",
        "conversions": "{:,.1f}",
        "cpa": "{:,.2f}",
        "roas": "{:,.2f}",
    }
    written = {
        name: seen[name].map(lambda x, way=way: way.format(x) if x == x else "")
        for name, way in ways.items()
        if name in seen
    }
    parts.on_paper(seen.assign(**written).rename(columns=titles), name="cost")
    parts.downloads(
        rows, name="cost_and_credit", title=words.QUESTION, settings=shown.settings, settings_inside=True
    )


def _columns(seen: Sequence[str], titles: dict[str, str], currency: str) -> dict[str, ColumnConfig]:
    sign = sign_of(currency)
    ways = {"spend": f"{sign}%.0f", "value": f"{sign}%.0f", "cpa": f"{sign}%.2f", "roas": "%.2f"}
    ways |= {"conversions": "%.1f", "touches": "%d"}
    return {
        name: st.column_config.NumberColumn(titles[name], format=ways[name])
        if name in ways
        else st.column_config.Column(titles[name])
        for name in seen
    }


def _unplaced(spend: Spend, currency: str) -> None:
    if len(spend.unplaced):
        st.caption(words.UNPLACED)
        money = st.column_config.NumberColumn("Spend", format=f"{sign_of(currency)}%.0f")
        config: dict[str, ColumnConfig] = {"channel": st.column_config.Column("Channel"), "spend": money}
        st.dataframe(
            spend.unplaced, placeholder="–", hide_index=True, column_config=config, alt=words.UNPLACED
        )
