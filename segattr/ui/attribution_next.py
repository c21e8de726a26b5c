"""The way on from the Attribution page: the rates of the same segments, or segments to begin with."""

from __future__ import annotations

from typing import Final

import streamlit as st

from segattr.averages.split import named
from segattr.averages.telling import first_split
from segattr.data.dataset import Dataset
from segattr.ui import attribution_offers as offers
from segattr.ui import segment_sets, state, store
from segattr.ui.attribution_view import View
from segattr.ui.choices import Choices
from segattr.ui.menu import ROOT
from segattr.ui.text import esc
from segattr.words import attribution as words

AVERAGES: Final = ROOT / "pages" / "averages.py"


def split_by(segmentation: str) -> None:
    """Take a column to make segments by; none for everyone as one group."""
    state.change(segmentation=segmentation)


def split_by_most_telling(dataset: Dataset) -> None:
    """Split by the column that tells most about who converts; looked for when asked, for that takes time."""
    splits = store.splits(dataset.key)
    split = first_split(splits[~splits["dimension"].isin(offers.TOUCH_FIELDS)])
    if split in offers.offered_columns(dataset):
        split_by(split)
        st.toast(words.split_by(split, name=esc))
    else:
        st.toast(words.NO_SPLIT)


def rows_of(choices: Choices) -> list[str]:
    """Return what the Averages page splits by to show the same segments: columns, or the set in use."""
    sets = [each for each in segment_sets.offered(choices) if each == choices.segmentation]
    return offers.layers(choices) or sets


def what_next(shown: View, dataset: Dataset) -> None:
    """Draw the way on: the rates of the same segments, or segments to begin with."""
    layers = rows_of(shown.choices)
    if not offers.is_timed(dataset):
        return
    with st.container(key="next"):
        if layers and st.button(
            words.see_rates([named(each) for each in layers], name=esc), icon=":material/query_stats:"
        ):
            state.change(split_by=tuple(layers))
            st.switch_page(AVERAGES)
        if not shown.leads:
            st.button(
                words.SPLIT, icon=":material/call_split:", on_click=split_by_most_telling, args=(dataset,)
            )
