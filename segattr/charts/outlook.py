"""What customers brought, and what they may bring: pale and dashed, because it is projected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.rates import money_axis
from segattr.charts.theme import LABEL_PIXELS, Mode, finish, ink

ROW: Final = 46
BAR: Final = 18
PALE: Final = 0.3


def outlook_by_segment(
    rows: pd.DataFrame, *, title: str, colours: Mapping[str, str], mode: Mode, currency: str, weeks: str
) -> alt.LayerChart:
    """Draw a bar per segment: solid what a customer brought so far, pale and dashed what is projected.

    A line over the end of the bar says how far the projection may be off.

    Parameters
    ----------
    rows : ``segment, so_far, ahead, low, high`` (money per customer; the last two are the range of
        ``ahead``; nan where nothing is projected, or without a range) and ``words`` above the bar; in their
        order.
    colours : segment -> colour; one without gets grey.
    weeks : how far ahead, in words.

    Examples
    --------
    >>> rows = pd.DataFrame({"segment": ["a"], "so_far": [10.0], "ahead": [2.0], "words": ["€10 + ~€2"]})
    >>> rows = rows.assign(low=1.5, high=2.6)
    >>> look = {"colours": {}, "mode": "light", "currency": "EUR", "weeks": "52 weeks"}
    >>> len(outlook_by_segment(rows, title="What next?", **look).to_dict()["layer"])
    4
    """
    marks = rows[["segment", "so_far", "ahead", "low", "high", "words"]].reset_index(drop=True)
    marks = marks.assign(end=marks["so_far"] + marks["ahead"].fillna(0.0), start=0.0)
    marks = marks.assign(least=marks["so_far"] + marks["low"], most=marks["so_far"] + marks["high"])
    names = [str(name) for name in marks["segment"]]
    hue = alt.Color("segment:N", legend=None).scale(
        domain=names, range=[colours.get(name, ink(mode).blended) for name in names]
    )
    axis = alt.Axis(labelExpr=money_axis(currency), tickCount=5, labelSeparation=8, labelOverlap="greedy")
    base = alt.Chart(marks).encode(
        y=alt.Y("segment:N", title=None, axis=alt.Axis(grid=False, labelLimit=LABEL_PIXELS)).scale(
            domain=names
        ),
        tooltip=[
            alt.Tooltip("segment:N", title="segment"),
            alt.Tooltip("so_far:Q", title="so far", format=",.2f"),
            alt.Tooltip("ahead:Q", title=f"projected, {weeks}", format=",.2f"),
            alt.Tooltip("low:Q", title="95 % from", format=",.2f"),
            alt.Tooltip("high:Q", title="95 % to", format=",.2f"),
        ],
    )
    below = [f"pale: projected, next {weeks}", "line: its 95 % range"]
    along = alt.X("start:Q", title=below, axis=axis).scale(zero=True)
    known = base.mark_bar(height=BAR).encode(x=along, x2="so_far:Q", color=hue)
    coming = base.transform_filter("isValid(datum.ahead)").mark_bar(
        height=BAR, fillOpacity=PALE, strokeDash=[4, 3], strokeWidth=1.5
    )
    projected = coming.encode(x=alt.X("so_far:Q"), x2="end:Q", color=hue, stroke=hue)
    ranged = base.transform_filter("isValid(datum.low)").mark_rule(
        strokeWidth=3, strokeCap="round", color=ink(mode).text
    )
    spread = ranged.encode(x=alt.X("least:Q"), x2="most:Q")
    said = base.mark_text(align="left", dy=-17, color=ink(mode).text)
    chart = alt.LayerChart(
        layer=[known, projected, spread, said.encode(x=alt.X("start:Q"), text="words:N")], width="container"
    )
    return finish(chart, title=title, mode=mode, height=ROW * max(len(marks), 1))
