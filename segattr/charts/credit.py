"""Credit by channel: one mark per model, a line over their disagreement, one picture per segment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import altair as alt
import pandas as pd

from segattr.charts.credit_rows import SHAPES, Look, marks, order, spans
from segattr.charts.theme import COUNT_AXIS, FONT, RATE_AXIS, finish, ink

ROOM: Final = 1.22  # of the axis, so that the figures behind the marks fit
FILE_WIDTH = 300  # pixels of a picture in a file
COLUMNS_IN_FILE = 2
TITLE_LINE = 44  # characters that fit over a picture in a file
BEHIND = "grey behind: everybody"


class Axis(NamedTuple):
    """How a measure is called, written on the axis and written in the tooltip."""

    title: str
    ticks: str
    detail: str


AXES: Final = {
    "share": Axis("Share of conversions", f"datum.value > 1 ? '' : {RATE_AXIS}", ".2%"),
    "conversions": Axis("Conversions credited", COUNT_AXIS, ",.2f"),
    "value": Axis("Value credited", COUNT_AXIS, ",.2f"),
}


def reach(credit: pd.DataFrame, measure: str) -> float:
    """Return where the axis ends, so that pictures beside each other share it.

    Examples
    --------
    >>> round(reach(pd.DataFrame({"share": [0.5]}), "share"), 2)
    0.61
    """
    columns = [measure, *(["high"] if measure == "share" and "high" in credit else [])]
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
) -> alt.LayerChart:
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
    """
    names = order(credit, look.measure)
    drawing = _Drawing(look, names, end or reach(credit, look.measure))
    points, ranges = marks(credit, look), spans(credit, look)
    behind = reference if look.measure == "share" else None
    layers = [
        *([] if behind is None else [drawing.band(behind[behind["channel"].isin(names)])]),
        drawing.line(ranges, 0.3 if faded else 0.45),
        *([drawing.intervals(points)] if "low" in points else []),
        drawing.points(points, hollow=faded),
        drawing.figures(ranges),
    ]
    height = len(names) * max(24, 7 * len(look.models) + 10)
    drawn = alt.LayerChart(layer=layers, width="container")
    return finish(drawn, title=title, mode=look.mode, height=height)


def credit_pictures(pictures: Sequence[alt.LayerChart], *, title: str, look: Look) -> alt.ConcatChart:
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


def _bare(picture: alt.LayerChart) -> alt.LayerChart:
    alone = picture.copy(deep=False)
    alone.config = alone.autosize = alt.Undefined  # the whole picture's, not a part's
    alone.width = FILE_WIDTH
    return alone


class _Drawing:
    """The layers of one picture, on the same axes and in the same colours."""

    def __init__(self, look: Look, names: Sequence[str], end: float) -> None:
        self.look = look
        self.x = alt.X(
            "amount:Q",
            axis=alt.Axis(title=AXES[look.measure].title, labelExpr=AXES[look.measure].ticks, tickCount=4),
            scale=alt.Scale(domain=[0, end], nice=False),
        )
        rows = alt.Scale(paddingInner=0.25, paddingOuter=0.1)
        self.y = alt.Y("channel:N", sort=list(names), title=None, scale=rows)
        shown = {name: look.colours[name] for name in names}
        hues = alt.Scale(domain=list(shown), range=list(shown.values()))
        self.colour = alt.Color("channel:N", scale=hues, legend=None)
        self.titles = list(look.models.values())
        self.lane = alt.YOffset(
            "model:N", sort=self.titles, scale=alt.Scale(domain=self.titles, paddingOuter=0.6)
        )

    def band(self, everybody: pd.DataFrame) -> alt.Chart:
        """Draw everybody's range of the same channels, behind the segment's."""
        grey = ink(self.look.mode).blended
        bars = alt.Chart(spans(everybody, self.look)).mark_bar(
            color=grey, opacity=0.3, height={"band": 1}, minBandSize=3
        )
        words = [alt.Tooltip("channel:N", title="Everybody"), alt.Tooltip("written:N", title="Models say")]
        drawn: alt.Chart = bars.transform_calculate(amount="datum.low").encode(
            x=self.x, x2="high:Q", y=self.y, tooltip=words
        )
        return drawn

    def line(self, ranges: pd.DataFrame, opacity: float) -> alt.Chart:
        """Draw a line from the model that gives least to the one that gives most."""
        rules = alt.Chart(ranges).mark_rule(strokeWidth=5, opacity=opacity, strokeCap="round")
        drawn: alt.Chart = rules.transform_calculate(amount="datum.low").encode(
            x=self.x, x2="high:Q", y=self.y, color=self.colour
        )
        return drawn

    def intervals(self, points: pd.DataFrame) -> alt.Chart:
        """Draw what chance leaves open, per model."""
        rules = alt.Chart(points).mark_rule(strokeWidth=1.5, opacity=0.8)
        drawn: alt.Chart = rules.transform_calculate(amount="datum.low").encode(
            x=self.x, x2="high:Q", y=self.y, yOffset=self.lane, color=self.colour
        )
        return drawn

    def points(self, points: pd.DataFrame, *, hollow: bool) -> alt.Chart:
        """Draw one mark per model: its shape and its lane tell which."""
        scale = alt.Scale(domain=self.titles, range=list(SHAPES)[: len(self.titles)])
        outline = alt.Undefined if hollow else ink(self.look.mode).page
        dots = alt.Chart(points).mark_point(
            filled=not hollow, size=70, opacity=1, stroke=outline, strokeWidth=1.5 if hollow else 1
        )
        drawn: alt.Chart = dots.encode(
            x=self.x,
            y=self.y,
            yOffset=self.lane,
            shape=alt.Shape("model:N", legend=None, scale=scale),
            color=self.colour,
            tooltip=self._details(points),
        )
        return drawn

    def figures(self, ranges: pd.DataFrame) -> alt.Chart:
        """Write the range in figures, behind it."""
        words = alt.Chart(ranges).mark_text(align="left", dx=9, color=ink(self.look.mode).muted, fontSize=12)
        drawn: alt.Chart = words.transform_calculate(amount="datum.at").encode(
            x=self.x, y=self.y, text="written:N"
        )
        return drawn

    def _details(self, points: pd.DataFrame) -> list[alt.Tooltip]:
        axis = AXES[self.look.measure]
        more = {} if self.look.measure == "conversions" else {"conversions": ("Conversions", ",.2f")}
        ends = {"low": ("From", axis.detail), "high": ("To", axis.detail)} if "low" in points else {}
        return [
            alt.Tooltip("channel:N", title="Channel"),
            alt.Tooltip("model:N", title="Model"),
            alt.Tooltip("amount:Q", title=axis.title, format=axis.detail),
            *(alt.Tooltip(f"{c}:Q", title=t, format=f) for c, (t, f) in (more | ends).items()),
        ]
