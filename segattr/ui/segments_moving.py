"""Who moved between two days, on the Segments page: the sentence, the picture, the tables."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.segments.migration import Dated
from segattr.segments.registry import text_of_segmentation
from segattr.segments.rules import Rules
from segattr.segments.segmentation import Segmentation
from segattr.ui import parts, state
from segattr.ui import segments_moving_store as work
from segattr.ui.segments_moving_pictures import pictures
from segattr.ui.segments_values import EARLIEST, LATEST
from segattr.ui.text import esc
from segattr.words import segments_moving as words
from segattr.words.numbers import count, percent

KEY: Final = "segments.moving"
SHARES: Final = ("share_before", "share_after")


def moved(dataset: Dataset, rule: Segmentation | None) -> None:
    """Draw who moved, once somebody opens it.

    Parameters
    ----------
    rule : the set on the desk; None where none can be used.
    """
    box = st.expander(words.TITLE, key=KEY, icon=":material/swap_horiz:", on_change="rerun")
    if not box.open:
        return
    with box:
        if why := refusal(dataset, rule):
            st.info(words.REFUSED[why])
            return
        assert isinstance(rule, Dated)  # the rest is refused above
        first, second = _days(dataset)
        if first >= second:
            st.info(words.REFUSED["order"])
            return
        try:
            _draw(dataset, rule, first, second)
        except SegattrError as error:
            st.info(esc(error))


def refusal(dataset: Dataset, rule: Segmentation | None) -> str:
    """Return why nobody can be seen to move, by its name in `words.REFUSED`; empty where they can."""
    if rule is None:
        return "none"
    if isinstance(rule, Rules) and rule.unit == "visit":
        return "visit"
    if work.dated(text_of_segmentation(rule)) is None:
        return "top"
    return "" if all(work.span(dataset)) else "undated"


def _days(dataset: Dataset) -> tuple[str, str]:
    """Draw the two days and return them."""
    first, last = work.span(dataset)
    chosen = state.get().moving or work.proposed(first, last)
    keys = [f"{KEY}.{name}" for name in ("from", "to")]
    with st.container(key="on-screen-moving"):
        for column, key, label, held in zip(st.columns(2), keys, (words.FROM, words.TO), chosen, strict=True):
            st.session_state.setdefault(key, date.fromisoformat(held))
            column.date_input(
                label,
                key=key,
                min_value=EARLIEST,
                max_value=LATEST,
                format="YYYY-MM-DD",
                help=words.DAYS_HELP.format(first=first, last=last),
                on_change=lambda: _choose(keys),
            )
    ends = [str(st.session_state[key] or held) for key, held in zip(keys, chosen, strict=True)]
    return ends[0], ends[1]


def _choose(keys: list[str]) -> None:
    first, second = (str(st.session_state[key] or "") for key in keys)
    if first and first < second:
        state.change(moving=(first, second))


def _draw(dataset: Dataset, rule: Dated, first: str, second: str) -> None:
    definition = text_of_segmentation(rule)
    with st.spinner(words.WORKING, show_time=True):
        found = work.moved(dataset.key, definition, first, second)
        drift = work.drifted(dataset.key, definition, first, second)
    chips = [f"as of {first} and {second}", "one definition, limits as saved"]
    st.markdown(words.headline(found, first, second, esc))
    pictures(found, first, second)
    counts = found.table.map(count).reset_index(names="from \\ to")
    _table(counts, found.moves, "moved", words.TABLE, chips)
    st.markdown(f"**{words.SHARES}**")
    st.caption(words.SHARES_NOTE.format(n=len(found.shares)))
    _table(_shares(found.shares, first, second), found.shares, "shares-moved", words.SHARES, chips)
    if len(drift):
        st.markdown(f"**{words.DRIFT}**")
        st.caption(words.DRIFT_NOTE)
        _table(_drift(drift), drift, "drift", words.DRIFT, chips)


def _table(shown: pd.DataFrame, table: pd.DataFrame, name: str, title: str, chips: list[str]) -> None:
    st.dataframe(shown, placeholder="–", hide_index=True, height="content", alt=title)
    parts.on_paper(shown, name=f"segments-{name}")
    parts.downloads(table, name=f"segments-{name}", title=title, settings=chips, label=title, shares=SHARES)


def _shares(shares: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "segment": shares["segment"],
            **{
                f"on {day}": [
                    f"{count(n)} ({percent(part)})"
                    for n, part in zip(shares[side], shares[f"share_{side}"], strict=True)
                ]
                for day, side in ((first, "before"), (second, "after"))
            },
            "change in share": [words.change(row) for _, row in shares.iterrows()],
        }
    )


def _drift(drift: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "field": drift["field"],
            "index": drift["psi"].map("{:.2f}".format),
            "by chance": drift["by_chance"].map("{:.2f}".format),
            "change": drift["change"].map(words.DRIFT_KINDS),
        }
    )
