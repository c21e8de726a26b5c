"""How many of those who fit one rule fit another too, as squares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from textwrap import wrap
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.palette import SEQUENTIAL_DARK, SEQUENTIAL_LIGHT
from segattr.charts.theme import Mode, finish, ink
from segattr.words.numbers import count, share

ROW: Final = 36  # pixels
LEVEL: Final = 3  # columns up to which their names have room beside each other, in lines
LINE: Final = 10  # letters of such a line
NAME: Final = 150  # pixels of a name
ROOMY: Final = "bandwidth('x') < 34 ? 0 : 1"  # a square may be too narrow for its figure
STRONG: Final = 0.55  # of the scale, from which figures are written in the page's colour


def overlap_squares(
    pairs: pd.DataFrame, *, names: Sequence[str], axes: tuple[str, str], title: str, mode: Mode
) -> alt.LayerChart:
    """Draw a square per ordered pair, darker the larger the share; beside itself, how many fit a segment.

    Parameters
    ----------
    pairs : ``segment, also, people, both, share``, of `segattr.segments.overlaps.overlap_matrix`.
    names : the segments to draw, in order.
    axes : what rows and columns are.
    title : the question the picture answers.

    Examples
    --------
    >>> rows = [("a", "a", 4, 4, 1.0), ("a", "b", 4, 1, 0.25), ("b", "a", 2, 1, 0.5), ("b", "b", 2, 2, 1.0)]
    >>> pairs = pd.DataFrame(rows, columns=["segment", "also", "people", "both", "share"])
    >>> look = {"names": ["a", "b"], "axes": ("fit", "fit too"), "title": "Who?", "mode": "light"}
    >>> overlap_squares(pairs, **look).to_dict()["title"]
    {'text': ['Who?']}
    """
    shown = pairs[pairs["segment"].isin(list(names)) & pairs["also"].isin(list(names))]
    beside = shown[shown["segment"] != shown["also"]]
    most = float(beside["share"].max()) if beside["share"].notna().any() else 1.0
    drawn = beside.assign(
        words=[share(part) if part == part else "–" for part in beside["share"]],
        counts=[
            f"{count(n)} of {count(all_)}" for n, all_ in zip(beside["both"], beside["people"], strict=True)
        ],
        strong=beside["share"] > STRONG * (most or 1.0),
    ).drop(columns="taken", errors="ignore")
    itself = shown.loc[shown["segment"] == shown["also"], ["segment", "also"]].assign(
        words=[count(n) for n in shown.loc[shown["segment"] == shown["also"], "people"]]
    )
    base = _base(drawn, names, axes).encode(
        tooltip=[
            alt.Tooltip("segment:N", title="fit"),
            alt.Tooltip("also:N", title="fit too"),
            alt.Tooltip("words:N", title="share"),
            alt.Tooltip("counts:N", title="people"),
        ]
    )
    steps = list(SEQUENTIAL_LIGHT if mode == "light" else SEQUENTIAL_DARK)
    colour = alt.Color("share:Q", legend=None).scale(domain=[0, most or 1.0], range=steps)
    squares = base.mark_rect(cornerRadius=2, stroke=ink(mode).page, strokeWidth=2).encode(color=colour)
    figures = base.mark_text(fontSize=12, opacity=alt.ExprRef(ROOMY)).encode(
        text="words:N",
        color=alt.condition(alt.datum.strong, alt.value(ink(mode).page), alt.value(ink(mode).text)),
    )
    diagonal = _base(itself, names, axes).mark_text(
        fontSize=12, color=ink(mode).muted, opacity=alt.ExprRef(ROOMY)
    )
    own = diagonal.encode(text="words:N")
    chart = alt.LayerChart(layer=[squares, figures, own], width="container")
    return finish(chart, title=title, mode=mode, height=ROW * max(len(names), 1))


def _base(rows: pd.DataFrame, names: Sequence[str], axes: tuple[str, str]) -> alt.Chart:
    """Return a chart with the segments down and across: by name where there is room, else by number."""
    numbered = len(names) > LEVEL
    places = [str(place) for place in range(1, len(names) + 1)]
    down = [f"{place}  {name}" if numbered else name for place, name in zip(places, names, strict=True)]
    across = [[n] if numbered else wrap(name, LINE) for n, name in zip(places, names, strict=True)]
    place = dict(zip(names, places, strict=True))
    marks = rows.assign(down=rows["segment"].map(place), across=rows["also"].map(place))
    return alt.Chart(marks.reset_index(drop=True)).encode(
        x=alt.X("across:N", title=axes[1], axis=_axis(across)).scale(domain=places),
        y=alt.Y("down:N", title=axes[0], axis=_axis([[name] for name in down])).scale(domain=places),
    )


def _axis(names: list[list[str]]) -> alt.Axis:
    """Return an axis with a name for each place, in lines of its own."""
    looked_up = f"{json.dumps(names)}[toNumber(datum.label) - 1]"
    return alt.Axis(labelAngle=0, labelExpr=looked_up, labelLimit=NAME)
