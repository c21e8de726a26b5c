"""The question above all others: what is to be decided, and the page that serves it."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from segattr.averages.metrics import RATE
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.ui import starter, state, store, uploads
from segattr.ui.decisions import Proposal, missing, proposal
from segattr.ui.menu import ROOT
from segattr.ui.text import esc
from segattr.words import decisions as words

CHOSEN: Final = "data.decision"


def offer(dataset: Dataset) -> None:
    """Draw the decisions, where the chosen one leads, and the path for who mails everyone.

    Parameters
    ----------
    dataset : the data in use.
    """
    st.subheader(words.QUESTION, anchor=False)
    st.session_state[CHOSEN] = state.get().decision or None
    st.pills(
        words.QUESTION,
        list(words.DECISIONS),
        format_func=lambda name: words.DECISIONS[name].title,
        key=CHOSEN,
        on_change=_choose,
        label_visibility="collapsed",
    )
    decision = state.get().decision
    if decision:
        _lead(decision, dataset)
    else:
        st.caption(words.INVITATION)
    starter.door()
    starter.path(dataset)


def _choose() -> None:
    state.change(decision=st.session_state[CHOSEN] or "")


def _lead(decision: str, dataset: Dataset) -> None:
    wanted = words.DECISIONS[decision]
    if lacking := missing(decision, dataset, uploads.known(dataset)):
        st.info(words.cannot(lacking), icon=":material/upload_file:")
        return
    found = proposal(decision, dataset, _splits(dataset, wanted.metric))
    st.markdown(words.looks_at(wanted, found.columns, name=esc))
    if st.button(wanted.go, type="primary", icon=":material/arrow_forward:", key="data.decision.go"):
        _go(found)


def _go(found: Proposal) -> None:
    state.change(**found.changes)
    st.switch_page(ROOT / "pages" / f"{found.page}.py")


def _splits(dataset: Dataset, metric: str) -> pd.DataFrame | None:
    if metric == RATE.name and dataset.tables and not dataset.has_rates:
        return None
    try:
        return store.splits(dataset.key, metric=metric)
    except SegattrError:  # nobody can be told apart: the decision says what it needs
        return None
