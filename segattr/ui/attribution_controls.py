"""The controls of the Attribution page: three in sight, each taking effect at once."""

from __future__ import annotations

from typing import Any, Final

import streamlit as st

from segattr.attribution.registry import MODELS
from segattr.charts.credit_rows import SHAPES
from segattr.data.dataset import Dataset
from segattr.ui import attribution_offers as offers
from segattr.ui import segment_sets, state
from segattr.ui.attribution_pictures import MOST_PICTURES
from segattr.ui.attribution_view import View
from segattr.ui.choices import Choices
from segattr.ui.summary_opened import OpenedSummary
from segattr.ui.text import esc
from segattr.words import attribution as words
from segattr.words.summaries import FIXED_SEGMENTS

PREFIX: Final = "attribution."


def controls(dataset: Dataset, choices: Choices) -> None:
    """Draw segments, models and measure; a change takes effect at once."""
    by, which, what = st.columns([5, 3, 3], vertical_alignment="bottom")
    with by:
        _segments(dataset, choices)
    with which:
        _models(dataset, choices)
    with what:
        mirror("measure", choices.measure)
        st.selectbox(
            "Measure",
            offers.offered_measures(dataset),
            format_func=lambda name: words.MEASURES[name],
            key=PREFIX + "measure",
            on_change=_measure_chosen,
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
        persist_state="session",
    )
    st.caption(words.not_shown([name for name in segments if name not in chosen], name=esc))
    return chosen or segments[:MOST_PICTURES]


def mirror(name: str, value: object) -> None:
    """Let a widget show what is chosen, wherever it was chosen."""
    st.session_state[PREFIX + name] = value


def held(name: str, default: Any = None) -> Any:  # noqa: ANN401 - what a widget holds is its own affair
    """Return what a widget of this page holds."""
    return st.session_state.get(PREFIX + name, default)


def _segments(dataset: Dataset, choices: Choices) -> None:
    now = [choices.segmentation] if choices.segmentation.startswith(offers.SET) else offers.layers(choices)
    fixed = isinstance(dataset, OpenedSummary)
    sets = [] if fixed else segment_sets.offered(choices)
    known = [*sets, *offers.offered_columns(dataset), *now]
    mirror("segments", now)
    st.multiselect(
        "Segments",
        list(dict.fromkeys(known)),
        key=PREFIX + "segments",
        wrap=True,
        max_selections=max(offers.MOST_LAYERS, len(now)),
        placeholder="Everyone",
        on_change=_segments_chosen,
        args=(now,),
        disabled=not known,
        help=FIXED_SEGMENTS if fixed else words.SEGMENTS,
    )


def _models(dataset: Dataset, choices: Choices) -> None:
    marks = dict(zip(choices.models, SHAPES.values(), strict=False))
    with st.popover(words.headline(len(choices.models), len(MODELS)), width="stretch"):
        _many(dataset)
        for name, model in MODELS.items():
            why = offers.why_not(dataset, name)
            mirror(f"model.{name}", name in choices.models)
            st.checkbox(
                f"{marks.get(name, '')} {model.title}".strip(),
                key=f"{PREFIX}model.{name}",
                disabled=bool(why),
                help=model.meaning,
                on_change=_model_chosen,
                args=(name, choices.models),
            )
            if why:
                st.caption(f"{model.title}: {why}.")


def _many(dataset: Dataset) -> None:
    """Draw the two ways to choose many models at once."""
    able = tuple(offers.offered_models(dataset))
    with st.container(horizontal=True, gap="small"):
        st.button(words.ALL_MODELS, key=PREFIX + "all", on_click=_take, args=(able,))
        usual = tuple(name for name in Choices().models if name in able)
        st.button(words.USUAL_MODELS, key=PREFIX + "usual", on_click=_take, args=(usual or able[:1],))


def _take(models: tuple[str, ...]) -> None:
    state.change(models=models)


def _segments_chosen(before: list[str]) -> None:
    state.change(segmentation=offers.chosen(before, held("segments")))


def _model_chosen(name: str, models: tuple[str, ...]) -> None:
    wanted = {*models, name} if held(f"model.{name}") else {*models} - {name}
    if wanted:
        state.change(models=tuple(each for each in MODELS if each in wanted))
    else:
        st.toast(words.LAST_MODEL)


def _measure_chosen() -> None:
    state.change(measure=held("measure"))
