"""The ways on from the Value page: those that these data can go."""

from __future__ import annotations

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.ui.menu import ROOT

ATTRIBUTION, AVERAGES, SEGMENTS = (
    ROOT / "pages" / f"{name}.py" for name in ("attribution", "averages", "segments")
)


def what_next(dataset: Dataset) -> None:
    """Draw the ways on."""
    with st.container(key="next"):
        st.subheader("What next", anchor=False)
        if dataset.touchpoints is not None:
            st.page_link(ATTRIBUTION, label="Who earned the credit for these orders", icon=":material/hub:")
        if dataset.has_rates or dataset.has_people:
            st.page_link(AVERAGES, label="What the average hides", icon=":material/query_stats:")
        if dataset.has_people and not dataset.has_rates:
            st.page_link(SEGMENTS, label="Put these customers into segments", icon=":material/group:")
