"""Looking for natural groups on the Segments page: in which fields, how many, and what came of it."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from segattr.averages.population import Population
from segattr.data.dataset import Dataset
from segattr.segments.as_of import latest_of
from segattr.segments.circular import by_path
from segattr.segments.clusters_choice import KS
from segattr.segments.clusters_proposals import is_category, proposals
from segattr.segments.columns import Columns
from segattr.segments.derived import asks_orders
from segattr.segments.rules import LONGEST_NAME
from segattr.ui import segments_desk as desk
from segattr.ui import segments_groups_store as work
from segattr.ui.segments_draft import Draft
from segattr.ui.segments_groups_store import Asked
from segattr.ui.text import esc
from segattr.words import clusters_page as words
from segattr.words.segments import field_title

PREFIX: Final = "segments.groups."
WAY, FIELDS, K, RUN, RUNNING, LAST = (
    PREFIX + name for name in ("way", "fields", "k", "run", "running", "last")
)
MOST_FIELDS: Final = 8
NO_ADVICE: Final = 0  # the choice to be advised


def finder(dataset: Dataset, everybody: Population) -> None:
    """Offer to look for groups among customers; what is found is put on the desk.

    Parameters
    ----------
    everybody : whom the page is about; visits are not grouped.
    """
    if everybody.unit != "customer":
        return
    box = st.expander(words.FIND, key=PREFIX + "find", icon=":material/bubble_chart:", on_change="rerun")
    if not box.open and RUN not in st.session_state:
        return
    with box:
        st.markdown(words.WHAT)
        ways = _ways(dataset, everybody)
        asked = _asked(dataset, everybody, ways)
        st.button(
            words.GO,
            type="primary",
            icon=":material/search:",
            disabled=not asked.fields,
            key=PREFIX + "go",
            on_click=lambda: _ask(dataset, ways),
        )
        if not asked.fields:
            st.caption(words.FEW_FIELDS)
        _run()
        _told(dataset)


def offered(everybody: Population) -> list[str]:
    """Return the fields in which customers can be alike: numbers, and texts of a few values."""
    return [
        name
        for name, field in everybody.fields.items()
        if field.kind == "number"
        or (
            field.kind == "text"
            and (field.column not in everybody.rows or is_category(everybody.rows[field.column]))
        )
    ]


def _ways(dataset: Dataset, everybody: Population) -> dict[str, list[str]]:
    names = offered(everybody)
    return {way: [name for name in fields if name in names] for way, fields in proposals(dataset).items()}


def _asked(dataset: Dataset, everybody: Population, ways: dict[str, list[str]]) -> Asked:
    names = offered(everybody)
    if ways:
        st.segmented_control(
            words.WAY,
            list(ways),
            key=WAY,
            format_func=lambda way: words.WAYS[way],
            default=next(iter(ways)),
            persist_state="session",
            on_change=lambda: _propose(ways),
        )
    first = next(iter(ways.values()), [])
    if any(name not in names for name in st.session_state.get(FIELDS, ())):  # of other data
        st.session_state[FIELDS] = first
    wide, narrow = st.columns([3, 1], vertical_alignment="bottom")
    fields = wide.multiselect(
        words.FIELDS,
        names,
        default=None if FIELDS in st.session_state else first,
        key=FIELDS,
        format_func=field_title,
        max_selections=MOST_FIELDS,
        help=words.FIELDS_HELP,
        persist_state="session",
    )
    k = narrow.selectbox(
        words.HOW_MANY,
        [NO_ADVICE, *KS],
        key=K,
        format_func=lambda number: str(number) if number else words.ADVISED,
        help=words.HOW_MANY_HELP,
        persist_state="session",
    )
    _circles(fields)
    return _what(dataset, ways, fields, k or NO_ADVICE)


def _ask(dataset: Dataset, ways: dict[str, list[str]]) -> None:
    """Have groups looked for as is chosen now: a choice and the press may come in one run."""
    fields, k = st.session_state[FIELDS], st.session_state[K]
    if fields:
        st.session_state[RUN] = _what(dataset, ways, fields, k or NO_ADVICE)


def _what(dataset: Dataset, ways: dict[str, list[str]], fields: list[str], k: int) -> Asked:
    chosen = next((words.WAYS[way] for way, own in ways.items() if own == fields), "")
    by, day = chosen or words.OTHER_FIELDS.format(n=len(fields)), latest_of(dataset)
    name = words.SET_NAME.format(by=by, day=f" {day}" if day else "")[:LONGEST_NAME]
    return Asked(dataset.key, tuple(fields), k, name)


def _propose(ways: dict[str, list[str]]) -> None:
    if way := st.session_state[WAY]:
        st.session_state[FIELDS] = ways[way]


def _circles(fields: list[str]) -> None:
    orders = [name for name in fields if asks_orders(name)]
    touches = [name for name in fields if by_path(Columns((name,)))]
    for said in words.circular(orders, touches, lambda name: f"*{esc(name)}*"):
        st.caption(f":material/autorenew: {said}")


def _run() -> None:
    """Look for groups, if that was asked for; whatever is pressed meanwhile ends it."""
    asked: Asked | None = st.session_state.pop(RUN, None)
    if asked is None:
        if st.session_state.pop(RUNNING, None):
            st.session_state.pop(LAST, None)
            st.caption(words.STOPPED)
        return
    st.session_state[RUNNING] = True
    with st.empty().container():
        bar = st.progress(0.0, words.BEGIN)
        st.button(words.STOP, icon=":material/stop_circle:", key=PREFIX + "stop")
        came = work.look(asked, lambda done, what: _show(bar, done, what))
    st.session_state[LAST] = asked
    del st.session_state[RUNNING]
    found = came.found
    if found is not None and (found.advice is None or found.advice.verdict != "none"):
        desk.replace_all(words.PUT, Draft.of_any(found.clusters) or Draft())
    st.rerun()


def _show(bar: DeltaGenerator, done: float, what: str) -> None:
    bar.progress(min(done, 1.0), what)  # ends the run where something else was pressed


def _told(dataset: Dataset) -> None:
    """Say what came of looking for groups last."""
    asked: Asked | None = st.session_state.get(LAST)
    if asked is None or asked.key != dataset.key:
        return
    came = work.outcome(asked)
    if came.problem:
        st.error(esc(came.problem))
    if came.found is None:
        return
    advice = came.found.advice
    if advice is None:
        st.markdown(words.CUT.format(k=asked.k))
    elif advice.verdict == "none":
        st.info(f"{advice.text} {words.NONE_MADE}", icon=":material/blur_on:")
    else:
        st.markdown(advice.text)
    whole = work.advised(asked)
    if whole is not None and whole.advice is not None:
        st.caption(words.TABLE_SAID)
        shown = table(whole.advice.table, whole.advice.k if whole.advice.verdict != "none" else 0)
        st.dataframe(
            shown,
            placeholder="–",
            hide_index=True,
            height="content",
            alt=words.TABLE,
            column_config=_columns(shown),
        )


def table(by_k: pd.DataFrame, recommended: int) -> pd.DataFrame:
    """Return what each index says of each number of groups, and which number is recommended."""
    said = [f"{k}, {words.RECOMMENDED}" if k == recommended else str(k) for k in by_k["k"].astype("int64")]
    return by_k[list(words.COLUMNS)].assign(k=said).rename(columns=words.COLUMNS)


def _columns(shown: pd.DataFrame) -> dict[str, Any]:
    first, *figures = shown.columns
    whole = {words.COLUMNS[name] for name in ("smallest", "calinski_harabasz", "inertia")}
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    found = {name: number(name, format="%,.0f" if name in whole else "%.2f") for name in figures}
    return {first: text(first, width="medium"), **found}
