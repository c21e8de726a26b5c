"""What stands around every page: whose data, how sound they are, and that the visitor's work is kept."""

from __future__ import annotations

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.ui import audit_mark, keeping, state, store
from segattr.ui.choices import Choices
from segattr.ui.menu import PAGES, ROOT
from segattr.ui.paper import foot
from segattr.ui.segment_sets import title_of
from segattr.ui.summary_opened import OpenedSummary
from segattr.ui.text import esc
from segattr.words.data import NO_DATA
from segattr.words.decisions import in_status
from segattr.words.summaries import in_short


def around(page: st.Page) -> None:
    """Draw a page with what stands around it, and keep what was changed."""
    keeping.find_again()
    state.write_address()  # the menu's links do not carry it
    choices = state.get()
    dataset = store.get(choices.dataset_key)
    with st.sidebar:
        _card(choices, dataset)
    if dataset is not None:
        st.caption(f"{status(choices, dataset)} · {audit_mark.light(dataset)}")
        audit_mark.mark(page.url_path, dataset, way=ROOT / "pages" / PAGES[0].file)
    page.run()
    with st.container(key="on-paper-foot"):
        st.caption(foot(dataset))
    keeping.keep()


def status(choices: Choices, dataset: Dataset) -> str:
    """Return the line above every page: whose data, up to which day, and which segments are in use.

    Examples
    --------
    >>> status(Choices(project="Shop", segmentation="tier"), Dataset())
    '**Shop** · segments: tier'
    """
    as_of = dataset.as_of
    parts = (
        f"**{esc(choices.project or 'Unnamed project')}**",
        f"data up to {as_of.day} {as_of:%B %Y}" if as_of is not None else "",
        f"segments: {esc(title)}" if (title := title_of(choices)) else "everyone as one group",
        in_status(choices.decision),
    )
    return " · ".join(part for part in parts if part)


def contents(dataset: Dataset) -> str:
    """Return what the dataset holds, as one list item per table.

    Examples
    --------
    >>> import pandas as pd
    >>> contents(Dataset(customers=pd.DataFrame({"customer_id": ["a", "b"]})))
    '- 2 customers'
    """
    if isinstance(dataset, OpenedSummary):
        return f"- {in_short(dataset.contents)}"
    return "\n".join(f"- {len(table):,} {role}" for role, table in dataset.tables.items())


def _card(choices: Choices, dataset: Dataset | None) -> None:
    with st.container(border=True):
        if dataset is None:
            st.markdown(NO_DATA)
        else:
            st.markdown(f"**{esc(choices.project or 'Unnamed project')}**\n{contents(dataset)}")
