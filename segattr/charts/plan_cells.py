"""What the next money would bring in each cell by every model, and the blended figure through all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import altair as alt
import numpy as np
import pandas as pd

from segattr.charts.theme import Mode, finish, ink

ROW: Final = 44  # pixels
SHAPES: Final = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "stroke", "wedge")
ROOM: Final = 1.08
PALE: Final = alt.Opacity("opacity:Q", scale=None, legend=None)


def next_money(
    cells: pd.DataFrame,
    *,
    blended: float,
    title: str,
    axis: str,
    colours: Mapping[str, str],
    mode: Mode,
    label_expr: str,
) -> alt.LayerChart:
    """Draw a row per cell: a mark per model, the line from the lowest to the highest, and their words.

    Parameters
    ----------
    cells : ``cell`` (what it is called), ``group`` (whose colour it takes), ``model`` (its title), ``figure``
        (what the next money brings), ``words`` (both ends, the same in all rows of a cell) and ``faded`` (it
        rests on few conversions), the cells in order.
    blended : the figure over all spend.
    axis : what the figures are; label_expr : how the axis is written.
    colours : group -> colour.

    Notes
    -----
    The axis is of square roots, so that cells a hundred times apart stay readable and 0 is still shown.
    Where the lines of two cells do not overlap, moving a little money gains under every model.

    Examples
    --------
    >>> rows = pd.DataFrame({"cell": ["Email"], "group": ["new"], "model": ["Last"], "figure": [2.0]})
    >>> rows = rows.assign(words="2.0", faded=False)
    >>> chart = next_money(rows, blended=1.0, title="What next?", axis="", colours={},
    ...                    mode="light", label_expr="datum.value")
    >>> chart.to_dict()["title"]
    {'text': ['What next?']}
    """
    cells = cells.assign(opacity=np.where(cells["faded"], 0.35, 1.0))
    names, ends = list(dict.fromkeys(cells["cell"])), _ends(cells)
    rows = alt.Y("cell:N", title=None, axis=alt.Axis(grid=False)).scale(domain=names)
    scale = _scale(cells["figure"], blended)
    x = alt.X("figure:Q", title=axis, scale=scale, axis=alt.Axis(labelExpr=label_expr, tickCount=5))
    base = alt.Chart().encode(y=rows, color=_colour(cells, colours, mode), opacity=PALE)
    ranges = base.properties(data=ends).mark_rule(strokeWidth=4, strokeCap="round")
    ranges = ranges.encode(x=alt.X("low:Q", title=axis, scale=scale), x2=alt.X2("high:Q"))
    marks = base.properties(data=cells).mark_point(filled=True, size=90, stroke=ink(mode).page, strokeWidth=1)
    marks = marks.encode(x=x, shape=_shape(cells["model"], mode), tooltip=_tooltip(axis))
    layers = [*_line(blended, scale, mode), ranges, marks, *_words(ends, names, scale, mode)]
    chart = alt.LayerChart(layer=layers, width="container")
    return finish(chart, title=title, mode=mode, height=ROW * max(len(names), 1))


def _scale(figures: pd.Series, blended: float) -> alt.Scale:
    """Return the axis of square roots, with 0 and the blended figure on it."""
    end = max(float(np.nanmax([*figures, blended, 0.0])), 1e-9) * ROOM
    start = min(float(np.nanmin([*figures, 0.0])), 0.0) * ROOM
    return alt.Scale(type="sqrt", domain=[start, end], nice=False)


def _shape(models: pd.Series, mode: Mode) -> alt.Shape:
    named = list(dict.fromkeys(models))
    shapes = [SHAPES[i % len(SHAPES)] for i in range(len(named))]
    legend = _legend(mode) if len(named) > 1 else None
    return alt.Shape("model:N", title=None, scale=alt.Scale(domain=named, range=shapes), legend=legend)


def _tooltip(axis: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("cell:N", title="cell"),
        alt.Tooltip("model:N", title="model"),
        alt.Tooltip("figure:Q", title=axis, format=",.3~g"),
    ]


def _legend(mode: Mode) -> alt.Legend:
    """Return the legend of the shapes, in an ink that a light and a dark page show."""
    hue = ink(mode).muted
    return alt.Legend(orient="top", columns=2, symbolFillColor=hue, symbolStrokeColor=hue, offset=18)


def _colour(cells: pd.DataFrame, colours: Mapping[str, str], mode: Mode) -> alt.Color:
    groups = list(dict.fromkeys(cells["group"]))
    hues = [colours.get(group, ink(mode).others) for group in groups]
    return alt.Color("group:N", legend=None).scale(domain=groups, range=hues)


def _ends(cells: pd.DataFrame) -> pd.DataFrame:
    grouped = cells.groupby("cell", sort=False)
    table = grouped.agg(
        low=("figure", "min"),
        high=("figure", "max"),
        words=("words", "first"),
        group=("group", "first"),
        faded=("faded", "first"),
    )
    return table.reset_index().assign(opacity=lambda rows: np.where(rows["faded"], 0.3, 0.6))


def _words(ends: pd.DataFrame, names: list[str], scale: alt.Scale, mode: Mode) -> list[alt.Chart]:
    """Write both ends over the mark, from its outer end inwards."""
    drawn = []
    left = ends["high"] < scale.domain[1] / 4  # of square roots, the middle
    sides: tuple[tuple[bool, Literal["left", "right"], str], ...] = (
        (True, "left", "low:Q"),
        (False, "right", "high:Q"),
    )
    for leftish, align, place in sides:
        rows = ends[left == leftish]
        if rows.empty:
            continue
        words = alt.Chart(rows).encode(
            y=alt.Y("cell:N", title=None).scale(domain=names),
            x=alt.X(place, scale=scale),
            text=alt.Text("words:N"),
        )
        drawn += [
            words.mark_text(dy=-15, align=align, stroke=ink(mode).page, strokeWidth=4),
            words.mark_text(dy=-15, align=align, color=ink(mode).text),
        ]
    return drawn


def _line(blended: float, scale: alt.Scale, mode: Mode) -> list[alt.Chart]:
    base = alt.Chart(pd.DataFrame({"figure": [blended], "words": ["blended"]})).encode(
        x=alt.X("figure:Q", scale=scale)
    )
    rule = base.mark_rule(color=ink(mode).blended, strokeWidth=2, strokeDash=[5, 3])
    words = base.mark_text(color=ink(mode).muted, baseline="bottom", dy=-4, fontWeight=600)
    return [rule, words.encode(text=alt.Text("words:N"), y=alt.value(0))]
