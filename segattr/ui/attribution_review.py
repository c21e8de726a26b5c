"""The part of the Attribution page that holds credit against what happened later, and logs who looked."""

from __future__ import annotations

from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from segattr.attribution.review import Review, review
from segattr.averages.credit_ranks import ranks_by_month
from segattr.charts.shifts import shifts
from segattr.charts.theme import Mode
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.ui import attribution_log as log
from segattr.ui import parts, store
from segattr.ui.attribution_view import View
from segattr.ui.averages_together_store import credit_by_month
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import review as words


def draw(shown: View, dataset: Dataset) -> None:
    """Draw what the later half of the data says, then the log."""
    st.subheader(words.TITLE, anchor=False)
    try:
        if store.opened(dataset.key) is not None:
            raise UnsuitableData(words.NO_ROWS)
        with st.spinner(words.WORKING, show_time=True):
            found = _found(dataset, shown)
    except UnsuitableData as reason:
        st.info(esc(reason), icon=":material/upload_file:")
    else:
        _said(shown, found)
        _places(shown, dataset, found)
        _spend(shown, found)
    log.draw(shown, dataset)
    parts.method(words.METHOD)


def _found(dataset: Dataset, shown: View) -> Review:
    models, window, by = shown.choices.wanted_models, shown.choices.window, shown.choices.touch_by
    return store.kept(
        ("review", dataset.key, models, window, by),
        lambda: review(store.loaded(dataset.key), models, window, touch_by=by),
    )


def _said(shown: View, found: Review) -> None:
    rows = found.forecast
    moved = list(rows.loc[rows["moved"], "channel"])
    said = words.headline(found.cut, found.conversions, found.told, moved, len(rows), name=esc)
    st.markdown(said)
    if rows.empty:
        return
    draw_chart(_picture(rows, parts.mode()), key="attribution.review", said=words.PICTURE)
    parts.downloads(
        rows,
        name="foretold",
        title=words.PICTURE,
        settings=shown.settings_of_all,
        shares=["rate_before", "rate_after"],
        chart=partial(_picture, rows, parts.mode()),
    )


def _picture(rows: pd.DataFrame, mode: Mode) -> alt.LayerChart:
    named = rows.rename(columns={"channel": "name", "rate_before": "before", "rate_after": "after"})
    return shifts(named, title=words.PICTURE, axis=words.AXIS, mode=mode)


def _places(shown: View, dataset: Dataset, found: Review) -> None:
    """Draw whether channels keep their places, in halves and by month."""
    st.subheader(words.PLACES, anchor=False)
    titles = shown.titles
    halves = found.ranks.assign(model=found.ranks["model"].map(titles))
    likeness = st.column_config.NumberColumn("Correlation of places", format="%.2f")
    st.dataframe(
        halves,
        placeholder="–",
        hide_index=True,
        alt=words.PLACES,
        column_config={
            "model": "Model",
            "correlation": likeness,
            "leader_before": "First, earlier half",
            "leader_after": "First, later half",
        },
    )
    models, window, by = shown.choices.wanted_models, shown.choices.window, shown.choices.touch_by
    months = ranks_by_month(credit_by_month(dataset.key, "", window, by, models))
    with st.expander("Month by month", icon=":material/calendar_month:"):
        st.dataframe(
            months.assign(model=months["model"].map(titles)),
            placeholder="–",
            hide_index=True,
            column_config={
                "model": "Model",
                "period": "Month",
                "leader": "First",
                "conversions": st.column_config.NumberColumn("Conversions", format="%.0f"),
                "correlation": likeness,
            },
        )


def _spend(shown: View, found: Review) -> None:
    """Draw credit of both halves beside touches and spend."""
    st.subheader(words.SPEND, anchor=False)
    st.caption(words.BESIDE)
    table = found.credit.assign(model=found.credit["model"].map(shown.titles))
    known = [name for name in table if not table[name].isna().all()]
    number = st.column_config.NumberColumn
    columns = {name: number(title, format="%.1f %%") for name, title in words.SHARES.items()}
    columns |= {name: number(title, format="localized") for name, title in words.AMOUNTS.items()}
    columns |= {name: st.column_config.TextColumn(name.capitalize()) for name in ("model", "channel")}
    seen = table[known].assign(before=table["before"] * 100, after=table["after"] * 100).round(2)
    st.dataframe(seen, placeholder="–", hide_index=True, alt=words.SPEND, column_config=columns)
    parts.downloads(
        table,
        name="credit-beside-spend",
        title=words.SPEND,
        settings=shown.settings_of_all,
        shares=["before", "after"],
    )
