"""What is worth a second look in the set on the desk: three short lines, the rest behind a click."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

import streamlit as st

from segattr.averages.segment_sizes import SegmentSizes
from segattr.data.dataset import Dataset
from segattr.segments.advice import Hint
from segattr.segments.advice import advice as advice_of
from segattr.segments.as_of import latest_of
from segattr.segments.registry import text_of_segmentation
from segattr.segments.segmentation import Segmentation
from segattr.ui import segments_cards, state
from segattr.ui import segments_cards_store as work
from segattr.ui.segments_draft import Draft
from segattr.ui.text import esc
from segattr.words import cards as words

SHOWN: Final = 3


def hints(dataset: Dataset, rule: Segmentation, found: SegmentSizes) -> list[Hint]:
    """Return what is worth a second look in a set as it can be used."""
    unrated = found.verdict in ("unrated", "none", "all", "empty", "single")
    rows = found.rows.drop(columns=["converters"]) if unrated else found.rows
    overlap = work.overlap(dataset.key, text_of_segmentation(rule))
    today = datetime.now(UTC).date().isoformat()
    everybody = (found.people, found.converters) if found.audiences else None
    return advice_of(
        rule, state.get().cards, rows, overlap, today=today, as_of=latest_of(dataset), everybody=everybody
    )


def advice(found: Sequence[Hint], draft: Draft) -> None:
    """Draw what is worth a second look, and the offer to fill in what is suggested."""
    lines = [words.said(hint, esc) for hint in found]
    for line in lines[:SHOWN]:
        st.caption(f":material/lightbulb: {line}")
    if more := lines[SHOWN:]:
        with st.expander(words.MORE.format(n=len(more)), icon=":material/lightbulb:"):
            for line in more:
                st.caption(line)
    if segments_cards.unfilled(draft):
        st.button(
            words.SUGGEST,
            icon=":material/edit_note:",
            type="tertiary",
            key="segments.suggest",
            help=words.SUGGEST_HELP,
            on_click=partial(segments_cards.suggest, draft),
        )
