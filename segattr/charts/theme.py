"""What every picture shares: ink for a light and a dark page, colours that belong to names, type, grid.

Who calls decides the mode; nothing here knows of a page. Numbers follow `segattr.words.numbers`: the axis
expressions below write them the same way.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Final, Literal, TypeVar

import altair as alt

from segattr.charts import palette

Mode = Literal["light", "dark"]
Drawing = TypeVar(
    "Drawing", alt.Chart, alt.LayerChart, alt.FacetChart, alt.HConcatChart, alt.VConcatChart, alt.ConcatChart
)

FONT: Final = '"Source Sans", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif'
LABEL_PIXELS: Final = 160  # a longer name ends in … and stands in full in the tooltip
LEGEND_LINE: Final = 300  # pixels a phone has for a row of names
LETTER, SYMBOL = 7.5, 34  # pixels of a legend's letter, and of its mark with the room around
TITLE_LINE: Final = 46  # characters; what a phone holds
RATE_AXIS: Final = "format(datum.value * 100, '.3~r') + ' %'"  # a `labelExpr`: 0.035 as 3.5 %
COUNT_AXIS: Final = "format(datum.value, '~s')"
SOLID, REPEATED = [1, 0], [2, 4]  # dashes of a line
NOBODYS: Final = ("(unknown)", "(no touch)")
OTHERS: Final = re.compile(r"[\d,]+ others?")


@dataclass(frozen=True)
class Ink:
    """The colours of a picture that stand for no segment and no channel.

    Attributes
    ----------
    page : what is behind the picture; for outlines around marks, the picture itself is transparent.
    text, muted : words that matter, words that help.
    grid : lines behind the marks.
    blended : everybody together; this grey means nothing else.
    nobodys : ``(unknown)`` and ``(no touch)``.
    others : what is folded into ``n others``.
    """

    page: str
    text: str
    muted: str
    grid: str
    blended: str
    nobodys: str
    others: str


INKS: Final[dict[Mode, Ink]] = {
    "light": Ink(
        *(palette.BACKGROUND_LIGHT, palette.TEXT_LIGHT, palette.MUTED_LIGHT, palette.GRID_LIGHT),
        *(palette.BLENDED_LIGHT, "#90959f", "#4b515c"),
    ),
    "dark": Ink(
        *(palette.BACKGROUND_DARK, palette.TEXT_DARK, palette.MUTED_DARK, palette.GRID_DARK),
        *(palette.BLENDED_DARK, "#747a85", "#c9cdd4"),
    ),
}
SEGMENTS: Final[dict[Mode, tuple[str, ...]]] = {
    "light": palette.SEGMENTS_LIGHT,
    "dark": palette.SEGMENTS_DARK,
}
CHANNELS: Final[dict[Mode, tuple[str, ...]]] = {
    "light": palette.CHANNELS_LIGHT,
    "dark": palette.CHANNELS_DARK,
}


def ink(mode: Mode) -> Ink:
    """Return the colours of everything that is neither segment nor channel.

    Examples
    --------
    >>> ink("light").text
    '#14181f'
    """
    return INKS[mode]


def segment_colours(names: Sequence[str], mode: Mode) -> dict[str, str]:
    """Return a colour per segment, the same on every page.

    Parameters
    ----------
    names : **all** segments of the segment set, shown or not, in any order. The colour is decided by a name's
        place in the sorted list: give the full list everywhere, and what is hidden, folded or sorted changes
        nobody's colour.

    Returns
    -------
    dict : name -> colour. ``(unknown)`` and ``n others`` get a grey of their own and take no hue.

    Notes
    -----
    There are eight hues; the ninth name takes the first again. Every mark carries its name beside it.

    Examples
    --------
    >>> segment_colours(["returning", "new"], "light")
    {'returning': '#a0562d', 'new': '#1667ae'}
    """
    return _colours(names, SEGMENTS[mode], ink(mode))


def channel_colours(names: Sequence[str], mode: Mode) -> dict[str, str]:
    """Return a colour per channel, from hues no segment has; otherwise as `segment_colours`.

    Examples
    --------
    >>> channel_colours(["Email", "(no touch)"], "light")
    {'Email': '#3f1c98', '(no touch)': '#90959f'}
    """
    return _colours(names, CHANNELS[mode], ink(mode))


def legend(names: Sequence[str]) -> alt.Legend:
    """Return a legend above the plot, with as many names in a row as a phone has room for.

    Parameters
    ----------
    names : what the legend names, all of it; a name longer than a row ends in ….

    Examples
    --------
    >>> legend(["new", "returning"]).columns, legend(["Organic search, from the South", "new"]).columns
    (2, 1)
    """
    widest = max([len(name) for name in names] or [1]) * LETTER + SYMBOL
    return alt.Legend(
        orient="top",
        columns=max(int(LEGEND_LINE / widest), 1),
        labelLimit=LEGEND_LINE - SYMBOL,
        symbolType="circle",
        symbolOpacity=1,
    )


def dashes(names: Sequence[str], colours: Mapping[str, str]) -> list[list[int]]:
    """Return a dash per line: solid, but for a colour that a name before it has already.

    Parameters
    ----------
    names : lines of one picture, in their order. colours : name -> colour.

    Examples
    --------
    >>> dashes(["a", "b", "i"], {"a": "#1667ae", "b": "#a0562d", "i": "#1667ae"})
    [[1, 0], [1, 0], [2, 4]]
    """
    seen: list[str] = []
    drawn = []
    for name in names:
        colour = colours.get(name, name)
        drawn.append(REPEATED if colour in seen else SOLID)
        seen.append(colour)
    return drawn


def shades(names: Sequence[str], colours: Mapping[str, str], mode: Mode) -> list[str]:
    """Return a colour per area: its own, but nearer to the text's where a name before it has the same.

    Parameters
    ----------
    names : areas of one picture, in their order. colours : name -> colour.

    Examples
    --------
    >>> shades(["a", "b", "i"], {"a": "#1667ae", "b": "#a0562d", "i": "#1667ae"}, "light")
    ['#1667ae', '#a0562d', '#154066']
    """
    seen: list[str] = []
    drawn = []
    for name in names:
        colour = colours.get(name, ink(mode).others)
        near = 1 - 0.5 ** seen.count(colour)
        drawn.append(_between(colour, ink(mode).text, near))
        seen.append(colour)
    return drawn


def _between(colour: str, other: str, near: float) -> str:
    """Return the colour so far (0 to 1) on the way to the other one."""
    pairs = zip(*(bytes.fromhex(each.lstrip("#")) for each in (colour, other)), strict=True)
    return "#" + "".join(f"{round(a + near * (b - a)):02x}" for a, b in pairs)


def finish(chart: Drawing, *, title: str, mode: Mode, height: int | None = None) -> Drawing:
    """Give a chart its question as title, and the type, grid and label limits all charts share.

    Parameters
    ----------
    title : the question the chart answers; wrapped, so that a phone shows all of it.
    height : pixels of the plot without title and axis, for a single view or layers only.

    Notes
    -----
    Show it with ``st.altair_chart(chart, theme=None)``: this is the whole theme, on the page and in files.
    """
    finished = chart.copy(deep=False)  # `properties` copies all data, once per call
    finished.title = alt.TitleParams(text=wrap(title, TITLE_LINE))
    finished.config = _config(ink(mode))
    if height is not None:
        finished.height = height
        # Streamlit would squeeze title and axis into the height as well.
        finished.autosize = alt.AutoSizeParams(type="fit-x", contains="padding")
    return finished


def _config(colours: Ink) -> dict[str, object]:
    words = {"labelFont": FONT, "titleFont": FONT, "labelColor": colours.text, "titleColor": colours.muted}
    small = words | {
        "labelFontSize": 13,
        "titleFontSize": 12,
        "titleFontWeight": 400,
        "labelLimit": LABEL_PIXELS,
    }
    lines = {"domain": False, "ticks": False, "labelPadding": 8, "gridColor": colours.grid}
    title = {"fontSize": 15, "fontWeight": 600, "color": colours.text, "anchor": "start", "offset": 12}
    return {
        "background": "transparent",
        "font": FONT,
        "padding": 4,
        "view": {"stroke": None},
        "axis": small | lines,
        "legend": small | {"orient": "top"},
        "header": small,
        "text": {"font": FONT, "fontSize": 13, "color": colours.text},
        "title": {"font": FONT, **title},
    }


def _colours(names: Sequence[str], hues: tuple[str, ...], colours: Ink) -> dict[str, str]:
    greys = {name: colours.nobodys if name in NOBODYS else colours.others for name in names if _is_grey(name)}
    coloured = sorted({name for name in names if name not in greys})
    own = {name: hues[place % len(hues)] for place, name in enumerate(coloured)}
    return {name: greys.get(name) or own[name] for name in names}


def _is_grey(name: str) -> bool:
    return name in NOBODYS or OTHERS.fullmatch(name) is not None
