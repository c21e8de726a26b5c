"""The parts of the Attribution page: one is open at a time, and only that one is worked out."""

from __future__ import annotations

from typing import cast

import streamlit as st

from segattr.ui import state
from segattr.ui.attribution_controls import PREFIX, held, mirror
from segattr.ui.choices import Choices, Part
from segattr.words import attribution as words


def opened(choices: Choices) -> Part:
    """Ask which part is open, and return it."""
    mirror("part", choices.part)
    st.segmented_control(
        "What to look at",
        list(words.PARTS),
        required=True,
        format_func=lambda name: words.PARTS[name],
        key=PREFIX + "part",
        label_visibility="collapsed",
        on_change=_chosen,
    )
    return choices.part


def _chosen() -> None:
    state.change(part=cast(Part, held("part", "credit")))
