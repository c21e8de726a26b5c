"""The first part of the Averages page: a blended figure beside its split, and what lies inside."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from segattr.averages.split import SMALL, Split
from segattr.ui import averages_audiences, parts, segment_circles, state
from segattr.ui import averages_controls as controls
from segattr.ui import averages_focus as focus
from segattr.ui import averages_shown as shown
from segattr.ui import averages_teaser as teaser
from segattr.ui import notes as pinned
from segattr.ui.averages_settings import settings
from segattr.ui.averages_view import View, sets_of
from segattr.ui.menu import ROOT
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import averages as words
from segattr.words.averages_method import METHOD
from segattr.words.averages_notes import notes

ATTRIBUTION: Final = ROOT / "pages" / "attribution.py"


def draw(now: View) -> None:
    """Draw the answer, its picture, the controls, the table, and where else to look."""
    found = now.found()
    focus.breadcrumb(now)
    st.markdown(words.headline(found.finding, name=esc))
    pinned.under(words.headline(found.finding), shown.question(found.finding))
    _circles(now)
    controls.controls(now)
    if found.finding.blended.people:
        chips = settings(now, found)
        _picture(now, found, chips)
        below = st.container()
        _rows(now, found, chips)
        averages_audiences.draw(now)
    controls.settings(now)
    if len(now.splits):
        controls.elsewhere(now)
    parts.method(METHOD)
    _onwards(now)
    if found.finding.blended.people and not now.focus and now.has_rows:
        with below:
            teaser.draw(now)  # last: the search takes longer than all the rest


def _circles(now: View) -> None:
    """Say which of the segment sets split by are made of orders, so that rates by them say nothing new."""
    definitions = dict(sets_of(state.get())) if now.metric == "rate" else {}
    for name in now.by:
        segment_circles.mark(definitions.get(name, ""), ("outcome",))


def _picture(now: View, found: Split, chips: list[str]) -> None:
    """Draw the picture, what must be known of it, and what can be done with the segment picked."""
    key = f"averages.picture.{now.place}"
    question = shown.question(found.finding)
    mode = parts.mode()
    chart = shown.picture(found, shown.colours(now.dataset, now.everyone, now.by, mode), mode)
    draw_chart(
        chart,
        key=key,
        said=question,
        on_select=partial(focus.remember_mark, key, now.place),
        selection_mode="segment",
    )
    for note in notes(found.finding, least=SMALL, name=esc):
        st.caption(note)
    with st.container(horizontal=True, vertical_alignment="center"):
        focus.offers(now, found)
        controls.small_ones(now, found.folded)
    parts.settings_line(chips)


def _rows(now: View, found: Split, chips: list[str]) -> None:
    """Draw the table behind the picture, and the files to take along."""
    key, mode = f"averages.rows.{now.place}", parts.mode()
    shown.rows(found, key=key, on_select=partial(focus.remember_row, key, now.place, found))
    parts.on_paper(shown.on_paper(found), name="averages")
    parts.downloads(
        shown.table(found),
        name="rates-by-segment" if now.metric == "rate" else f"{now.metric.replace('_', '-')}-by-segment",
        title=shown.question(found.finding),
        settings=chips,
        chart=partial(shown.picture, found, shown.colours(now.dataset, now.everyone, now.by, mode), mode),
    )


def _onwards(now: View) -> None:
    """Draw the way to the credit of these segments, where the data hold any."""
    segmentation = shown.segmentation_of(now.by)
    if now.dataset.touchpoints is None or now.dataset.conversions is None or not segmentation:
        return
    with st.container(key="next"):
        st.subheader("What next", anchor=False)
        if st.button("See who earned the credit in these segments", icon=":material/hub:"):
            state.change(segmentation=segmentation)
            st.switch_page(ATTRIBUTION)
