"""Parts of the Value page that wait until they are opened, and what all of them look like."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st

from segattr.charts.theme import Mode
from segattr.errors import SegattrError
from segattr.ui import parts
from segattr.ui.averages_shown import height
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words.numbers import interval, percent
from segattr.words.value_more import WORKING

KEPT: Final = "value.kept."


def box(title: str, *, key: str, draw: Callable[[], None]) -> None:
    """Draw a closed box; what is in it is worked out once somebody opens it.

    Parameters
    ----------
    draw : draws it; what it raises is said instead.
    """
    opened = st.expander(title, key=key, on_change="rerun")
    if not opened.open:
        return
    with opened:
        try:
            with st.spinner(WORKING, show_time=True):
                draw()
        except SegattrError as error:
            st.info(esc(error))


def choose(label: str, *, key: str, options: Sequence[str]) -> str:
    """Draw a choice, remembered while other pages are open; the first where nothing was chosen."""
    kept = st.session_state.get(KEPT + key)
    st.session_state[key] = kept if kept in options else options[0]

    def keep() -> None:
        st.session_state[KEPT + key] = st.session_state[key]

    return str(st.selectbox(label, options, key=key, on_change=keep))


def figures(
    readable: pd.DataFrame,
    table: pd.DataFrame,
    chart: Callable[[Mode], alt.LayerChart],
    *,
    name: str,
    title: str,
    label: str,
    chips: list[str],
    shares: Sequence[str] = (),
) -> None:
    """Draw a picture, the table behind it as it is read, and both to take along.

    Parameters
    ----------
    readable, table : figures in words, and unrounded.
    chart : draws the picture, light or dark.
    name : of the files, and of the elements. label : what the download buttons say first.
    """
    mode = parts.mode()
    draw_chart(chart(mode), key=f"value.{name}.picture", said=title)
    parts.settings_line(chips)
    st.dataframe(readable, placeholder="–", hide_index=True, height=height(readable), alt=title)
    parts.on_paper(readable, name=f"value-{name}")
    parts.downloads(
        table,
        name=name,
        title=title,
        settings=chips,
        chart=lambda: chart(mode),
        shares=list(shares),
        label=label,
    )


def with_range(rows: pd.DataFrame, *names: str) -> list[str]:
    """Return shares with their ranges, as they are read.

    Parameters
    ----------
    names : columns of the share and of the two ends of its range.
    """
    ends = rows[list(names)].itertuples(index=False)
    return [
        f"{percent(middle)} {interval(low, high) if isfinite(low) else ''}".strip()
        for middle, low, high in ends
    ]
