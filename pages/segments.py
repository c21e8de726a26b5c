"""The Segments page: named segments one can read, build, weigh and use on every page."""

from functools import partial
from pathlib import Path

import streamlit as st

from segattr.averages.population import Population
from segattr.averages.segment_sizes import SegmentSizes
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError, UnsuitableData
from segattr.segments.conditions import Group
from segattr.segments.registry import text_of_segmentation
from segattr.segments.rules import Rules
from segattr.ui import parts, segment_sets, state, store
from segattr.ui import segments_desk as desk
from segattr.ui import segments_shelf as shelf
from segattr.ui import segments_shown as shown
from segattr.ui import segments_starts as starts
from segattr.ui.segments_builder import builder
from segattr.ui.segments_draft import Draft
from segattr.ui.text import esc
from segattr.words import segments as words
from segattr.words.segments_method import METHOD

ATTRIBUTION, AVERAGES = (Path(__file__).with_name(name) for name in ("attribution.py", "averages.py"))
SET, COLUMN, FIELD, VALUE = (f"segments.{name}" for name in ("set", "column", "one-field", "one-value"))


def lay_out(everybody: Population) -> None:
    """Put the chosen set, or an empty one, on the desk."""
    if name := st.session_state[SET]:
        desk.lay_out(name)
    else:
        desk.replace_all("put the set before away", Draft(unit=everybody.unit))


def begin(everybody: Population) -> None:
    """Begin with a segment for each value of the chosen column."""
    if column := st.session_state[COLUMN]:
        desk.replace_all("put the set before away", starts.each_value(everybody, [column]))


def add_one(field: str) -> None:
    """Add one segment of everybody with the chosen value."""
    value = st.session_state[VALUE]
    desk.edit(Draft.with_segment, value, Group("all", (starts.of_value(field, value),)))


def controls(everybody: Population, draft: Draft) -> None:
    """Draw three ways to begin: a set there is, each value of a column, one segment from a value."""
    names = list(dict.fromkeys([draft.name, *(each.name for each in state.get().sets), ""]))
    which, column, one = st.columns([3, 3, 2], vertical_alignment="bottom")
    st.session_state[SET], st.session_state[COLUMN] = draft.name, None
    which.selectbox(
        "Segment set",
        names,
        key=SET,
        format_func=lambda name: name or "A new set",
        on_change=partial(lay_out, everybody),
    )
    column.selectbox(
        "Each value of a column",
        starts.splitting(everybody),
        index=None,
        key=COLUMN,
        placeholder="Start from a column",
        format_func=words.field_title,
        help=words.TOO_MANY.format(most=starts.MOST_SEGMENTS),
        on_change=partial(begin, everybody),
    )
    with one.popover("One segment from a value", icon=":material/add:", width="stretch"):
        fields = [name for name, field in everybody.fields.items() if field.kind == "text"]
        field = st.selectbox("Column", fields, key=FIELD, format_func=words.field_title)
        offered = starts.offered_values(everybody, field) if field else []
        value = st.selectbox("Value", offered, key=VALUE)
        st.button("Add it", disabled=not value, key="segments.one", on_click=partial(add_one, field))


def answer(dataset: Dataset, everybody: Population, rules: Rules | None) -> SegmentSizes:
    """Draw the sentence and the picture of it."""
    text = text_of_segmentation(rules) if rules is not None else ""
    found = store.segment_sizes(dataset.key, everybody.unit, text)
    st.markdown(words.headline(found, unit=everybody.unit, split=rules is not None, name=esc))
    return found


def behind(dataset: Dataset, rules: Rules | None, found: SegmentSizes) -> None:
    """Draw the picture, what is set, the table and what to take along."""
    chart, chips = shown.picture(found, parts.mode()), shown.settings(dataset, rules, found)
    if chart is not None:
        st.altair_chart(chart, theme=None, key="segments.picture", alt=words.PICTURE)
    parts.settings_line(chips)
    parts.on_paper(shown.on_paper(found), name="segments")
    with st.expander("The table behind the picture", icon=":material/table:"):
        shown.rows(found)
        parts.downloads(
            shown.table(found), name="segments", title=words.QUESTION, settings=chips, chart=chart
        )


def onwards(dataset: Dataset) -> None:
    """Draw the ways on, where the data hold what they need."""
    with st.container(key="next"):
        st.subheader("What next", anchor=False)
        if dataset.touchpoints is not None and dataset.conversions is not None:
            st.page_link(ATTRIBUTION, label="Who earned the credit in each segment", icon=":material/hub:")
        st.page_link(AVERAGES, label="What the average hides", icon=":material/query_stats:")


def page(dataset: Dataset, everybody: Population) -> None:
    """Draw the page over data that have somebody in them."""
    draft = desk.draft_for(everybody)
    st.title(words.QUESTION)
    top = st.container()
    with parts.controls():
        controls(everybody, draft)
    rules, problem = desk.usable(draft)
    try:
        with top:
            found = answer(dataset, everybody, rules)
        behind(dataset, rules, found)
        sizes = {str(row["segment"]): row for row in found.rows.to_dict("records")} if rules else {}
    except SegattrError as error:
        problem, sizes = str(error), {}
    if problem:
        st.error(esc(problem))
    shelf.shelf(draft, rules if sizes else None)
    shelf.opener(dataset)
    with st.container(key="segments-builder"):
        st.subheader("Segments, in order", anchor=False)
        st.caption(words.ORDER if draft.rules else words.EMPTY)
        if sizes and (said := words.overlap(found, unit=everybody.unit)):
            st.caption(said)
        shelf.step_back()
        builder(everybody, draft, sizes)
    parts.method(METHOD)
    onwards(dataset)


dataset = store.get(state.get().dataset_key)
if dataset is None:
    parts.empty_page(words.QUESTION, shows=words.SHOWS, needs=words.NEEDS)
else:
    try:
        everybody = store.population(dataset.key, segment_sets.unit_of(dataset))
    except UnsuitableData as error:
        parts.empty_page(words.QUESTION, shows=words.SHOWS, needs=esc(error))
    else:
        page(dataset, everybody)
