"""How many people are in each segment, where nobody knows who of them converted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.theme import COUNT_AXIS, Mode, finish, ink
from segattr.words.numbers import count, share

ROW: Final = 42  # pixels


def sizes_by_segment(
    sizes: pd.DataFrame, *, title: str, colours: Mapping[str, str], mode: Mode
) -> alt.LayerChart:
    """Draw a bar per segment, in the order given, with its people and their share beside it.

    Parameters
    ----------
    sizes : ``segment`` (unique), ``people``, ``share`` (0-1).
    title : the question the picture answers.
    colours : segment -> colour, see `segattr.charts.theme.segment_colours`.

    Examples
    --------
    >>> found = pd.DataFrame({"segment": ["a", "b"], "people": [30, 10], "share": [0.75, 0.25]})
    >>> chart = sizes_by_segment(found, title="How many?", colours={"a": "#1667ae"}, mode="light")
    >>> chart.to_dict()["title"]
    {'text': ['How many?']}
    """
    words = [f"{count(n)} · {share(part)}" for n, part in zip(sizes["people"], sizes["share"], strict=True)]
    marks = sizes[["segment", "people", "share"]].assign(words=words, start=0)
    names = list(marks["segment"])
    base = alt.Chart(marks).encode(
        y=alt.Y("segment:N", title=None, axis=alt.Axis(grid=False)).scale(domain=names),
        x=alt.X("people:Q", title="people", axis=alt.Axis(labelExpr=COUNT_AXIS, tickCount=5)),
        tooltip=[
            alt.Tooltip("segment:N", title="segment"),
            alt.Tooltip("people:Q", title="people", format=","),
            alt.Tooltip("share:Q", title="share", format=".1%"),
        ],
    )
    hues = [colours.get(name, ink(mode).others) for name in names]
    bars = base.mark_bar(size=10, cornerRadiusEnd=2).encode(
        color=alt.Color("segment:N", legend=None).scale(domain=names, range=hues)
    )
    figures = base.mark_text(align="left", dy=-15, color=ink(mode).text).encode(
        x=alt.X("start:Q"), text=alt.Text("words:N")
    )
    chart = alt.LayerChart(layer=[bars, figures], width="container")
    return finish(chart, title=title, mode=mode, height=ROW * max(len(marks), 1))
