"""Revenue beside what finance has, typed or pasted on the Data page."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from segattr.checks.control import COLUMNS, beside, revenue_by_month, summed
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.ui import parts, state, store
from segattr.words import control as words

EDITOR: Final = "data.control"


def section(dataset: Dataset) -> None:
    """Draw the months with their revenue, and a place for what finance has; nothing without money."""
    try:
        recorded = store.kept(("revenue by month", dataset.key), lambda: revenue_by_month(dataset))
    except UnsuitableData:
        return
    table = beside(recorded, dict(state.get().control))
    months, here, there = summed(table)
    if months:
        st.markdown(words.headline(months, here, there, dataset.currency))
    with st.expander(words.TITLE, icon=":material/account_balance:"):
        st.caption(words.ASK)
        shown = {
            name: st.column_config.NumberColumn(words.COLUMNS[name], format="localized") for name in COLUMNS
        }
        shown["month"] = st.column_config.TextColumn(words.COLUMNS["month"])
        shown["share"] = st.column_config.NumberColumn(words.COLUMNS["share"], format="percent")
        st.data_editor(
            table,
            key=EDITOR,
            hide_index=True,
            placeholder="",
            disabled=[name for name in COLUMNS if name != "control"],
            column_config=shown,
            on_change=_keep,
            args=(tuple(table["month"]),),
        )
        st.caption(words.BEWARE)
        if months:
            parts.downloads(
                table,
                name="control-totals",
                title=words.TITLE,
                settings=["months in UTC"],
                shares=["share"],
                label=words.LABEL,
            )


def _keep(months: tuple[str, ...]) -> None:
    """Keep what was typed; an emptied cell takes its month out."""
    typed: dict[int, dict[str, float | None]] = st.session_state[EDITOR]["edited_rows"]
    kept = dict(state.get().control)
    for row, cells in typed.items():
        if "control" in cells:
            said = cells["control"]
            kept = {month: total for month, total in kept.items() if month != months[row]}
            kept |= {} if said is None or pd.isna(said) else {months[row]: float(said)}
    state.change(control=tuple(sorted(kept.items())))
