"""Which of all comparisons are not what they look like; a row chosen becomes the comparison shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from segattr.averages.split import named
from segattr.ui import averages_store, parts, state
from segattr.ui.averages_shown import height
from segattr.ui.averages_view import View, sets_of
from segattr.words import averages_compare as words
from segattr.words.numbers import points

SCANNED: Final = "averages.scanned"
QUICK: Final = 1_500  # comparisons that take a second or two
LARGEST: Final = 12  # values of a column that are compared with each other
SHOWN: Final = 25


def draw(now: View, afterwards: Sequence[str]) -> None:
    """Draw what the alarm over all comparisons says; on many columns it waits until asked."""
    st.subheader(words.SCAN_TITLE, anchor=False)
    place = (now.dataset.key, now.focus)
    if _tries(now) > QUICK and place not in st.session_state.get(SCANNED, ()):
        st.button(
            words.SCAN, icon=":material/notifications:", key="averages.scan", on_click=_ask, args=(place,)
        )
        return
    with st.spinner(words.SCANNING, show_time=True):
        table = averages_store.reversals(now.dataset.key, sets_of(state.get()), now.focus, tuple(afterwards))
    alarms = table[table["alarm"].astype(bool)].reset_index(drop=True)
    st.markdown(words.alarms(len(table), len(alarms)))
    if len(alarms):
        _rows(now, alarms)


def _ask(place: tuple[str, object]) -> None:
    st.session_state[SCANNED] = st.session_state.get(SCANNED, frozenset()) | {place}


def _tries(now: View) -> int:
    sizes = now.splits.set_index("dimension")["segments"].clip(upper=LARGEST)
    return int((sizes * (sizes - 1) // 2).sum() * max(len(sizes) - 1, 0))


def _rows(now: View, alarms: pd.DataFrame) -> None:
    key = f"averages.alarms.{now.place}"

    def follow() -> None:
        for row in st.session_state[key]["selection"]["rows"]:
            column, a, b, within = (str(alarms[name].iloc[row]) for name in ("column", "a", "b", "within"))
            state.change(pair=(column, a, b, within))

    shown = readable(alarms.head(SHOWN))
    st.dataframe(
        shown,
        placeholder="–",
        hide_index=True,
        height=height(shown),
        key=key,
        selection_mode="single-row",
        on_select=follow,
        alt=words.SCAN_TITLE,
    )
    parts.on_paper(shown, name="averages-alarms")
    parts.downloads(
        alarms, name="comparisons-that-turn", title=words.SCAN_TITLE, settings=(), label="Comparisons"
    )


def readable(alarms: pd.DataFrame) -> pd.DataFrame:
    """Return the comparisons as they are read."""
    return pd.DataFrame(
        {
            "column": alarms["column"].map(named),
            "this": alarms["a"],
            "with this": alarms["b"],
            "held equal": alarms["within"].map(named),
            "as it looks": [points(value) for value in alarms["crude"]],
            "at the same mix": [points(value) for value in alarms["standardised"]],
            "": alarms["kind"].map(words.KINDS),
            "evidence": alarms["evidence"],
        }
    )
