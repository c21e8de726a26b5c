"""Notes beside what a page shows: one button under the answer, where they are written, read and removed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from segattr.errors import SegattrError
from segattr.project.notes import LONGEST, MOST, Note, Pin, about_one_of, subject
from segattr.segments.audiences import audiences_of
from segattr.segments.registry import find_segmentation
from segattr.segments.segment import segment
from segattr.ui import segment_sets, state, store
from segattr.ui.keeping import SAMPLE_NAME
from segattr.ui.text import esc
from segattr.words import notes as words

BOX, ABOUT, TEXT = "notes.box", "notes.about", "notes.text"
LOST: Final = "segattr.notes.lost"  # whose the note was that was removed last, where it stood, and itself
MOST_SEGMENTS: Final = 40
LONGEST_LABEL: Final = 70

Subject = tuple[Pin, str]


def under(findings: str | Sequence[str], chart: str = "", *, listing: bool = True) -> None:
    """Draw the button under a page's answer that opens its notes.

    Parameters
    ----------
    findings : what the page found, a sentence or several; ``**`` marks of ours are left out.
    chart : the title of its picture, empty for none.
    listing : False where the page lists the notes itself.
    """
    told = [findings] if isinstance(findings, str) else list(findings)
    subjects: list[Subject] = [("finding", subject(text.replace("**", ""))) for text in told if text.strip()]
    subjects += [("chart", subject(chart))] if chart else []
    here = [note for note in state.get().notes if note.pinned_to == "segment" or _pin(note) in subjects]
    box = st.popover(
        words.label(len(here)), icon=":material/edit_note:", type="tertiary", key=BOX, on_change="rerun"
    )
    if box.open:
        with box:
            _writing([*subjects, *(("segment", name) for name in _segments())])
            if listing:
                listed(here)


def listed(notes: Sequence[Note]) -> None:
    """Draw notes, each with a button that removes it, and the way back for the one removed last."""
    for note in notes:
        with st.container(border=True, key=f"note-{_place(note)}"):
            st.markdown("  \n".join(esc(line) for line in note.text.split("\n")))
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(f"{esc(words.pinned(note.pinned_to, note.about))} · {note.when}")
                st.button(
                    words.REMOVE,
                    key=f"note-remove-{_place(note)}",
                    type="tertiary",
                    icon=":material/delete:",
                    on_click=partial(_remove, note),
                )
    if st.session_state.get(LOST, ("",))[0] == state.get().dataset_key:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words.REMOVED, width="content")
            st.button(words.UNDO, key="note-undo", icon=":material/undo:", on_click=_bring_back)


def on(chart: str) -> tuple[str, ...]:
    """Return the notes on a picture as lines for whatever it is handed over with."""
    return tuple(
        f"Note: {' '.join(note.text.split())}" for note in about_one_of(state.get().notes, "chart", chart)
    )


def _writing(subjects: Sequence[Subject]) -> None:
    if len(state.get().notes) >= MOST:
        st.info(words.FULL.format(most=MOST))
        return
    st.selectbox(
        words.TO, range(len(subjects)), key=ABOUT, format_func=lambda place: _label(*subjects[place])
    )
    st.text_area(
        words.TEXT,
        key=TEXT,
        max_chars=LONGEST,
        placeholder=words.EXAMPLE,
        persist_state="session",
    )
    st.button(words.KEEP, key="note-keep", type="primary", on_click=partial(_keep, tuple(subjects)))
    st.caption(words.ONLY_HERE if state.get().project == SAMPLE_NAME else words.GOES)


def _label(pinned_to: Pin, about: str) -> str:
    short = about if len(about) <= LONGEST_LABEL else f"{about[: LONGEST_LABEL - 1]}…"
    return f"{words.KINDS[pinned_to].capitalize()}: {short}"


def _segments() -> list[str]:
    """Return the segments in use; none where everyone is one group, or these data cannot tell them."""
    choices = state.get()
    text = segment_sets.text_of(choices)
    if not text:
        return []
    try:
        return store.kept(
            ("notes.segments", choices.dataset_key, text), partial(_named, choices.dataset_key, text)
        )
    except SegattrError:  # the page itself says what is wrong with the set
        return []


def _named(key: str, text: str) -> list[str]:
    rule = find_segmentation(text)
    assert rule is not None  # only no text finds None
    in_order = dict.fromkeys((*audiences_of(rule), *getattr(rule, "labels_in_order", ())))
    return list(in_order or segment(store.loaded(key), rule).value_counts().index)[:MOST_SEGMENTS]


def _keep(subjects: tuple[Subject, ...]) -> None:
    text, place = str(st.session_state.get(TEXT, "")), int(st.session_state.get(ABOUT) or 0)
    try:
        note = Note(*subjects[place], text, date.today().isoformat())
    except SegattrError:  # nothing that an eye could see; its length is bounded by the box
        st.toast(words.SAY_SOMETHING)
        return
    state.change(notes=(*(each for each in state.get().notes if each != note), note))
    st.session_state[TEXT], st.session_state[BOX] = "", False


def _remove(note: Note) -> None:
    notes = state.get().notes
    if note not in notes:  # pressed twice before the page was drawn anew; so below
        return
    st.session_state[LOST] = (state.get().dataset_key, notes.index(note), note)
    state.change(notes=tuple(each for each in notes if each != note))


def _bring_back() -> None:
    if LOST not in st.session_state:
        return
    _, place, note = st.session_state.pop(LOST)
    notes = state.get().notes
    state.change(notes=(*notes[:place], note, *notes[place:]))


def _pin(note: Note) -> Subject:
    return note.pinned_to, note.about


def _place(note: Note) -> int:
    return state.get().notes.index(note)
