"""Rates by segment, each with its range, and the blended rate through all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.theme import RATE_AXIS, Mode, finish, ink
from segattr.words.numbers import count, interval, percent

COLUMNS: Final = ("segment", "people", "converters", "rate", "low", "high")
ROW: Final = 42  # pixels; the figures stand above their mark
FADED: Final = 0.35
SELECTION: Final = "segment"
RATES: Final = {"rate": "rate", "low": "from", "high": "to", "difference": "difference from the rest"}


def rates_by_segment(
    rates: pd.DataFrame, *, blended: float, title: str, colours: Mapping[str, str], mode: Mode
) -> alt.LayerChart:
    """Draw a dot and its range per segment, in the order given, and the blended rate through all of them.

    Parameters
    ----------
    rates : ``segment`` (unique), ``people, converters, rate, low, high`` (rates 0-1); optional ``group`` (whose
        colour the mark takes; the segment's own without it), ``faded`` (few people: drawn pale) and
        ``difference`` (from everybody else). No other column is read: a client's header cannot get in.
    blended : the rate over everybody (0-1).
    title : the question the picture answers.
    colours : group -> colour, see `segattr.charts.theme.segment_colours`.

    Returns
    -------
    LayerChart : clickable: its selection ``segment`` holds the segment's name.

    Notes
    -----
    The axis starts at zero unless all ranges lie far from it: dots do not need a zero, but it keeps small
    differences small.

    Examples
    --------
    >>> rates = pd.DataFrame({"segment": ["a"], "people": [10], "converters": [5], "rate": 0.5, "low": 0.24, "high": 0.76})
    >>> rates_by_segment(rates, blended=0.5, title="Who?", colours={"a": "#1667ae"}, mode="light").to_dict()["title"]
    ['Who?']
    """
    marks = _marks(rates)
    everybody = pd.DataFrame({"rate": [blended], "words": [f"blended {percent(blended, decimals=1)}"]})
    layers = (*_blended(everybody, mode), *_segments(marks, colours, mode))
    chart = alt.layer(*layers).properties(width="container")
    return finish(chart, title=title, mode=mode, height=max(ROW * len(marks), ROW))


def _marks(rates: pd.DataFrame) -> pd.DataFrame:
    """Return the columns drawn under names of our own, and the words beside each mark."""
    marks = rates[[*COLUMNS, *(c for c in ("difference",) if c in rates)]].reset_index(drop=True)
    words = [
        f"{percent(r, decimals=1)} {interval(low, high, decimals=1)} · {count(n)}"
        for r, low, high, n in zip(marks["rate"], marks["low"], marks["high"], marks["people"], strict=True)
    ]
    group = rates["group"] if "group" in rates else rates["segment"]
    faded = rates["faded"] if "faded" in rates else pd.Series(False, index=rates.index)
    return marks.assign(words=words, group=group.to_numpy(), faded=faded.to_numpy(dtype=bool))


def _segments(marks: pd.DataFrame, colours: Mapping[str, str], mode: Mode) -> tuple[alt.Chart, ...]:
    groups = list(dict.fromkeys(marks["group"]))
    base = alt.Chart(marks).encode(
        y=alt.Y("segment:N", sort=list(marks["segment"]), title=None, axis=alt.Axis(grid=False)),
        color=alt.Color("group:N", legend=None).scale(
            domain=groups, range=[colours.get(group, ink(mode).others) for group in groups]
        ),
        opacity=alt.condition("datum.faded", alt.value(FADED), alt.value(1.0)),
        tooltip=_tooltip(marks),
    )
    scale = alt.Scale(zero=bool(marks["low"].min() < marks["high"].max() / 2), nice=True)
    axis = alt.Axis(labelExpr=RATE_AXIS, tickCount=5)
    ranges = base.mark_rule(strokeWidth=4, strokeCap="round").encode(
        x=alt.X("low:Q", title=None, scale=scale, axis=axis), x2="high:Q"
    )
    dots = base.mark_point(filled=True, size=140, opacity=1, stroke=ink(mode).page, strokeWidth=1.5)
    words = base.mark_text(dy=-15, fontSize=13).encode(
        x="rate:Q", text="words:N", color=alt.value(ink(mode).text)
    )
    picked = alt.selection_point(name=SELECTION, fields=["segment"])
    return ranges, dots.encode(x="rate:Q").add_params(picked), words


def _blended(everybody: pd.DataFrame, mode: Mode) -> tuple[alt.Chart, alt.Chart]:
    base = alt.Chart(everybody).encode(x="rate:Q")
    line = base.mark_rule(color=ink(mode).blended, strokeWidth=2, strokeDash=[5, 3])
    words = base.mark_text(color=ink(mode).muted, baseline="bottom", dy=-4, fontWeight=600).encode(
        text="words:N", y=alt.value(0)
    )
    return line, words


def _tooltip(marks: pd.DataFrame) -> list[alt.Tooltip]:
    counts = [alt.Tooltip(f"{name}:Q", title=title, format=",") for name, title in COUNTS.items()]
    rates = [alt.Tooltip(f"{c}:Q", title=title, format=".4%") for c, title in RATES.items() if c in marks]
    return [alt.Tooltip("segment:N", title="segment"), *counts, *rates]


COUNTS: Final = {"people": "people", "converters": "converted"}
