"""The models explained on the Attribution page: a card each, and which of them suits which decision."""

from __future__ import annotations

import streamlit as st

from segattr.attribution.registry import MODELS
from segattr.data.dataset import Dataset
from segattr.ui import attribution_offers as offers
from segattr.ui.attribution_view import View
from segattr.words import guide, models


def cards(shown: View, dataset: Dataset) -> None:
    """Draw a card per model shown, and the guide to all of them."""
    with st.container(horizontal=True, gap="small"):
        for name in shown.choices.models:
            with st.popover(MODELS[name].title, icon=":material/menu_book:"):
                st.markdown(models.CARDS[name].markdown(MODELS[name].meaning))
    with st.expander("Which model suits which decision?", icon=":material/signpost:"):
        st.markdown(_text(shown, dataset))


def _text(shown: View, dataset: Dataset) -> str:
    window = shown.choices.window
    said = guide.advice(shown.facts, half_life_days=window.half_life_days, lookback_days=window.lookback_days)
    titles = {name: model.title for name, model in MODELS.items()}
    missing = {name: offers.why_not(dataset, name) for name in MODELS}
    data = " ".join([guide.journeys_are(shown.facts), *said])
    return "\n\n".join((guide.INTRO, data, guide.decisions(titles, missing)))
