"""How many touches, and how many days, a conversion takes, per segment."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from segattr.charts.spread import spread
from segattr.charts.theme import ink, segment_colours
from segattr.data.dataset import Dataset
from segattr.ui import attribution_asked as asks
from segattr.ui import parts
from segattr.ui.attribution_view import View
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import attribution_journeys as words

MOST_TOUCHES = 15  # of the axis; the rest is in the table


def draw(shown: View, dataset: Dataset) -> None:  # noqa: ARG001 - every view of the journeys is drawn alike
    """Draw both distributions, everybody in grey behind the segments."""
    st.subheader(words.LENGTHS)
    lengths = _together(shown, "lengths")
    few = lengths[lengths["touches"] <= MOST_TOUCHES]
    _picture(shown, few.rename(columns={"touches": "place"}), words.LENGTHS, words.LENGTH_AXES, "lengths")
    if not shown.summary.timed:
        st.caption(words.NO_LAGS)
        return
    st.subheader(words.LAGS)
    sums = _together(shown, "lag_summary").set_index("segment")
    for each in asks.told(shown):
        whom = each.segment or words.EVERYBODY
        if whom in sums.index:
            row = sums.loc[whom]
            st.markdown(
                words.takes(
                    each.segment, *map(float, row[["median_days", "most_days", "within_day"]]), name=esc
                )
            )
    lags = _together(shown, "lags")
    curve = lags.assign(share=lags["so_far"]).rename(columns={"days": "place"})
    _picture(shown, curve, words.LAGS, words.LAG_AXES, "days_to_convert")


def _together(shown: View, question: str) -> pd.DataFrame:
    """Return the segments' rows under everybody's."""
    everybody = asks.asked(shown, question, segmented=False).assign(segment=words.EVERYBODY)
    if not shown.leads:
        return everybody
    return pd.concat([everybody, asks.asked(shown, question)], ignore_index=True)


def _picture(shown: View, rows: pd.DataFrame, title: str, axes: tuple[str, str], name: str) -> None:
    mode = parts.mode()
    colours = {words.EVERYBODY: ink(mode).blended}
    if shown.leads:
        colours |= segment_colours([each.segment for each in shown.leads], mode)
    chart = partial(spread, rows, axes=axes, colours=colours, mode=mode)
    draw_chart(chart(title=""), said=title)
    kept = rows.rename(columns={"place": "touches" if name == "lengths" else "days"})
    parts.downloads(
        kept,
        name=name,
        title=title,
        settings=shown.settings_of_all,
        chart=partial(chart, title=title),
        settings_inside=True,
    )
