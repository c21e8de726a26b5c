"""Projects as they are drawn: the list to go on from, and what can be done with the one at hand."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from segattr.errors import SegattrError
from segattr.project.folder import projects
from segattr.project.home import wanted
from segattr.project.packed import pack
from segattr.project.project import Listed
from segattr.ui import keeping, state, uploads
from segattr.ui.choices import Choices
from segattr.ui.desk import Desk
from segattr.ui.doors import PROBLEM, PROJECT_FILE
from segattr.ui.project_form import project_of
from segattr.ui.text import esc
from segattr.words import projects as words

IN_SIGHT: Final = 4
DELETED: Final = "segattr.projects.deleted"


def shelf() -> None:
    """Draw the saved projects, to those who sit at this machine."""
    _undo()
    saved = projects(keeping.folder()) if wanted() and keeping.on_this_machine() else []
    if saved:
        with st.container(border=True, key="projects"):
            st.subheader(words.GO_ON, anchor=False)
            for entry in saved[:IN_SIGHT]:
                _entry(entry)
            if saved[IN_SIGHT:]:
                with st.expander(f"{len(saved) - IN_SIGHT} more"):
                    for entry in saved[IN_SIGHT:]:
                        _entry(entry)


def panel() -> None:
    """Draw where the project at hand is kept, and how to take it along or delete it."""
    desk = uploads.desk()
    if not desk.uploads:
        return
    with st.expander("This project", icon=":material/folder:"):
        st.caption(words.kept(place=esc(str(keeping.folder()))) if wanted() else words.NOT_KEPT)
        if desk.salt:
            st.caption(words.SALTED)
        with st.container(horizontal=True):
            st.download_button(
                words.DOWNLOAD,
                data=partial(_packed, desk, state.get()),  # made on the click, where no session is at hand
                file_name=words.file_name(state.get().project),
                mime="application/zip",
                on_click="ignore",
                icon=":material/download:",
            )
            if key := keeping.key_of(desk):
                st.button(words.DELETE, icon=":material/delete:", on_click=_delete_this, args=(key,))


def _entry(entry: Listed) -> None:
    name = entry.name or "project"
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(words.entry(name, entry.saved.astimezone(), entry.files, escape=esc), width="content")
        with st.container(horizontal=True, width="content"):
            st.button(
                f"Open {esc(name)}", key=f"open.{entry.key}", on_click=keeping.open_saved, args=(entry.key,)
            )
            st.button(
                f"Delete {esc(name)}",
                key=f"delete.{entry.key}",
                type="tertiary",
                on_click=_delete,
                args=(entry.key,),
            )


def _packed(desk: Desk, choices: Choices) -> bytes:
    return pack(project_of("", desk, choices))


def _delete(key: str) -> None:
    keeping.forget(key)
    st.session_state[DELETED] = key


def _delete_this(key: str) -> None:
    _delete(key)
    uploads.start_over()


def _undo() -> None:
    key = st.session_state.get(DELETED)
    if key:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words.DELETED, width="content")
            st.button("Bring it back", icon=":material/undo:", on_click=_bring_back, args=(key,))


def _bring_back(key: str) -> None:
    st.session_state.pop(DELETED, None)
    try:
        keeping.bring_back(key)
    except SegattrError as error:
        st.session_state[PROBLEM] = str(error)


def bring_in() -> None:
    """Open the project of the file that was dropped."""
    file = st.session_state[PROJECT_FILE]
    if file is None:
        return
    try:
        keeping.bring_in(file)
    except SegattrError as error:
        st.session_state[PROBLEM] = str(error)
