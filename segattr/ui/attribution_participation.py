"""The conversions a channel had any part in: how far it reaches, beside what the models let it earn."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from segattr.attribution.leads import has_name
from segattr.data.dataset import Dataset
from segattr.ui import attribution_controls, attribution_pictures, attribution_store, parts, segment_sets
from segattr.ui.attribution_view import View, where
from segattr.ui.text import esc
from segattr.words import attribution_method as words


def draw(shown: View, dataset: Dataset) -> None:
    """Draw who took part, per segment; nothing here adds up, and it says so."""
    rows = attribution_store.asked(
        dataset.key, segment_sets.text_of(shown.choices), *where(shown.choices), "participation"
    )
    st.markdown(words.PARTICIPATION)
    leads = [each for each in shown.leads if not each.few][:3] or [shown.overall]
    st.markdown(" ".join(filter(None, (_most(rows, each.segment) for each in leads))))
    drawn = attribution_pictures.compared(
        shown,
        rows.assign(model="participation"),
        words.PARTICIPATION_OF,
        attribution_controls.pictured(shown),
        mode=parts.mode(),
    )
    attribution_pictures.side_by_side(drawn, key="participation")
    table = rows if shown.leads else rows.drop(columns="segment")
    shares = [name for name in ("share", "low", "high") if name in table]
    percent = st.column_config.NumberColumn
    seen = table.drop(columns="value").assign(**{name: table[name] * 100 for name in shares})
    st.dataframe(
        seen,
        placeholder="–",
        hide_index=True,
        column_config={
            name: percent(label, format="%.1f %%") if name in shares else label
            for name, label in words.TOOK_PART.items()
        },
        alt="Conversions each channel took part in",
    )
    written = seen.assign(**{name: seen[name].map("{:.1f} %".format) for name in shares})
    parts.on_paper(written.rename(columns=words.TOOK_PART), name="participation")
    parts.downloads(
        table,
        name="participation",
        title=_title(),
        settings=shown.settings_of_all,
        settings_inside=True,
        shares=shares,
    )


def _most(rows: pd.DataFrame, segment: str) -> str:
    here = rows[rows["segment"] == segment] if segment else rows
    here = here[here["channel"].map(has_name).astype(bool)]
    if here.empty:
        return ""
    top = here.iloc[int(here["share"].to_numpy().argmax())]
    return words.reaches(
        segment, str(top["channel"]), float(top["share"]), float(top["conversions"]), name=esc
    )


def _title() -> str:
    return f"{words.PARTICIPATION_OF['participation']} (not additive)"
