"""The Data page: bring files or try the sample, see what they are taken for, correct it, go on."""

from collections.abc import Collection
from pathlib import Path

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.ui import parts, state, store, uploads
from segattr.ui.desk import Desk
from segattr.ui.file_card import file_card, table_card
from segattr.ui.mapping_editor import choose_among
from segattr.ui.text import esc
from segattr.words import data as words

AVERAGES, ATTRIBUTION = (Path(__file__).with_name(name) for name in ("averages.py", "attribution.py"))


def doors() -> None:
    """Draw the two ways in."""
    bring, try_it = st.columns(2, gap="medium")
    with bring, st.container(border=True, height="stretch"):
        st.subheader("Drop your exports here")
        st.markdown(words.BRING)
        uploader()
    with try_it, st.container(border=True, height="stretch"):
        st.subheader("Try it with a shop's data")
        st.markdown(words.TRY)
        st.button("Open the sample shop", type="primary", icon=":material/storefront:", on_click=open_sample)
    st.caption(words.PRIVATE)


def uploader() -> None:
    """Draw the place where files are dropped."""
    st.file_uploader(
        "Your exports",
        accept_multiple_files=True,
        key=uploads.uploader_key(),
        on_change=uploads.ingest,
        label_visibility="collapsed",
    )


def open_sample() -> None:
    """Work on the sample."""
    with st.spinner("Opening the sample shop …"):
        parts.try_sample()


def answer(dataset: Dataset, desk: Desk) -> None:
    """Draw what the data hold, what is odd about them, and where to go with them."""
    facts = uploads.known(dataset)
    st.subheader(words.headline(facts), anchor=False)
    waiting(desk)
    if stranger := words.strangers(facts):
        many = facts.strangers >= words.MANY_STRANGERS * facts.conversions
        (st.warning if many else st.markdown)(stranger)
    with st.container(horizontal=True):
        first, second = facts.can_split, facts.can_credit
        way_on("See what the average hides", AVERAGES, open=first, needs=words.SPLIT_NEEDS, lead=True)
        way_on(
            "See who earned the credit", ATTRIBUTION, open=second, needs=words.CREDIT_NEEDS, lead=not first
        )


def waiting(desk: Desk) -> None:
    """Draw which files cannot be used yet."""
    if said := words.idle([upload.name for upload in desk.idle], name=esc):
        st.warning(said, icon=":material/help:")


def way_on(label: str, page: Path, *, open: bool, needs: str, lead: bool) -> None:
    """Draw a button to another page, with what is missing where the data do not allow it."""
    kind = "primary" if lead else "secondary"
    if st.button(label, type=kind, disabled=not open, help=None if open else needs):
        st.switch_page(page)


def files(desk: Desk, *, also: Collection[str]) -> None:
    """Draw what was noticed, what must be decided, and a card per file, beside the tables in use."""
    for notice in desk.notices:
        st.info(esc(notice))
    for role, candidates in desk.rivals.items():
        choose_among(role, candidates, chosen=desk.cast(role))
    for upload in desk.uploads:
        receipt, in_use = desk.receipts.get(upload.role), upload in desk.in_use
        file_card(upload, receipt=receipt, in_use=in_use, also=also)


def undo(desk: Desk) -> None:
    """Offer to put back the file taken out last."""
    if desk.taken_out is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"{esc(desk.taken_out.name)} was taken out.", width="content")
            st.button("Put it back", on_click=uploads.put_back, icon=":material/undo:")


def sample_tables(dataset: Dataset) -> None:
    """Draw a card per table of the sample."""
    for place, (role, table) in enumerate(dataset.tables.items()):
        if place % 2 == 0:
            pair = st.columns(2)
        with pair[place % 2]:
            table_card(role, table, receipt=dataset.receipts.get(role), also=dataset.tables)


def more(*, replaces: bool) -> None:
    """Draw what else can be done: add files, name the project, start over."""
    st.subheader("Drop your own exports here" if replaces else "Add more exports", anchor=False)
    if replaces:
        st.caption(words.REPLACES)
    uploader()
    name, away = st.columns([3, 1], vertical_alignment="bottom")
    with name:
        st.session_state["project-name"] = state.get().project
        st.text_input(
            "Name of this project",
            key="project-name",
            max_chars=80,
            on_change=lambda: state.change(project=st.session_state["project-name"].strip()),
        )
    with away, st.popover("Start over", icon=":material/restart_alt:", width="stretch"):
        st.markdown(words.START_OVER)
        st.button("Yes, start over", on_click=uploads.start_over, type="primary")


st.title("Can I trust this data?")
dataset, desk = store.get(state.get().dataset_key), uploads.desk()
of_others = dataset is not None and dataset.key != desk.dataset_key
if dataset is None and not desk.uploads:
    doors()
    undo(desk)
else:
    if dataset is not None:
        answer(dataset, desk)
    else:
        st.subheader(words.NOTHING_YET, anchor=False)
    files(desk, also=() if of_others or dataset is None else tuple(dataset.tables))
    undo(desk)
    if dataset is not None and of_others:
        sample_tables(dataset)
    more(replaces=of_others)
