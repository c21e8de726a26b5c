"""Groups in two dimensions: a point per customer, to be brushed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.theme import Mode, finish, ink

HEIGHT: Final = 380
BRUSH: Final = "brush"
PALE: Final = 0.08
NARROW: Final = 18  # letters of a name of which two stand beside each other on a phone


def groups_in_plane(
    points: pd.DataFrame,
    values: pd.DataFrame,
    *,
    axes: tuple[str, str],
    colours: Mapping[str, str],
    title: str,
    mode: Mode,
) -> alt.LayerChart:
    """Draw every customer where he stands, in the colour of his group; dragging picks some out.

    Parameters
    ----------
    points : ``x, y, group, confidence``.
    values : what the tooltip says beside the group: numbers or texts, a row per point.
    axes : what the directions are, across and up.
    colours : group -> colour, in the order of the legend.

    Examples
    --------
    >>> points = pd.DataFrame({"x": [0.0], "y": [1.0], "group": ["a"], "confidence": [0.5]})
    >>> look = {"axes": ("x", "y"), "colours": {"a": "#1667ae"}, "title": "Who?"}
    >>> groups_in_plane(points, pd.DataFrame({"age": [40.0]}), **look, mode="light").to_dict()["title"]
    {'text': ['Who?']}
    """
    marks = points[["x", "y", "group", "confidence"]].reset_index(drop=True).astype({"group": "str"})
    shown = {f"value_{place}": _shown(values[field]) for place, field in enumerate(values)}
    marks = marks.assign(**shown)
    brush = alt.selection_interval(name=BRUSH)
    plain = alt.Axis(labels=False, grid=False)  # the units of a direction mean nothing to anybody
    long = max(map(len, colours), default=0) > NARROW
    hue = alt.Color(
        "group:N", title=None, legend=alt.Legend(orient="top", columns=1 if long else 2, labelLimit=300)
    )
    dots = (
        alt.Chart(marks)
        .mark_circle(size=36)
        .encode(
            x=alt.X("x:Q", title=axes[0], axis=plain).scale(zero=False),
            y=alt.Y("y:Q", title=axes[1], axis=plain).scale(zero=False),
            color=hue.scale(domain=list(colours), range=list(colours.values())),
            opacity=alt.condition(brush, alt.value(0.65), alt.value(PALE)),
            tooltip=[
                alt.Tooltip("group:N", title="group"),
                alt.Tooltip("confidence:Q", title="how clearly (0 to 1)", format=".2f"),
                *(
                    alt.Tooltip(name, title=str(field))
                    for name, field in zip(_typed(marks), values, strict=True)
                ),
            ],
        )
        .add_params(brush)
    )
    picked = (
        alt.Chart(marks)
        .transform_filter(brush)
        .transform_aggregate(n="count()")
        .transform_calculate(said="format(datum.n, ',') + (datum.n == 1 ? ' point' : ' points')")
        .mark_text(align="left", baseline="top", fontSize=12, color=ink(mode).muted)
        .encode(x=alt.value(4), y=alt.value(2), text="said:N")
    )
    chart = alt.LayerChart(layer=[dots, picked], width="container")
    return finish(chart, title=title, mode=mode, height=HEIGHT)


def _shown(values: pd.Series) -> pd.Series:
    plain = values.reset_index(drop=True)
    if pd.api.types.is_numeric_dtype(plain.dtype):
        return plain.astype("float64").map(lambda value: float(f"{value:.4g}"))
    return plain.astype("object").map(lambda value: None if pd.isna(value) else str(value))


def _typed(marks: pd.DataFrame) -> list[str]:
    """Return the fields' columns as Vega-Lite takes them: it guesses no type where all is missing."""
    names = [str(name) for name in marks.columns if str(name).startswith("value_")]
    return [f"{n}:{'Q' if pd.api.types.is_numeric_dtype(marks[n].dtype) else 'N'}" for n in names]
