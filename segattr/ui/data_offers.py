"""What the Data page asks about several files, or offers to make of one."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import streamlit as st

from segattr.data.short_journeys import SOURCES
from segattr.ui import uploads
from segattr.ui.desk import Desk
from segattr.ui.rivals import Rivals, key
from segattr.ui.text import esc
from segattr.ui.upload import Upload
from segattr.words import data as words
from segattr.words import file_questions as file_words


def ask_whose(desk: Desk) -> None:
    """Ask whether files that came later are of the same client; until then they wait outside."""
    if not desk.newcomers:
        return
    new, old = ([upload.name for upload in files] for files in (desk.newcomers, desk.in_use))
    with st.container(border=True, key="newcomers"):
        st.warning(words.stranger_files(new, old, name=esc), icon=":material/call_split:")
        with st.container(horizontal=True):
            st.button(words.START_NEW, on_click=uploads.start_new, type="primary", key="newcomers.new")
            st.button(words.TAKE_ALL, on_click=uploads.take_all, key="newcomers.all")
            st.button(words.TAKE_NONE, on_click=uploads.take_none, key="newcomers.none")
        st.caption(words.LEFT)


def waiting(desk: Desk) -> None:
    """Draw which files cannot be used yet."""
    if said := words.idle([upload.name for upload in desk.idle], name=esc):
        st.warning(said, icon=":material/help:")


def choose_among(role: str, rivals: Rivals, *, chosen: tuple[Upload, ...]) -> None:
    """Say what several files of one role are to each other, and ask which are used.

    Parameters
    ----------
    role : the role they could play.
    rivals : the files and what can be chosen.
    chosen : the files in use.
    """
    widget = f"rivals.{role}"
    st.session_state[widget] = key(chosen)
    with st.container(border=True, key=f"choice-{role}"):
        st.markdown(file_words.rivals_said(role, [upload.name for upload in rivals.files], name=esc))
        for sentence in relation_said(role, rivals):
            st.caption(sentence)
        st.radio(
            f"Which file holds the {role}?",
            list(rivals.options),
            format_func=lambda option: _option(rivals.options[option]),
            key=widget,
            on_change=lambda: uploads.choose_file(role, st.session_state[widget]),
        )


def back_to_own(desk: Desk) -> None:
    """Say, beside the sample, which files of the visitor's are set aside, and offer to go back to them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.set_aside([upload.name for upload in desk.uploads], name=esc))
        st.button(words.GO_BACK, on_click=uploads.take_up, icon=":material/undo:", key="own-data")


def undo(desk: Desk) -> None:
    """Offer to put back the file taken out last, and to go back to the project before."""
    if desk.before is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words.set_aside([upload.name for upload in desk.before.uploads], name=esc))
            st.button(words.GO_BACK, on_click=uploads.go_back, icon=":material/undo:")
    if desk.taken_out is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words.taken_out(desk.taken_out.name, name=esc), width="content")
            st.button("Put it back", on_click=uploads.put_back, icon=":material/undo:")


def relation_said(role: str, rivals: Rivals) -> list[str]:
    """Return why files of one role are not all used by themselves; where they are, that they are."""
    if rivals.settled:
        return [file_words.CONTINUES]
    kinds = {found.kind: found for found in rivals.relations}
    if "alternatives" in kinds:
        same = all(found.same for found in rivals.relations if found.kind == "alternatives")
        return [file_words.counted_alike(role, same=same)]
    shared = sum(found.shared for found in rivals.relations)
    said = [file_words.standing_twice(shared)] if shared else []
    return [*said, *([file_words.DIFFERENT_COLUMNS] if "differ" in kinds else [])]


def _option(files: tuple[Upload, ...]) -> str:
    names = [esc(upload.name) for upload in files]
    return names[0] if len(names) == 1 else f"{', '.join(names)}: one below the other"


def offer_short_journeys(upload: Upload, *, also: Collection[str]) -> None:
    """Offer to make journeys of where customers came from first and last, or to leave that be again.

    Parameters
    ----------
    upload : the file; one of customers with such columns is asked about.
    also : roles of all files in use; whole journeys of a file of its own come first.
    """
    if not upload.ready or upload.role != "customers":
        return
    made = [name for name in upload.columns if name in file_words.ON_REQUEST]
    if set(made) & set(SOURCES):
        st.success(file_words.SHORT_JOURNEYS_MADE, icon=":material/timeline:")
        undo = dict.fromkeys(made)
        take_back = partial(uploads.choose_columns, upload.id, undo)
        st.button("Make no journeys of it", key=f"whole.{upload.id}", on_click=take_back)
    elif set(upload.offers) & set(SOURCES) and "touchpoints" not in also and "created_ts" in upload.columns:
        st.info(file_words.short_journeys_offered(upload.offers, name=esc), icon=":material/timeline:")
        make = partial(uploads.choose_columns, upload.id, dict(upload.offers))
        st.button("Make short journeys of it", key=f"short.{upload.id}", on_click=make)
