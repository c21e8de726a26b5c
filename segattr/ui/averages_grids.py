"""Two grids beneath the funnel, worked out once they are opened: market × week, source × behaviour."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages.intent import intent_grid
from segattr.averages.split import named
from segattr.charts.grid import ROOMY, grid
from segattr.charts.theme import Mode
from segattr.errors import SegattrError, UnsuitableData
from segattr.ui import averages_funnel_store, parts, state
from segattr.ui.averages_settings import general
from segattr.ui.averages_view import View, sets_of
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import averages_funnel as words
from segattr.words.averages_table import evidence_of_p
from segattr.words.numbers import percent

MARKET, SOURCE, BEHAVIOUR = (f"averages.grid.{name}" for name in ("market", "source", "behaviour"))
CHANCE = 0.05
MOST_ROWS, MOST_WEEKS = 12, 60
SOURCES = ("source", "channel", "medium", "campaign")
MARKETS = ("market", "country", "region")


def draw(now: View) -> None:
    """Draw both grids, each closed until somebody asks."""
    for title, key, body in ((words.WHEN, "averages.when", _when), (words.WHO, "averages.who", _who)):
        box = st.expander(title, key=key, on_change="rerun")
        if box.open:
            with box:
                try:
                    body(now)
                except SegattrError as error:
                    st.info(esc(error))


def _when(now: View) -> None:
    if not now.dimensions:
        raise UnsuitableData(words.NO_MARKET)
    market = _choose("Market", MARKET, now.dimensions, MARKETS)
    table = averages_funnel_store.timing(now.dataset.key, market, sets_of(state.get()))
    if table.empty:
        raise UnsuitableData(words.NO_MARKET)
    chart = partial(_timing, table)
    _drawn(now, chart, table, words.WHEN_NOTE, name="demand-timing", title=words.WHEN)


def _timing(table: pd.DataFrame, mode: Mode) -> alt.LayerChart:
    largest = table.groupby("market", observed=True)["orders"].sum().nlargest(MOST_ROWS).index
    weeks = list(dict.fromkeys(table["period"]))[-MOST_WEEKS:]
    shown = table[table["market"].isin(largest) & table["period"].isin(weeks)]
    cells = pd.DataFrame(
        {
            "row": shown["market"],
            "column": shown["period"],
            "figure": shown["index"],
            "words": [f"{value:.1f}" if value == value else "–" for value in shown["index"]],
            "people": shown["orders"],
            "sure": shown["adjusted"] <= CHANCE,
        }
    )
    return grid(cells, title=words.WHEN, across="week", mode=mode, around=1.0)


def _who(now: View) -> None:
    if len(now.dimensions) < 2:
        raise UnsuitableData(words.NO_GRID)
    with st.container(horizontal=True):
        source = _choose("Source", SOURCE, now.dimensions, SOURCES)
        others = [name for name in now.dimensions if name != source]
        behaviour = _choose("Behaviour", BEHAVIOUR, others, [name for name in now.by if name in others])
    table = intent_grid(now.cells, source, behaviour)
    note = words.WHO_NOTE.format(did=esc(now.speech.who_did))
    chart = partial(_intent, table, named(behaviour))
    _drawn(now, chart, table, note, name="intent-grid", title=words.WHO)


def _intent(table: pd.DataFrame, across: str, mode: Mode) -> alt.LayerChart:
    rows, columns = (
        table.groupby(name, observed=True)["people"].sum().nlargest(most).index
        for name, most in (("source", MOST_ROWS), ("behaviour", ROOMY))
    )
    shown = table[table["source"].isin(rows) & table["behaviour"].isin(columns)]
    cells = pd.DataFrame(
        {
            "row": shown["source"],
            "column": shown["behaviour"],
            "figure": shown["rate"],
            "words": [percent(value) for value in shown["rate"]],
            "people": shown["people"],
            "sure": shown["adjusted"] <= CHANCE,
        }
    )
    return grid(cells, title=words.WHO, across=across, mode=mode)


def _choose(label: str, key: str, options: Sequence[str], first: Sequence[str]) -> str:
    if st.session_state.get(key) not in options:
        st.session_state[key] = next((name for name in first if name in options), options[0])
    return str(st.selectbox(label, options, key=key, format_func=named))


def _drawn(
    now: View, chart: partial[alt.LayerChart], table: pd.DataFrame, note: str, *, name: str, title: str
) -> None:
    draw_chart(chart(parts.mode()), key=f"averages.{name}", said=title)
    st.caption(note)
    readable = table.assign(adjusted=[evidence_of_p(float(value)) for value in table["adjusted"]])
    parts.on_paper(readable, name=f"averages-{name}")
    label, chips = title.rstrip("?"), general(now, now.level)
    file = partial(chart, parts.mode())
    parts.downloads(table, name=name, title=title, settings=chips, chart=file, label=label)
