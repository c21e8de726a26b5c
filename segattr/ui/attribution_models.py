"""The part of the Attribution page about the models themselves: which one, and what to check about it."""

from __future__ import annotations

import streamlit as st

from segattr.attribution.registry import MODELS
from segattr.data.dataset import Dataset
from segattr.ui import attribution_fit, attribution_guide, attribution_order, attribution_participation
from segattr.ui.attribution_controls import PREFIX
from segattr.ui.attribution_view import View
from segattr.words import attribution as page_words
from segattr.words import attribution_method as words
from segattr.words import guide

CHECKS = {
    "fit": attribution_fit.draw,
    "memory": attribution_order.draw,
    "participation": attribution_participation.draw,
}


def draw(shown: View, dataset: Dataset) -> None:
    """Draw the guide to the models, then one of the checks."""
    st.subheader("Which model suits the decision?")
    attribution_guide.guidance(shown, dataset)
    st.subheader(words.CHECKING)
    if shown.choices.orders != "all":
        st.caption(page_words.LOOKS_AT_ALL)
    check = st.segmented_control(
        words.CHECKING,
        list(words.CHECKS),
        default="fit",
        required=True,
        format_func=lambda name: words.CHECKS[name],
        key=PREFIX + "check",
        label_visibility="collapsed",
        persist_state="session",
    )
    CHECKS[str(check or "fit")](shown, dataset)
    st.subheader(guide.ALL_MODELS)
    attribution_guide.cards(list(MODELS))
