"""The second part of the Averages page: the groups an average hides, each with what it rests on."""

from __future__ import annotations

from functools import partial
from math import comb
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages import split as views
from segattr.charts.rates import rates_by_segment
from segattr.charts.theme import Mode
from segattr.ui import averages_controls as controls
from segattr.ui import averages_focus as focus
from segattr.ui import averages_found_table as tables
from segattr.ui import averages_store, averages_view, parts, state, store
from segattr.ui import averages_together as together
from segattr.ui.averages_settings import settings
from segattr.ui.averages_shown import colours, height
from segattr.ui.averages_view import View
from segattr.ui.pictures import draw_chart, kept
from segattr.ui.text import esc
from segattr.words import averages as sentences
from segattr.words import averages_found as words
from segattr.words.averages_found import Found
from segattr.words.averages_found_method import METHOD

DEPTH: Final = 3
QUICK: Final = 2_000_000  # rows × combinations of columns that are searched in a second or two
SEARCHED: Final = "averages.searched"  # (data, metric) searched in this visit
FINDABLE: Final = ("rate", "value_per_person", "margin_per_person", "orders_per_person")


def draw(now: View) -> None:
    """Draw the answer, what the search found, and every group with its picture and its figures."""
    split = now.found()
    if not now.focus:
        st.markdown(sentences.headline(split.finding, name=esc))
    metric = metric_of(now)
    controls.only_metric(now)
    if not split.finding.blended.converters > 0:
        return
    found, tried = search(now)
    st.markdown(words.summary(tried, [each.verdict for each in found], now.speech))
    if metric != now.metric:
        st.caption(words.NO_METRIC.format(title=now.speech.title(metric).lower()))
    confirmed = [each for each in found if each.verdict == "confirmed"]
    if len(confirmed) > 1:
        chart = overview(now, confirmed, parts.mode())
        draw_chart(chart, key="averages.found.all", said=words.TITLE)
    for place, each in enumerate(confirmed):
        _card(now, each, place)
    chips = settings(now, None)
    if found:
        _table(now, found, confirmed, chips)
    parts.settings_line(chips)
    together.pairs(now)
    controls.settings(now)
    parts.method(METHOD)


def metric_of(now: View) -> str:
    """Return the metric a search goes by: the one chosen, where groups can be searched in it."""
    return now.metric if now.metric in FINDABLE else now.metrics[0]


def is_quick(now: View) -> bool:
    """Whether a search takes a second or two, or was made before in this visit."""
    units = store.units(now.dataset.key)
    columns = len(units.labels)
    tries = len(units.index) * sum(comb(columns, depth) for depth in range(1, DEPTH + 1))
    return tries <= QUICK or (now.dataset.key, metric_of(now)) in st.session_state.get(SEARCHED, ())


def search(now: View) -> tuple[list[Found], int]:
    """Return the groups found, in order, and how many were tried; says what it is doing while it lasts."""
    metric = metric_of(now)
    with st.spinner(words.SEARCHING, show_time=True):
        table = averages_store.found(now.dataset.key, metric)
    done = st.session_state.get(SEARCHED, frozenset())
    st.session_state[SEARCHED] = done | {(now.dataset.key, metric)}
    labels = store.units(now.dataset.key).labels
    known = {name: set(map(str, values.categories)) for name, values in labels.items()}
    return tables.read(table, known, metric, now.dataset.currency), int(table.attrs.get("tried", 0))


def overview(now: View, found: list[Found], mode: Mode) -> alt.LayerChart:
    """Draw all groups that were confirmed, as measured on those held out."""
    rows = tables.held_out(found)
    hues = {tables.numbered(i, each): _colour(now, each, mode) for i, each in enumerate(found)}
    return _chart(now, rows, hues, found[0].metric, mode, title=words.TITLE)


def _card(now: View, found: Found, place: int) -> None:
    with st.container(border=True, key=f"averages-found-{place}"):
        st.markdown(f"**{place + 1}.** {words.sentence(found, now.speech, name=esc)}")
        st.markdown(f"{words.prize(found, now.speech, name=esc)} {words.proof(found, now.speech, name=esc)}")
        mode = parts.mode()
        rows = tables.twice(found)
        chart = _chart(
            now,
            rows,
            dict.fromkeys(rows["segment"], _colour(now, found, mode)),
            found.metric,
            mode,
            title=words.AGAIN,
            expected=found.held_expected,
        )
        draw_chart(chart, key=f"averages.found.{place}", said=f"{found.name}: {words.AGAIN}")
        st.caption(words.CAVEATS[found.caveat])
        _offers(now, found, place)


def _offers(now: View, found: Found, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "Look inside",
            icon=":material/zoom_in:",
            key=f"averages.found.inside.{place}",
            on_click=look_inside,
            args=(now, found),
        )
        if len(found.conditions) == 1 and now.rated:
            st.button(
                "Compare inside other segments",
                icon=":material/balance:",
                key=f"averages.found.compare.{place}",
                on_click=_compare,
                args=(found,),
            )
        focus.as_segment(now, found.conditions, key=f"averages.found.segment.{place}")


def _compare(found: Found) -> None:
    state.change(sight="compare", pair=found.conditions[0])


def look_inside(now: View, found: Found) -> None:
    """Go on with a group's people alone, split by what tells most about them."""
    splits = store.splits(
        now.dataset.key, averages_view.sets_of(state.get()), now.metric, tuple(found.conditions)
    )
    state.change(focus=tuple(found.conditions), sight="split")
    averages_view.choose([views.opening(splits)] if len(splits) else [])


def _table(now: View, found: list[Found], confirmed: list[Found], chips: list[str]) -> None:
    shown = tables.on_screen(found)
    st.dataframe(
        shown,
        placeholder="–",
        hide_index=True,
        height=height(shown),
        key="averages.found.table",
        alt="All groups that stood out, when found and held out.",
        column_config=tables.columns(found[0], now.speech),
    )
    with st.popover("What these words mean", type="tertiary"):
        st.markdown(words.EXPLAINED)
    parts.on_paper(tables.on_paper(found), name="averages-found")
    parts.downloads(
        tables.taken_along(found),
        name="what-the-average-hides",
        title=words.TITLE,
        settings=chips,
        chart=partial(overview, now, confirmed, parts.mode()) if confirmed else None,
    )


def _chart(
    now: View,
    rows: pd.DataFrame,
    hues: dict[str, str],
    metric: str,
    mode: Mode,
    *,
    title: str,
    expected: float | None = None,
) -> alt.LayerChart:
    return kept(
        rates_by_segment,
        rows,
        blended=averages_view.blended(now, metric),
        title=title,
        colours=hues,
        mode=mode,
        metric=metric,
        currency=now.dataset.currency,
        everyone=expected,
        beside="to be expected",
        units=now.speech.whom(metric)[1],
        did=now.speech.did,
    )


def _colour(now: View, found: Found, mode: Mode) -> str:
    column, value = found.conditions[0]
    return colours(now.dataset, now.everyone, [column], mode).get(value, "")
