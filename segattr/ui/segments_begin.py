"""Ways to begin on the Segments page: a set there is, a ready-made one, a column's values, one of them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from segattr.averages.population import Population
from segattr.data.dataset import Dataset
from segattr.segments.conditions import Group
from segattr.ui import segments_desk as desk
from segattr.ui import segments_ready as ready
from segattr.ui import segments_starts as starts
from segattr.ui import state
from segattr.ui.segments_draft import Draft
from segattr.words import segments as words

SET, COLUMN, FIELD, VALUE = (f"segments.{name}" for name in ("set", "column", "one-field", "one-value"))


def controls(dataset: Dataset, everybody: Population, draft: Draft) -> None:
    """Draw ways to begin: a set there is, a ready-made one, each value of a column, one from a value."""
    names = list(dict.fromkeys([draft.name, *(each.name for each in state.get().sets), ""]))
    which, *known, column, one = st.columns(
        4 if everybody.unit == "customer" else 3, vertical_alignment="bottom"
    )
    for place in known:  # what is ready-made is made of what customers did
        with place:
            ready.chooser(dataset)
    st.session_state[SET], st.session_state[COLUMN] = draft.name, None
    which.selectbox(
        "Segment set",
        names,
        key=SET,
        format_func=lambda name: name or "A new set",
        on_change=partial(_lay_out, everybody),
    )
    column.selectbox(
        "Each value of a column",
        starts.splitting(everybody),
        index=None,
        key=COLUMN,
        placeholder="Start from a column",
        format_func=words.field_title,
        help=words.TOO_MANY.format(most=starts.MOST_SEGMENTS),
        on_change=partial(_begin, everybody),
    )
    with one.popover("From one value", icon=":material/add:", width="stretch"):
        fields = [name for name, field in everybody.fields.items() if field.kind == "text"]
        field = st.selectbox("Column", fields, key=FIELD, format_func=words.field_title)
        offered = starts.offered_values(everybody, field) if field else []
        value = st.selectbox("Value", offered, key=VALUE)
        st.button("Add it", disabled=not value, key="segments.one", on_click=partial(_add_one, field))


def _lay_out(everybody: Population) -> None:
    """Put the chosen set, or an empty one, on the desk."""
    if name := st.session_state[SET]:
        desk.lay_out(name)
    else:
        desk.replace_all("put the set before away", Draft(unit=everybody.unit))


def _begin(everybody: Population) -> None:
    """Begin with a segment for each value of the chosen column."""
    if column := st.session_state[COLUMN]:
        desk.replace_all("put the set before away", starts.each_value(everybody, [column]))


def _add_one(field: str) -> None:
    """Add one segment of everybody with the chosen value."""
    value = st.session_state[VALUE]
    desk.edit(Draft.with_segment, value, Group("all", (starts.of_value(field, value),)))
