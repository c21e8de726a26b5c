"""The two doors, drawn for a newcomer before anything is imported that only data need.

pandas, the engines and every room of segattr take two seconds to import. Who comes for the first time sees
this page meanwhile; whatever is pressed then finds the rest. It is the Data page without data: that page
draws the same doors from here.
"""

from __future__ import annotations

from threading import Event
from typing import Final

import streamlit as st

from segattr.plan.endpoint import address_of
from segattr.project.home import home, wanted
from segattr.ui.doors import PROBLEM, PROJECT_FILE, SWITCH, uploader_key
from segattr.ui.imports import IMPORTING
from segattr.ui.text import esc
from segattr.words import data as words
from segattr.words import personal as personal_words
from segattr.words import projects as project_words
from segattr.words import sending as sending_words

MET: Final = "segattr.front.met"
QUESTION: Final = "Can I trust this data?"
DRAWN: Final = Event()  # somebody sees the first page: what takes long may begin


def is_newcomer() -> bool:
    """Whether nothing is known of a visitor: no earlier run, no address, nothing saved to go on with."""
    known = st.session_state.to_dict() or st.query_params.to_dict()
    return not known and not (wanted() and home().is_dir() and any(home().iterdir()))


def draw() -> None:
    """Draw the Data page of somebody without data."""
    st.session_state[MET] = True
    with st.sidebar, st.container(border=True):
        st.markdown(words.NO_DATA)
    st.title(QUESTION)
    doors(hashed=False)
    project_opener()
    DRAWN.set()


def doors(*, hashed: bool) -> None:
    """Draw the two ways in.

    Parameters
    ----------
    hashed : whether e-mails and phone numbers are hashed as they come.
    """
    bring, try_it = st.columns(2, gap="medium")
    with bring, st.container(border=True, height="stretch"):
        st.subheader("Drop your exports here")
        st.markdown(words.BRING)
        uploader()
        st.session_state[SWITCH] = hashed
        st.toggle(personal_words.HASH_FIRST, key=SWITCH, help=personal_words.HASH_HELP, on_change=_turn)
    with try_it, st.container(border=True, height="stretch"):
        st.subheader("Try it with a shop's data")
        st.markdown(words.TRY)
        st.button("Open the sample shop", type="primary", icon=":material/storefront:", on_click=open_sample)
    kept = words.PRIVATE if wanted() else words.PRIVATE_UNKEPT
    st.caption(f"{kept} {sending_words.BUT}" if address_of() else kept)


def uploader() -> None:
    """Draw the place where files are dropped."""
    key = uploader_key()
    st.file_uploader(
        "Your exports",
        accept_multiple_files=True,
        key=key,
        on_change=_ingest,
        args=(key,),
        label_visibility="collapsed",
    )


def open_sample() -> None:
    """Work on the sample."""
    with st.spinner("Opening the sample shop …"):
        with IMPORTING:
            from segattr.ui import parts  # here, and below: see the module's first lines

        parts.try_sample()


def project_opener() -> None:
    """Draw where a project's file is dropped."""
    with st.expander(project_words.OPEN_FILE, icon=":material/folder_open:"):
        if problem := st.session_state.pop(PROBLEM, ""):
            st.error(esc(problem))
        st.file_uploader(
            project_words.OPEN_FILE,
            type="segattr",
            key=PROJECT_FILE,
            on_change=_bring_in,
            label_visibility="collapsed",
            help=project_words.OPEN_FILE_HELP,
        )


def _ingest(key: str) -> None:
    with IMPORTING:
        from segattr.ui import uploads

    uploads.ingest(key)


def _turn() -> None:
    with IMPORTING:
        from segattr.ui import personal

    personal.turn()


def _bring_in() -> None:
    with IMPORTING:
        from segattr.ui import projects_shelf

    projects_shelf.bring_in()
