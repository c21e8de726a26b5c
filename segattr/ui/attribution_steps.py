"""What comes after which touch, as a table of squares."""

from __future__ import annotations

import streamlit as st

from segattr.charts.heat import heat
from segattr.data.dataset import Dataset
from segattr.ui import attribution_asked as asks
from segattr.ui import parts
from segattr.ui.attribution_view import View
from segattr.ui.pictures import draw_chart
from segattr.words import attribution_journeys as words

ENDS = ("(conversion)", "(no conversion)")
START = "(start)"


def draw(shown: View, dataset: Dataset) -> None:  # noqa: ARG001 - every view of the journeys is drawn alike
    """Draw where journeys go from every touch, for everybody or one segment."""
    st.subheader(words.NEXT)
    segment = asks.for_whom(shown, "next")
    rows = asks.of(asks.asked(shown, "next_touch", segmented=bool(segment)), segment)
    names = list(dict.fromkeys(rows.groupby("origin")["moves"].sum().sort_values(ascending=False).index))
    origins = [*([START] if START in names else []), *(name for name in names if name != START)]
    targets = [name for name in origins if name != START]
    ends = [name for name in ENDS if (rows["target"] == name).any()]
    chart = heat(
        rows.rename(columns={"origin": "row", "target": "column"})[["row", "column", "share"]],
        title=segment or words.EVERYBODY,
        rows=origins,
        columns=[*targets, *ends],
        axes=words.NEXT_AXES,
        mode=parts.mode(),
        measure="Of all moves from there",
    )
    draw_chart(chart, said=words.NEXT)
    st.caption(words.NEXT_HELP)
    parts.downloads(
        rows,
        name="next_touch",
        title=words.NEXT,
        settings=shown.settings_of_all,
        chart=chart,
        settings_inside=True,
    )
