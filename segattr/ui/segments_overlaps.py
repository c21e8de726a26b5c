"""Who fits more than one segment, on the Segments page: the sentence, every pair, two or three as circles."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st
from pandas.api.types import is_numeric_dtype

from segattr.averages.segment_sizes import SegmentSizes
from segattr.charts.overlap import overlap_squares
from segattr.charts.theme import segment_colours
from segattr.charts.venn import placed, venn
from segattr.data.dataset import Dataset
from segattr.exports.document import Chart
from segattr.segments.registry import text_of_segmentation
from segattr.segments.rules import Rules
from segattr.segments.segmentation import Segmentation
from segattr.ui import parts
from segattr.ui import segments_overlaps_store as work
from segattr.ui import segments_shown as shown
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import segments_overlaps as words
from segattr.words.numbers import count, percent

KEY: Final = "segments.overlaps"
CHOSEN: Final = f"{KEY}.chosen"
MOST_SQUARES: Final = 8  # segments in one picture
MOST_CIRCLES: Final = 3
MOST_ROWS: Final = 12  # of a table that is shown to its end


def several(dataset: Dataset, rule: Segmentation | None, found: SegmentSizes) -> None:
    """Say who fits several rules of a set, once somebody opens it; one sentence where nobody does.

    Parameters
    ----------
    rule : the set on the desk; of scores, groups and shares of the top no two hold for the same people.
    """
    if not isinstance(rule, Rules) or len(rule.rules) < 2:
        return
    if not found.overlap:
        st.caption(words.APART_AUDIENCES if rule.overlapping else words.APART)
        return
    box = st.expander(words.TITLE, key=KEY, icon=":material/join_inner:", on_change="rerun")
    if not box.open:
        return
    with box:
        definition = text_of_segmentation(rule)
        with st.spinner(words.WORKING):
            pairs = work.pairs(dataset.key, definition)
        counted = {"overlap": found.overlap, "people": found.people}
        audiences = rule.overlapping
        st.markdown(words.headline(pairs, unit=rule.unit, **counted, name=esc, audiences=audiences))
        setting = words.SETTING_AUDIENCES if audiences else words.SETTING
        chips = [rule.name, f"of {rule.unit}s, {rule.of(dataset).when}", setting]
        _squares(pairs, chips, words.MATRIX_SAID_AUDIENCES if audiences else words.MATRIX_SAID)
        _circles(dataset, rule, found, pairs, chips)


def sharing(pairs: pd.DataFrame, most: int) -> list[str]:
    """Return the segments that share most people with another one, in the order of the set.

    Examples
    --------
    >>> rows = [("a", "b", 0), ("a", "c", 5), ("b", "a", 0), ("b", "c", 2), ("c", "a", 5), ("c", "b", 2)]
    >>> sharing(pd.DataFrame(rows, columns=["segment", "also", "both"]), 2)
    ['a', 'c']
    """
    names = list(dict.fromkeys(pairs["segment"]))
    beside = pairs[pairs["segment"] != pairs["also"]]
    shared = beside.groupby("segment", sort=False)["both"].max()
    first = set(shared.sort_values(ascending=False, kind="stable").index[:most])
    return [name for name in names if name in first]


def _squares(pairs: pd.DataFrame, chips: list[str], said: str) -> None:
    names = sharing(pairs, MOST_SQUARES)
    chart = overlap_squares(pairs, names=names, axes=words.AXES, title=words.MATRIX, mode=parts.mode())
    draw_chart(chart, key=f"{KEY}.squares", said=words.MATRIX)
    st.caption(said)
    if (all_ := pairs["segment"].nunique()) > len(names):
        st.caption(words.MOST_SHARED.format(n=len(names), all=all_))
    beside = pairs.loc[pairs["segment"] != pairs["also"], list(words.PAIR_COLUMNS)]
    table = beside.sort_values("both", ascending=False, kind="stable").rename(columns=words.PAIR_COLUMNS)
    _table(table.reset_index(drop=True), "pairs", words.MATRIX, chips, chart, words.PAIRS)


def _circles(
    dataset: Dataset, rule: Rules, found: SegmentSizes, pairs: pd.DataFrame, chips: list[str]
) -> None:
    fitting = {row["segment"]: row["people"] for row in pairs.to_dict("records")}
    chosen = _chosen(list(fitting), sharing(pairs, MOST_CIRCLES))
    full = tuple(name for name in chosen if fitting[name])
    if len(full) < 2:
        st.caption(words.TOO_FEW)
        return
    regions = work.parts(dataset.key, text_of_segmentation(rule), full)
    where, mode = placed(regions, full), parts.mode()
    said = {inside: words.part(inside, full) for inside in regions["inside"]}
    hues = shown.hues(found, mode)
    if not all(name in hues for name in full):  # earlier segments took everybody of one
        hues = segment_colours(list(fitting), mode)
    chart = venn(regions, where, names=full, said=said, colours=hues, title=words.CIRCLES, mode=mode)
    outside = found.people - int(regions["people"].sum())
    empty = [name for name in chosen if name not in full]
    left, right = st.columns(2)
    with left:
        draw_chart(chart, key=f"{KEY}.circles", said=words.CIRCLES_DRAWN)
        st.caption(
            words.drawn(to_scale=where.to_scale, outside=outside, empty=empty, unit=rule.unit, name=esc)
        )
    table = regions.assign(part=regions["inside"].map(said))[list(words.PART_COLUMNS)]
    with right:
        rows = table.rename(columns=words.PART_COLUMNS)
        _table(rows, "parts", words.CIRCLES, chips, chart, words.PARTS)


def _chosen(names: list[str], proposed: list[str]) -> list[str]:
    """Return the segments to draw: all of up to three, else those somebody picks."""
    if len(names) <= MOST_CIRCLES:
        return names
    if any(name not in names for name in st.session_state.get(CHOSEN, ())):  # of another set
        del st.session_state[CHOSEN]
    picked = st.multiselect(
        words.CHOOSE,
        names,
        default=None if CHOSEN in st.session_state else proposed,
        key=CHOSEN,
        max_selections=MOST_CIRCLES,
        help=words.CHOOSE_HELP,
        persist_state="session",
    )
    return [name for name in names if name in picked]


def _table(table: pd.DataFrame, name: str, title: str, chips: list[str], chart: Chart, label: str) -> None:
    shares = [column for column in map(str, table) if column.startswith("share")]
    number = st.column_config.NumberColumn
    plain = [column for column in map(str, table) if column not in shares]
    counts = [column for column in plain if is_numeric_dtype(table[column].dtype)]
    st.dataframe(
        table.assign(**{column: 100 * table[column] for column in shares}),
        placeholder="–",
        hide_index=True,
        height="content" if len(table) <= MOST_ROWS else "auto",
        alt=title,
        column_config={
            **{column: number(column, format="%.1f %%") for column in shares},
            **{column: number(column, format="localized") for column in counts},
        },
    )
    parts.on_paper(_written(table, shares, counts), name=f"segments-{name}")
    file = f"segments-{name}"
    parts.downloads(table, name=file, title=title, settings=chips, chart=chart, label=label, shares=shares)


def _written(table: pd.DataFrame, shares: list[str], counts: list[str]) -> pd.DataFrame:
    """Return the rows as they are printed: every figure written out."""
    written = {name: [percent(value, decimals=1) for value in table[name]] for name in shares}
    return table.assign(**written, **{name: [count(value) for value in table[name]] for name in counts})
