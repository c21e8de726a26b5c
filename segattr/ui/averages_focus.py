"""Drilling into the averages: what was picked, the way inside it, and the way back."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st

from segattr.averages.split import SET, Split, named
from segattr.charts.rates import SELECTION
from segattr.ui import averages_view, segment_sets, store
from segattr.ui.averages_view import Pairs, View
from segattr.ui.menu import ROOT
from segattr.ui.text import esc
from segattr.words import averages_table as words
from segattr.words.numbers import count

SEGMENTS: Final = ROOT / "pages" / "segments.py"
PICKED: Final = "averages.picked"  # (place, segment): what was picked last, in the picture or in the table


def breadcrumb(shown: View) -> None:
    """Draw the way back to every level above, where there is one."""
    if not shown.focus:
        return
    names = ["Everyone", *(f"{named(name)}: {value}" for name, value in shown.focus)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="averages-way"):
        for depth, name in enumerate(names[:-1]):
            st.button(
                esc(name),
                type="tertiary",
                key=f"averages.back.{depth}",
                on_click=averages_view.back_to,
                args=(shown, depth),
            )
            st.markdown("›", width="content")
        st.markdown(f"**{esc(names[-1])}**", width="content")


def remember_mark(key: str, place: str) -> None:
    """Note which mark of the picture was picked; for the picture's ``on_select``."""
    marks: list[dict[str, Any]] = st.session_state[key]["selection"].get(SELECTION, [])
    _remember(place, str(marks[0]["segment"]) if marks else "")


def remember_row(key: str, place: str, found: Split) -> None:
    """Note which row of the table was picked; for the table's ``on_select``."""
    rows: list[int] = st.session_state[key]["selection"]["rows"]
    _remember(place, str(found.rows["segment"].iloc[rows[0]]) if rows else "")


def picked(shown: View, found: Split) -> pd.Series | None:
    """Return the row that was picked in this view, None where none was or it is not shown."""
    place, segment = st.session_state.get(PICKED, ("", ""))
    rows = found.rows[found.rows["segment"] == segment]
    return rows.iloc[0] if place == shown.place and shown.by and len(rows) else None


def offers(shown: View, found: Split) -> None:
    """Draw what can be done with the segment that was picked."""
    row = picked(shown, found)
    if row is None:
        if shown.by and len(found.rows) > 1 and shown.has_rows:
            st.caption(words.PICK)
        return
    if row["folded"]:
        return  # the button beside it opens them
    pairs = tuple((name, str(row[f"layer {place}"])) for place, name in enumerate(shown.by))
    with st.container(horizontal=True, vertical_alignment="center", key="averages-picked"):
        units = esc(shown.speech.units(row["n"], shown.metric))
        st.markdown(f"**{esc(row['segment'])}** · {count(row['n'])} {units}", width="content")
        _inside(shown, pairs, str(row["segment"]))
        if shown.has_rows:
            as_segment(shown, (*shown.focus, *pairs), key="averages.segment")


def _inside(shown: View, pairs: Pairs, name: str) -> None:
    if len(shown.dimensions) > len(shown.by):
        st.button(
            f"Look inside {esc(name)}",
            icon=":material/zoom_in:",
            key="averages.inside",
            on_click=averages_view.look_inside,
            args=(shown, pairs),
        )


def as_segment(shown: View, pairs: Pairs, *, key: str) -> None:
    """Offer to make a segment of everybody with these values, where a rule can say them."""
    banded = store.units(shown.dataset.key).banded
    sayable = not any(name.startswith(SET) or name in banded for name, _ in pairs)
    if st.button(
        "Make this a segment",
        icon=":material/group_add:",
        key=key,
        disabled=not sayable,
        help=None if sayable else words.NO_SEGMENT,
    ):
        segment_sets.start(dict(pairs), name=" · ".join(value for _, value in pairs))
        st.switch_page(SEGMENTS)


def _remember(place: str, segment: str) -> None:
    st.session_state[PICKED] = (place, segment)
