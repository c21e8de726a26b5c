"""Groups side by side in every row: all together, at the same mix, inside a segment, at a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import altair as alt
import numpy as np
import pandas as pd

from segattr.charts.theme import RATE_AXIS, Mode, finish, ink, legend
from segattr.words.averages_metrics import written, written_range
from segattr.words.numbers import count

COLUMNS: Final = ("row", "side", "people", "rate", "low", "high")
SIDE: Final = 36  # pixels of each group in a row
SMALL: Final = 30
FADED: Final = 0.35
ROOM: Final = 1.04


def compared(
    rows: pd.DataFrame,
    *,
    title: str,
    colours: Mapping[str, str],
    mode: Mode,
    blended: float | None = None,
    units: str = "people",
    did: str = "converted",
) -> alt.LayerChart:
    """Draw the groups in every row: a dot and its range each, in the order given.

    Parameters
    ----------
    rows : ``row`` (label of a segment, or of all together), ``side`` (which group), ``people`` (nan where it
        is a figure made of several), ``rate, low, high`` (0-1). Every row holds each side once at most.
    title : the question the picture answers.
    colours : side -> colour.
    blended : everybody's rate, these groups and all others; None where the rows have no rate in common.
    units, did : what those counted are called, and what they did.

    Returns
    -------
    LayerChart

    Examples
    --------
    >>> rows = {"row": ["all"] * 2, "side": ["a", "b"], "people": [9, 9], "rate": [0.2, 0.4]}
    >>> rows = pd.DataFrame(rows).assign(low=0.1, high=0.5)
    >>> chart = compared(rows, title="Who?", colours={}, mode="light", blended=0.3)
    >>> chart.to_dict()["title"]
    {'text': ['Who?']}
    """
    end = _end(rows, blended)
    marks = _marks(rows, end, mode)
    names, sides = (list(dict.fromkeys(marks[column])) for column in ("row", "side"))
    base = _base(marks, names, sides, colours, mode, units)
    scale = alt.Scale(domain=[0, end], nice=False)
    axis = alt.Axis(labelExpr=RATE_AXIS, tickCount=5)
    x = alt.X("start:Q", title=f"{did} (range) · {units}", scale=scale, axis=axis)
    ranges = base.mark_rule(strokeWidth=4, strokeCap="round").encode(x=x, x2=alt.X2("end:Q"))
    dots = base.mark_point(filled=True, size=130, stroke=ink(mode).page, strokeWidth=1.5)
    line = _line(blended, mode) if blended is not None else []
    layers = [*line, ranges, dots.encode(x=alt.X("dot:Q")), *_words(marks, base, mode)]
    chart = alt.LayerChart(layer=layers, width="container")
    return finish(chart, title=title, mode=mode, height=SIDE * max(len(sides), 1) * max(len(names), 1))


def _end(rows: pd.DataFrame, blended: float | None) -> float:
    clear = rows[~(rows["people"] < SMALL)]
    found = [*(clear if len(clear) else rows)[["rate", "high"]].to_numpy(float).ravel(), blended or 0.0]
    return min(max([figure for figure in found if np.isfinite(figure)] or [1.0]) * ROOM, 1.0) or 1.0


def _marks(rows: pd.DataFrame, end: float, mode: Mode) -> pd.DataFrame:
    marks = rows[list(COLUMNS)].reset_index(drop=True)
    words = [
        " ".join(filter(None, (written(rate), written_range(low, high))))
        + ("" if n != n else f" · {count(n)}")
        + " →" * bool(high > end)
        for rate, low, high, n in marks[["rate", "low", "high", "people"]].itertuples(index=False)
    ]
    faded = (marks["people"] < SMALL).to_numpy()
    return marks.assign(
        words=words,
        opacity=np.where(faded, FADED, 1.0),
        ink=np.where(faded, ink(mode).muted, ink(mode).text),
        start=marks["low"].fillna(marks["rate"]).clip(0, end),
        end=marks["high"].fillna(marks["rate"]).clip(0, end),
        dot=marks["rate"].where(marks["rate"] <= end),
        leftish=marks["rate"] < end / 2,
    )


def _base(
    marks: pd.DataFrame,
    names: list[str],
    sides: list[str],
    colours: Mapping[str, str],
    mode: Mode,
    units: str,
) -> alt.Chart:
    hues = [colours.get(side, ink(mode).others) for side in sides]
    return alt.Chart(marks).encode(
        y=alt.Y("row:N", title=None, axis=alt.Axis(grid=False)).scale(domain=names),
        yOffset=alt.YOffset("side:N").scale(domain=sides),
        color=alt.Color("side:N", title=None, legend=legend(sides)).scale(domain=sides, range=hues),
        opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
        tooltip=[
            alt.Tooltip("row:N", title="where"),
            alt.Tooltip("side:N", title="who"),
            alt.Tooltip("people:Q", title=units, format=","),
            *(
                alt.Tooltip(f"{name}:Q", title=title, format=".4%")
                for name, title in (("rate", "rate"), ("low", "from"), ("high", "to"))
            ),
        ],
    )


def _words(marks: pd.DataFrame, base: alt.Chart, mode: Mode) -> list[alt.Chart]:
    """Write the figures over the mark, from its outer end inwards."""
    drawn = []
    sides: tuple[tuple[bool, Literal["left", "right"], str], ...] = (
        (True, "left", "start:Q"),
        (False, "right", "end:Q"),
    )
    for leftish, align, place in sides:
        if leftish in set(marks["leftish"]):
            words = base.transform_filter(alt.datum.leftish == leftish).encode(
                x=alt.X(place),
                text=alt.Text("words:N"),
                color=alt.Color("ink:N", scale=None, legend=None),
                opacity=alt.OpacityValue(1),
            )
            drawn += [
                words.mark_text(dy=-13, align=align, stroke=ink(mode).page, strokeWidth=4),
                words.mark_text(dy=-13, align=align),
            ]
    return drawn


def _line(blended: float, mode: Mode) -> list[alt.Chart]:
    data = pd.DataFrame({"rate": [blended], "words": [f"blended {written(blended)}"]})
    base = alt.Chart(data).encode(x=alt.X("rate:Q"))
    rule = base.mark_rule(color=ink(mode).blended, strokeWidth=2, strokeDash=[5, 3])
    words = base.mark_text(color=ink(mode).muted, baseline="bottom", dy=-4, fontWeight=600)
    return [rule, words.encode(text=alt.Text("words:N"), y=alt.value(0))]
