"""How frequent traits are in a group, beside everybody else."""

from __future__ import annotations

from typing import Final

import altair as alt
import numpy as np
import pandas as pd

from segattr.charts.theme import RATE_AXIS, Mode, finish, ink, segment_colours
from segattr.statistics.intervals import wilson
from segattr.words.numbers import share

ROW: Final = 44  # pixels; a row's figures stand above its marks
FADED: Final = 0.4
MOST: Final = 8
COLUMNS: Final = ("people", "share", "rest_share")
PHONE: Final = 330  # pixels of a phone's picture: a longer name ends in … and stands in full in the tooltip


def shares_of_traits(
    traits: pd.DataFrame, *, group: int, name: str, others: str, title: str, mode: Mode
) -> alt.LayerChart:
    """Draw each trait's share of a group, with its range, and a grey ring for its share of everybody else.

    Parameters
    ----------
    traits : rows of `segattr.averages.common_traits.CommonTraits`, in the order to be drawn; the first eight.
        Those not confirmed are pale.
    group : people in the group, which the ranges (95 %, Wilson) rest on.
    name, others : what the group and everybody else are called.
    title : the question the picture answers.

    Returns
    -------
    LayerChart
    """
    marks = _marks(traits.head(MOST), group)
    y = alt.Y("label:N", axis=None).scale(domain=list(marks["label"]))
    x = alt.X("share:Q", title=f"{name} (range); ring: {others}").scale(domain=[0, 1])
    x = x.axis(labelExpr=RATE_AXIS, tickCount=5)
    tooltip = [
        alt.Tooltip("label:N", title="trait"),
        alt.Tooltip("share:Q", title=name, format=".1%"),
        alt.Tooltip("rest_share:Q", title=others, format=".1%"),
    ]
    opacity = alt.Opacity("opacity:Q", scale=None, legend=None)
    base = alt.Chart(marks).encode(y=y, opacity=opacity, tooltip=tooltip)
    colour = segment_colours([name], mode)[name]
    rules = base.mark_rule(color=colour, strokeWidth=4, strokeCap="round").encode(
        x=alt.X("low:Q"), x2="high:Q"
    )
    rings = base.mark_point(color=ink(mode).blended, size=120, strokeWidth=2.5).encode(
        x=alt.X("rest_share:Q")
    )
    dots = base.mark_point(filled=True, color=colour, size=140, stroke=ink(mode).page, strokeWidth=1.5)
    words = base.mark_text(dy=-16, align="left", color=ink(mode).text, limit=PHONE).encode(
        x=alt.value(0), text="words:N", opacity=alt.OpacityValue(1)
    )
    chart = alt.LayerChart(layer=[rules, rings, dots.encode(x=x), words], width="container")
    return finish(chart, title=title, mode=mode, height=ROW * max(len(marks), 1))


def _marks(traits: pd.DataFrame, group: int) -> pd.DataFrame:
    marks = traits[list(COLUMNS)].reset_index(drop=True)
    low, high = wilson(marks["people"], np.full(len(marks), group))
    labels = [f"{trait}: {value}" for trait, value in zip(traits["trait"], traits["value"], strict=True)]
    shares = zip(labels, marks["share"], marks["rest_share"], strict=True)
    return marks.assign(
        label=labels,
        low=low,
        high=high,
        opacity=np.where(traits["evidence"] == "confirmed", 1.0, FADED),
        words=[f"{label}: {share(mine)}, else {share(rest)}" for label, mine, rest in shares],
    )
