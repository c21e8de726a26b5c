"""The ways that lead to a conversion, per segment, and the journeys that are not over yet."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from segattr.data.dataset import Dataset
from segattr.ui import attribution_asked as asks
from segattr.ui.attribution_view import View
from segattr.ui.text import esc
from segattr.words import attribution_journeys as words
from segattr.words.attribution_settings import OPEN_JOURNEYS


def draw(shown: View, dataset: Dataset) -> None:  # noqa: ARG001 - every view of the journeys is drawn alike
    """Draw the most frequent ways, and say how many journeys are still open."""
    rows = asks.asked(shown, "top_paths")
    st.subheader(words.PATHS)
    for each in asks.told(shown):
        if said := _most(asks.of(rows, each.segment), each.segment):
            st.markdown(said)
    if shown.summary.timed:
        _open(shown)
    segment = asks.for_whom(shown, "paths")
    asked = rows
    if shown.leads and not segment:
        asked = asks.asked(shown, "top_paths", segmented=False)
    st.caption(words.PATHS_HELP)
    asks.table(asks.of(asked, segment), words.PATH_TITLES, shown, name="ways", title=words.PATHS)


def _most(rows: pd.DataFrame, segment: str) -> str:
    if rows.empty or not float(rows["conversions"].sum()):
        return ""
    first = rows.sort_values("conversions", ascending=False, kind="stable").iloc[0]
    return words.ways(
        segment,
        str(first["path"]),
        float(first["conversions"]),
        float(first["share"]),
        float(rows["share"].nlargest(10).sum()),
        name=esc,
    )


def _open(shown: View) -> None:
    """Say how many journeys may still convert."""
    ends = asks.asked(shown, "endings", segmented=False)
    still, lost = float(ends["open"].sum()), float(ends["lost"].sum())
    how = OPEN_JOURNEYS[shown.choices.open_journeys].lower()
    part = still / (still + lost) if still + lost else 0.0
    said = words.still_open(still, part, shown.choices.lookback_days, how)
    if said:
        st.caption(said)
