"""The Attribution page: who leads for whom, where models agree, and how the credit adds up."""

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError, UnsuitableData
from segattr.ui import (
    attribution_agreement,
    attribution_controls,
    attribution_cost,
    attribution_credit,
    attribution_journeys,
    attribution_models,
    attribution_next,
    attribution_parts,
    attribution_review,
    attribution_settings,
    attribution_weights,
    notes,
    parts,
    segment_circles,
    segment_sets,
    state,
    store,
)
from segattr.ui import attribution_offers as offers
from segattr.ui import attribution_view as views
from segattr.ui.attribution_view import View
from segattr.ui.text import esc
from segattr.words import attribution as words
from segattr.words import lead_doubts, leads

PARTS = {
    "credit": attribution_credit.draw,
    "agreement": attribution_agreement.draw,
    "cost": attribution_cost.draw,
    "journeys": attribution_journeys.draw,
    "models": attribution_models.draw,
    "review": attribution_review.draw,
}


def page(dataset: Dataset) -> None:
    """Draw credit: the answer first, then what to change, the part that is open, and how it came about."""
    st.title(words.QUESTION)
    choices = offers.sound(state.get(), dataset)
    said = st.container()
    with parts.controls():
        attribution_controls.controls(dataset, choices)
        attribution_weights.sliders(choices)
    try:
        names = store.summary(dataset.key, "", choices.window, choices.touch_by).channels
        attribution_settings.settings(dataset, choices, names)
        intervals = attribution_settings.wants_intervals(dataset, choices)
        shown = views.view(dataset, choices, interval=intervals)
    except SegattrError as problem:
        st.error(esc(problem))
        st.button(words.EVERYBODY, on_click=attribution_next.split_by, args=("",))
        return
    with said:
        answer(shown)
    parts.settings_line(shown.settings)
    opened = attribution_parts.opened(choices)
    if shown.overall.conversions:
        try:
            PARTS[opened](shown, dataset)
        except UnsuitableData as reason:
            st.info(esc(reason), icon=":material/upload_file:")
    else:
        st.info(words.NOTHING_YET if shown.choices.orders == "all" else words.NOTHING_OF_THESE)
    parts.method(words.METHOD)
    attribution_next.what_next(shown, dataset)


def answer(shown: View) -> None:
    """Draw what the data say, and what they cannot."""
    one_touch = shown.facts.one_touch
    st.markdown(leads.answer(shown.overall, shown.leads, name=esc, one_touch=one_touch))
    more = (
        leads.survivors(shown.leads, name=esc),
        leads.disagreement(shown.spread, name=esc) if one_touch < 1 else "",
        lead_doubts.untouched(shown.overall),
        lead_doubts.unnamed(shown.overall),
        words.NOT_EFFECT,
    )
    st.caption(" ".join(filter(None, more)))
    notes.under(leads.answer(shown.overall, shown.leads, one_touch=one_touch), words.QUESTION)
    made_from = [name for name in offers.layers(shown.choices) if name in offers.TOUCH_FIELDS]
    if made_from and shown.summary.timed:
        st.warning(words.chosen_by_the_touch(made_from, name=esc))
    elif shown.leads and not shown.source:
        segment_circles.mark(segment_sets.text_of(shown.choices))
    for caution in shown.cautions:
        st.caption(esc(caution))


dataset = store.get(state.get().dataset_key)
if dataset is None or not offers.has_credit(dataset):
    parts.empty_page(words.QUESTION, shows=words.SHOWS, needs=words.NEEDS)
else:
    page(dataset)
