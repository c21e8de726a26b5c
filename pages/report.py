"""The Report page: whose report, by which segments, of which quarters; its page one, and the files."""

from pathlib import Path

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError, UnsuitableData
from segattr.ui import notes, parts, report_controls, report_store, report_view, state, store
from segattr.ui import report_shown as shown
from segattr.ui.report_view import View
from segattr.ui.text import esc
from segattr.words import report_page as words

DATA, ATTRIBUTION = (Path(__file__).with_name(name) for name in ("data.py", "attribution.py"))
WANTED = "segattr.report.wanted"  # the data whose report was asked for, though it takes a while


def waits(now: View) -> bool:
    """Draw the button that makes a report of many rows; return whether it is still to be pressed."""
    if now.is_quick or st.session_state.get(WANTED) == now.dataset.key:
        return False
    st.markdown(words.LARGE.format(rows=f"{now.rows:,}"))
    st.button(words.MAKE, type="primary", key="report.make", on_click=want, args=(now.dataset.key,))
    return True


def want(key: str) -> None:
    """Make the report of these data from here on, however long it takes."""
    st.session_state[WANTED] = key


def onwards(dataset: Dataset) -> None:
    """Draw the ways on: next quarter, and where models and window are set."""
    with st.container(key="next"):
        st.subheader("What next", anchor=False)
        st.markdown(words.NEXT_QUARTER)
        st.code(words.command(dataset.receipts), language=None, wrap_lines=True)
        st.page_link(DATA, label="Bring next quarter's files", icon=":material/database:")
        if dataset.touchpoints is not None or dataset.paths is not None:
            st.page_link(ATTRIBUTION, label="Models and window of the credit", icon=":material/hub:")


def page(dataset: Dataset) -> None:
    """Draw the page over some data."""
    quarters = report_store.quarters(dataset.key)
    st.title(words.QUESTION)
    said = st.container()
    with parts.controls():
        report_controls.draw(dataset, quarters)
    try:
        now = report_view.view(dataset)
        if waits(now):
            return
        report = shown.made(now)
    except SegattrError as problem:
        st.error(esc(problem))
        return
    drawn = shown.drawn(report)
    with said:
        st.markdown(shown.answer(report))
        shown.files(report, now.asked.client)
        notes.under(shown.findings(report), drawn.title if drawn else "", listing=False)
    shown.first_page(report)
    shown.picture_of(now, report, drawn)
    shown.written(now)
    shown.missing(now, report)
    shown.contents(report)
    parts.method(words.METHOD)
    onwards(dataset)


dataset = store.get(state.get().dataset_key)
if dataset is None:
    parts.empty_page(words.QUESTION, shows=words.SHOWS, needs=words.NEEDS)
else:
    try:
        page(dataset)
    except UnsuitableData as error:
        parts.empty_page(words.QUESTION, shows=words.SHOWS, needs=esc(error))
