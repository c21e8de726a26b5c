"""The layers of a picture of credit, described once per kind of picture and without anybody's data."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final, NamedTuple

import altair as alt

from segattr.charts.theme import COUNT_AXIS, RATE_AXIS, Mode, finish, ink

Spec = dict[str, Any]  # a Vega-Lite specification; its datasets are frames
PICKED = "picked"  # name of the selection: the channel under the pointer when it was pressed


class Axis(NamedTuple):
    """How a measure is called, written on the axis and written in the tooltip."""

    title: str
    ticks: str
    detail: str


class Kind(NamedTuple):
    """What decides the layers of a picture, without a word of anybody's data."""

    measure: str
    mode: Mode
    band: bool
    intervals: bool
    faded: bool


AXES: Final = {
    "share": Axis("Share of conversions", f"datum.value > 1 ? '' : {RATE_AXIS}", ".2%"),
    "conversions": Axis("Conversions credited", COUNT_AXIS, ",.2f"),
    "value": Axis("Value credited", COUNT_AXIS, ",.2f"),
    "margin": Axis("Margin credited", COUNT_AXIS, ",.2f"),
    "cpa": Axis("Cost per conversion", COUNT_AXIS, ",.2f"),
    "roas": Axis("Value credited for every 1 spent", COUNT_AXIS, ",.2f"),
    "opener_share": Axis(
        "Openings among openings and closings", f"datum.value > 1 ? '' : {RATE_AXIS}", ".1%"
    ),
    "rate": Axis("Journeys that converted", f"datum.value > 1 ? '' : {RATE_AXIS}", ".2%"),
}


@lru_cache(maxsize=64)  # of what pictures look like; no data are in it
def template(kind: Kind) -> Spec:
    """Return a picture without rows: its datasets are called ``spans``, ``marks`` and ``behind``."""
    drawing = _Drawing(kind)
    layers = [
        drawing.rows(),
        *([drawing.band()] if kind.band else []),
        drawing.line(0.3 if kind.faded else 0.45),
        *([drawing.intervals()] if kind.intervals else []),
        drawing.points(),
        drawing.figures(),
    ]
    drawn = finish(alt.LayerChart(layer=layers, width="container"), title="", mode=kind.mode, height=1)
    spec: Spec = drawn.to_dict(validate=False)  # a tenth of a second; the tests draw every kind
    return spec


class _Drawing:
    """The layers of one kind of picture, on the same axes."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        axis = AXES[kind.measure]
        self.x = alt.X(
            "amount:Q",
            axis=alt.Axis(title=axis.title, labelExpr=axis.ticks, tickCount=4),
            scale=alt.Scale(domain=[0, 1], nice=False),
        )
        self.y = alt.Y("channel:N", title=None, scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1))
        self.colour = alt.Color("channel:N", legend=None)
        self.strength = alt.Opacity("strength:Q", scale=None, legend=None)
        self.lane = alt.YOffset("model:N")

    def rows(self) -> alt.Chart:
        """Lay an invisible bar under each channel, so that its whole row can be pressed."""
        bars = _on("spans").mark_rect(opacity=0, cursor="pointer", aria=False)
        picked = alt.selection_point(name=PICKED, fields=["channel"])
        words = [alt.Tooltip("channel:N", title="Channel"), alt.Tooltip("written:N", title="Models say")]
        drawn: alt.Chart = bars.encode(x=alt.value(0), x2=alt.value("width"), y=self.y, tooltip=words)
        return drawn.add_params(picked)

    def band(self) -> alt.Chart:
        """Draw everybody's range of the same channels, behind the segment's."""
        grey = ink(self.kind.mode).blended
        # Rectangles, not bars: beside an offset, Vega-Lite draws bars on bands 18 pixels high.
        bars = _on("behind").mark_rect(
            color=grey, opacity=0.3, stroke=grey, strokeOpacity=0.3, cursor="pointer"
        )
        words = [alt.Tooltip("channel:N", title="Everybody"), alt.Tooltip("written:N", title="Models say")]
        drawn: alt.Chart = bars.transform_calculate(amount="datum.low").encode(
            x=self.x, x2="high:Q", y=self.y, tooltip=words
        )
        return drawn

    def line(self, opacity: float) -> alt.Chart:
        """Draw a line from the model that gives least to the one that gives most."""
        rules = _on("spans").mark_rule(strokeWidth=5, strokeOpacity=opacity, strokeCap="round", tooltip=None)
        drawn: alt.Chart = rules.transform_calculate(amount="datum.low").encode(
            x=self.x, x2="high:Q", y=self.y, color=self.colour, opacity=self.strength
        )
        return drawn

    def intervals(self) -> alt.Chart:
        """Draw what chance leaves open, per model."""
        rules = _on("marks").mark_rule(strokeWidth=1.5, strokeOpacity=0.8)
        drawn: alt.Chart = rules.transform_calculate(amount="datum.low").encode(
            x=self.x, x2="high:Q", y=self.y, yOffset=self.lane, color=self.colour, opacity=self.strength
        )
        return drawn

    def points(self) -> alt.Chart:
        """Draw one mark per model: its shape and its lane tell which."""
        hollow = self.kind.faded
        dots = _on("marks").mark_point(
            filled=not hollow,
            size=70,
            stroke=alt.Undefined if hollow else ink(self.kind.mode).page,
            strokeWidth=1.5 if hollow else 1,
            cursor="pointer",
        )
        drawn: alt.Chart = dots.encode(
            x=self.x,
            y=self.y,
            yOffset=self.lane,
            shape=alt.Shape("model:N", legend=None),
            color=self.colour,
            opacity=self.strength,
            tooltip=self._details(),
        )
        return drawn

    def figures(self) -> alt.Chart:
        """Write the range in figures, behind it."""
        grey = ink(self.kind.mode).muted
        words = _on("spans").mark_text(align="left", dx=9, color=grey, fontSize=12, cursor="pointer")
        drawn: alt.Chart = words.transform_calculate(amount="datum.at").encode(
            x=self.x, y=self.y, text="written:N", opacity=self.strength
        )
        return drawn

    def _details(self) -> list[alt.Tooltip]:
        axis = AXES[self.kind.measure]
        more = {} if self.kind.measure == "conversions" else {"conversions": ("Conversions", ",.2f")}
        ends = {"low": ("From", axis.detail), "high": ("To", axis.detail)} if self.kind.intervals else {}
        return [
            alt.Tooltip("channel:N", title="Channel"),
            alt.Tooltip("model:N", title="Model"),
            alt.Tooltip("amount:Q", title=axis.title, format=axis.detail),
            *(alt.Tooltip(f"{c}:Q", title=t, format=f) for c, (t, f) in (more | ends).items()),
        ]


def _on(dataset: str) -> alt.Chart:
    return alt.Chart(alt.NamedData(dataset))
