"""The part of the Attribution page about journeys: one view of them at a time."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.ui import (
    attribution_one,
    attribution_paths,
    attribution_roles,
    attribution_steps,
    attribution_time,
)
from segattr.ui.attribution_controls import PREFIX
from segattr.ui.attribution_view import View
from segattr.words import attribution as page_words
from segattr.words import attribution_journeys as words

VIEWS: dict[str, Callable[[View, Dataset], None]] = {
    "paths": attribution_paths.draw,
    "time": attribution_time.draw,
    "next": attribution_steps.draw,
    "roles": attribution_roles.roles,
    "engagement": attribution_roles.engagement,
    "one": attribution_one.draw,
}


def draw(shown: View, dataset: Dataset) -> None:
    """Draw one view of the journeys."""
    if shown.choices.orders != "all":
        st.caption(page_words.LOOKS_AT_ALL)
    chosen = st.segmented_control(
        "Which view of the journeys",
        list(VIEWS),
        default="paths",
        required=True,
        format_func=lambda name: words.VIEWS[name],
        key=PREFIX + "journeys",
        label_visibility="collapsed",
        persist_state="session",
    )
    VIEWS[str(chosen or "paths")](shown, dataset)
