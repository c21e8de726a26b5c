"""The two pictures of who moved between two days, on the Segments page: bands, and shares of a segment."""

from __future__ import annotations

from typing import Final

import altair as alt
import streamlit as st

from segattr.charts.flow import MOST, flow
from segattr.charts.heat import heat
from segattr.charts.theme import segment_colours
from segattr.segments.migration import GONE, NEW, Migration
from segattr.ui import parts
from segattr.ui.pictures import draw_chart
from segattr.words import segments_moving as words
from segattr.words.cards import day as day_words

KEY: Final = "segments.moving"


def pictures(found: Migration, first: str, second: str) -> None:
    """Draw who went where as bands, where there are few enough to follow, and as a table of shares.

    Parameters
    ----------
    found : who moved; the segments somebody is in on either day decide the colours, as on other pages.
    first, second : the days.
    """
    if len(found.shares) <= MOST:
        draw_chart(_flow(found, first, second), key=f"{KEY}.flow", said=words.FLOW)
        st.caption(words.FLOW_NOTE)
    draw_chart(_shares(found, first, second), key=f"{KEY}.picture", said=words.PICTURE)
    st.caption(words.NOTE)


def _flow(found: Migration, first: str, second: str) -> alt.LayerChart:
    return flow(
        found.moves,
        order=_orders(found),
        days=_titles(first, second),
        colours=segment_colours(list(found.shares["segment"]), parts.mode()),
        title=words.FLOW,
        mode=parts.mode(),
    )


def _orders(found: Migration) -> tuple[list[str], list[str]]:
    """Return the segments there on either day, in the set's order."""
    order = [*found.shares["segment"], NEW, GONE]
    before, after = ([name for name in order if name in set(found.moves[s])] for s in ("before", "after"))
    return before, after


def _titles(first: str, second: str) -> tuple[str, str]:
    return words.BEFORE.format(day=day_words(first)), words.AFTER.format(day=day_words(second))


def _shares(found: Migration, first: str, second: str) -> alt.LayerChart:
    cells = found.moves.rename(columns={"before": "row", "after": "column"})
    rows, columns = _orders(found)
    axes = _titles(first, second)
    measure = "Share of the row"
    return heat(
        cells, title=words.PICTURE, rows=rows, columns=columns, axes=axes, mode=parts.mode(), measure=measure
    )
