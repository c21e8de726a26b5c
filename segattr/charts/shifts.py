"""Changes around nothing: a mark and its range per row, and a line where nothing changed."""

from __future__ import annotations

import altair as alt
import pandas as pd

from segattr.charts.theme import Mode, finish, ink

ROW = 30  # pixels
PALE = 0.45


def shifts(rows: pd.DataFrame, *, title: str, axis: str, mode: Mode) -> alt.LayerChart:
    """Draw by how much each row changed.

    Parameters
    ----------
    rows : ``name, difference, low, high`` (shares, -1 to 1), ``before, after`` (shares), ``moved`` (beyond
        chance), in the order to be shown.
    axis : what the figures are.

    Notes
    -----
    What did not move beyond chance is pale: the eye goes to what did.

    Examples
    --------
    >>> rows = pd.DataFrame({"name": ["Email"], "difference": [0.01], "low": [-0.01], "high": [0.03],
    ...                      "before": [0.04], "after": [0.05], "moved": [False]})
    >>> shifts(rows, title="What changed?", axis="points", mode="light").to_dict()["title"]
    {'text': ['What changed?']}
    """
    inks = ink(mode)
    names = list(rows["name"])
    hue = alt.condition("datum.moved", alt.value(inks.text), alt.value(inks.others))
    strength = alt.condition("datum.moved", alt.value(1.0), alt.value(PALE))
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", title=None, axis=alt.Axis(grid=False)).scale(domain=names),
        color=hue,
        opacity=strength,
    )
    points = alt.Axis(labelExpr="datum.value == 0 ? '0' : format(datum.value * 100, '+.2~f')", tickCount=5)
    place = alt.X("difference:Q", title=axis, axis=points)
    tooltip = [
        alt.Tooltip("name:N", title="channel"),
        alt.Tooltip("before:Q", title="foretold", format=".2%"),
        alt.Tooltip("after:Q", title="seen", format=".2%"),
    ]
    ranges = base.mark_rule(strokeWidth=3, strokeCap="round").encode(
        x=alt.X("low:Q", title=axis, axis=points), x2="high:Q", tooltip=tooltip
    )
    marks = base.mark_point(filled=True, size=90).encode(x=place, tooltip=tooltip)
    zero = alt.Chart(pd.DataFrame({"difference": [0.0]})).mark_rule(
        color=inks.muted, strokeWidth=2, strokeDash=[5, 3]
    )
    layers = [zero.encode(x=alt.X("difference:Q", title=axis)), ranges, marks]
    chart = alt.LayerChart(layer=layers, width="container")
    return finish(chart, title=title, mode=mode, height=ROW * max(len(names), 1))
