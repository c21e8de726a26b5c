"""From one figure to another, step by step: what each part added or took away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.theme import RATE_AXIS, Mode, finish, ink

ROW: Final = 34
ROOM: Final = 0.18  # of the width, on both sides, for the figures


def waterfall(
    steps: pd.DataFrame,
    *,
    title: str,
    axis: str,
    colours: Mapping[str, str],
    mode: Mode,
    write: Callable[[float], str],
    write_step: Callable[[float], str],
    label_expr: str = RATE_AXIS,
) -> alt.LayerChart:
    """Draw a row per step, in the order given, each beginning where the one before ended.

    Parameters
    ----------
    steps : ``label`` (unique), ``size`` (what the step adds; of an end, its own figure), ``is_end`` (the
        figure before, the one after), ``group`` (whose colour a step takes); optional ``figure``, what is
        written beside it instead of its size.
    title : the question the picture answers.
    axis : what the figures are.
    colours : group -> colour; without one, grey.
    write, write_step : how an end and a step are written.
    label_expr : how the axis is written.

    Notes
    -----
    Ends are lines, not bars, so that the axis need not start at zero: what is compared are the steps.

    Examples
    --------
    >>> steps = pd.DataFrame({"label": ["May", "new", "June"], "size": [0.03, -0.01, 0.02],
    ...                       "is_end": [True, False, True], "group": ""})
    >>> chart = waterfall(
    ...     steps, title="Why?", axis="rate", colours={}, mode="light", write=str, write_step=str
    ... )
    >>> chart.to_dict()["title"]
    {'text': ['Why?']}
    """
    marks = _marks(steps, colours, mode, write, write_step)
    first, last = _domain(marks)
    scale = alt.Scale(domain=[first, last], nice=False, zero=False)
    x = alt.X("start:Q", title=axis, scale=scale, axis=alt.Axis(labelExpr=label_expr, tickCount=5))
    base = alt.Chart(marks).encode(
        y=alt.Y("label:N", title=None, axis=alt.Axis(grid=False)).scale(domain=list(marks["label"])),
        tooltip=[alt.Tooltip("label:N", title="step"), alt.Tooltip("words:N", title="figure")],
    )
    bars = (
        base.transform_filter("!datum.is_end")
        .mark_bar(size=14, cornerRadius=2)
        .encode(x=x, x2=alt.X2("end:Q"), color=alt.Color("colour:N", scale=None, legend=None))
    )
    ends = (
        base.transform_filter("datum.is_end")
        .mark_tick(thickness=4, size=26)
        .encode(x=alt.X("end:Q"), color=alt.ColorValue(ink(mode).blended))
    )
    words = base.encode(x=alt.X("right:Q"), text="words:N")
    halo = words.mark_text(align="left", dx=8, stroke=ink(mode).page, strokeWidth=4)
    figures = words.mark_text(align="left", dx=8, color=ink(mode).text)
    chart = alt.LayerChart(layer=[bars, ends, halo, figures], width="container")
    return finish(chart, title=title, mode=mode, height=ROW * max(len(marks), 1))


def _marks(
    steps: pd.DataFrame,
    colours: Mapping[str, str],
    mode: Mode,
    write: Callable[[float], str],
    write_step: Callable[[float], str],
) -> pd.DataFrame:
    reached, rows = 0.0, []
    said = steps if "figure" in steps else steps.assign(figure=steps["size"])
    columns = ["label", "size", "figure", "is_end", "group"]
    for label, size, figure, is_end, group in said[columns].itertuples(index=False):
        start = reached if not is_end else float(size)
        reached = float(size) if is_end else reached + float(size)
        words = write(float(figure)) if is_end else write_step(float(figure))
        colour = colours.get(str(group)) or ink(mode).others
        rows.append((str(label), start, reached, max(start, reached), bool(is_end), words, colour))
    return pd.DataFrame(rows, columns=["label", "start", "end", "right", "is_end", "words", "colour"])


def _domain(marks: pd.DataFrame) -> tuple[float, float]:
    low = float(marks[["start", "end"]].to_numpy(float).min())
    high = float(marks[["start", "end"]].to_numpy(float).max())
    room = (high - low or abs(high) or 1.0) * ROOM
    return low - room, high + 3 * room  # figures stand to the right
