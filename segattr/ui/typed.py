"""Widgets that somebody types into: what they hold, and what they keep while the page is on its way."""

from __future__ import annotations

import streamlit as st


def hold(key: str, value: object) -> None:
    """Have a widget hold a value; one that holds it already is left alone.

    A value that is set travels to the browser, equal or not, and takes the place of what was entered there
    meanwhile. Whoever types into a second field while the first one is still being worked on, and goes on
    before that is done, would lose it.

    Parameters
    ----------
    key : the widget's; nothing that decides which widget it is may change, such as how long a text may be.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
