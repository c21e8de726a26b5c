"""The pictures of the Attribution page: one per segment, on one scale, in the same colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segattr.charts.credit import credit_picture, reach
from segattr.charts.credit_layers import Spec
from segattr.charts.credit_rows import Look, Page, folded, paged, spans
from segattr.charts.theme import Mode, channel_colours
from segattr.reduce.summary import NO_TOUCH
from segattr.ui.attribution_view import View
from segattr.words import attribution as words
from segattr.words.leads import Lead
from segattr.words.numbers import money

MOST_PICTURES: Final = 4


@dataclass(frozen=True, eq=False)
class Picture:
    """One segment's picture, and what it says to who cannot see it."""

    segment: str
    spec: Spec
    text: str


@dataclass(frozen=True, eq=False)
class Gallery:
    """The pictures of one view, what they share, and which of the channels they draw by name."""

    pictures: tuple[Picture, ...]
    look: Look
    page: Page


def gallery(
    shown: View,
    segments: Sequence[str],
    *,
    mode: Mode,
    currency: str = "",
    picked: Sequence[str] = (),
    depth: int = 0,
) -> Gallery:
    """Return a picture per segment, on one scale and in the same colours.

    Parameters
    ----------
    segments : which of them; none for everybody in one picture.
    picked : channels that stand out; none for all alike.
    depth : how often ``n others`` was opened.
    """
    measure = shown.choices.measure
    leads = [each for each in shown.leads if each.segment in segments] or [shown.overall]
    drawn = shown.credit[shown.credit["segment"].isin(segments)] if shown.leads else shown.credit
    page = paged(drawn, depth=depth)
    rows, behind = folded(drawn, page), folded(shown.everybody, page) if shown.leads else None
    names = {*shown.summary.channels, *rows["channel"], NO_TOUCH}
    colours = channel_colours(sorted(names), mode)
    seen = [name for name in picked if name in set(rows["channel"])]
    look = Look(shown.titles, colours, mode, measure, currency, seen)
    parts = [_of(rows, each, shown) for each in leads]
    end = max((reach(part, measure) for part in parts), default=1.0)
    pictures = [
        Picture(
            each.segment,
            credit_picture(part, title=title, look=look, reference=behind, end=end, faded=each.few),
            _text(title, part, look),
        )
        for part, each in zip(parts, leads, strict=True)
        if len(part) and (title := _heading(each, shown, currency))
    ]
    return Gallery(tuple(pictures), look, page)


def _of(rows: pd.DataFrame, lead: Lead, shown: View) -> pd.DataFrame:
    """Return one segment's rows; where there are too few conversions, an interval would promise too much."""
    part = rows[rows["segment"] == lead.segment] if shown.leads else rows
    return part.drop(columns=["low", "high"], errors="ignore") if lead.few else part


def _heading(lead: Lead, shown: View, currency: str) -> str:
    if shown.choices.measure != "value":
        return words.heading(lead)
    credit = shown.credit[shown.credit["model"] == shown.choices.models[0]]
    whole = credit[credit["segment"] == lead.segment] if shown.leads else credit
    return words.heading(lead, worth=money(float(whole["value"].sum()), currency))


def _text(heading: str, rows: pd.DataFrame, look: Look) -> str:
    written = spans(rows, look).sort_values("high", ascending=False)
    each = ", ".join(
        f"{channel} {amount}" for channel, amount in zip(written["channel"], written["written"], strict=True)
    )
    return f"{heading}. {each}."
