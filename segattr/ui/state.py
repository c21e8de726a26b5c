"""What the visitor has chosen, kept in the session under one key and mirrored in the page's address.

Settings travel in the address, so that a link reopens the view; the data never do.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, Unpack

import streamlit as st

from segattr.ui.address import PARAMETERS, from_parameters, to_parameters
from segattr.ui.choices import Changes, Choices

KEY: Final = "segattr.choices"


def get() -> Choices:
    """Return what this visitor has chosen; on the first call of a visit, what the address says."""
    if KEY not in st.session_state:
        st.session_state[KEY] = read_address()
    choices: Choices = st.session_state[KEY]
    return choices


def change(**fields: Unpack[Changes]) -> Choices:
    """Set some choices, keep the others, and let the address follow.

    Raises
    ------
    BadSetting : a window setting outside its range; nothing is changed then.
    """
    changed = replace(get(), **fields)
    _ = changed.window  # a Window checks itself
    st.session_state[KEY] = changed
    write_address()
    return changed


def read_address() -> Choices:
    """Return the choices the page's address holds; what is missing or makes no sense keeps its default."""
    return from_parameters({name: st.query_params.get_all(name) for name in st.query_params})


def write_address() -> None:
    """Make the page's address say what is chosen; choices at their default are left out."""
    wanted = to_parameters(get())
    for name in PARAMETERS:
        if name not in wanted and name in st.query_params:
            del st.query_params[name]
    news = {name: texts for name, texts in wanted.items() if st.query_params.get_all(name) != texts}
    if news:
        st.query_params.update(news)
