"""What the first scores of a list are made of: a bar per person, a shade per part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.theme import Mode, finish, ink

ROW: Final = 26  # pixels
SHADES: Final = (1.0, 0.68, 0.42, 0.22)  # of the ink of words; no hue, for hues are of segments and channels


def scores(people: pd.DataFrame, *, parts: Mapping[str, str], title: str, mode: Mode) -> alt.LayerChart:
    """Draw a bar per person, in the order given, from 0 to 100 points.

    Parameters
    ----------
    people : ``customer_id, score`` and the points of each part under its name.
    parts : part -> its title, in the order they are stacked; at most as many as there are shades.

    Examples
    --------
    >>> rows = pd.DataFrame({"customer_id": ["a"], "score": [60.0], "recency": [40.0], "value": [20.0]})
    >>> chart = scores(rows, parts={"recency": "Seen", "value": "Value"}, title="Why?", mode="light")
    >>> chart.to_dict()["title"]
    {'text': ['Why?']}
    """
    names = list(dict.fromkeys(people["customer_id"].astype("str")))
    long = people[["customer_id", "score", *parts]].melt(
        id_vars=["customer_id", "score"], var_name="part", value_name="points"
    )
    order = {name: place for place, name in enumerate(parts)}
    long = long.assign(title=long["part"].map(parts), place=long["part"].map(order))
    long = long.rename(columns={"customer_id": "person"})
    titles = list(parts.values())
    bars = (
        alt.Chart(long)
        .mark_bar(size=14)
        .encode(
            y=alt.Y("person:N", title=None, axis=alt.Axis(grid=False)).scale(domain=names),
            x=alt.X("points:Q", title="points", stack="zero", axis=alt.Axis(tickCount=5)).scale(
                domain=[0, 100], nice=False
            ),
            color=alt.Color("title:N", title=None, legend=alt.Legend(orient="top", columns=2)).scale(
                domain=titles, range=[_shade(part, mode) for part in SHADES[: len(titles)]]
            ),
            order=alt.Order("place:Q"),
            tooltip=[
                alt.Tooltip("person:N", title="who"),
                alt.Tooltip("title:N", title="part"),
                alt.Tooltip("points:Q", title="points", format=".1f"),
                alt.Tooltip("score:Q", title="score", format=".1f"),
            ],
        )
    )
    chart = alt.LayerChart(layer=[bars], width="container")
    return finish(chart, title=title, mode=mode, height=ROW * max(len(names), 1))


def _shade(part: float, mode: Mode) -> str:
    """Return the ink of words, thinned by the page behind it."""
    words, page = (
        [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        for colour in (ink(mode).text, ink(mode).page)
    )
    mixed = [round(part * one + (1 - part) * other) for one, other in zip(words, page, strict=True)]
    return "#" + "".join(f"{each:02x}" for each in mixed)
