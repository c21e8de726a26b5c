"""The third part of the Averages page: two groups as they look, and at the same mix of the rest."""

from __future__ import annotations

from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages.split import named
from segattr.charts.compared import compared
from segattr.charts.theme import Mode, segment_colours
from segattr.ui import averages_alarms as alarms
from segattr.ui import averages_controls as controls
from segattr.ui import averages_focus as focus
from segattr.ui import averages_view, parts, state
from segattr.ui.averages_compare_view import Pair, pair, rows
from segattr.ui.averages_settings import general
from segattr.ui.averages_shown import colours, height
from segattr.ui.averages_view import View
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import averages_compare as words
from segattr.words.averages_compare_method import METHOD
from segattr.words.averages_table import evidence_of_p
from segattr.words.numbers import percent, points

COLUMN, FIRST, SECOND, WITHIN = (f"averages.pair.{name}" for name in ("column", "a", "b", "within"))


def draw(now: View) -> None:
    """Draw the answer, the picture of it, its controls, and where else a comparison turns."""
    shown = pair(now)
    focus.breadcrumb(now)
    st.markdown(_answer(now, shown))
    _controls(shown)
    chips = [
        *general(now, now.level),
        f"{named(shown.column)}: {shown.a} against {shown.b}",
        f"held equal: {shown.within or words.NO_COLUMN}",
    ]
    chart = partial(_picture, now, shown, parts.mode())
    draw_chart(chart(), key=f"averages.compared.{now.place}", said=_title(shown))
    if note := words.not_held([named(name) for name in shown.afterwards if name != shown.column], name=esc):
        st.caption(note)
    parts.settings_line(chips)
    _table(shown, chips, chart)
    _others(now, shown)
    below = st.container()
    controls.settings(now)
    parts.method(METHOD)
    with below:
        alarms.draw(now, shown.afterwards)


def _answer(now: View, shown: Pair) -> str:
    said = words.crude(*shown.sides, shown.found.p, now.speech, name=esc)
    held = shown.held
    return f"{said} {words.held_equal(held, name=esc)}" if held is not None else said


def _title(shown: Pair) -> str:
    return words.TITLE.format(within=named(shown.within)) if shown.within else words.CRUDE_TITLE


def _picture(now: View, shown: Pair, mode: Mode) -> alt.LayerChart:
    return compared(
        rows(shown),
        blended=averages_view.blended(now, "rate"),
        title=_title(shown),
        colours=_colours(now, shown, mode),
        mode=mode,
        units=now.speech.many,
        did=now.speech.did,
    )


def _colours(now: View, shown: Pair, mode: Mode) -> dict[str, str]:
    if shown.column in now.everyone:
        return colours(now.dataset, now.everyone, [shown.column], mode)
    return segment_colours([shown.a, shown.b], mode)


def _controls(shown: Pair) -> None:
    known = [str(name) for name in shown.found.within["within"]]
    offered = {
        COLUMN: ("Compare by", shown.columns, shown.column),
        FIRST: ("This one", shown.options, shown.a),
        SECOND: ("with this one", [value for value in shown.options if value != shown.a], shown.b),
        WITHIN: ("Held equal", ["", *known], shown.chosen),
    }
    with parts.controls():
        for column, (key, (label, options, value)) in zip(st.columns(4), offered.items(), strict=True):
            st.session_state[key] = value
            column.selectbox(
                label,
                options,
                key=key,
                format_func=partial(_option, shown) if key == WITHIN else named if key == COLUMN else str,
                on_change=_follow,
                args=(key,),
            )


def _option(shown: Pair, name: str) -> str:
    if not name:
        return words.AUTOMATIC
    return f"{named(name)}{words.AFTERWARDS if name in shown.afterwards else ''}"


def _follow(key: str) -> None:
    """Take over what was chosen; another column starts anew with its two largest values."""
    chosen = {name: st.session_state[name] for name in (COLUMN, FIRST, SECOND, WITHIN)}
    if key == COLUMN:
        state.change(pair=(chosen[COLUMN],))
    else:
        state.change(pair=(chosen[COLUMN], chosen[FIRST], chosen[SECOND], chosen[WITHIN]))


def _table(shown: Pair, chips: list[str], chart: partial[alt.LayerChart]) -> None:
    if not shown.within:
        return
    strata = shown.found.strata(shown.within)
    readable = _readable(strata, shown)
    st.dataframe(
        readable,
        placeholder="–",
        hide_index=True,
        height=height(strata),
        alt=f"{_title(shown)} The rows behind the picture.",
    )
    parts.on_paper(readable, name="averages-strata")
    parts.downloads(strata, name="comparison-by-segment", title=_title(shown), settings=chips, chart=chart)


def _readable(strata: pd.DataFrame, shown: Pair) -> pd.DataFrame:
    columns = {
        named(shown.within): strata["stratum"].astype("str"),
        "share of both": [percent(value, decimals=0) for value in strata["share"]],
    }
    for side, name in (("a", shown.a), ("b", shown.b)):
        columns[f"{name}: people"] = strata[f"people_{side}"].fillna(0).map("{:,.0f}".format)
        columns[f"{name}: rate"] = [percent(value, decimals=1) for value in strata[f"rate_{side}"]]
    columns["difference"] = [points(value) for value in strata["difference"]]
    return pd.DataFrame(columns)


def _others(now: View, shown: Pair) -> None:
    """Draw what holding each other column equal does; choosing a row holds that one equal."""
    table = shown.found.within
    if len(table) < 2:
        return
    key = f"averages.within.{now.place}.{shown.column}.{shown.a}.{shown.b}"

    def follow() -> None:
        for row in st.session_state[key]["selection"]["rows"]:
            state.change(pair=(shown.column, shown.a, shown.b, str(table["within"].iloc[row])))

    st.subheader(words.ELSEWHERE, anchor=False)
    readable = pd.DataFrame(
        {
            "held equal": [_option(shown, str(name)) for name in table["within"]],
            "difference left": [points(value) for value in table["standardised"]],
            "": table["kind"].map(words.KINDS),
            "evidence": table["evidence"],
            "change beyond chance?": [evidence_of_p(value) for value in table["adjusted"]],
        }
    )
    st.dataframe(
        readable,
        placeholder="–",
        hide_index=True,
        height=height(table),
        key=key,
        selection_mode="single-row",
        on_select=follow,
        alt=words.ELSEWHERE,
    )
    parts.on_paper(readable, name="averages-within")
