"""All sets and cards as one file on the Segments page: saving and opening it, and what of it does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.exports.document import Document
from segattr.segments.as_of import latest_of
from segattr.segments.cards import with_card
from segattr.segments.registry import LONGEST_FILE, read_segmentation, text_of_segmentation
from segattr.segments.segment_file import KeptSet, read_segment_file, text_of_segment_file
from segattr.segments.segmentation import Segmentation
from segattr.ui import parts, segment_sets, state
from segattr.ui import segments_cards_store as work
from segattr.ui import segments_desk as desk
from segattr.ui.choices import SegmentSet
from segattr.ui.segments_draft import Draft
from segattr.ui.text import esc
from segattr.words import segments as words
from segattr.words import segments_fit as fit_words
from segattr.words.cards import listed
from segattr.words.numbers import many

PREFIX: Final = "segments."
PROBLEM: Final = PREFIX + "problem"
OPENED: Final = "segattr.segments.opened"  # definitions of the last file, to say what does not fit
FILE: Final = PREFIX + "file"
NAMED: Final = 3  # sets in one sentence


def save_all(rule: Segmentation | None, dataset: Dataset) -> None:
    """Offer all saved sets and the one on the desk, with their cards, as one file.

    Parameters
    ----------
    rule : what is on the desk, as far as it can be used.
    """
    choices = state.get()
    sets = {each.name: read_segmentation(each.definition) for each in choices.sets}
    if rule is not None:
        sets[SegmentSet.of(rule).name] = rule
    if not sets:
        return
    st.download_button(
        words.ALL_SETS,
        data=text_of_segment_file(
            list(sets.values()),
            choices.cards,
            made_with=Document(pd.DataFrame(), "", "").origin[0],
            as_of=latest_of(dataset),
        ),
        file_name="segments.json",
        mime="application/json",
        icon=":material/folder_zip:",
        help=words.ALL_SETS_HELP,
        on_click="ignore",
        key=PREFIX + "download-all",
    )


def opener(dataset: Dataset) -> None:
    """Ask for a file of sets, put what it says on the desk, and say what of it does not fit these data."""
    with st.expander(words.OPEN, icon=":material/folder_open:"):
        if problem := st.session_state.pop(PROBLEM, ""):
            st.error(esc(problem))
        st.file_uploader(
            words.OPEN_LABEL,
            type="json",
            key=FILE,
            max_upload_size=9,
            on_change=lambda: _open(dataset),
        )
    if opened := st.session_state.get(OPENED, ()):
        _report(dataset, opened)


def _report(dataset: Dataset, opened: tuple[str, ...]) -> None:
    """Draw what of the opened sets does not fit, until it is put away."""
    found = work.fit(dataset.key, opened)
    names = [SegmentSet.of(read_segmentation(text)).name for text in opened]
    more = [many(len(names) - NAMED, "other")] if len(names) > NAMED else []
    sets = esc(listed([*names[:NAMED], *more]))
    with st.container(border=True, key=PREFIX + "fit"):
        if found.empty:
            st.markdown(fit_words.ALL_FITS.format(sets=sets))
        else:
            n = many(len(found), "thing does not fit these data", "things do not fit these data")
            st.markdown(fit_words.SOME.format(sets=sets, n=n))
            _table(found)
        st.button(
            words.PUT_AWAY,
            icon=":material/close:",
            type="tertiary",
            key=PREFIX + "fit-away",
            on_click=lambda: st.session_state.pop(OPENED, None),
        )


def _table(found: pd.DataFrame) -> None:
    shown = found.assign(kind=found["kind"].map(fit_words.KINDS)).rename(columns=fit_words.COLUMNS)
    st.dataframe(shown, hide_index=True, alt=fit_words.TITLE)
    parts.on_paper(shown, name="segments-fit")
    parts.downloads(shown, name="segments-fit", title=fit_words.TITLE, settings=[], label=fit_words.REPORT)


def _open(dataset: Dataset) -> None:
    file = st.session_state[FILE]
    if file is None:
        return
    try:
        text = file.getvalue()[: 4 * LONGEST_FILE + 1].decode("utf-8")
        sets = read_segment_file(text, name=file.name)
        _lay_out(sets, dataset, name=file.name)
    except UnicodeDecodeError:
        st.session_state[PROBLEM] = f"{file.name} is not a segment definition: it is no text."
    except SegattrError as error:
        st.session_state[PROBLEM] = str(error)


def _lay_out(sets: Sequence[KeptSet], dataset: Dataset, *, name: str) -> None:
    """Put the first set that can be used on the desk; of several, keep all of them as saved sets."""
    drafts = {each.name: draft for each in sets if (draft := Draft.of_any(each.rule)) is not None}
    problems = {each.name: segment_sets.problem(SegmentSet.of(each.rule), dataset) for each in sets}
    usable = [called for called in drafts if not problems[called]]
    if not usable and len(sets) == 1:
        alone = sets[0].name
        why = f"does not go with these data. {problems[alone]}" if alone in drafts else words.NO_RULES
        st.session_state[PROBLEM] = f"{name} {why}"
        return
    if usable:
        desk.replace_all("opened another set", drafts[usable[0]])
    _keep(sets, several=len(sets) > 1)
    st.session_state[OPENED] = tuple(text_of_segmentation(each.rule) for each in sets)


def _keep(sets: Sequence[KeptSet], *, several: bool) -> None:
    """Keep the cards, and several sets each in place of the one of its name."""
    choices = state.get()
    cards, kept = choices.cards, {each.name: each for each in choices.sets}
    for each in sets:
        for card in each.cards:
            cards = with_card(cards, card)
        if several:
            kept[each.name] = SegmentSet.of(each.rule)
    state.change(cards=cards, sets=tuple(kept.values()))
