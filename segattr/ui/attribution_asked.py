"""What the views of journeys share: an answer for the segments or for everybody, and how it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from segattr.ui import attribution_store, parts, segment_sets
from segattr.ui.attribution_controls import PREFIX
from segattr.ui.attribution_view import View, where
from segattr.ui.choices import TouchBy
from segattr.words import attribution_journeys as words
from segattr.words.leads import Lead

MOST_TOLD = 3  # segments told one by one, the one with most conversions first
SHARES = ("share", "rate", "low", "high", "opener_share")


def asked(
    shown: View, question: str, *, segmented: bool = True, touch_by: TouchBy | None = None
) -> pd.DataFrame:
    """Return what answers a question of `segattr.ui.asks.ASKS`, for the segments or for everybody."""
    by = segment_sets.text_of(shown.choices) if segmented else ""
    window, usual = where(shown.choices)
    return attribution_store.asked(shown.choices.dataset_key, by, window, touch_by or usual, question)


def for_whom(shown: View, key: str) -> str:
    """Ask which segment is looked at; empty for everybody."""
    if not shown.leads:
        return ""
    names = [each.segment for each in shown.leads]
    at = f"{PREFIX}{key}.{shown.choices.segmentation}"
    chosen = st.selectbox(words.FOR, [words.EVERYBODY, *names], key=at, persist_state="session")
    return "" if chosen == words.EVERYBODY else str(chosen)


def told(shown: View) -> Sequence[Lead]:
    """Return the segments that are told one by one; everybody where none has enough conversions."""
    return [each for each in shown.leads if not each.few][:MOST_TOLD] or [shown.overall]


def largest_first(rows: pd.DataFrame, shown: View, *by: str) -> pd.DataFrame:
    """Return the rows by segment, the one with most conversions first; inside one by columns, most first."""
    place = {each.segment: rank for rank, each in enumerate(shown.leads)}
    ranked = rows.assign(_place=rows["segment"].map(place))
    order = ranked.sort_values(["_place", *by], ascending=[True, *(False for _ in by)], kind="stable")
    return order.drop(columns="_place").reset_index(drop=True)


def of(rows: pd.DataFrame, segment: str) -> pd.DataFrame:
    """Return the rows of a segment; all of them for everybody."""
    return rows[rows["segment"] == segment] if segment else rows


def table(rows: pd.DataFrame, titles: Mapping[str, str], shown: View, *, name: str, title: str) -> None:
    """Draw a table, the same for paper, and its files.

    Parameters
    ----------
    titles : column -> what stands above it, in order; others stay in the files alone.
    name : of the files; ``title`` is the question they answer.
    """
    several = len(set(rows["segment"])) > 1
    order = [each for each in titles if each in rows and (several or each != "segment")]
    shares = [each for each in order if each in SHARES]
    seen = rows[order].assign(**{each: rows[each] * 100 for each in shares})
    config: dict[str, ColumnConfig] = {
        each: st.column_config.NumberColumn(titles[each], format="%.1f %%")
        if each in shares
        else st.column_config.NumberColumn(titles[each], format="localized")
        if rows[each].dtype.kind in "fiu"
        else st.column_config.Column(titles[each])
        for each in order
    }
    st.dataframe(seen, hide_index=True, column_config=config, alt=title)
    written = {each: [f"{part:.1f} %" if part == part else "" for part in seen[each]] for each in shares}
    parts.on_paper(seen.assign(**written).rename(columns=dict(titles)), name=name)
    parts.downloads(
        rows,
        name=name,
        title=title,
        settings=shown.settings_of_all,
        shares=[each for each in SHARES if each in rows],
        settings_inside=True,
    )
