"""A table as squares: how much of every row goes to every column."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from segattr.charts.palette import SEQUENTIAL_DARK, SEQUENTIAL_LIGHT
from segattr.charts.theme import Mode, finish, ink
from segattr.words.numbers import share

ROW = 30  # pixels
LEVEL = 6  # columns up to which their names have room beside each other
WITHOUT_FIGURES = 16  # columns from which a square is too narrow for a figure
STRONG = 0.55  # of the scale, from which figures are written in the page's colour


def heat(
    cells: pd.DataFrame,
    *,
    title: str,
    rows: Sequence[str],
    columns: Sequence[str],
    axes: tuple[str, str],
    mode: Mode,
    measure: str = "Share",
) -> alt.LayerChart:
    """Draw a square per cell, darker the larger its share, with the share written in it.

    Parameters
    ----------
    cells : ``row, column, share`` (0 to 1); what is not there stays empty.
    rows, columns : in the order of the picture.
    axes : what rows and columns are.
    measure : what the share is of, for the tooltip.
    """
    most = float(cells["share"].max()) if len(cells) else 1.0
    drawn = cells.assign(
        written=[share(part) for part in cells["share"]], strong=cells["share"] > STRONG * (most or 1.0)
    )
    angle = 0 if len(columns) <= LEVEL else -35
    steps = list(SEQUENTIAL_LIGHT if mode == "light" else SEQUENTIAL_DARK)
    base = alt.Chart(drawn).encode(
        x=alt.X(
            "column:N",
            sort=list(columns),
            title=axes[1] or None,
            axis=alt.Axis(orient="top", labelAngle=angle),
        ),
        y=alt.Y("row:N", sort=list(rows), title=axes[0] or None),
        tooltip=[
            alt.Tooltip("row:N", title=axes[0] or "One"),
            alt.Tooltip("column:N", title=axes[1] or "Other"),
            alt.Tooltip("written:N", title=measure),
        ],
    )
    colour = alt.Color("share:Q", legend=None, scale=alt.Scale(domain=[0, most or 1.0], range=steps))
    squares = base.mark_rect(cornerRadius=2, stroke=ink(mode).page, strokeWidth=2).encode(color=colour)
    figures = base.mark_text(fontSize=12).encode(
        text="written:N",
        color=alt.condition(alt.datum.strong, alt.value(ink(mode).page), alt.value(ink(mode).text)),
    )
    layers = [squares, figures] if len(columns) < WITHOUT_FIGURES else [squares]
    picture = alt.LayerChart(layer=layers, width="container")
    return finish(picture, title=title, mode=mode, height=ROW * max(len(rows), 1))
