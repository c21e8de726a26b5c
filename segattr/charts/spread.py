"""How something is spread over journeys: a line per segment, and the grey one of everybody."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from segattr.charts.theme import RATE_AXIS, Mode, finish, legend

HEIGHT = 240  # pixels
MOST_POINTS = 40  # places of the axis up to which every value carries a mark


def spread(
    rows: pd.DataFrame,
    *,
    title: str,
    axes: tuple[str, str],
    colours: Mapping[str, str],
    mode: Mode,
) -> alt.LayerChart:
    """Draw a line per segment.

    Parameters
    ----------
    rows : ``segment, place, share, conversions``: a number on the axis, and the share (0 to 1) there.
    axes : what the two axes are.
    colours : name of each line -> its colour, in the order of the legend.
    """
    colour = alt.Color(
        "segment:N",
        title=None,
        scale=alt.Scale(domain=list(colours), range=list(colours.values())),
        legend=legend(list(colours)) if len(colours) > 1 else None,
    )
    whole = pd.api.types.is_integer_dtype(rows["place"])
    base = alt.Chart(rows).encode(
        x=alt.X(
            "place:Q", title=axes[0], axis=alt.Axis(tickMinStep=1 if whole else alt.Undefined, grid=False)
        ),
        y=alt.Y(
            "share:Q",
            title=axes[1],
            axis=alt.Axis(labelExpr=RATE_AXIS, tickCount=4),
            scale=alt.Scale(zero=True),
        ),
        color=colour,
        tooltip=[
            alt.Tooltip("segment:N", title="Segment"),
            alt.Tooltip("place:Q", title=axes[0]),
            alt.Tooltip("share:Q", title=axes[1], format=".1%"),
            alt.Tooltip("conversions:Q", title="Conversions", format=",.0f"),
        ],
    )
    lines = base.mark_line(strokeWidth=2.5, tooltip=None)
    marks = base.mark_point(size=50, filled=True, opacity=1 if rows["place"].nunique() <= MOST_POINTS else 0)
    picture = alt.LayerChart(layer=[lines, marks], width="container")
    return finish(picture, title=title, mode=mode, height=HEIGHT)
