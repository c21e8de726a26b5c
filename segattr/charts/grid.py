"""A figure in every cell of a grid: a market in a week, a source with a behaviour."""

from __future__ import annotations

from typing import Final, Literal

import altair as alt
import pandas as pd

from segattr.charts import palette
from segattr.charts.theme import LABEL_PIXELS, Mode, finish, ink

ROW: Final = 34
ROOMY: Final = 9  # columns up to which their cells are wide enough to write in
PALE: Final = 0.45
Kind = Literal["more", "around"]
SCALES: Final[dict[tuple[Kind, Mode], tuple[str, ...]]] = {
    ("more", "light"): palette.SEQUENTIAL_LIGHT,
    ("more", "dark"): palette.SEQUENTIAL_DARK,
    ("around", "light"): palette.DIVERGING_LIGHT,
    ("around", "dark"): palette.DIVERGING_DARK,
}
STRONG: Final[dict[Kind, float]] = {"more": 0.45, "around": 0.28}  # from the end, or from the middle


def grid(
    cells: pd.DataFrame, *, title: str, across: str, mode: Mode, around: float | None = None
) -> alt.LayerChart:
    """Draw a coloured cell per row and column, with its figure in words where there is room.

    Parameters
    ----------
    cells : ``row, column, figure`` (a number; the colour), ``words`` (as it is read), ``people`` (what it
        rests on), ``sure`` (beyond chance; the others are pale). Rows and columns in their order.
    title : the question the picture answers.
    across : what the columns are.
    around : the middle of the scale, for figures that are more or less than usual; None for little to much.

    Examples
    --------
    >>> cells = pd.DataFrame({"row": ["a"], "column": ["b"], "figure": [0.1], "words": ["10 %"]})
    >>> chart = grid(cells.assign(people=9, sure=True), title="Who?", across="device", mode="light")
    >>> chart.to_dict()["title"]
    {'text': ['Who?']}
    """
    kind: Kind = "more" if around is None else "around"
    low, high = _ends(cells["figure"], around)
    marks = _marks(cells, low, high, kind, mode)
    rows, columns = (list(dict.fromkeys(marks[name])) for name in ("row", "column"))
    lines = "split(datum.label, '\\n')"  # a long name may come in lines
    axis = alt.Axis(labelAngle=0, labelOverlap=True, labelExpr=lines)
    base = alt.Chart(marks).encode(
        x=alt.X("column:O", title=across, axis=axis).scale(domain=columns),
        y=alt.Y("row:N", title=None, axis=alt.Axis(labelLimit=LABEL_PIXELS)).scale(domain=rows),
        tooltip=[
            alt.Tooltip("row:N", title="row"),
            alt.Tooltip("column:N", title="column"),
            alt.Tooltip("words:N", title="figure"),
            alt.Tooltip("people:Q", title="rests on", format=","),
        ],
    )
    colour = alt.Color("figure:Q", legend=None).scale(
        domain=[low, high], range=list(SCALES[kind, mode]), clamp=True
    )
    boxes = base.mark_rect(stroke=ink(mode).page, strokeWidth=2)
    layers = [boxes.encode(color=colour, opacity=alt.Opacity("opacity:Q", scale=None, legend=None))]
    if len(columns) <= ROOMY:
        words = base.mark_text(fontSize=12)
        layers.append(words.encode(text="words:N", color=alt.Color("ink:N", scale=None, legend=None)))
    # Two colour scales in one layer, one of them none at all, must not be made one: Vega-Lite stops there.
    apart = alt.Resolve(scale=alt.ScaleResolveMap(color="independent"))
    chart = alt.LayerChart(layer=layers, width="container", resolve=apart)
    return finish(chart, title=title, mode=mode, height=ROW * max(len(rows), 1))


def _marks(cells: pd.DataFrame, low: float, high: float, kind: Kind, mode: Mode) -> pd.DataFrame:
    marks = cells[["row", "column", "figure", "words", "people", "sure"]].reset_index(drop=True)
    sure = marks["sure"].astype(bool)
    return marks.astype({"row": "str", "column": "str"}).assign(
        opacity=sure.map({True: 1.0, False: PALE}).astype("float64"),
        ink=[
            ink(mode).page if certain and _is_strong(figure, low, high, kind) else ink(mode).text
            for figure, certain in zip(marks["figure"], sure, strict=True)
        ],
    )


def _ends(figures: pd.Series, around: float | None) -> tuple[float, float]:
    known = figures.dropna()
    if known.empty:
        return 0.0, 1.0
    if around is None:
        return 0.0, float(known.max()) or 1.0
    off = float((known - around).abs().max()) or 1.0
    return around - off, around + off


def _is_strong(figure: float, low: float, high: float, kind: Kind) -> bool:
    """Whether a cell's colour is so strong that only the page's own colour can be read on it."""
    if figure != figure or high <= low:
        return False
    place = (figure - low) / (high - low)
    return place > 1 - STRONG[kind] if kind == "more" else abs(place - 0.5) > STRONG[kind]
