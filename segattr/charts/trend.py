"""How a rate moved from period to period, everybody's and each segment's; two of them marked to compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.theme import RATE_AXIS, Mode, dashes, finish, ink, legend
from segattr.words.numbers import percent

HEIGHT: Final = 260
SELECTION: Final = "period"
EVERYBODY: Final = "everybody"
MOST: Final = 6  # segments drawn, those of most people


def trend(
    rates: pd.DataFrame,
    *,
    between: Sequence[str],
    title: str,
    colours: Mapping[str, str],
    mode: Mode,
    units: str = "people",
    did: str = "converted",
) -> alt.LayerChart:
    """Draw a line per segment over the periods, and everybody's in grey with its range.

    Parameters
    ----------
    rates : ``period, segment, people, rate, low, high``, periods in their order; the segment ``everybody`` is
        the blended one.
    between : the two periods compared; a line marks each.
    title : the question the picture answers.
    colours : segment -> colour.
    units, did : what those counted are called, and what they did.

    Returns
    -------
    LayerChart : a period is clickable over its whole height; the selection ``period`` holds its name.
    """
    periods = [str(period) for period in dict.fromkeys(rates["period"])]
    marks = _marks(rates)
    x = alt.X("period:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False)).scale(
        domain=periods
    )
    y = alt.Y("rate:Q", title=f"{did} · {units}", axis=alt.Axis(labelExpr=RATE_AXIS, tickCount=5))
    base = alt.Chart(marks).encode(x=x, y=y.scale(zero=True), tooltip=_tooltip(units))
    names = [name for name in dict.fromkeys(marks["segment"]) if name != EVERYBODY]
    lines_of = [*names, EVERYBODY]
    hues = {name: colours.get(name, ink(mode).others) for name in names} | {EVERYBODY: ink(mode).blended}
    hue = alt.Color("segment:N", title=None, legend=legend(lines_of) if names else None).scale(
        domain=lines_of, range=list(hues.values())
    )
    dash = alt.StrokeDash("segment:N", legend=None).scale(domain=lines_of, range=dashes(lines_of, hues))
    everybody = base.transform_filter(alt.datum.segment == EVERYBODY)
    band = everybody.mark_area(opacity=0.2, color=ink(mode).blended).encode(y=alt.Y("low:Q"), y2="high:Q")
    lines = base.mark_line(strokeWidth=2.5).encode(color=hue, strokeDash=dash)
    dots = base.mark_point(filled=True, size=60, opacity=1).encode(color=hue)
    ends = _ends(rates, between, x, mode)
    chart = alt.LayerChart(layer=[_clickable(periods, x), *ends, band, lines, dots], width="container")
    return finish(chart, title=title, mode=mode, height=HEIGHT)


def _marks(rates: pd.DataFrame) -> pd.DataFrame:
    own = rates[rates["segment"] != EVERYBODY]
    largest = own.groupby("segment", observed=True)["people"].sum().nlargest(MOST).index
    shown = rates[rates["segment"].isin([*largest, EVERYBODY])]
    marks = shown[["period", "segment", "people", "rate", "low", "high"]].reset_index(drop=True)
    return marks.astype({"period": "str", "segment": "str"})


def _tooltip(units: str) -> list[alt.Tooltip]:
    figures = (("rate", "rate"), ("low", "from"), ("high", "to"))
    return [
        alt.Tooltip("period:N", title="when"),
        alt.Tooltip("segment:N", title="segment"),
        alt.Tooltip("people:Q", title=units, format=","),
        *(alt.Tooltip(f"{name}:Q", title=title, format=".4%") for name, title in figures),
    ]


def _clickable(periods: Sequence[str], x: alt.X) -> alt.Chart:
    picked = alt.selection_point(name=SELECTION, fields=["period"])
    columns = alt.Chart(pd.DataFrame({"period": list(periods)})).mark_bar(cursor="pointer", opacity=0.0)
    drawn: alt.Chart = columns.encode(x=x, y=alt.value(0), y2=alt.value(HEIGHT))
    return drawn.add_params(picked)


def _ends(rates: pd.DataFrame, between: Sequence[str], x: alt.X, mode: Mode) -> list[alt.Chart]:
    """Mark the two periods compared, with everybody's rate written above."""
    there = rates[(rates["segment"] == EVERYBODY) & rates["period"].astype("str").isin(between)]
    data = pd.DataFrame(
        {"period": there["period"].astype("str"), "words": [percent(v, decimals=1) for v in there["rate"]]}
    )
    base = alt.Chart(data).encode(x=x)
    rule = base.mark_rule(color=ink(mode).muted, strokeWidth=1.5, strokeDash=[2, 2])
    words = base.mark_text(color=ink(mode).text, fontWeight=600, baseline="bottom", dy=-4)
    return [rule, words.encode(text="words:N", y=alt.value(0))]
