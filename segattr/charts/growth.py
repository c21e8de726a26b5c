"""What a customer brought, month after month of life: a line per segment, the blended one in grey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.theme import Mode, dashes, finish, ink, legend

HEIGHT: Final = 260
MOST: Final = 6  # segments drawn, those of most customers
EVERYBODY: Final = "all"


def growth_by_segment(
    rows: pd.DataFrame, *, title: str, colours: Mapping[str, str], mode: Mode, measure: str
) -> alt.LayerChart:
    """Draw cumulative money per customer by age.

    Parameters
    ----------
    rows : ``segment, age, customers, ltv``; the segment ``all`` is the blended one.
    colours : segment -> colour.
    measure : what the money is, for the axis.
    """
    first = rows[(rows["age"] == 0) & (rows["segment"] != EVERYBODY)]
    names = first.nlargest(MOST, "customers")["segment"].tolist()
    shown = rows[rows["segment"].isin([*names, EVERYBODY])]
    marks = shown.assign(month=shown["age"] + 1, called=shown["segment"].replace({EVERYBODY: "everybody"}))
    called = [*names, "everybody"]
    hues = {name: colours.get(name, ink(mode).others) for name in names} | {"everybody": ink(mode).blended}
    hue = alt.Color("called:N", title=None, legend=legend(called)).scale(
        domain=called, range=list(hues.values())
    )
    dash = alt.StrokeDash("called:N", legend=None).scale(domain=called, range=dashes(called, hues))
    base = alt.Chart(marks).encode(
        x=alt.X("month:O", title="month of a customer's life", axis=alt.Axis(labelAngle=0, grid=False)),
        y=alt.Y(
            "ltv:Q", title=f"{measure} per customer, added up", axis=alt.Axis(format=",.0f", tickCount=5)
        ),
        color=hue,
        tooltip=[
            alt.Tooltip("called:N", title="segment"),
            alt.Tooltip("month:O", title="month of life"),
            alt.Tooltip("ltv:Q", title=f"{measure} per customer", format=",.2f"),
            alt.Tooltip("customers:Q", format=","),
        ],
    )
    whole = base.transform_filter(alt.datum.called == "everybody")
    parts = base.transform_filter(alt.datum.called != "everybody")
    lines = [
        parts.mark_line(strokeWidth=2.5).encode(strokeDash=dash),
        whole.mark_line(strokeWidth=2.5, strokeDash=[5, 3]),
    ]
    dots = base.mark_point(filled=True, size=50, opacity=1)
    chart = alt.LayerChart(layer=[*lines, dots], width="container")
    return finish(chart, title=title, mode=mode, height=HEIGHT)
