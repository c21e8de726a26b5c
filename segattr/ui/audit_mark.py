"""The audit on every page: its light in the line above, and a mark where figures rest on doubtful data."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.ui import store
from segattr.ui.text import esc
from segattr.words import audit as words
from segattr.words.summaries import NOT_CHECKED


def light(dataset: Dataset) -> str:
    """Return what the line above every page says of the audit, and of what was put right."""
    if store.opened(dataset.key) is not None:
        return NOT_CHECKED
    found = store.findings_if_quick(dataset.key)
    said = words.NOT_RUN if found is None else words.in_status([finding.severity for finding in found])
    return " · ".join((said, words.fixes_said(len(dataset.fixes)))) if dataset.fixes else said


def mark(page: str, dataset: Dataset, *, way: Path) -> None:
    """Draw, above the figures of a page, that they rest on data with open questions, if they do.

    Parameters
    ----------
    page : the page's address below the app's.
    way : the page that shows what was found.
    """
    found = store.findings_if_quick(dataset.key)
    worst = [f for f in found or () if page in f.pages and f.severity in ("blocker", "high")]
    if worst:
        with st.container(horizontal=True, vertical_alignment="center", key="audit-mark"):
            st.caption(f":material/flag: {words.mark(esc(worst[0].title), len(worst) - 1)}", width="content")
            st.page_link(way, label=words.LOOK)
