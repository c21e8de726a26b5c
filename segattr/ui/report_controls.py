"""The controls of the Report page: whose it is, by which segments, of which quarters, with which sections."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import streamlit as st

from segattr.averages.units import dimensions
from segattr.data.dataset import Dataset
from segattr.ui import attribution_offers as offers
from segattr.ui import segment_sets, state
from segattr.ui.choices import Choices
from segattr.ui.typed import hold
from segattr.words import report_page as words
from segattr.words.report_sections import SECTIONS

PREFIX: Final = "report."
LONGEST: Final = 120  # characters of a client's name


def draw(dataset: Dataset, quarters: list[str]) -> None:
    """Draw the controls; a change takes effect at once.

    Parameters
    ----------
    quarters : all there are to choose from.
    """
    choices = state.get()
    client, segments, times = st.columns([4, 4, 5], vertical_alignment="bottom")
    hold(PREFIX + "client", choices.client)
    client.text_input(
        words.CLIENT,
        key=PREFIX + "client",
        max_chars=LONGEST,
        placeholder=choices.project or words.CLIENT,
        help=words.CLIENT_HELP,
        on_change=_named,
    )
    with segments:
        _segments(dataset, choices)
    _mirror("quarters", [name for name in quarters if name in choices.quarters])
    times.multiselect(
        words.QUARTERS,
        quarters,
        key=PREFIX + "quarters",
        placeholder=words.ALL_QUARTERS if quarters else words.NO_QUARTERS,
        disabled=not quarters,
        on_change=partial(_chosen, "quarters", tuple(quarters)),
    )
    _mirror("sections", list(choices.sections or SECTIONS))
    st.pills(
        words.PARTS,
        list(SECTIONS),
        key=PREFIX + "sections",
        selection_mode="multi",
        format_func=SECTIONS.__getitem__,
        help=f"{words.SECTIONS_HELP} {words.MODELS_HELP}",
        on_change=partial(_chosen, "sections", tuple(SECTIONS)),
    )


def _segments(dataset: Dataset, choices: Choices) -> None:
    known = [*segment_sets.offered(choices), *_columns(dataset)]
    names = list(dict.fromkeys(["", choices.segmentation, *known]))
    _mirror("segments", choices.segmentation)
    st.selectbox(
        words.SEGMENTS,
        names,
        key=PREFIX + "segments",
        format_func=lambda name: name.removeprefix(segment_sets.MARK) or words.EVERYONE,
        on_change=_split,
    )


def _named() -> None:
    state.change(client=" ".join(str(_held("client")).split()))


def _split() -> None:
    state.change(segmentation=_held("segments"))


def _columns(dataset: Dataset) -> list[str]:
    """Return the columns the data can be split by."""
    if offers.has_credit(dataset):
        return offers.offered_columns(dataset)
    people = dataset.listed is not None or dataset.outcomes is not None
    return (
        [name for name in dimensions(dataset) if "," not in name and name == name.strip()] if people else []
    )


def _chosen(field: str, known: tuple[str, ...]) -> None:
    """Take what is picked; all of it, or none, is everything."""
    picked = tuple(name for name in known if name in _held(field))
    everything = picked if len(picked) < len(known) else ()
    if field == "quarters":
        state.change(quarters=everything)
    else:
        state.change(sections=everything)


def _mirror(name: str, value: object) -> None:
    """Let a widget show what is chosen, wherever it was chosen."""
    st.session_state[PREFIX + name] = value


def _held(name: str) -> Any:  # noqa: ANN401 - what a widget holds is its own affair
    return st.session_state[PREFIX + name]
