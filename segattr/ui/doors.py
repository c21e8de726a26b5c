"""Under which keys the widgets of the first page hold what was put into them."""

from __future__ import annotations

from typing import Final

import streamlit as st

GENERATION: Final = "segattr.uploader"
TAKEN: Final = "segattr.uploader.taken"  # ids of the uploads that were read
SWITCH: Final = "hash-personal"
PROJECT_FILE: Final = "project-file"
PROBLEM: Final = "segattr.projects.problem"


def uploader_key() -> str:
    """Return the uploader's key; a new one after every upload, so that it comes back empty."""
    return f"{GENERATION}.{st.session_state.get(GENERATION, 0)}"
