"""Groups found by k-means on the Segments page, one by one: their names, and what is usual in each."""

from __future__ import annotations

from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from segattr.averages.population import Population
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting
from segattr.segments.clusters import LONGEST_NAME, Clusters
from segattr.ui import segments_desk as desk
from segattr.ui import segments_groups_store as work
from segattr.ui.segments_builder import Beneath, Rows
from segattr.ui.segments_draft import Draft
from segattr.ui.segments_groups import PREFIX
from segattr.ui.segments_ready import REFUSED
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import clusters_page as words
from segattr.words import segments as said
from segattr.words.segments import field_title

NAME: Final = PREFIX + "name."


def editor(
    dataset: Dataset, everybody: Population, draft: Draft, made: Clusters, rows: Rows, beneath: Beneath
) -> None:
    """Draw the groups, each with its name to edit, its size and what is usual in it; whoever is in none last.

    Parameters
    ----------
    rows : the groups' figures; empty where the set cannot be used with these data.
    beneath : draws what stands under a group, given its place and its name.
    """
    usual = work.profile(dataset, made) if rows else pd.DataFrame()
    back = work.stability(dataset, made) if rows else None
    for place, name in enumerate(draft.names):
        with st.container(border=True):
            _name(place, name)
            if name in rows:
                rated = "rate" in rows[name]
                st.markdown(said.line(rows[name], unit=everybody.unit, rated=rated))
                stable = words.stability(back.jaccard[place] if back is not None else None)
                st.caption(esc(" · ".join([*_usual(usual, name), stable])))
            beneath(place, name)
    if made.others in rows and rows[made.others]["people"]:
        with st.container(border=True):
            st.markdown(f"**{esc(made.others)}**")
            st.markdown(said.line(rows[made.others], unit=everybody.unit, rated=False))
            st.caption(words.OTHERS_SAID)


def _name(place: int, name: str) -> None:
    key = f"{NAME}{place}"
    hold(key, name)
    st.text_input(words.NAME, key=key, max_chars=LONGEST_NAME, on_change=partial(_rename, place, key))


def _rename(place: int, key: str) -> None:
    name = st.session_state[key].strip()
    try:
        desk.rename_segment(place, name)
    except BadSetting:
        st.session_state[REFUSED] = words.RENAME_REFUSED.format(name=repr(name))


def _usual(usual: pd.DataFrame, name: str) -> list[str]:
    own = usual[usual["group"] == name].to_dict("records")
    return [f"{field_title(str(row['field']))}: {words.typical(row)}" for row in own]
