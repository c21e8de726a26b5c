"""E-mails and phone numbers on the Data page: hashed from the start, or once they were found."""

from __future__ import annotations

import streamlit as st

from segattr.ui import keeping, uploads
from segattr.ui.desk import Desk
from segattr.ui.doors import SWITCH
from segattr.ui.text import esc
from segattr.words import personal as words


def offer(desk: Desk) -> None:
    """Say where e-mails and phone numbers stand and offer to hash them; where they are, that they are."""
    if desk.salt:
        st.caption(f":material/lock: {words.ON}")
        return
    held = {upload.name: upload.personal for upload in desk.uploads if upload.personal}
    if not held:
        return
    with st.container(border=True, key="personal"):
        st.markdown(words.found(held, name=esc))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                words.HASH_NOW, icon=":material/lock:", on_click=keeping.hash_personal, help=words.HASH_HELP
            )
            st.caption(words.FINAL, width="content")


def turn() -> None:
    """Hash from the first file on, or no more, as the switch on the first page stands."""
    if st.session_state[SWITCH]:
        keeping.hash_personal()
    else:
        uploads.keep_plain()
