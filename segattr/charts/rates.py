"""Rates by segment, each with its range, and the blended rate through all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

import altair as alt
import numpy as np
import pandas as pd

from segattr.charts.theme import RATE_AXIS, Mode, finish, ink
from segattr.words.numbers import count, interval, percent

COLUMNS: Final = ("segment", "people", "converters", "rate", "low", "high")
AXIS: Final = "converted (range) · people"
ROW: Final = 42  # pixels; a row's figures stand above its mark
FADED: Final = 0.35
ROOM: Final = 1.04  # of the longest range, to the right of it
SELECTION: Final = "segment"
COUNTS: Final = {"people": "people", "converters": "converted"}
RATES: Final = {"rate": "rate", "low": "from", "high": "to", "difference": "difference from the rest"}


def rates_by_segment(
    rates: pd.DataFrame, *, blended: float, title: str, colours: Mapping[str, str], mode: Mode
) -> alt.LayerChart:
    """Draw a dot and its range per segment, in the order given, and the blended rate through all of them.

    Parameters
    ----------
    rates : ``segment`` (unique), ``people, converters, rate, low, high`` (rates 0-1). Optional: ``group``
        (whose colour the mark takes, else the segment's own), ``faded`` (few people: drawn pale) and
        ``difference`` (from everybody else). No other column is read: a client's header cannot get in.
    blended : the rate over everybody (0-1).
    title : the question the picture answers.
    colours : group -> colour, see `segattr.charts.theme.segment_colours`; a group without one gets grey.

    Returns
    -------
    LayerChart : clickable; its selection ``segment`` holds the segment's name.

    Notes
    -----
    The axis starts at zero unless all ranges lie far from it. Pale rows do not stretch it: the range of five
    people is nearly as wide as the axis; where it leaves the picture, an arrow follows the figures.

    Examples
    --------
    >>> found = {"segment": ["a"], "people": [10], "converters": [5], "rate": 0.5, "low": 0.24, "high": 0.76}
    >>> chart = rates_by_segment(pd.DataFrame(found), blended=0.5, title="Who?", colours={}, mode="light")
    >>> chart.to_dict()["title"]
    {'text': ['Who?']}
    """
    first, last = _ends(rates, blended)
    marks = _marks(rates, first, last, mode)
    base = _base(marks, colours, mode)
    scale = alt.Scale(domain=[first, last], nice=False)
    axis = alt.Axis(labelExpr=RATE_AXIS, tickCount=5)
    layers = (
        *_blended(blended, mode),
        *_segments(base, alt.X("start:Q", title=AXIS, scale=scale, axis=axis), mode),
    )
    chart = alt.LayerChart(layer=[*layers, *_words(marks, base, mode)], width="container")
    return finish(chart, title=title, mode=mode, height=ROW * max(len(marks), 1))


def _ends(rates: pd.DataFrame, blended: float) -> tuple[float, float]:
    """Return where the axis starts and ends."""
    faded = rates["faded"].astype(bool) if "faded" in rates else pd.Series(False, index=rates.index)
    clear = rates[~faded] if not faded.all() else rates
    low, high = min(clear["low"].min(), blended), max(clear["high"].max(), blended)
    return (0.0 if low < high / 2 else float(low / ROOM)), min(float(high * ROOM), 1.0) or 1.0


def _marks(rates: pd.DataFrame, first: float, last: float, mode: Mode) -> pd.DataFrame:
    """Return what is drawn, under names of our own: figures, where they lie, and the words beside them."""
    marks = rates[[c for c in (*COLUMNS, "difference") if c in rates]].reset_index(drop=True)
    marks = marks.dropna(axis="columns", how="all")  # nobody to differ from
    words = [
        f"{percent(rate, decimals=1)} {interval(low, high, decimals=1)} · {count(n)}" + " →" * (high > last)
        for rate, low, high, n in marks[["rate", "low", "high", "people"]].itertuples(index=False)
    ]
    faded = rates["faded"].to_numpy(dtype=bool) if "faded" in rates else np.zeros(len(rates), dtype=bool)
    return marks.assign(
        words=words,
        group=(rates["group"] if "group" in rates else rates["segment"]).to_numpy(),
        opacity=np.where(faded, FADED, 1.0),
        ink=np.where(faded, ink(mode).muted, ink(mode).text),
        start=marks["low"].clip(first, last),
        end=marks["high"].clip(first, last),
        dot=marks["rate"].where(marks["rate"].between(first, last)),
        leftish=marks["rate"] < (first + last) / 2,
    )


def _base(marks: pd.DataFrame, colours: Mapping[str, str], mode: Mode) -> alt.Chart:
    groups = list(dict.fromkeys(marks["group"]))
    counts = [alt.Tooltip(f"{name}:Q", title=title, format=",") for name, title in COUNTS.items()]
    rates = [alt.Tooltip(f"{c}:Q", title=title, format=".4%") for c, title in RATES.items() if c in marks]
    return alt.Chart(marks).encode(
        y=alt.Y("segment:N", title=None, axis=alt.Axis(grid=False)).scale(domain=list(marks["segment"])),
        color=alt.Color("group:N", legend=None).scale(
            domain=groups, range=[colours.get(group, ink(mode).others) for group in groups]
        ),
        opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
        tooltip=[alt.Tooltip("segment:N", title="segment"), *counts, *rates],
    )


def _segments(base: alt.Chart, start: alt.X, mode: Mode) -> tuple[alt.Chart, alt.Chart]:
    ranges = base.mark_rule(strokeWidth=4, strokeCap="round").encode(x=start, x2=alt.X2("end:Q"))
    dots = base.mark_point(filled=True, size=140, stroke=ink(mode).page, strokeWidth=1.5).encode(
        x=alt.X("dot:Q")
    )
    return ranges, dots.add_params(alt.selection_point(name=SELECTION, fields=["segment"]))


def _words(marks: pd.DataFrame, base: alt.Chart, mode: Mode) -> list[alt.Chart]:
    """Write the figures over the mark, from its outer end inwards, with the page's colour around them."""
    written = []
    colour = alt.Color("ink:N", scale=None, legend=None)
    sides: tuple[tuple[bool, Literal["left", "right"], str], ...] = (
        (True, "left", "start:Q"),
        (False, "right", "end:Q"),
    )
    for leftish, align, place in sides:
        if leftish in set(marks["leftish"]):
            side = base.transform_filter(alt.datum.leftish == leftish)
            words = side.encode(
                x=alt.X(place), text=alt.Text("words:N"), color=colour, opacity=alt.OpacityValue(1)
            )
            halo = words.mark_text(dy=-15, align=align, stroke=ink(mode).page, strokeWidth=4)
            written += [halo, words.mark_text(dy=-15, align=align)]
    return written


def _blended(rate: float, mode: Mode) -> tuple[alt.Chart, alt.Chart]:
    everybody = pd.DataFrame({"rate": [rate], "words": [f"blended {percent(rate, decimals=1)}"]})
    base = alt.Chart(everybody).encode(x=alt.X("rate:Q"))
    line = base.mark_rule(color=ink(mode).blended, strokeWidth=2, strokeDash=[5, 3])
    words = base.mark_text(color=ink(mode).muted, baseline="bottom", dy=-4, fontWeight=600)
    return line, words.encode(text=alt.Text("words:N"), y=alt.value(0))
