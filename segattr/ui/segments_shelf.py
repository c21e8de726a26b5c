"""The shelf of the Segments page: naming, using, saving and deleting sets, and undoing."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.segments.as_of import latest_of
from segattr.segments.derived import derived
from segattr.segments.registry import text_of_segmentation
from segattr.segments.rules import LONGEST_NAME
from segattr.segments.segmentation import Segmentation
from segattr.segments.top import Top
from segattr.ui import segment_sets, state
from segattr.ui import segments_desk as desk
from segattr.ui.address import LONGEST_SETS
from segattr.ui.choices import SegmentSet
from segattr.ui.segments_draft import Draft
from segattr.ui.segments_file import save_all
from segattr.ui.segments_values import EARLIEST, LATEST
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import segments as words

PREFIX: Final = "segments."


def shelf(draft: Draft, rules: Segmentation | None, dataset: Dataset) -> None:
    """Draw what can be done with the set as a whole.

    Parameters
    ----------
    rules : the finished part of the draft; None where there is none that can be used.
    """
    _name(draft, dataset)
    used = state.get().segmentation == segment_sets.MARK + draft.name and desk.is_saved(draft)
    with st.container(horizontal=True):
        st.button(
            "In use on every page" if used else "Use on every page",
            type="primary",
            icon=":material/check:",
            disabled=rules is None or used,
            key=PREFIX + "use",
            on_click=partial(desk.save_draft, use=True),
        )
        st.button(
            "Save",
            icon=":material/save:",
            disabled=rules is None or desk.is_saved(draft),
            key=PREFIX + "save",
            on_click=partial(desk.save_draft, use=False),
        )
        if rules is not None:
            _download(draft, rules)
        save_all(rules, dataset)
        if desk.saved(draft) is not None:
            st.button(
                "Delete",
                icon=":material/delete:",
                key=PREFIX + "delete",
                on_click=lambda: desk.delete(draft.name),
            )
    if rules is not None and len(SegmentSet.of(rules).definition) > LONGEST_SETS:
        st.caption(words.LONG)


def _name(draft: Draft, dataset: Dataset) -> None:
    key = PREFIX + "name"
    hold(key, draft.name)
    name, day = st.columns([3, 1]) if _has_day(draft) else (st.container(), None)
    name.text_input(
        "Name of the set",
        key=key,
        max_chars=LONGEST_NAME,
        disabled=isinstance(draft.made, Top),
        on_change=lambda: desk.rename_set(st.session_state[key]),
    )
    if day is not None:
        with day:
            _as_of(draft, dataset)


def _download(draft: Draft, rules: Segmentation) -> None:
    st.download_button(
        "Download",
        data=text_of_segmentation(rules, indent=1),
        file_name=f"{_file_name(draft.name)}.json",
        mime="application/json",
        icon=":material/download:",
        help=words.DOWNLOAD_HELP,
        on_click="ignore",
        key=PREFIX + "download",
    )


def _has_day(draft: Draft) -> bool:
    return bool(draft.moment) or any(derived(field) for field in draft.fields)


def _as_of(draft: Draft, dataset: Dataset) -> None:
    key, latest = PREFIX + "as-of", latest_of(dataset)
    st.session_state[key] = date.fromisoformat(draft.moment) if draft.moment else None
    st.date_input(
        words.AS_OF,
        value=None,
        key=key,
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        help=f"{words.AS_OF_HELP} It is {latest}." if latest else words.AS_OF_HELP,
        on_change=lambda: desk.edit(Draft.on_day, str(st.session_state[key] or "")),
    )


def step_back() -> None:
    """Offer to bring back what was taken away last."""
    said = desk.undoable()
    if said:
        st.button(
            f"Undo: {esc(said)}",
            icon=":material/undo:",
            type="tertiary",
            key=PREFIX + "undo",
            on_click=desk.undo,
        )


def _file_name(name: str) -> str:
    kept = "".join(sign if sign.isalnum() else "-" for sign in name.strip())
    return kept.strip("-")[:60] or "segments"
