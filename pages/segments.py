"""The Segments page: named segments one can read, build, weigh and use on every page."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from segattr.averages.population import Population
from segattr.averages.segment_sizes import SegmentSizes
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError, UnsuitableData
from segattr.segments.clusters import Clusters
from segattr.segments.registry import text_of_segmentation
from segattr.segments.segmentation import Segmentation
from segattr.ui import notes as pinned
from segattr.ui import parts, segment_sets, state, store
from segattr.ui import segments_advice as notes
from segattr.ui import segments_begin as begin
from segattr.ui import segments_cards as cards
from segattr.ui import segments_desk as desk
from segattr.ui import segments_file as file
from segattr.ui import segments_groups as groups
from segattr.ui import segments_groups_edit as group_names
from segattr.ui import segments_groups_shown as groups_shown
from segattr.ui import segments_handover as handover
from segattr.ui import segments_moving as moving
from segattr.ui import segments_overlaps as overlaps
from segattr.ui import segments_ready as ready
from segattr.ui import segments_shelf as shelf
from segattr.ui import segments_shown as shown
from segattr.ui import segments_why as one
from segattr.ui.pictures import draw_chart
from segattr.ui.segments_builder import builder
from segattr.ui.text import esc
from segattr.words import segments as words
from segattr.words.segments_method import METHOD

ATTRIBUTION, AVERAGES, VALUE = (
    Path(__file__).with_name(f"{name}.py") for name in ("attribution", "averages", "value")
)


def answer(dataset: Dataset, everybody: Population, rules: Segmentation | None) -> SegmentSizes:
    """Draw the sentence and the picture of it."""
    text = text_of_segmentation(rules) if rules is not None else ""
    found = store.segment_sizes(dataset.key, everybody.unit, text)
    speech = shown.speech_of(dataset)
    say = partial(words.headline, found, unit=everybody.unit, split=rules is not None, speech=speech)
    st.markdown(say(name=esc))
    if found.audiences and (said := words.overlap(found, unit=everybody.unit, name=esc)):
        st.caption(said)
    pinned.under(say(), words.PICTURE)
    return found


def behind(dataset: Dataset, rules: Segmentation | None, found: SegmentSizes) -> None:
    """Draw the picture, what is set, the table and what to take along."""
    speech, chips = shown.speech_of(dataset), shown.settings(dataset, rules, found)
    chart = shown.picture(found, parts.mode(), speech)
    if chart is not None:
        draw_chart(chart, key="segments.picture", said=words.picture(speech))
    parts.settings_line(chips)
    parts.on_paper(shown.on_paper(found, dataset.currency), name="segments")
    with st.expander("The table behind the picture", icon=":material/table:"):
        shown.rows(found, speech)
        parts.downloads(
            shown.table(found), name="segments", title=words.QUESTION, settings=chips, chart=chart
        )


def onwards(dataset: Dataset) -> None:
    """Draw the ways on, where the data hold what they need."""
    with st.container(key="next"):
        st.subheader("What next", anchor=False)
        if dataset.touchpoints is not None and dataset.conversions is not None:
            st.page_link(ATTRIBUTION, label="Who earned the credit in each segment", icon=":material/hub:")
        if dataset.has_rates or dataset.conversions is not None:
            st.page_link(AVERAGES, label="What the average hides", icon=":material/query_stats:")
        if dataset.conversions is not None:
            st.page_link(VALUE, label="What customers of each segment bring", icon=":material/savings:")


def page(dataset: Dataset, everybody: Population) -> None:
    """Draw the page over data that have somebody in them."""
    draft = desk.draft_for(everybody)
    st.title(words.QUESTION)
    top = st.container()
    with parts.controls():
        begin.controls(dataset, everybody, draft)
    groups.finder(dataset, everybody)
    ready.refusal()
    rules, problem = desk.usable(draft)
    try:
        with top:
            found = answer(dataset, everybody, rules)
        behind(dataset, rules, found)
        sizes = shown.by_segment(found) if rules else {}
    except SegattrError as error:
        problem, sizes = str(error), {}
    if problem:
        st.error(esc(problem))
    ready.beneath(draft, sizes, currency=dataset.currency)
    if sizes:
        groups_shown.beneath(dataset, draft, found)
    shelf.shelf(draft, rules if sizes else None, dataset)
    file.opener(dataset)
    hints = notes.hints(dataset, rules, found) if rules is not None and sizes else []
    along = None
    if rules is not None and sizes:
        along = partial(handover.along, dataset, rules, sizes, hints, shown.settings(dataset, rules, found))
    with st.container(key="segments-builder"):
        st.subheader(words.HEADING[draft.mode], anchor=False)
        if draft.rules or draft.made is None:
            st.caption(words.TAKEN[draft.mode] if draft.rules else words.EMPTY)
        if sizes and not found.audiences and (said := words.overlap(found, unit=everybody.unit)):
            st.caption(said)
        shelf.step_back()
        notes.advice(hints, draft)
        editor = partial(cards.editor, cards.About(dataset, draft, sizes, along))
        if isinstance(draft.made, Clusters):
            group_names.editor(dataset, everybody, draft, draft.made, sizes, editor)
        elif draft.made is not None:
            ready.read_only(everybody, draft, sizes, editor)
        else:
            asked = everybody.asked_for(draft.fields)
            if sizes and found.verdict == "outcome":
                asked = replace(asked, rated=False)
            builder(asked, draft, sizes, editor, speech=shown.speech_of(dataset))
    if sizes:
        overlaps.several(dataset, rules, found)
    one.one_customer(dataset, rules if sizes else None)
    moving.moved(dataset, rules if sizes else None)
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
