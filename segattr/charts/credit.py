"""Credit by channel: one mark per model, a line over their disagreement, one picture per segment.

What is drawn is described once per kind of picture (`segattr.charts.credit_layers`, by Altair, which checks
it) and filled with rows, names and colours for each segment: drawing all of it anew would take most of a
click's time.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from hashlib import md5
from textwrap import wrap
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.credit_layers import Kind, Spec, template
from segattr.charts.credit_rows import PARTS, SHAPES, Look, has_intervals, marks, order, spans
from segattr.charts.theme import FONT, TITLE_LINE, finish

ROOM: Final = 1.22  # of the axis, so that the figures behind the marks fit
FILE_WIDTH = 300  # pixels of a picture in a file
COLUMNS_IN_FILE = 2
LANE, LOWEST_ROW, TALLEST_ROW = 7, 24, 80  # pixels of a model's mark, and of a channel
LANES: Final = {"type": "band"}  # of a channel's row, one per model
BEHIND = "grey behind: everybody"


def reach(credit: pd.DataFrame, measure: str) -> float:
    """Return where the axis ends, so that pictures beside each other share it.

    Examples
    --------
    >>> round(reach(pd.DataFrame({"share": [0.5]}), "share"), 2)
    0.61
    """
    columns = [measure, *(["high"] if measure in PARTS and "high" in credit else [])]
    highest = float(credit[columns].max().max()) if len(credit) else 0.0
    return ROOM * (highest or 1.0)


def credit_picture(
    credit: pd.DataFrame,
    *,
    title: str,
    look: Look,
    reference: pd.DataFrame | None = None,
    end: float | None = None,
    faded: bool = False,
) -> Spec:
    """Draw who gets how much credit in one segment.

    Parameters
    ----------
    credit : rows of one segment, from `segattr.attribute` or `folded`; ``low`` and ``high`` are drawn where
        they are, as lines through the marks.
    title : the segment and how many conversions it rests on.
    look : models, colours, measure and mode.
    reference : everybody's rows, drawn as a grey band behind; only for shares, which alone compare.
    end : where the axis ends (see `reach`).
    faded : True where too few conversions stand behind the picture; its marks are hollow.

    Returns
    -------
    dict : a Vega-Lite specification with frames as datasets, for `st.vega_lite_chart`; what is selected in it
        is called `PICKED` and holds a ``channel``.
    """
    names = order(credit, look.measure)
    rows = {"marks": marks(credit, look), "spans": spans(credit, look)}
    if reference is not None and look.measure == "share":
        rows["behind"] = spans(reference[reference["channel"].isin(names)], look)
    intervals = has_intervals(credit, look)
    kind = Kind(look.measure, look.mode, "behind" in rows, intervals, faded)
    spec = _filled(template(kind), rows, names, look, end or reach(credit, look.measure))
    height = len(names) * min(max(LOWEST_ROW, LANE * len(look.models) + 10), TALLEST_ROW)
    return spec | {"title": spec["title"] | {"text": wrap(title, TITLE_LINE)}, "height": height}


def credit_pictures(pictures: Sequence[Spec], *, title: str, look: Look) -> alt.ConcatChart:
    """Put the pictures of several segments into one, for a file.

    Parameters
    ----------
    pictures : from `credit_picture`.
    title : the question they answer; the key to the marks stands under it.
    """
    bare = [_bare(picture) for picture in pictures]
    sheet = finish(alt.concat(*bare, columns=COLUMNS_IN_FILE), title=title, mode=look.mode)
    key = look.key if look.measure != "share" else f"{look.key} · {BEHIND}"
    heading = alt.TitleParams(text=title, subtitle=[key], subtitleFont=FONT)
    return sheet.properties(title=heading)


def _bare(picture: Spec) -> alt.LayerChart:
    """Return a picture as a part of a larger one: with its rows, without what belongs to the whole."""
    held = {name: rows.to_dict("records") for name, rows in picture["datasets"].items()}
    layers = [
        {key: part for key, part in layer.items() if key != "name"}
        | {"data": {"values": held[layer["data"]["name"]]}}
        for layer in picture["layer"]
    ]
    part = {"title": picture["title"], "height": picture["height"], "width": FILE_WIDTH, "layer": layers}
    return alt.LayerChart.from_dict(part)


def _filled(blank: Spec, rows: dict[str, pd.DataFrame], names: Sequence[str], look: Look, end: float) -> Spec:
    """Return the blank with rows, and with axes and colours that fit them."""
    spec = deepcopy(blank)
    called = {name: f"{name}-{_print(frame)}" for name, frame in rows.items()}
    colours = {"domain": list(names), "range": [look.colours[name] for name in names]}
    titles, glyphs = list(look.models.values()), list(SHAPES)
    shapes = {"domain": titles, "range": [glyphs[place % len(glyphs)] for place in range(len(titles))]}
    for layer in spec["layer"]:
        layer["data"] = {"name": called[layer["data"]["name"]]}
        encoding = layer["encoding"]
        encoding["y"]["sort"] = list(names)
        if "scale" in encoding["x"]:
            encoding["x"]["scale"]["domain"] = [0, end]
        if "color" in encoding:
            encoding["color"]["scale"] = colours
        if "yOffset" in encoding:
            encoding["yOffset"] |= {"sort": titles, "scale": LANES | {"domain": titles}}
        if "shape" in encoding:
            encoding["shape"]["scale"] = shapes
    return spec | {"datasets": {called[name]: frame for name, frame in rows.items()}}


def _print(frame: pd.DataFrame) -> str:
    """Return a name for this content: a browser draws anew when a dataset has another name."""
    return md5(pd.util.hash_pandas_object(frame, index=False).to_numpy().tobytes()).hexdigest()
