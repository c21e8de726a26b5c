"""The Data page: bring files or try the sample, see what they are taken for, correct it, go on."""

from collections.abc import Collection
from pathlib import Path

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.ui import (
    audit_view,
    channel_rules_view,
    control_view,
    decision,
    front,
    matches_view,
    personal,
    projects_shelf,
    state,
    store,
    summary_card,
    uploads,
)
from segattr.ui.data_offers import ask_whose, back_to_own, choose_among, undo, waiting
from segattr.ui.desk import LONGEST_NAME, Desk
from segattr.ui.file_card import file_card, table_card
from segattr.ui.summary_opened import ROLE, OpenedSummary
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import data as words

AVERAGES, ATTRIBUTION, SEGMENTS, VALUE = (
    Path(__file__).with_name(f"{name}.py") for name in ("averages", "attribution", "segments", "value")
)


def answer(dataset: Dataset, desk: Desk) -> None:
    """Draw what the data hold, what is odd about them, and where to go with them."""
    facts = uploads.known(dataset)
    st.markdown(words.headline(facts, name=esc))
    ask_whose(desk)
    waiting(desk)
    if stranger := words.strangers(facts):
        many = facts.strangers >= words.MANY_STRANGERS * facts.conversions
        (st.warning if many else st.markdown)(stranger)
    if repeated := words.repeated(facts):
        st.warning(repeated)
    with st.container(horizontal=True):
        first, second = facts.can_split or facts.installs, facts.can_credit
        alone = bool(facts.buyers and facts.priced and not (first or second))
        if alone:
            way_on("See who is worth it", VALUE, open=True, needs="", lead=True)
            way_on("Make segments of them", SEGMENTS, open=True, needs="", lead=False)
        split = first or alone
        way_on("See what the average hides", AVERAGES, open=split, needs=words.SPLIT_NEEDS, lead=not alone)
        lead = not split
        way_on("See who earned the credit", ATTRIBUTION, open=second, needs=words.CREDIT_NEEDS, lead=lead)


def way_on(label: str, page: Path, *, open: bool, needs: str, lead: bool) -> None:
    """Draw a button to another page, with what is missing where the data do not allow it."""
    kind = "primary" if lead else "secondary"
    if st.button(label, type=kind, disabled=not open, help=None if open else needs):
        st.switch_page(page)


def files(desk: Desk, *, also: Collection[str]) -> None:
    """Draw what must be decided, and a card per file, beside the tables in use."""
    personal.offer(desk)
    for role, rivals in desk.rivals.items():
        if role == ROLE:
            summary_card.choose(rivals, chosen=desk.cast(role))
        else:
            choose_among(role, rivals, chosen=desk.cast(role))
    for upload in desk.uploads:
        receipt, in_use = desk.receipts.get(upload.role), upload in desk.in_use
        file_card(upload, receipt=receipt, in_use=in_use, also=also)


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
    front.uploader()
    name, away = st.columns([3, 1], vertical_alignment="bottom")
    with name:
        hold("project-name", state.get().project)
        st.text_input(
            "Name of this project",
            key="project-name",
            max_chars=LONGEST_NAME,
            on_change=lambda: state.change(project=st.session_state["project-name"].strip()),
        )
    with away, st.popover("Start over", icon=":material/restart_alt:", width="stretch"):
        st.markdown(words.START_OVER)
        st.button("Yes, start over", on_click=uploads.start_over, type="primary")
    if not replaces:
        st.button(
            words.SAMPLE_INSTEAD, type="tertiary", icon=":material/storefront:", on_click=front.open_sample
        )


st.title(front.QUESTION)
dataset, desk = store.get(state.get().dataset_key), uploads.desk()
of_others = dataset is not None and dataset.key != desk.dataset_key
for notice in desk.notices:
    st.info(esc(notice))
if dataset is None and not desk.uploads:
    front.doors(hashed=bool(desk.salt))
    projects_shelf.shelf()
    front.project_opener()
    undo(desk)
else:
    if isinstance(dataset, OpenedSummary):
        summary_card.answer(dataset, averages=AVERAGES, attribution=ATTRIBUTION)
        ask_whose(desk)
        waiting(desk)
    elif dataset is not None:
        answer(dataset, desk)
        decision.offer(dataset)
        audit_view.section(dataset, desk)
        channel_rules_view.section(dataset, desk)
        matches_view.section(dataset)
        control_view.section(dataset)
    else:
        asked = [upload for upload in desk.uploads if upload.waits]
        st.markdown(words.blocked(len(desk.uploads), len(asked)))
        ask_whose(desk)
    if of_others and desk.dataset_key:
        back_to_own(desk)
    else:
        files(desk, also=() if of_others or dataset is None else tuple(dataset.tables))
        undo(desk)
    if dataset is not None and of_others:
        sample_tables(dataset)
    more(replaces=of_others)
    if not of_others:
        projects_shelf.panel()
