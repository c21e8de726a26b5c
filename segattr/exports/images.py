"""A chart as an image for a slide or a page: on white, with its settings beneath the title, made offline."""

from __future__ import annotations

import json
import re
from dataclasses import astuple
from textwrap import wrap
from typing import Any, Final

from segattr.charts import palette
from segattr.charts.theme import CHANNELS, FONT, INKS, SEGMENTS, Mode
from segattr.exports.document import Document

WIDTH = 760  # pixels, where the chart would take the width of its page
LINE = 110  # characters of a line of settings
SCALE = 2.0  # of the PNG: sharp on a slide
SUBTITLE: Final = {"subtitleFont": FONT, "subtitleColor": palette.MUTED_LIGHT, "subtitlePadding": 6}
NO_ADDRESSES: Final[list[str]] = []  # a chart that names an address loads nothing


def to_svg(document: Document) -> bytes:
    """Return the document's chart as SVG.

    Raises
    ------
    ValueError : the document has no chart.
    """
    from vl_convert import vegalite_to_svg  # 80 MB that only an image needs

    svg: str = vegalite_to_svg(on_paper(document), allowed_base_urls=NO_ADDRESSES)
    return svg.encode("utf-8")


def to_png(document: Document) -> bytes:
    """Return the document's chart as PNG, twice the size of the SVG.

    Raises
    ------
    ValueError : the document has no chart.
    """
    from vl_convert import vegalite_to_png

    png: bytes = vegalite_to_png(on_paper(document), scale=SCALE, allowed_base_urls=NO_ADDRESSES)
    return png


def on_paper(document: Document) -> dict[str, Any]:
    """Return the chart's Vega-Lite specification as it is printed.

    Parameters
    ----------
    document : with a ``chart``, drawn for either of the app's modes.

    Returns
    -------
    dict : on white, in the colours of the light mode, of a fixed width, with the settings under its title.

    Raises
    ------
    ValueError : the document has no chart.
    """
    chart = document.picture
    if chart is None:
        raise ValueError(f"{document.name} has no chart to make an image of.")
    spec: dict[str, Any] = _in_light(chart.to_dict())
    if spec.get("width") == "container":
        spec["width"] = WIDTH
    lines = wrap(" · ".join([*document.settings, *document.origin]), LINE)
    heading = spec.get("title") or document.title
    title = dict(heading) if isinstance(heading, dict) else {"text": heading}
    title |= {"subtitle": [*_lines(title.get("subtitle")), *lines], **SUBTITLE}
    return spec | {"background": palette.BACKGROUND_LIGHT, "title": title}


def _in_light(spec: dict[str, Any]) -> dict[str, Any]:
    """Swap the dark mode's colours for the light mode's; what was drawn for light stays as it is."""
    text = json.dumps(spec)
    if INKS["dark"].text not in text and INKS["dark"].muted not in text:
        return spec
    swap = dict(zip(_colours("dark"), _colours("light"), strict=True))
    found = re.compile("|".join(map(re.escape, swap)), re.IGNORECASE)
    swapped: dict[str, Any] = json.loads(found.sub(lambda colour: swap[colour[0].lower()], text))
    return swapped


def _colours(mode: Mode) -> tuple[str, ...]:
    steps = {
        "light": palette.SEQUENTIAL_LIGHT + palette.DIVERGING_LIGHT,
        "dark": palette.SEQUENTIAL_DARK + palette.DIVERGING_DARK,
    }
    return (*astuple(INKS[mode]), *SEGMENTS[mode], *CHANNELS[mode], *steps[mode])


def _lines(text: str | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())
