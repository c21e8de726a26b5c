"""The fifth part of the Averages page: how far people come, where they leave, when and with which intent."""

from __future__ import annotations

from functools import partial

import altair as alt
import pandas as pd
import streamlit as st

from segattr.averages.split import named
from segattr.charts.compared import compared
from segattr.charts.theme import Mode, ink
from segattr.errors import UnsuitableData
from segattr.ui import averages_controls as controls
from segattr.ui import averages_grids as grids
from segattr.ui import averages_installs as installs
from segattr.ui import parts, state
from segattr.ui.averages_funnel_view import Steps, aside, chosen, funnel, offered, rows
from segattr.ui.averages_settings import general
from segattr.ui.averages_shown import colours, height
from segattr.ui.averages_view import View
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import averages_funnel as words
from segattr.words.averages_funnel_method import METHOD
from segattr.words.averages_metrics import written_stake
from segattr.words.averages_table import evidence_of_p
from segattr.words.numbers import count, percent

STEPS, ACROSS = "averages.steps", "averages.funnel.across"


def draw(now: View) -> None:
    """Draw the answer, the steps, the picture, and beneath it when and with which intent people come."""
    if installs.wanted(now.dataset):
        installs.draw(now.dataset, now.level)
        controls.settings(now)
        return
    try:
        _funnel(now)
    except UnsuitableData as error:
        st.info(esc(error) if str(error) != words.NO_STEPS else words.NO_STEPS, icon=":material/upload_file:")
    grids.draw(now)
    controls.settings(now)
    parts.method(METHOD)


def _funnel(now: View) -> None:
    there = offered(now)
    steps = chosen(now, there)
    answer = st.container()
    shown = funnel(now, there, steps) if len(steps) > 1 else None
    _controls(there, steps, shown)
    if left := aside(now, steps):
        st.caption(words.aside(left, now.speech, name=esc))
    if shown is None:
        answer.markdown(words.CHOOSE)
        return
    said = words.reach(*shown.ends(), now.speech, name=esc)
    costs = words.costliest(shown.costs, named(shown.across), now.speech, name=esc) if shown.across else ""
    answer.markdown(f"{said} {costs}")
    _picture(now, shown)


def _controls(there: list[str], steps: tuple[str, ...], shown: Steps | None) -> None:
    with parts.controls():
        left, right = st.columns([5, 3], vertical_alignment="bottom")
        st.session_state[STEPS] = list(steps)
        left.multiselect(
            "Steps",
            [*dict.fromkeys((*steps, *there))],
            key=STEPS,
            help=words.STEPS_HELP,
            on_change=_follow_steps,
        )
        if shown is not None and shown.columns:
            st.session_state[ACROSS] = shown.across
            right.selectbox(
                "Segments of",
                shown.columns,
                key=ACROSS,
                format_func=named,
                on_change=_follow_across,
            )


def _follow_across() -> None:
    state.change(across=st.session_state[ACROSS])


def _follow_steps() -> None:
    state.change(steps=tuple(st.session_state[STEPS]))


def _picture(now: View, shown: Steps) -> None:
    drawn, left_out = rows(shown)
    chart = partial(_chart, now, shown, drawn, parts.mode())
    draw_chart(chart(), key="averages.funnel", said=words.TITLE)
    if left_out:
        st.caption(words.LEFT_OUT.format(n=words.MOST))
    chips = [*general(now, now.level), f"steps: {' → '.join(shown.steps)}"]
    parts.settings_line(chips)
    table = shown.segments
    readable = _readable(shown)
    st.dataframe(
        readable,
        placeholder="–",
        hide_index=True,
        height=height(table),
        alt=f"{words.TITLE} The rows behind the picture.",
    )
    parts.on_paper(readable, name="averages-funnel")
    parts.downloads(table, name="funnel-by-segment", title=words.TITLE, settings=chips, chart=chart)


def _chart(now: View, shown: Steps, drawn: pd.DataFrame, mode: Mode) -> alt.LayerChart:
    hues = colours(now.dataset, now.everyone, [shown.across] if shown.across else [], mode)
    return compared(
        drawn,
        title=words.TITLE,
        colours=hues | {words.EVERYBODY: ink(mode).blended},
        mode=mode,
        units=now.speech.many,
        did="go on to the step",
    )


def _readable(shown: Steps) -> pd.DataFrame:
    table = shown.segments
    return pd.DataFrame(
        {
            named(shown.across) or "who": table["segment"].astype("str"),
            "step": table["step"].astype("str"),
            "reached": table["reached"].map(count),
            "of the step before": [percent(value, decimals=1) for value in table["rate"]],
            "of the first": [percent(value, decimals=1) for value in table["whole"]],
            "everybody else": [percent(value, decimals=1) for value in table["rest"]],
            "more or less at the end": [written_stake(value) for value in table["cost"]],
            "evidence": [evidence_of_p(float(value)) for value in table["adjusted"]],
        }
    )
