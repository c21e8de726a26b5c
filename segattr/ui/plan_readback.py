"""Reading an audience back: the list that was acted on, held against the data loaded now."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

import altair as alt
import streamlit as st

from segattr.charts.rates import rates_by_segment
from segattr.charts.theme import Mode, ink
from segattr.errors import SegattrError
from segattr.io.readers import read_table
from segattr.plan.readback import FEWEST, ReadBack, read_back
from segattr.ui import parts
from segattr.ui.pictures import draw_chart
from segattr.ui.plan_view import View
from segattr.ui.text import esc
from segattr.words import plan_audiences as words

FILE, SINCE = "plan.readback.file", "plan.readback.since"
PICTURE: Final = "Who converted since, reached or held out?"
COLUMNS: Final = ("group", "people", "converters", "rate", "low", "high", "value")


def draw(now: View) -> None:
    """Draw the box for a list, and what became of it."""
    box = st.expander(words.READ_BACK, key="plan.readback", on_change="rerun")
    if not box.open:
        return
    with box:
        st.markdown(words.READ_BACK_SAYS)
        brought = st.file_uploader("The audience's CSV", type=["csv", "xlsx"], key=FILE)
        since: date | None = st.date_input(
            "Orders count from (empty: the day after the list)", None, key=SINCE
        )
        if brought is None:
            return
        try:
            listed = read_table(brought, name=brought.name).table
            found = read_back(listed, now.dataset, since=since.isoformat() if since else "")
        except SegattrError as error:
            st.error(esc(error))
            return
        _shown(now, found)


def _shown(now: View, found: ReadBack) -> None:
    since = f"{found.since.day} {found.since:%B %Y}"
    apart = found.difference
    st.markdown(
        words.read_back(
            found.verdict,
            (apart.difference, apart.difference_low, apart.difference_high) if apart else (float("nan"),) * 3,
            [
                (
                    str(row["group"]),
                    float(row["rate"]),
                    float(row["low"]),
                    float(row["high"]),
                    int(row["people"]),
                )
                for _, row in found.rows.iterrows()
            ],
            since,
            name=esc,
            audience=found.name,
        )
    )
    st.caption(
        " ".join(filter(None, (words.minimum(found.visible, found.needed), words.left_out(found.unknown))))
    )
    mode = parts.mode()
    draw_chart(_picture(found, mode), key="plan.readback.picture", said=PICTURE)
    table = found.rows[list(COLUMNS)]
    parts.on_paper(table.round(4), name="readback")
    parts.downloads(
        table,
        name="audience-read-back",
        title=PICTURE,
        settings=[*now.settings, f"audience: {found.name}", f"orders from {since} to {found.until:%Y-%m-%d}"],
        chart=partial(_picture, found, mode),
        label="Read back",
        settings_inside=True,
    )


def _picture(found: ReadBack, mode: Mode) -> alt.LayerChart:
    rows = found.rows.rename(columns={"group": "segment"})
    marks = rows.assign(faded=rows["people"] < FEWEST)
    whole = float(rows["converters"].sum() / rows["people"].sum())
    names = [str(name) for name in rows["segment"]]
    colours = dict(zip(names, (ink(mode).text, ink(mode).blended), strict=False))
    return rates_by_segment(marks, blended=whole, title=PICTURE, colours=colours, mode=mode)
