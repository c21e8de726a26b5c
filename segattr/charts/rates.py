"""Rates or averages by segment, each with its range, and the blended figure through all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import altair as alt
import numpy as np
import pandas as pd

from segattr.charts.theme import RATE_AXIS, Mode, finish, ink
from segattr.words.averages_metrics import METRICS, written, written_range
from segattr.words.numbers import SIGNS, count

COLUMNS: Final = ("segment", "people", "converters", "rate", "low", "high")
ROW: Final = 42  # pixels; a row's figures stand above its mark
FADED: Final = 0.35
ROOM: Final = 1.04  # of the longest range, to the right of it
STRETCH: Final = 2.5  # times the largest average; a range of few orders may reach further than anything else
SELECTION: Final = "segment"
PICKED: Final = 0.14  # how strongly the row that was picked is marked
RATES: Final = {"rate": "rate", "low": "from", "high": "to", "difference": "difference from the rest"}


def rates_by_segment(
    rates: pd.DataFrame,
    *,
    blended: float,
    title: str,
    colours: Mapping[str, str],
    mode: Mode,
    metric: str = "rate",
    currency: str = "",
    everyone: float | None = None,
    beside: str = "everyone",
    units: str = "",
    did: str = "converted",
    axis: str = "",
) -> alt.LayerChart:
    """Draw a dot and its range per segment, in the order given, and the blended figure through all of them.

    Parameters
    ----------
    rates : ``segment`` (unique), ``people, converters, rate, low, high`` (rates 0-1; of an average its
        figure, the people averaged over and those who contribute). Optional: ``group`` (whose colour the mark
        takes, else the segment's own), ``faded`` (few people: drawn pale) and ``difference`` (from everybody
        else). No other column is read: a client's header cannot get in.
    blended : the figure over everybody shown.
    title : the question the picture answers.
    colours : group -> colour, see `segattr.charts.theme.segment_colours`; a group without one gets grey.
    metric : what the figures are, see `segattr.words.averages_metrics.METRICS`.
    currency : of money, empty where it is not known.
    everyone : a second line, where what is shown is only a part of everyone; ``beside`` says what it is.
    units, did : what those counted are called, and what they did; empty for the metric's own words.
    axis : what the figures are, where the metric's own words do not say it.

    Returns
    -------
    LayerChart : every row clickable from end to end; its selection ``segment`` holds the segment's name.

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
    lines = _lines(blended, everyone, beside, metric, currency)
    first, last = _ends(rates, [line.figure for line in lines], share=METRICS[metric].unit == "share")
    marks = _marks(rates, first, last, mode, metric, currency)
    called = _Called(units or METRICS[metric].whom[1], did, axis or METRICS[metric].figure)
    base = _base(marks, colours, mode, metric, called)
    scale = alt.Scale(domain=[first, last], nice=False, zero=False)
    ticks = alt.Axis(labelExpr=_axis(metric, currency), tickCount=5)
    x = alt.X("start:Q", title=_axis_title(called), scale=scale, axis=ticks)
    layers = (_clickable(base, scale, first, last), *_drawn(lines, mode), *_segments(base, x, mode))
    chart = alt.LayerChart(layer=[*layers, *_words(marks, base, mode)], width="container")
    return finish(chart, title=title, mode=mode, height=ROW * max(len(marks), 1))


@dataclass(frozen=True)
class _Line:
    figure: float
    words: str
    dash: tuple[int, int]
    dy: int


@dataclass(frozen=True)
class _Called:
    units: str
    did: str
    figure: str


def _lines(blended: float, everyone: float | None, beside: str, metric: str, currency: str) -> list[_Line]:
    """Return the lines through all segments: the blended figure, and everyone's where that is another."""
    here = f"blended {written(blended, metric, currency=currency)}"
    lines = [_Line(blended, here, (5, 3), -4)]
    if everyone is not None and everyone == everyone:
        words = f"{beside} {written(everyone, metric, currency=currency)}"
        lines.append(_Line(everyone, words, (1, 3), -20))
    return lines


def _ends(rates: pd.DataFrame, lines: list[float], *, share: bool) -> tuple[float, float]:
    """Return where the axis starts and ends."""
    faded = rates["faded"].astype(bool) if "faded" in rates else pd.Series(False, index=rates.index)
    clear = rates[~faded] if not faded.all() else rates
    found = [*clear[["low", "rate", "high"]].to_numpy(float).ravel(), *lines]
    known = [figure for figure in found if np.isfinite(figure)] or [0.0]
    low, high = min(known), max(known)
    if not share:
        high = min(high, STRETCH * max([*clear["rate"].dropna(), *lines, 0.0]) or high)
    start = min(low * ROOM, 0.0) if low < high / 2 else float(low / ROOM)
    end = max(high * ROOM, high / ROOM)
    return start, (min(end, 1.0) if share else end) or 1.0


def _axis(metric: str, currency: str) -> str:
    unit = METRICS[metric].unit
    if unit == "share":
        return RATE_AXIS
    return money_axis(currency if unit == "money" else "")


def money_axis(currency: str) -> str:
    """Return how an axis of money is written; without a currency, of plain numbers."""
    sign = SIGNS.get(currency, "")
    return f"(datum.value < 0 ? '−' : '') + '{sign}' + format(abs(datum.value), '.3~s')"


def _axis_title(called: _Called) -> str:
    return f"{called.figure or called.did} (range) · {called.units}"


def _marks(
    rates: pd.DataFrame, first: float, last: float, mode: Mode, metric: str, currency: str
) -> pd.DataFrame:
    """Return what is drawn, under names of our own: figures, where they lie, and the words beside them."""
    marks = rates[[c for c in (*COLUMNS, "difference") if c in rates]].reset_index(drop=True)
    if "difference" in marks and marks["difference"].isna().all():
        marks = marks.drop(columns="difference")  # nobody to differ from
    words = [
        " ".join(filter(None, (written(rate, metric, currency=currency), written_range(low, high, metric))))
        + f" · {count(n)}"
        + " →" * bool(high > last)
        for rate, low, high, n in marks[["rate", "low", "high", "people"]].itertuples(index=False)
    ]
    faded = rates["faded"].to_numpy(dtype=bool) if "faded" in rates else np.zeros(len(rates), dtype=bool)
    return marks.assign(
        words=words,
        group=(rates["group"] if "group" in rates else rates["segment"]).to_numpy(),
        opacity=np.where(faded, FADED, 1.0),
        ink=np.where(faded, ink(mode).muted, ink(mode).text),
        start=marks["low"].fillna(marks["rate"]).clip(first, last),
        end=marks["high"].fillna(marks["rate"]).clip(first, last),
        dot=marks["rate"].where(marks["rate"].between(first, last)),
        leftish=marks["rate"] < (first + last) / 2,
    )


def _base(
    marks: pd.DataFrame, colours: Mapping[str, str], mode: Mode, metric: str, called: _Called
) -> alt.Chart:
    groups = list(dict.fromkeys(marks["group"]))
    figures, form = _tooltips(metric, called)
    counts = [alt.Tooltip(f"{name}:Q", title=title, format=",") for name, title in figures.items()]
    rates = [alt.Tooltip(f"{c}:Q", title=title, format=form) for c, title in RATES.items() if c in marks]
    return alt.Chart(marks).encode(
        y=alt.Y("segment:N", title=None, axis=alt.Axis(grid=False)).scale(domain=list(marks["segment"])),
        color=alt.Color("group:N", legend=None).scale(
            domain=groups, range=[colours.get(group, ink(mode).others) for group in groups]
        ),
        opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
        tooltip=[alt.Tooltip("segment:N", title="segment"), *counts, *rates],
    )


def _tooltips(metric: str, called: _Called) -> tuple[dict[str, str], str]:
    """Return what the counts are called, and how figures are written in full."""
    if metric == "rate":
        return {"people": called.units, "converters": called.did}, ".4%"
    return {"people": called.units, "converters": "of them contributing"}, ",.6~g"


def _clickable(base: alt.Chart, scale: alt.Scale, first: float, last: float) -> alt.Chart:
    """Return a layer over whole rows: what is picked is marked, and a finger hits it."""
    picked = alt.selection_point(name=SELECTION, fields=["segment"])
    shown = alt.condition(picked, alt.OpacityValue(PICKED), alt.OpacityValue(0.0), empty=False)
    rows: alt.Chart = base.mark_bar(cursor="pointer", height=ROW - 4)
    layer = rows.encode(x=alt.XDatum(first, scale=scale), x2=alt.X2Datum(last), opacity=shown)
    return layer.add_params(picked)


def _segments(base: alt.Chart, start: alt.X, mode: Mode) -> tuple[alt.Chart, alt.Chart]:
    ranges = base.mark_rule(strokeWidth=4, strokeCap="round").encode(x=start, x2=alt.X2("end:Q"))
    dots = base.mark_point(filled=True, size=140, stroke=ink(mode).page, strokeWidth=1.5).encode(
        x=alt.X("dot:Q")
    )
    return ranges, dots


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


def _drawn(lines: list[_Line], mode: Mode) -> list[alt.Chart]:
    layers = []
    for line in lines:
        base = alt.Chart(pd.DataFrame({"rate": [line.figure], "words": [line.words]})).encode(
            x=alt.X("rate:Q")
        )
        rule = base.mark_rule(color=ink(mode).blended, strokeWidth=2, strokeDash=list(line.dash))
        words = base.mark_text(color=ink(mode).muted, baseline="bottom", dy=line.dy, fontWeight=600)
        layers += [rule, words.encode(text=alt.Text("words:N"), y=alt.value(0))]
    return layers
