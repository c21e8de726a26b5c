"""The visitor's work, saved as it changes and found again after a refresh, a restart or next quarter.

What is worked on is named in the page's address: a project by its key, which nobody can guess, the sample by
its name. ``SEGATTR_KEEP=0`` keeps nothing on the machine, for a server of strangers.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

import streamlit as st

from segattr.errors import SegattrError
from segattr.project.folder import delete, open_project, restore, save
from segattr.project.home import home, wanted
from segattr.project.packed import unpack
from segattr.project.project import Project, new_key
from segattr.ui import state, store, uploads
from segattr.ui.address import PARAMETERS
from segattr.ui.desk import Desk
from segattr.ui.project_form import choices_of, desk_of, project_of

PROJECT: Final = "project"  # the address' parameters
SAMPLE: Final = "sample"
SHOP: Final = "shop"
SAMPLE_NAME: Final = "Sample shop"
KEYS: Final = "segattr.keeping.keys"  # file's id -> key of the project it belongs to
LAST: Final = "segattr.keeping.last"
HERE: Final = ("localhost", "127.0.0.1", "[::1]")


def folder() -> Path:
    """Return the folder of all projects."""
    return home()


def key_of(desk: Desk) -> str:
    """Return the key of the project these files belong to; empty where they were never saved."""
    keys: dict[str, str] = st.session_state.get(KEYS, {})
    return next((keys[upload.id] for upload in desk.uploads if upload.id in keys), "")


def find_again() -> None:
    """Open, at the first sight of a visitor, what the page's address names."""
    if LAST in st.session_state:
        return
    st.session_state[LAST] = None
    if key := st.query_params.get(PROJECT):
        open_saved(key)
    elif st.query_params.get(SAMPLE) == SHOP:
        state.change(dataset_key=store.put(store.sample()), project=SAMPLE_NAME)


def open_saved(key: str) -> None:
    """Open a project; where that cannot be, say why and go on with nothing."""
    try:
        with st.spinner("Opening your project …"):
            show(open_project(key, folder()))
    except SegattrError as error:
        uploads.resume(Desk(notices=(str(error),)), state.get())


def show(project: Project) -> None:
    """Work on a project; what the page's address says of the choices counts for more."""
    desk, choices = desk_of(project), choices_of(project)
    st.session_state[KEYS] = {**st.session_state.get(KEYS, {}), **{u.id: project.key for u in desk.uploads}}
    said = {parameter.field for name, parameter in PARAMETERS.items() if name in st.query_params}
    if project.key == st.query_params.get(PROJECT):
        asked = state.read_address()
        choices = replace(choices, **{name: getattr(asked, name) for name in said})
    uploads.resume(desk, choices)


def bring_in(content: st.runtime.uploaded_file_manager.UploadedFile) -> None:
    """Open a project that came as a file.

    Raises
    ------
    FileRefused : it is none, or damaged.
    """
    show(unpack(content))


def keep() -> None:
    """Save what changed since the last time, and let the address name it."""
    desk, choices = uploads.desk(), state.get()
    sample = bool(choices.dataset_key) and choices.dataset_key != desk.dataset_key
    _name_sample(on=sample)
    if sample or not desk.uploads or not wanted():
        _name_project("")
        return
    key = key_of(desk) or new_key()
    if st.session_state.get(LAST) != (desk, choices):
        st.session_state[KEYS] = {**st.session_state.get(KEYS, {}), **{u.id: key for u in desk.uploads}}
        _save(project_of(key, desk, choices))
        st.session_state[LAST] = (desk, choices)
    _name_project(key)


def hash_personal() -> None:
    """Put hashes in place of e-mails and phone numbers, in what is saved as well."""
    key = key_of(uploads.desk())
    uploads.hash_personal()
    if key:
        here = {upload.id: key for upload in uploads.desk().uploads}
        st.session_state[KEYS] = {**st.session_state.get(KEYS, {}), **here}


def forget(key: str) -> None:
    """Delete a saved project; `bring_back` undoes it."""
    delete(key, folder())


def bring_back(key: str) -> None:
    """Undo the last deletion, as long as nothing else was deleted."""
    restore(key, folder())


def on_this_machine() -> bool:
    """Whether the visitor sits at the machine that serves: only then are its projects listed.

    A browser elsewhere can claim any host; where its call comes from (None: from here) it cannot.
    """
    headers = st.context.headers
    if st.context.ip_address is not None:
        return False
    host = (headers.get("Host") or "").rsplit(":", 1)[0]
    return host in HERE and not any(headers.get(name) for name in ("X-Forwarded-For", "Forwarded"))


def _save(project: Project) -> None:
    try:
        save(project, folder())
    except OSError as error:
        logging.getLogger(__name__).exception("A project could not be saved")
        st.toast(
            f"Your work could not be saved in {folder()} ({error.strerror or 'no access'}). It stays here "
            "until you close this tab; make room, or name another folder in SEGATTR_HOME.",
            icon=":material/warning:",
            duration="long",
        )


def _name_sample(*, on: bool) -> None:
    if on and st.query_params.get(SAMPLE) != SHOP:
        st.query_params[SAMPLE] = SHOP
    elif not on:
        _drop(SAMPLE)


def _name_project(key: str) -> None:
    if key and st.query_params.get(PROJECT) != key:
        st.query_params[PROJECT] = key
    elif not key:
        _drop(PROJECT)


def _drop(name: str) -> None:
    with suppress(KeyError):
        del st.query_params[name]
