"""The fourth part of the Averages page: why a rate moved between two periods."""

from __future__ import annotations

from functools import partial
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages.split import named
from segattr.charts.theme import Mode
from segattr.charts.trend import EVERYBODY, SELECTION, trend
from segattr.charts.waterfall import waterfall
from segattr.ui import averages_beneath as beneath
from segattr.ui import averages_controls as controls
from segattr.ui import averages_revenue as revenue
from segattr.ui import averages_together as together
from segattr.ui import parts, state
from segattr.ui.averages_moved_view import Change, change, move_end, steps
from segattr.ui.averages_settings import general
from segattr.ui.averages_shown import colours, height
from segattr.ui.averages_view import View
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import averages_moved as words
from segattr.words.averages_moved_method import METHOD
from segattr.words.numbers import percent, points

BEFORE, AFTER, ACROSS, EVERY, CLOCK = (
    f"averages.moved.{name}" for name in ("before", "after", "across", "every", "clock")
)
LENGTHS: Final = {"month": "Months", "quarter": "Quarters"}


def draw(now: View) -> None:
    """Draw the answer, the trend, what each segment added, the value, and what moved apart beneath."""
    shown = change(now)
    effects = (float(shown.shown["rate_effect"].sum()), float(shown.shown["mix_effect"].sum()))
    st.markdown(words.moved(shown.ends, shown.p, effects, named(shown.across), now.speech, name=esc))
    _controls(shown)
    chips = _chips(now, shown)
    _trend(now, shown)
    if shown.across:
        _waterfall(now, shown, chips)
    beneath.draw(now, shown)
    revenue.draw(now, shown, chips)
    together.credit(now, shown)
    parts.settings_line(chips)
    controls.settings(now)
    parts.method(METHOD)


def _chips(now: View, shown: Change) -> list[str]:
    ends = f"{words.period(shown.before)} to {words.period(shown.after)}"
    when = f"when: {shown.clock}" if len(shown.clocks) > 1 else ""
    return [*general(now, 0.95), ends, when, f"segments: {named(shown.across)}" if shown.across else ""]


def _controls(shown: Change) -> None:
    several = len(shown.clocks) > 1
    with parts.controls():
        columns = st.columns(4 + several, vertical_alignment="bottom")
        for column, key, label, value in (
            (columns[0], BEFORE, "From", shown.before),
            (columns[1], AFTER, "To", shown.after),
        ):
            st.session_state[key] = value
            column.selectbox(label, shown.periods, key=key, format_func=words.period, on_change=_follow_ends)
        st.session_state[ACROSS] = shown.across or None
        columns[2].selectbox(
            "Segments of",
            shown.columns,
            key=ACROSS,
            format_func=named,
            on_change=_follow_across,
        )
        _lengths(shown, columns[3])
        if several:
            st.session_state[CLOCK] = shown.clock
            columns[4].selectbox("When", shown.clocks, key=CLOCK, on_change=_follow_clock)


def _lengths(shown: Change, column: st.delta_generator.DeltaGenerator) -> None:
    st.session_state[EVERY] = shown.every
    column.segmented_control(
        "Periods",
        list(LENGTHS),
        key=EVERY,
        format_func=LENGTHS.__getitem__,
        required=True,
        on_change=_follow_length,
    )


def _follow_across() -> None:
    state.change(across=st.session_state[ACROSS])


def _follow_clock() -> None:
    state.change(clock=st.session_state[CLOCK], between=())


def _follow_length() -> None:
    state.change(every=st.session_state[EVERY], between=())


def _follow_ends() -> None:
    before, after = st.session_state[BEFORE], st.session_state[AFTER]
    if before != after:
        state.change(between=(before, after))


def _trend(now: View, shown: Change) -> None:
    key = f"averages.trend.{now.dataset.key}.{shown.before}.{shown.after}.{shown.across}.{shown.every}"

    def follow() -> None:
        for mark in st.session_state[key]["selection"].get(SELECTION, [])[:1]:
            move_end(shown, str(mark[SELECTION]))

    own = shown.segments.assign(segment=shown.segments["segment"].replace(EVERYBODY, f"“{EVERYBODY}”"))
    rates = pd.concat([own, shown.everybody], ignore_index=True)
    chart = trend(
        rates.assign(period=rates["period"].astype("str")),
        between=(shown.before, shown.after),
        title=words.TREND,
        colours=_colours(now, shown, parts.mode()),
        mode=parts.mode(),
        units=now.speech.many,
        did=now.speech.did,
    )
    draw_chart(chart, key=key, said=words.TREND, on_select=follow, selection_mode=SELECTION)
    st.caption(f"{words.CLICK} {words.PARTIAL}")


def _waterfall(now: View, shown: Change, chips: list[str]) -> None:
    chart = partial(_steps, now, shown, parts.mode())
    draw_chart(chart(), key="averages.waterfall", said=words.WATERFALL)
    readable = _readable(shown)
    st.dataframe(
        readable,
        placeholder="–",
        hide_index=True,
        height=height(readable),
        alt=f"{words.WATERFALL} The rows behind the picture.",
    )
    parts.on_paper(readable, name="averages-moved")
    parts.downloads(
        shown.parts, name="why-the-rate-moved", title=words.WATERFALL, settings=chips, chart=chart
    )


def _steps(now: View, shown: Change, mode: Mode) -> alt.LayerChart:
    return waterfall(
        steps(shown),
        title=words.WATERFALL,
        axis=now.speech.did,
        colours=_colours(now, shown, mode),
        mode=mode,
        write=partial(percent, decimals=1),
        write_step=points,
    )


def _colours(now: View, shown: Change, mode: Mode) -> dict[str, str]:
    return colours(now.dataset, now.everyone, [shown.across] if shown.across else [], mode)


def _readable(shown: Change) -> pd.DataFrame:
    table = shown.shown
    return pd.DataFrame(
        {
            named(shown.across): table["segment"].astype("str"),
            **{
                f"{words.period(name)}: {what}": [write(value) for value in table[f"{column}_{when}"]]
                for name, when in ((shown.before, "before"), (shown.after, "after"))
                for what, column, write in (
                    ("people", "people", "{:,.0f}".format),
                    ("rate", "rate", partial(percent, decimals=1)),
                )
            },
            "its rate added": [points(value) for value in table["rate_effect"]],
            "its share added": [points(value) for value in table["mix_effect"]],
            "together": [points(value) for value in table["total"]],
        }
    )
