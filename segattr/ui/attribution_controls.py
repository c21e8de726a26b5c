"""The controls of the Attribution page: three in sight, the rest applied together by one button."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from segattr.attribution.registry import MODELS
from segattr.data.dataset import Dataset
from segattr.ui import attribution_offers as offers
from segattr.ui import state
from segattr.ui.attribution_pictures import MOST_PICTURES
from segattr.ui.attribution_view import View
from segattr.ui.choices import Choices
from segattr.ui.text import esc
from segattr.words import attribution as words

PREFIX: Final = "attribution."


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
            placeholder="Everyone",
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


def wants_intervals(dataset: Dataset, measure: str) -> bool:
    """Ask whether intervals are wanted; where there are none, say why."""
    possible = offers.is_timed(dataset) and measure == "share"
    why = words.INTERVALS if possible else words.NO_INTERVALS
    return (
        st.toggle("Show intervals", disabled=not possible, key="attribution.intervals", help=why) and possible
    )


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
        key=key,
        max_selections=MOST_PICTURES,
    )
    st.caption(words.not_shown([name for name in segments if name not in chosen], name=esc))
    return chosen or segments[:MOST_PICTURES]


def _mirror(name: str, value: object) -> None:
    """Let a widget show what is chosen, wherever it was chosen."""
    st.session_state[PREFIX + name] = value


def held(name: str, default: Any = None) -> Any:  # noqa: ANN401 - what a widget holds is its own affair
    """Return what a widget of this page holds."""
    return st.session_state.get(PREFIX + name, default)


def _segments_chosen() -> None:
    state.change(segmentation=",".join(held("segments")))


def _models_chosen() -> None:
    chosen = tuple(name for name in MODELS if name in held("models"))
    if chosen:
        state.change(models=chosen)
    else:
        st.toast("At least one model stays.")


def _measure_chosen() -> None:
    state.change(measure=held("measure"))
