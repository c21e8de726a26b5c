"""Shows every nasty name in every element of ours that reads Markdown."""

import sys
from pathlib import Path

import streamlit as st

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from segattr.ui.text import esc
    from tests.ui.nasty import NASTY

    st.title("Names")
    for place, name in enumerate(NASTY):
        with st.container(key=f"name-{place}"):
            st.markdown(esc(name))
            st.markdown(f"- in a sentence: {esc(name)} has **3 %**")
            st.caption(esc(name))
            st.error(esc(name))
            st.metric(esc(name), 3)
            st.checkbox(esc(name), key=f"box-{place}")
