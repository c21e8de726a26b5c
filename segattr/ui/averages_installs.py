"""App installs in the funnel: how far they go by campaign, platform or segment, and what they cost."""

from __future__ import annotations

from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from segattr.charts.compared import compared
from segattr.charts.theme import Mode, ink, segment_colours
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.ui import averages_installs_store as kept
from segattr.ui import parts, state
from segattr.ui.averages_installs_view import Shown, drawn, readable, rest, shown
from segattr.ui.averages_shown import height
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import averages as page_words
from segattr.words import installs as words
from segattr.words.numbers import money

FUNNEL_OF, BY = "averages.funnel_of", "averages.installs.by"
ACTIVE, PAID = "averages.installs.active", "averages.installs.paid"


def wanted(dataset: Dataset) -> bool:
    """Draw the choice between installs and any other steps, where there are installs; whether it is they."""
    if not kept.there(dataset.key):
        return False
    chosen = st.segmented_control(
        words.FUNNEL_OF,
        (words.INSTALLS, words.ANY),
        default=words.INSTALLS,
        required=True,
        key=FUNNEL_OF,
        persist_state="session",
    )
    return chosen != words.ANY


def alone(dataset: Dataset) -> bool:
    """Draw the page over data that hold installs and nothing else it could show; return whether they do."""
    if not kept.there(dataset.key):
        return False
    st.title(page_words.QUESTION)
    draw(dataset, state.get().level)
    st.info(words.EVENTS_ONLY, icon=":material/upload_file:")
    return True


def draw(dataset: Dataset, level: float) -> None:
    """Draw the answer, the controls, the picture, the table with the costs, and how it came about."""
    try:
        seen = shown(dataset, level)
    except UnsuitableData as error:
        st.info(esc(error), icon=":material/upload_file:")
        return
    st.markdown(_answer(seen, dataset.currency))
    _controls(seen)
    _picture(seen, dataset, level)
    parts.method(words.METHOD)


def _answer(seen: Shown, currency: str) -> str:
    said = [words.headline(seen.total, seen.steps[0], seen.steps[1], seen.organic, name=esc)]
    if (ends := seen.extremes()) is not None:
        names = (seen.groups.by[0], "cost_per_install", "cost_per_active")
        cheapest, best = ([row[name] for name in names] for row in ends)
        said.append(words.cheap_and_dear(_named(seen.by), cheapest, best, currency, name=esc))
    if seen.everybody.spend is not None:
        said.append(words.not_placed(*rest(seen), currency))
    return " ".join(filter(None, said))


def _controls(seen: Shown) -> None:
    active, paid = seen.could_be
    with parts.controls():
        left, middle, right = st.columns(3, vertical_alignment="bottom")
        if seen.columns:
            st.session_state[BY] = seen.by
            left.selectbox(
                words.BY,
                list(seen.columns),
                key=BY,
                format_func=_named,
                on_change=_follow_by,
                help=words.BY_HELP,
            )
        st.session_state[ACTIVE] = seen.steps[0]
        middle.selectbox(words.ACTIVE, list(active), key=ACTIVE, on_change=_follow, help=words.STEPS_HELP)
        if paid:
            st.session_state[PAID] = seen.steps[1] or paid[0]
            right.selectbox(words.PAID, list(paid), key=PAID, on_change=_follow)


def _follow_by() -> None:
    state.change(across=st.session_state[BY])


def _follow() -> None:
    chosen = (st.session_state[ACTIVE], st.session_state.get(PAID, ""))
    state.change(steps=tuple(filter(None, chosen)))


def _picture(seen: Shown, dataset: Dataset, level: float) -> None:
    rows, left_out = drawn(seen)
    chart = partial(_chart, rows, seen, parts.mode())
    draw_chart(chart(), key="averages.installs", said=words.TITLE)
    if left_out:
        st.caption(words.LEFT_OUT.format(n=words.MOST))
    rule, spend = seen.groups.installs.rule, seen.groups.spend
    keys = None if spend is None else spend.keys
    chips = [
        *words.settings(rule.window_days, rule.same_days, *seen.steps, keys),
        f"{level * 100:g} % ranges",
    ]
    parts.settings_line(chips)
    st.caption(" ".join(words.receipt(seen.groups.installs.counts)))
    text = readable(seen, dataset.currency)
    title = words.TITLE if spend is None else words.COST_TITLE
    st.dataframe(
        text,
        placeholder="–",
        hide_index=True,
        height=height(text),
        alt=f"{title} The rows behind the picture.",
    )
    if spend is None:
        st.info(words.NO_COSTS, icon=":material/payments:")
    parts.on_paper(text, name="averages-installs")
    parts.downloads(
        seen.groups.table,
        name="installs",
        title=title,
        settings=[*chips, *words.receipt(seen.groups.installs.counts)],
        chart=chart,
        settings_inside=True,
    )
    if spend is not None and len(spend.unplaced):
        st.caption(words.UNPLACED)
        _unplaced(spend.unplaced, dataset.currency)


def _unplaced(table: pd.DataFrame, currency: str) -> None:
    text = table.assign(spend=[money(value, currency) for value in table["spend"]])
    st.dataframe(text, placeholder="–", hide_index=True, height=height(text), alt=words.UNPLACED)
    parts.on_paper(text, name="averages-installs-unplaced")


def _chart(rows: pd.DataFrame, seen: Shown, mode: Mode) -> alt.LayerChart:
    names = [] if not seen.by else seen.groups.table.iloc[:, 0].astype("str").tolist()
    hues = segment_colours(names, mode) if names else {}
    return compared(
        rows,
        title=words.TITLE,
        colours=hues | {words.EVERYBODY: ink(mode).blended},
        mode=mode,
        units="installs",
        did="go on to the step",
    )


def _named(column: str) -> str:
    return words.NAMES.get(column, column.removeprefix("@"))
