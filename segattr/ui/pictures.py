"""Pictures on the page: every chart of the app is put there by this one door."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import Any, Final, Literal, TypeVar, cast

import altair as alt
import pandas as pd
import streamlit as st

from segattr.ui import store

Drawing = TypeVar("Drawing")
MOST_ROWS: Final = 500  # of a picture that is kept; looking at more of them takes as long as drawing
TOLD: Final = "segattr_told"  # where a chart's description stays with it


def kept(draw: Callable[..., Drawing], rows: pd.DataFrame, **settings: object) -> Drawing:
    """Return the chart a function draws of some rows, drawn once for all visitors; leave it as it is.

    Putting a chart together takes as long as all the rest of a page, and of a room full of people most look
    at the same one.

    Parameters
    ----------
    draw : returns a chart, alone or with what belongs to it; called with the rows and the settings.
    settings : plain values and mappings of them.
    """
    if len(rows) > MOST_ROWS:
        return draw(rows, **settings)
    what = ("picture", draw.__name__, repr(rows.to_dict("list")), repr(sorted(settings.items())))
    return store.kept(what, partial(draw, rows, **settings))


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
        data = alt.data_transformers.options.get("datasets")  # where Streamlit wants the rows put
        if data is None:
            return self._chart.to_dict(validate=False)
        remembered = vars(self._chart)
        if TOLD not in remembered:
            described = self._chart.to_dict(validate=False)
            remembered[TOLD] = described, dict(data)
        told, rows = remembered[TOLD]
        data.update(rows)
        return deepcopy(told)
