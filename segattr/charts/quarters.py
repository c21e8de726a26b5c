"""What came in per quarter: a bar per quarter, made of its segments, with the whole written above."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.theme import COUNT_AXIS, Mode, finish, ink, legend, shades
from segattr.words.numbers import money

HEIGHT: Final = 260
MOST: Final = 6  # segments told apart, those that brought most
REST: Final = "others"


def amounts_by_quarter(
    rows: pd.DataFrame,
    *,
    title: str,
    colours: Mapping[str, str],
    mode: Mode,
    measure: str,
    currency: str = "",
) -> alt.LayerChart:
    """Draw the amounts of every quarter.

    Parameters
    ----------
    rows : ``period, segment, amount``, periods in their order.
    colours : segment -> colour.
    measure : what the money is, for the axis.
    """
    periods = [str(name) for name in dict.fromkeys(rows["period"])]
    marks = _folded(rows)
    names = [name for name in dict.fromkeys(marks["segment"]) if name != REST]
    domain = [*names, *([REST] if REST in set(marks["segment"]) else [])]
    hue = alt.Color("segment:N", title=None, legend=legend(domain) if len(domain) > 1 else None).scale(
        domain=domain,
        range=shades(domain, {**colours, REST: ink(mode).others}, mode),
    )
    x = alt.X("period:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True, grid=False)).scale(
        domain=periods
    )
    bars = (
        alt.Chart(marks)
        .mark_bar()
        .encode(
            x=x,
            y=alt.Y("amount:Q", title=measure, axis=alt.Axis(labelExpr=COUNT_AXIS, tickCount=5)),
            color=hue,
            tooltip=[
                alt.Tooltip("period:N", title="when"),
                alt.Tooltip("segment:N", title="segment"),
                alt.Tooltip("amount:Q", title=measure, format=",.2f"),
            ],
        )
    )
    chart = alt.LayerChart(layer=[bars, _totals(marks, x, mode, currency)], width="container")
    return finish(chart, title=title, mode=mode, height=HEIGHT)


def _folded(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the amounts of the largest segments, and of the others together."""
    sizes = rows.groupby("segment", observed=True)["amount"].sum()
    large = set(sizes.nlargest(MOST).index.astype("str"))
    own = rows["segment"].astype("str")
    named = rows.assign(period=rows["period"].astype("str"), segment=own.where(own.isin(large), REST))
    return named.groupby(["period", "segment"], sort=False)["amount"].sum().reset_index()


def _totals(marks: pd.DataFrame, x: alt.X, mode: Mode, currency: str) -> alt.Chart:
    whole = marks.groupby("period", as_index=False, sort=False)["amount"].sum()
    top = marks[marks["amount"] > 0].groupby("period")["amount"].sum()
    data = whole.assign(words=[money(amount, currency) for amount in whole["amount"]])
    data = data.assign(top=data["period"].map(top).fillna(0.0))
    words = alt.Chart(data).mark_text(color=ink(mode).text, fontWeight=600, baseline="bottom", dy=-4)
    drawn: alt.Chart = words.encode(x=x, y="top:Q", text="words:N")
    return drawn
