"""Whether a person is in one segment or in every audience that fits: asked above the segments."""

from __future__ import annotations

from typing import Final

import streamlit as st

from segattr.segments.overlapping import MODES, MOST_AUDIENCES
from segattr.ui import segments_desk as desk
from segattr.ui.segments_draft import Draft
from segattr.words import segments as words

KEY: Final = "segments.mode"


def mode(draft: Draft) -> None:
    """Ask for the mode of a set of rules; a set of no rule has none yet."""
    if not draft.rules or draft.made is not None:
        return
    st.session_state[KEY] = draft.mode
    st.segmented_control(
        words.IN_WHICH,
        MODES,
        key=KEY,
        required=True,
        format_func=lambda each: words.MODES[each],
        help=words.MODE_HELP.format(most=MOST_AUDIENCES),
        on_change=lambda: desk.edit(Draft.with_mode, st.session_state[KEY]),
    )


def is_full(draft: Draft) -> bool:
    """Whether a set has as many audiences as may overlap.

    Examples
    --------
    >>> is_full(Draft())
    False
    """
    return draft.mode == "overlapping" and len(draft.rules) >= MOST_AUDIENCES
