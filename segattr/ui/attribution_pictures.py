"""The pictures of the Attribution page: one per segment, on one scale, in the same colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import altair as alt
import pandas as pd

from segattr.charts.credit import credit_picture, reach
from segattr.charts.credit_rows import Look, folded, spans
from segattr.charts.theme import Mode, channel_colours
from segattr.reduce.summary import NO_TOUCH
from segattr.ui.attribution_view import View
from segattr.words import attribution as words

MOST_PICTURES: Final = 4


@dataclass(frozen=True, eq=False)
class Picture:
    """One segment's picture, and what it says to who cannot see it."""

    segment: str
    chart: alt.LayerChart
    text: str


def pictures(
    shown: View, segments: Sequence[str], *, mode: Mode, currency: str = ""
) -> tuple[list[Picture], Look]:
    """Return a picture per segment, on one scale and in the same colours, and what they share.

    Parameters
    ----------
    segments : which of them; none for everybody in one picture.
    """
    measure = shown.choices.measure
    leads = [each for each in shown.leads if each.segment in segments] or [shown.overall]
    rows = folded(shown.credit[shown.credit["segment"].isin(segments)] if shown.leads else shown.credit)
    names = {*shown.summary.channels, *rows["channel"], NO_TOUCH}
    look = Look(shown.titles, channel_colours(sorted(names), mode), mode, measure, currency)
    parts = [rows[rows["segment"] == each.segment] if shown.leads else rows for each in leads]
    parts = [
        part.drop(columns=["low", "high"], errors="ignore") if each.few else part
        for part, each in zip(parts, leads, strict=True)
    ]
    end = max((reach(part, measure) for part in parts), default=1.0)
    reference = shown.everybody if shown.leads else None
    drawn = [
        Picture(
            each.segment,
            credit_picture(
                part, title=words.heading(each), look=look, reference=reference, end=end, faded=each.few
            ),
            _text(words.heading(each), part, look),
        )
        for part, each in zip(parts, leads, strict=True)
        if len(part)
    ]
    return drawn, look


def _text(heading: str, rows: pd.DataFrame, look: Look) -> str:
    written = spans(rows, look).sort_values("high", ascending=False)
    each = ", ".join(
        f"{channel} {amount}" for channel, amount in zip(written["channel"], written["written"], strict=True)
    )
    return f"{heading}. {each}."
