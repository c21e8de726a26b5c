"""Pictures on the page: every chart of the app is put there by this one door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, cast

import altair as alt
import streamlit as st


def draw_chart(
    chart: alt.TopLevelMixin,
    *,
    said: str,
    key: str | None = None,
    on_select: Literal["ignore"] | Callable[[], None] = "ignore",
    selection_mode: str | None = None,
) -> None:
    """Draw a chart as it is: the theme is in it, and its description is not checked against Vega-Lite's.

    That check takes longer than all the rest of a picture, on every rerun of every page; the tests of
    ``charts/`` make it instead, once for each kind of picture.

    Parameters
    ----------
    said : what the picture shows, for those who do not see it.
    key : the element's key; a picture that can be pressed needs one.
    on_select, selection_mode : what to do when something in the picture was pressed, and the name of the
        selection.
    """
    st.altair_chart(
        cast("alt.Chart", _AsItIs(chart)),
        theme=None,
        key=key,
        on_select=on_select,
        selection_mode=selection_mode,
        alt=said,
    )


class _AsItIs:
    """A chart that is taken at its word; of a chart, Streamlit asks for its description only."""

    def __init__(self, chart: alt.TopLevelMixin) -> None:
        self._chart = chart

    def to_dict(self) -> dict[str, Any]:
        return self._chart.to_dict(validate=False)
