"""Which customers the tables share, as the Data page shows it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import altair as alt
import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from segattr.charts.grid import grid
from segattr.charts.theme import Mode
from segattr.checks.match_rates import match_rates
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.ui import parts, segment_sets, state, store
from segattr.ui.pictures import draw_chart
from segattr.ui.text import esc
from segattr.words import matches as words
from segattr.words.numbers import percent

BY: Final = "data.matches.by"
SHARES: Final = {"rate": "share found", "low": "from", "high": "to"}
LEADS: Final = ("conversions", "customers", "touchpoints")  # whose customers should be known elsewhere, first


def section(dataset: Dataset) -> None:
    """Draw how many customers each pair of tables shares; nothing where only one table has customers."""
    try:
        together = _rates(dataset.key, "")
    except UnsuitableData:
        return
    st.subheader(words.TITLE, anchor=False)
    st.markdown(_headline(together))
    picture = partial(_picture, together)
    draw_chart(picture(parts.mode()), key="data.matches", said=words.PICTURE)
    with st.expander("The table behind the picture, by week and by segment", icon=":material/table:"):
        _table(dataset.key, picture)
    st.caption(words.METHOD)


def _table(key: str, picture: Callable[[Mode], alt.LayerChart]) -> None:
    segments = segment_sets.text_of(state.get())
    offered = {**words.BY, **({segments: f"By {segment_sets.title_of(state.get())}"} if segments else {})}
    chosen = st.segmented_control(
        "Match rates", list(offered), key=BY, format_func=lambda name: esc(offered[name]), default=""
    )
    rates = _rates(key, chosen or "")
    shares = list(SHARES)
    columns: dict[str, ColumnConfig | str] = {"source": "customers of", "other": "found in"}
    columns |= {
        name: st.column_config.NumberColumn(called, format="percent") for name, called in SHARES.items()
    }
    columns |= {name: st.column_config.NumberColumn(format="localized") for name in ("people", "found")}
    columns["week"] = st.column_config.DateColumn("week of")
    st.dataframe(rates, placeholder="–", hide_index=True, column_config=columns, alt=words.TITLE)
    parts.downloads(
        rates,
        name="match-rates",
        title=words.TITLE,
        settings=[offered[chosen or ""]],
        chart=partial(picture, parts.mode()),
        shares=shares,
        label="Match rates",
    )


def _rates(key: str, by: str) -> pd.DataFrame:
    return store.kept(("match rates", key, by), lambda: match_rates(store.loaded(key), by or None))


def _headline(rates: pd.DataFrame) -> str:
    """Return the weakest link of the first table whose customers should be known elsewhere."""
    if not rates["found"].any():
        return words.NOBODY
    lead = next(role for role in LEADS if role in set(rates["source"]))
    others = rates[(rates["source"] == lead) & (rates["other"] != "conversions")]
    row = (others if len(others) else rates[rates["source"] == lead]).sort_values("rate").iloc[0]
    return words.headline(lead, str(row["other"]), float(row["rate"]), int(row["people"]))


def _picture(rates: pd.DataFrame, mode: Mode) -> alt.LayerChart:
    cells = pd.DataFrame(
        {
            "row": rates["source"],
            "column": rates["other"],
            "figure": rates["rate"],
            "words": [percent(rate) for rate in rates["rate"]],
            "people": rates["people"],
            "sure": True,
        }
    )
    return grid(cells, title=words.PICTURE, across="found in", mode=mode)
