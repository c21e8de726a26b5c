"""Who went where between two days: a column for each day, and a band for everybody who took the same way."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.flow_bands import Bands, bands
from segattr.charts.theme import Mode, finish, ink
from segattr.words.numbers import count, share

HEIGHT: Final = 360  # pixels
PIECE: Final = 0.03  # of the width, a column
NAMED_FROM: Final = 17  # pixels of a piece that has room for its name
LABEL: Final = 180  # pixels of a name
MOST: Final = 12  # segments in one picture; more bands than that nobody follows
STAYED, MOVED = 0.62, 0.36  # how strongly a band is drawn


def flow(
    moves: pd.DataFrame,
    *,
    order: tuple[Sequence[str], Sequence[str]],
    days: tuple[str, str],
    colours: Mapping[str, str],
    title: str,
    mode: Mode,
) -> alt.LayerChart:
    """Draw the segments of two days as columns and who went from which to which as bands.

    Parameters
    ----------
    moves : ``before, after, customers, share`` (of those in ``before``, 0 to 1), each pair once.
    order : the segments of the first and of the second column, from above; at most `MOST` of each.
    days : what the columns are.
    colours : segment -> colour, see `segattr.charts.theme.segment_colours`; whoever has none is grey.
    title : the question the picture answers.

    Examples
    --------
    >>> moves = pd.DataFrame({"before": ["a"], "after": ["b"], "customers": [3], "share": [1.0]})
    >>> look = {"days": ("1 March", "1 June"), "colours": {}, "title": "Who moved?", "mode": "light"}
    >>> flow(moves, order=(["a"], ["b"]), **look).to_dict()["title"]
    {'text': ['Who moved?']}
    """
    where = bands(moves, *order)
    hues = {name: colours.get(name, ink(mode).others) for name in [*order[0], *order[1]]}
    down = alt.Scale(domain=[where.height, 0], nice=False, zero=False)
    layers = [
        _bands(moves, where, hues, days, down),
        _pieces(where, hues, days, down, mode),
        _names(where, down, mode),
    ]
    return finish(alt.LayerChart(layer=layers, width="container"), title=title, mode=mode, height=HEIGHT)


def _bands(
    moves: pd.DataFrame, where: Bands, hues: Mapping[str, str], days: tuple[str, str], down: alt.Scale
) -> alt.Chart:
    told = pd.DataFrame(
        {
            "before": moves["before"].astype("str"),
            "after": moves["after"].astype("str"),
            "said": [
                f"{count(n)} ({share(part)} of {name})"
                for n, part, name in zip(moves["customers"], moves["share"], moves["before"], strict=True)
            ],
            "hue": moves["before"].map(hues),
            "strength": (moves["before"] == moves["after"]).map({True: STAYED, False: MOVED}),
        }
    )
    drawn = where.edges.join(told.reset_index(drop=True), on="band")
    drawn["x"] = PIECE + drawn["x"] * (1 - 2 * PIECE)
    area: alt.Chart = (
        alt.Chart(drawn)
        .mark_area(line=False)
        .encode(
            x=_across(days),
            y=alt.Y("top:Q", axis=None).scale(down),
            y2="bottom:Q",
            detail="band:N",
            color=alt.Color("hue:N", scale=None),
            opacity=alt.Opacity("strength:Q", scale=None),
            tooltip=[
                alt.Tooltip("before:N", title=days[0]),
                alt.Tooltip("after:N", title=days[1]),
                alt.Tooltip("said:N", title="customers"),
            ],
        )
    )
    return area


def _pieces(
    where: Bands, hues: Mapping[str, str], days: tuple[str, str], down: alt.Scale, mode: Mode
) -> alt.Chart:
    drawn = where.pieces.assign(
        start=where.pieces["side"] * (1 - PIECE),
        end=where.pieces["side"] * (1 - PIECE) + PIECE,
        hue=where.pieces["name"].map(hues),
        day=where.pieces["side"].map(dict(enumerate(days))),
    )
    rect: alt.Chart = (
        alt.Chart(drawn)
        .mark_rect(stroke=ink(mode).page, strokeWidth=1)
        .encode(
            x=alt.X("start:Q"),
            x2="end:Q",
            y=alt.Y("top:Q", axis=None).scale(down),
            y2="bottom:Q",
            color=alt.Color("hue:N", scale=None),
            tooltip=[
                alt.Tooltip("day:N", title="On"),
                alt.Tooltip("name:N", title="segment"),
                alt.Tooltip("customers:Q", title="customers", format=","),
            ],
        )
    )
    return rect


def _names(where: Bands, down: alt.Scale, mode: Mode) -> alt.LayerChart:
    """Write each piece's name and number beside it, where it is high enough for a line."""
    high = (where.pieces["bottom"] - where.pieces["top"]) * HEIGHT / where.height
    seen = where.pieces[high >= NAMED_FROM]
    written = [f"{name} · {count(n)}" for name, n in zip(seen["name"], seen["customers"], strict=True)]
    drawn = seen.assign(
        words=written, middle=(seen["top"] + seen["bottom"]) / 2, x=PIECE + seen["side"] * (1 - 2 * PIECE)
    )
    left = alt.Chart(drawn[drawn["side"] == 0]).mark_text(align="left", dx=6, limit=LABEL)
    right = alt.Chart(drawn[drawn["side"] == 1]).mark_text(align="right", dx=-6, limit=LABEL)
    sides = [
        side.encode(
            x=alt.X("x:Q"),
            y=alt.Y("middle:Q", axis=None).scale(down),
            text="words:N",
            color=alt.value(ink(mode).text),
        )
        for side in (left, right)
    ]
    return alt.LayerChart(layer=sides)


def _across(days: tuple[str, str]) -> alt.X:
    """Return the axis across: the two days above their columns."""
    first, second = (json.dumps(day) for day in days)
    named = f"datum.value < 0.5 ? {first} : {second}"
    axis = alt.Axis(
        values=[0, 1], labelExpr=named, orient="top", grid=False, title=None, labelBound=True, labelFlush=True
    )
    return alt.X("x:Q", axis=axis).scale(domain=[0, 1], nice=False)
