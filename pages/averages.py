"""The Averages page: what a blended figure hides, whether a comparison holds, why it moved, who leaves."""

from collections.abc import Callable

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.ui import averages_compare as compare
from segattr.ui import averages_found as found
from segattr.ui import averages_funnel as funnel
from segattr.ui import averages_installs as installs
from segattr.ui import averages_moved as moved
from segattr.ui import averages_split as split
from segattr.ui import parts, state, store
from segattr.ui.averages_view import View, view
from segattr.ui.text import esc
from segattr.words import averages as words
from segattr.words import averages_table as table_words
from segattr.words.averages_parts import NO_RATES, OF_RATES, QUESTIONS, SIGHTS

SIGHT = "averages.sight"
PARTS: dict[str, Callable[[View], None]] = {
    "split": split.draw,
    "found": found.draw,
    "compare": compare.draw,
    "moved": moved.draw,
    "funnel": funnel.draw,
}


def parts_of_the_page() -> str:
    """Draw the page's parts to choose from; only the one that is open is worked out."""
    st.session_state[SIGHT] = state.get().sight
    st.segmented_control(
        "What to look at",
        list(SIGHTS),
        key=SIGHT,
        format_func=SIGHTS.__getitem__,
        on_change=lambda: state.change(sight=st.session_state[SIGHT]),
        required=True,
        label_visibility="collapsed",
        help=QUESTIONS,
    )
    return state.get().sight


def page(dataset: Dataset) -> None:
    """Draw the page over data that have people in them."""
    now = view(dataset)
    st.title(words.QUESTION)
    sight = parts_of_the_page()
    if sight in OF_RATES and not now.rated:
        st.info(NO_RATES, icon=":material/upload_file:")
        return
    try:
        PARTS[sight](now)
    except UnsuitableData as error:
        st.info(esc(error), icon=":material/upload_file:")


dataset = store.get(state.get().dataset_key)
if dataset is None:
    parts.empty_page(words.QUESTION, shows=table_words.SHOWS, needs=table_words.NEEDS)
else:
    try:
        page(dataset)
    except UnsuitableData as error:
        if not installs.alone(dataset):
            parts.empty_page(words.QUESTION, shows=table_words.SHOWS, needs=esc(error))
