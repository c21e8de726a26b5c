"""What moved apart beneath a total that stands still."""

from __future__ import annotations

from typing import Final

import streamlit as st

from segattr.averages.split import named
from segattr.ui import averages_store, state
from segattr.ui.averages_moved_view import Change
from segattr.ui.averages_view import View, sets_of
from segattr.ui.text import esc
from segattr.words import averages_moved as words

MOST: Final = 5


def draw(now: View, shown: Change) -> None:
    """Draw every column whose segments moved apart; choosing one takes the change apart by it."""
    choices = state.get()
    key = (now.dataset.key, shown.every, shown.clock, sets_of(choices))
    table = averages_store.standstills(*key, (shown.before, shown.after), tuple(shown.columns))
    ends = {"before": words.period(shown.before), "after": words.period(shown.after)}
    alarms = table[table["alarm"].astype(bool)].head(MOST)
    if alarms.empty:
        st.caption(esc(words.NONE_APART.format(**ends, n=len(table))))
        return
    with st.container(border=True, key="averages-beneath"):
        st.markdown(f"**{words.STANDS}**")
        for place, row in enumerate(alarms.to_dict("records")):
            said = {str(name): value for name, value in row.items()} | {
                "dimension": named(str(row["dimension"]))
            }
            st.markdown(words.beneath(said, name=esc))
            if row["dimension"] != shown.across:
                st.button(
                    f"Take the change apart by {esc(said['dimension'])}",
                    key=f"averages.beneath.{place}",
                    type="tertiary",
                    on_click=_across,
                    args=(str(row["dimension"]),),
                )


def _across(dimension: str) -> None:
    state.change(across=dimension)
