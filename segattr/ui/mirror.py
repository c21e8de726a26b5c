"""Having a widget show what is chosen, wherever it was chosen."""

from __future__ import annotations

import streamlit as st


def mirror(key: str, value: object) -> None:
    """Have the widget that somebody types into show a value; one that shows it already is left alone.

    A value that is set travels to the browser, equal or not, and takes the place of what was entered there
    meanwhile. Whoever types into a second field while the first one is still being worked on, and goes on
    before that is done, would lose it.

    Parameters
    ----------
    key : the widget's; nothing that decides which widget it is may change, such as how long a text may be.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
