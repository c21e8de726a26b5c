"""What else hides in an average, said in a few lines beneath its split."""

from __future__ import annotations

from typing import Final

import streamlit as st

from segattr.ui import averages_found, state
from segattr.ui.averages_view import View
from segattr.ui.text import esc
from segattr.words import averages_found as words

MOST: Final = 3


def draw(now: View) -> None:
    """Draw the groups found, in a line each; where the search would take long, the button that starts it."""
    with st.container(border=True, key="averages-hides"):
        st.markdown(f"**{words.ELSE}**")
        if not averages_found.is_quick(now):
            st.button(
                words.SEARCH,
                icon=":material/travel_explore:",
                key="averages.search",
                help=words.SEARCH_HELP,
                on_click=_open,
            )
            return
        found, tried = averages_found.search(now)
        confirmed = [each for each in found if each.verdict == "confirmed"]
        lines = [f"{place}. {words.short(each, name=esc)}" for place, each in enumerate(confirmed[:MOST], 1)]
        st.markdown(
            "\n".join([words.summary(tried, [each.verdict for each in found], now.speech), "", *lines])
        )
        if found:
            st.button(
                words.CLOSER,
                icon=":material/travel_explore:",
                key="averages.closer",
                on_click=_open,
            )


def _open() -> None:
    state.change(sight="found")
