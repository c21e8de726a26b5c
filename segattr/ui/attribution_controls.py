"""The controls of the Attribution page: three in sight, the rest applied together by one button."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isinf
from typing import Any, Final

import streamlit as st

from segattr.attribution.position import custom
from segattr.attribution.registry import MODELS
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.reduce.window import Window
from segattr.ui import attribution_offers as offers
from segattr.ui import state
from segattr.ui.attribution_pictures import MOST_PICTURES
from segattr.ui.attribution_view import View
from segattr.ui.choices import Choices
from segattr.ui.text import esc
from segattr.words import attribution as words

PREFIX: Final = "attribution."
PROBLEM: Final = PREFIX + "problem"
LONGEST_DAYS: Final = 3650.0


def controls(dataset: Dataset, choices: Choices) -> None:
    """Draw segments, models and measure; a change takes effect at once."""
    by, which, what = st.columns([2, 5, 2], vertical_alignment="top")
    layers = offers.layers(choices)
    with by:
        _mirror("segments", layers)
        st.multiselect(
            "Segments",
            list(dict.fromkeys([*offers.offered_columns(dataset), *layers])),
            key=PREFIX + "segments",
            wrap=True,
            max_selections=max(offers.MOST_LAYERS, len(layers)),
            placeholder=words.EVERYBODY,
            on_change=_segments_chosen,
            help="One column, or two in layers. Nothing chosen: everyone as one group.",
        )
    with which:
        _mirror("models", list(choices.models))
        st.multiselect(
            "Models",
            offers.offered_models(dataset),
            format_func=lambda name: MODELS[name].title,
            key=PREFIX + "models",
            on_change=_models_chosen,
            wrap=True,
            help="Rules that share out a conversion over the touches before it. At least one.",
        )
    with what:
        _mirror("measure", choices.measure)
        st.selectbox(
            "Measure",
            offers.offered_measures(dataset),
            format_func=lambda name: words.MEASURES[name],
            key=PREFIX + "measure",
            on_change=_measure_chosen,
        )


def settings(dataset: Dataset, choices: Choices, names: Sequence[str]) -> None:
    """Draw what is rarely changed, applied together.

    Parameters
    ----------
    names : of the touches, to say which are direct.
    """
    with st.expander("Settings", icon=":material/tune:"):
        if problem := st.session_state.pop(PROBLEM, ""):
            st.error(esc(problem))
        with st.form(PREFIX + "form", border=False):
            if offers.is_timed(dataset):
                _window(choices)
            left, right = st.columns(2)
            with left:
                st.multiselect(
                    "Direct channels",
                    list(dict.fromkeys([*names, *choices.direct])),
                    default=list(choices.direct),
                    format_func=esc,
                    key=PREFIX + "direct",
                    help="Last non-direct skips these as long as the journey has another touch.",
                )
            with right:
                touches = offers.offered_touches(dataset)
                st.selectbox(
                    "Credit by",
                    touches,
                    index=touches.index(choices.touch_by),
                    format_func=lambda name: words.TOUCH_BY[name],
                    key=PREFIX + "touch_by",
                )
            _weights(choices)
            st.form_submit_button("Apply", type="primary", on_click=_apply, args=(choices,))


def pictured(shown: View) -> list[str]:
    """Ask which segments are drawn, where there are more than a page holds."""
    segments = [lead.segment for lead in shown.leads]
    if len(segments) <= MOST_PICTURES:
        return segments
    key = f"{PREFIX}pictured.{shown.choices.segmentation}"
    known = [name for name in st.session_state.get(key, []) if name in segments]
    st.session_state[key] = known or segments[:MOST_PICTURES]
    chosen = st.multiselect(
        "Segments in pictures",
        segments,
        format_func=esc,
        key=key,
        max_selections=MOST_PICTURES,
    )
    st.caption(words.not_shown([name for name in segments if name not in chosen], name=esc))
    return chosen or segments[:MOST_PICTURES]


def _window(choices: Choices) -> None:
    whole = isinf(choices.lookback_days)
    lookback, half_life, journeys = st.columns(3)
    with lookback:
        st.number_input(
            "Lookback, days",
            min_value=0.1,
            max_value=LONGEST_DAYS,
            value=float(Window.lookback_days if whole else min(choices.lookback_days, LONGEST_DAYS)),
            step=1.0,
            format="%g",
            key=PREFIX + "lookback",
            help="Touches older than this at the conversion earn nothing.",
        )
        st.checkbox("Count the whole history", value=whole, key=PREFIX + "whole")
    with half_life:
        st.number_input(
            "Half-life, days",
            min_value=0.1,
            max_value=LONGEST_DAYS,
            value=float(min(choices.half_life_days, LONGEST_DAYS)),
            step=1.0,
            format="%g",
            key=PREFIX + "half_life",
            help="Time decay: a touch this long before the conversion counts half.",
        )
    with journeys:
        st.radio(
            "After a conversion",
            [False, True],
            index=int(choices.reuse),
            format_func=lambda reuse: "Touches may serve again" if reuse else "A new journey begins",
            key=PREFIX + "reuse",
        )


def _weights(choices: Choices) -> None:
    parts = zip(("First", "middle", "last"), choices.custom_weights, st.columns(3), strict=True)
    for place, (name, weight, column) in enumerate(parts):
        with column:
            st.number_input(
                f"{name} touch, weight" if name != "middle" else "Middle touches, weight",
                min_value=0.0,
                max_value=1e6,
                value=float(weight),
                step=5.0,
                format="%g",
                key=f"{PREFIX}weight{place}",
                help="Of the custom model; the three count in proportion.",
            )


def _mirror(name: str, value: object) -> None:
    """Let a widget show what is chosen, wherever it was chosen."""
    st.session_state[PREFIX + name] = value


def _chosen(name: str, default: Any = None) -> Any:  # noqa: ANN401 - what a widget holds is its own affair
    return st.session_state.get(PREFIX + name, default)


def _segments_chosen() -> None:
    state.change(segmentation=",".join(_chosen("segments")))


def _models_chosen() -> None:
    chosen = tuple(name for name in MODELS if name in _chosen("models"))
    if chosen:
        state.change(models=chosen)
    else:
        st.toast("At least one model stays.")


def _measure_chosen() -> None:
    state.change(measure=_chosen("measure"))


def _apply(choices: Choices) -> None:
    """Take over what stands in the form; all of it, or nothing where something cannot be."""
    weights = tuple(float(_chosen(f"weight{place}")) for place in range(3))
    lookback = (
        inf if _chosen("whole", isinf(choices.lookback_days)) else _chosen("lookback", choices.lookback_days)
    )
    try:
        custom((weights[0], weights[1], weights[2]))
        state.change(
            lookback_days=float(lookback),
            half_life_days=float(_chosen("half_life", choices.half_life_days)),
            reuse=_chosen("reuse", choices.reuse),
            direct=tuple(_chosen("direct")),
            touch_by=_chosen("touch_by"),
            custom_weights=(weights[0], weights[1], weights[2]),
        )
    except SegattrError as error:
        st.session_state[PROBLEM] = str(error)
