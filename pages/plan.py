"""The Plan page: budget moves, potential, priority lists, and audiences to push back."""

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError, UnsuitableData
from segattr.ui import parts, plan_audiences, plan_budget, plan_potential, plan_priorities, state, store
from segattr.ui.plan_view import View, change, view
from segattr.ui.text import esc
from segattr.words import plan as words
from segattr.words.plan import Part

SEGMENTS, ATTRIBUTION, VALUE = (
    Path(__file__).with_name(name) for name in ("segments.py", "attribution.py", "value.py")
)
PART = "plan.part"
DRAW: dict[Part, Callable[[View], None]] = {
    "budget": plan_budget.draw,
    "potential": plan_potential.draw,
    "priorities": plan_priorities.draw,
    "audiences": plan_audiences.draw,
}


def parts_of_the_page(now: View) -> None:
    """Draw the page's parts to choose from; only the one that is open is worked out."""
    st.session_state[PART] = now.part
    st.segmented_control(
        "What to look at",
        list(words.PARTS),
        key=PART,
        format_func=words.PARTS.__getitem__,
        on_change=lambda: change(part=st.session_state[PART]),
        required=True,
        label_visibility="collapsed",
        help=words.PARTS_HELP,
    )


def onwards(dataset: Dataset) -> None:
    """Draw the ways on."""
    with st.container(key="next"):
        st.subheader("What next", anchor=False)
        st.page_link(SEGMENTS, label="Make or change the segments", icon=":material/group:")
        if dataset.touchpoints is not None:
            st.page_link(ATTRIBUTION, label="Who earned the credit", icon=":material/hub:")
        st.page_link(VALUE, label="Who is worth it", icon=":material/savings:")


def page(dataset: Dataset) -> None:
    """Draw the page over data that name people."""
    now = view(dataset)
    st.title(words.QUESTION)
    parts_of_the_page(now)
    try:
        DRAW[now.part](now)
    except UnsuitableData as error:
        st.info(esc(error), icon=":material/upload_file:")
    onwards(dataset)


dataset = store.get(state.get().dataset_key)
if dataset is None or not dataset.has_people:
    parts.empty_page(words.QUESTION, shows=words.SHOWS, needs=words.NEEDS)
else:
    try:
        page(dataset)
    except SegattrError as error:
        st.error(esc(error))
