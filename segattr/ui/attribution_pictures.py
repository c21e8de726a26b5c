"""The pictures of the Attribution page: one per segment, on one scale, in the same colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import streamlit as st

from segattr.charts.credit import credit_picture, reach
from segattr.charts.credit_layers import Spec
from segattr.charts.credit_rows import Look, Page, folded, paged, spans
from segattr.charts.theme import Mode, channel_colours
from segattr.reduce.summary import NO_TOUCH
from segattr.ui.attribution_view import View
from segattr.ui.text import esc
from segattr.words import attribution as words
from segattr.words.leads import Lead
from segattr.words.numbers import money

MOST_PICTURES: Final = 4
ROOM: Final = 1.2  # for amounts, which take more room behind the marks than shares
OWN_SCALE: Final = ("cpa", "roas")  # one dear segment would leave no room to read the others


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
    titles = [_heading(each, shown, currency) for each in leads]
    return Gallery(_drawn(rows, leads, titles, look, behind), look, page)


def compared(
    shown: View,
    rows: pd.DataFrame,
    models: Mapping[str, str],
    segments: Sequence[str],
    *,
    mode: Mode,
    measure: str = "share",
    currency: str = "",
) -> Gallery:
    """Return a picture per segment of other figures than the models' credit, in the same colours.

    Parameters
    ----------
    rows : ``model, segment, channel, conversions, value, share [, low, high]``.
    models : name in ``rows`` -> what its mark is called.
    segments : which are drawn, where the view has any.
    measure : column of ``rows`` that is drawn, see `segattr.charts.credit_rows.Look`.
    """
    leads = [each for each in shown.leads if each.segment in segments] or [shown.overall]
    page = paged(rows[rows["segment"].isin(segments)] if shown.leads else rows)
    # what is no sum cannot be folded into "n others"; the table has it
    kept = folded(rows, page) if measure == "share" else rows[rows["channel"].isin(page.named)]
    colours = channel_colours(sorted({*shown.summary.channels, *kept["channel"], NO_TOUCH}), mode)
    look = Look(models, colours, mode, measure, currency)
    return Gallery(_drawn(kept, leads, [words.heading(each) for each in leads], look), look, page)


def side_by_side(drawn: Gallery, *, key: str) -> None:
    """Draw the pictures two by two, under the key to their marks.

    Parameters
    ----------
    key : tells the galleries of a page apart.
    """
    st.caption(esc(drawn.look.key))
    columns = st.columns(min(max(len(drawn.pictures), 1), 2), gap="large")
    for place, picture in enumerate(drawn.pictures):
        with columns[place % len(columns)]:
            st.vega_lite_chart(picture.spec, theme=None, key=f"attribution.{key}.{place}", alt=picture.text)


def _drawn(
    rows: pd.DataFrame,
    leads: Sequence[Lead],
    titles: Sequence[str],
    look: Look,
    behind: pd.DataFrame | None = None,
) -> tuple[Picture, ...]:
    parts = [_of(rows, each) for each in leads]
    ends = [reach(part, look.measure) for part in parts]
    if look.measure in OWN_SCALE:
        ends = [end * ROOM for end in ends]
    elif ends:
        ends = [max(ends)] * len(ends)
    return tuple(
        Picture(
            each.segment,
            credit_picture(part, title=title, look=look, reference=behind, end=end, faded=each.few),
            _text(title, part, look),
        )
        for part, each, title, end in zip(parts, leads, titles, ends, strict=True)
        if len(part)
    )


def _of(rows: pd.DataFrame, lead: Lead) -> pd.DataFrame:
    """Return one segment's rows; where there are too few conversions, an interval would promise too much."""
    part = rows[rows["segment"] == lead.segment] if lead.segment else rows
    return part.drop(columns=["low", "high"], errors="ignore") if lead.few else part


def _heading(lead: Lead, shown: View, currency: str) -> str:
    measure = shown.choices.measure
    if measure not in ("value", "margin"):
        return words.heading(lead)
    credit = shown.credit[shown.credit["model"] == shown.choices.models[0]]
    whole = credit[credit["segment"] == lead.segment] if shown.leads else credit
    return words.heading(lead, worth=money(float(whole[measure].sum()), currency), measure=measure)


def _text(heading: str, rows: pd.DataFrame, look: Look) -> str:
    written = spans(rows, look).sort_values("high", ascending=False)
    each = ", ".join(
        f"{channel} {amount}" for channel, amount in zip(written["channel"], written["written"], strict=True)
    )
    return f"{heading}. {each}."
