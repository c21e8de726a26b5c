"""The Averages page: the blended rate beside its split, who differs, and where else to look."""

from pathlib import Path

import pandas as pd
import streamlit as st

from segattr.averages import split as view
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.ui import averages_shown as shown
from segattr.ui import parts, state, store
from segattr.ui.text import esc
from segattr.words import averages as words
from segattr.words import averages_table as table_words

ATTRIBUTION, MOST_LAYERS = Path(__file__).with_name("attribution.py"), 3
SPLIT, CLEARED = "averages.split", "averages.cleared"
LEVELS = (0.9, 0.95, 0.99)


def choose(by: list[str]) -> None:
    """Split by these columns from here on; none at all is a choice too."""
    choices = state.change(split_by=tuple(by))
    st.session_state[CLEARED] = "" if by else choices.dataset_key


def chosen(dimensions: list[str], splits: pd.DataFrame) -> list[str]:
    """Return the columns to split by: the visitor's, as far as they exist, or the most telling one."""
    known = [name for name in state.get().split_by if name in dimensions][:MOST_LAYERS]
    if known or not dimensions or st.session_state.get(CLEARED) == state.get().dataset_key:
        return known
    return [view.opening(splits)]


def controls(dimensions: list[str], by: list[str]) -> tuple[view.Sort, bool]:
    """Draw the three controls; return the order and whether everything is shown."""
    split, sort, everything = st.columns([4, 2, 3], vertical_alignment="bottom")
    st.session_state[SPLIT] = by
    split.multiselect(
        "Split by",
        dimensions,
        key=SPLIT,
        max_selections=MOST_LAYERS,
        on_change=lambda: choose(st.session_state[SPLIT]),
        placeholder="Choose up to three columns",
    )
    order: view.Sort = sort.segmented_control(
        "Sort by",
        ["rate", "people"],
        default="rate",
        required=True,
        key="averages.sort",
        persist_state="session",
    )
    whole = everything.toggle(
        "Show small segments",
        key="averages.everything",
        persist_state="session",
        help=f"Beyond {view.DRAWN}, the segments with the fewest people are folded into one.",
    )
    return order, whole


def settings() -> float:
    """Draw the rarer settings; return how sure the ranges are."""
    with st.expander("Settings"):
        return st.selectbox(
            "Confidence of the ranges",
            LEVELS,
            index=LEVELS.index(0.95),
            format_func=lambda level: f"{level:.0%}",
            key="averages.level",
            persist_state="session",
        )


def elsewhere(splits: pd.DataFrame, by: list[str]) -> None:
    """Draw all columns there are to split by, ranked; choosing a row splits by it."""
    key = f"averages.ranking.{by}"  # another split, another table: nothing stays ticked

    def follow() -> None:
        choose([str(splits["dimension"].iloc[row]) for row in st.session_state[key]["selection"]["rows"]])

    st.subheader("Where else to look", anchor=False)
    st.caption(table_words.RANKING)
    st.dataframe(
        shown.ranking(splits),
        hide_index=True,
        height=shown.height(splits),
        key=key,
        selection_mode="single-row",
        on_select=follow,
        alt="The columns to split by, the most telling first.",
    )


def onwards(dataset: Dataset, by: list[str]) -> None:
    """Draw the way to the credit of these segments, where the data hold any."""
    segmentation = shown.segmentation_of(by)
    if dataset.touchpoints is None or dataset.conversions is None or not segmentation:
        return
    st.subheader("What next", anchor=False)
    if st.button("See who earned the credit in these segments", icon=":material/hub:"):
        state.change(segmentation=segmentation)
        st.switch_page(ATTRIBUTION)


def page(dataset: Dataset, cells: pd.DataFrame, splits: pd.DataFrame) -> None:
    """Draw the page over data that have people in them."""
    dimensions = view.offered(cells)
    by = chosen(dimensions, splits)
    st.title(words.QUESTION)
    answer = st.container()
    order, everything = controls(dimensions, by)
    drawing = st.container()
    level = settings()
    found = view.split(cells, by, level=level, everything=everything, sort=order)
    found = view.in_context(found, splits, outcome=shown.outcome_of(dataset))
    answer.markdown(words.headline(found.finding, name=esc))
    if found.finding.blended.people:
        chips, mode = shown.settings(dataset, found, level=level), parts.mode()
        chart = shown.picture(found, shown.colours(dataset, cells, by, mode), mode)
        drawing.altair_chart(chart, theme=None, key="averages.picture", alt=words.question_of(tuple(by)))
        with drawing:
            parts.settings_line(chips)
        shown.rows(found)
        parts.downloads(
            shown.table(found),
            name="rates-by-segment",
            title=words.question_of(tuple(by)),
            settings=chips,
            chart=chart,
        )
    if len(splits):
        elsewhere(splits, by)
    parts.method(table_words.METHOD)
    onwards(dataset, by)


dataset = store.get(state.get().dataset_key)
if dataset is None:
    parts.empty_page(words.QUESTION, shows=table_words.SHOWS, needs=table_words.NEEDS)
else:
    try:
        cells, splits = store.cells(dataset.key), store.splits(dataset.key)
    except UnsuitableData as error:
        parts.empty_page(words.QUESTION, shows=table_words.SHOWS, needs=esc(error))
    else:
        page(dataset, cells, splits)
