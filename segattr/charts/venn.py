"""Two or three segments as circles, with the people of every part written in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.theme import Mode, finish, ink
from segattr.charts.venn_circles import HEIGHT, WIDTH, Circles, Way, circles
from segattr.words.numbers import count

TINT: Final = 0.28
LABEL: Final = 270  # pixels of a name


def placed(parts: pd.DataFrame, names: tuple[str, ...]) -> Circles:
    """Return where the circles of some segments stand.

    Parameters
    ----------
    parts : of `segattr.segments.overlaps.regions`, of these segments.
    names : two or three of them, none of them empty.
    """
    return circles(_counts(parts, names), len(names))


def venn(
    parts: pd.DataFrame,
    where: Circles,
    *,
    names: tuple[str, ...],
    said: Mapping[tuple[str, ...], str],
    colours: Mapping[str, str],
    title: str,
    mode: Mode,
) -> alt.LayerChart:
    """Draw a circle per segment and the exact number of people in every part.

    Parameters
    ----------
    parts : ``inside, people``, of `segattr.segments.overlaps.regions`.
    where : of `placed`.
    said : what each part is called, for the tooltip.
    colours : segment -> colour, see `segattr.charts.theme.segment_colours`.
    title : the question the picture answers.

    Examples
    --------
    >>> parts = pd.DataFrame({"inside": [("a",), ("b",), ("a", "b")], "people": [30, 20, 10]})
    >>> look = {"names": ("a", "b"), "said": {}, "colours": {}, "title": "Who?", "mode": "light"}
    >>> venn(parts, placed(parts, ("a", "b")), **look).to_dict()["title"]
    {'text': ['Who?']}
    """
    counts = _counts(parts, names)
    sizes = [sum(n for way, n in counts.items() if place in way) for place in range(len(names))]
    labels = [f"{name} · {count(n)}" for name, n in zip(names, sizes, strict=True)]
    rings = pd.DataFrame(
        {
            "x": where.middles[:, 0],
            "y": where.middles[:, 1],
            "size": (2 * where.radii) ** 2,
            "label": labels,
            "people": sizes,
        }
    )
    hues = [colours.get(name, ink(mode).others) for name in names]
    hue = alt.Color("label:N", title=None, sort=labels)
    legend = alt.Legend(orient="top", columns=1, labelLimit=LABEL, symbolSize=120, symbolStrokeWidth=0)
    base = _on_pixels(alt.Chart(rings)).encode(
        size=alt.Size("size:Q", scale=None, legend=None),
        tooltip=[alt.Tooltip("label:N", title="fit"), alt.Tooltip("people:Q", title="people", format=",")],
    )
    fills = base.mark_circle(opacity=TINT).encode(
        color=hue.scale(domain=labels, range=hues).legend(legend.copy())
    )
    lines = base.mark_point(filled=False, opacity=1, strokeWidth=2).encode(
        color=hue.scale(domain=labels, range=hues)
    )
    chart = alt.LayerChart(layer=[fills, lines, _figures(counts, where, names, said, mode)], width=WIDTH)
    return finish(chart, title=title, mode=mode, height=round(where.height))


def _figures(
    counts: Mapping[Way, int],
    where: Circles,
    names: tuple[str, ...],
    said: Mapping[tuple[str, ...], str],
    mode: Mode,
) -> alt.Chart:
    seen = [(way, n) for way, n in counts.items() if way in where.places]
    marks = pd.DataFrame(
        {
            "x": [where.places[way][0] for way, _ in seen],
            "y": [where.places[way][1] for way, _ in seen],
            "words": [count(n) for _, n in seen],
            "part": [said.get(inside := _named(way, names), ", ".join(inside)) for way, _ in seen],
        }
    )
    tooltip = [alt.Tooltip("part:N", title="fit"), alt.Tooltip("words:N", title="people")]
    figures = _on_pixels(alt.Chart(marks)).mark_text(fontSize=13, fontWeight=600, color=ink(mode).text)
    written: alt.Chart = figures.encode(text="words:N", tooltip=tooltip)
    return written


def _on_pixels(chart: alt.Chart) -> alt.Chart:
    """Return a chart whose x and y are pixels, whatever room it is given: a circle stays a circle."""
    across, down = ([0, side] for side in (WIDTH, HEIGHT))
    placed: alt.Chart = chart.encode(
        x=alt.X("x:Q", axis=None).scale(domain=across, range=across, nice=False),
        y=alt.Y("y:Q", axis=None).scale(domain=down, range=down, nice=False),
    )
    return placed


def _counts(parts: pd.DataFrame, names: tuple[str, ...]) -> dict[Way, int]:
    rows = zip(parts["inside"], parts["people"], strict=True)
    return {tuple(names.index(name) for name in inside): int(n) for inside, n in rows}


def _named(way: Way, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(names[place] for place in way)
