"""The controls of the Averages page: what is averaged, what it is split by, and what comes first."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from segattr.averages.split import SORTS, named
from segattr.ui import averages_view, parts, state
from segattr.ui.address import LEVELS
from segattr.ui.averages_shown import height, ranking
from segattr.ui.averages_view import MOST_LAYERS, View
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import averages_table as words
from segattr.words.averages_metrics import METRICS

METRIC, SPLIT, SORT, LEVEL = "averages.metric", "averages.split", "averages.sort", "averages.level"
CALLED = ("averages.called.one", "averages.called.many", "averages.called.did")
LONGEST_WORD = 40


def controls(shown: View) -> None:
    """Draw the three controls; what is chosen stands in the choices and in the address."""
    several = len(shown.metrics) > 1
    with parts.controls():
        columns = st.columns([3, 4, 3] if several else [4, 3], vertical_alignment="bottom")
        split, sort = columns[-2:]
        if several:
            with columns[0]:
                _metric(shown)
        st.session_state[SPLIT], st.session_state[SORT] = shown.by, shown.sort
        split.multiselect(
            "Split by",
            shown.dimensions,
            key=SPLIT,
            format_func=named,
            max_selections=MOST_LAYERS,
            on_change=lambda: averages_view.choose(st.session_state[SPLIT]),
            placeholder="Choose up to three columns",
        )
        sort.selectbox(
            "First comes",
            SORTS,
            key=SORT,
            format_func=words.SORTS.__getitem__,
            on_change=_follow_sort,
            help=words.SORT_HELP,
        )


def only_metric(shown: View) -> None:
    """Draw the one control of a part that splits by nothing, where there is something to choose."""
    if len(shown.metrics) > 1:
        with parts.controls():
            _metric(shown)


def settings(shown: View) -> None:
    """Draw the rarer settings: how sure the ranges are, and what is spoken of."""
    with st.expander("Settings"):
        st.session_state[LEVEL] = shown.level
        st.selectbox(
            "Confidence of the ranges",
            LEVELS,
            key=LEVEL,
            format_func=lambda level: f"{level:.0%}",
            on_change=_follow_level,
        )
        _called(shown)


def elsewhere(shown: View) -> None:
    """Draw all columns there are to split by, ranked; choosing a row splits by it."""
    splits = shown.splits
    key = f"averages.ranking.{shown.place}"  # another split, another table: nothing stays ticked

    def follow() -> None:
        rows = st.session_state[key]["selection"]["rows"]
        averages_view.choose([str(splits["dimension"].iloc[row]) for row in rows])

    st.subheader(words.ELSEWHERE, anchor=False)
    st.caption(words.RANKING)
    st.dataframe(
        _readable(ranking(splits)),
        placeholder="–",
        hide_index=True,
        height=height(splits),
        key=key,
        selection_mode="single-row",
        on_select=follow,
        alt="The columns to split by, the most telling first.",
    )
    parts.on_paper(_readable(ranking(splits)), name="averages-ranking")
    parts.downloads(splits, name="columns-ranked", title=words.ELSEWHERE, settings=(), label="Columns")


def _called(shown: View) -> None:
    """Let the visitor say what his own data are called: bookings that were cancelled, orders on time."""
    st.caption(words.CALLED)
    given = (*state.get().called, "", "", "")[:3]
    hints = (shown.speech.one, shown.speech.many, shown.speech.did)
    for column, label, key, text, hint in zip(
        st.columns(3), words.CALLED_LABELS, CALLED, given, hints, strict=True
    ):
        hold(key, text)
        column.text_input(label, key=key, placeholder=hint, max_chars=LONGEST_WORD, on_change=_follow_called)


def _follow_called() -> None:
    said = tuple(" ".join(st.session_state[key].split()) for key in CALLED)
    state.change(called=said if any(said) else ())


def _follow_metric() -> None:
    state.change(metric=st.session_state[METRIC])


def _follow_sort() -> None:
    state.change(sort_by=st.session_state[SORT])


def _follow_level() -> None:
    state.change(level=st.session_state[LEVEL])


def _metric(shown: View) -> None:
    st.session_state[METRIC] = shown.metric
    meanings = "\n".join(
        f"- **{esc(shown.speech.title(name))}**: {METRICS[name].meaning}" for name in shown.metrics
    )
    st.selectbox(
        "What is averaged",
        shown.metrics,
        key=METRIC,
        format_func=shown.speech.title,
        on_change=_follow_metric,
        help=meanings,
    )


def _readable(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(dimension=table["dimension"].map(named))


def small_ones(shown: View, folded: int) -> None:
    """Draw the button that opens what is folded, or folds it again.

    Parameters
    ----------
    folded : segments that stand in one row.
    """
    if not (folded or shown.everything):
        return
    label = "Fold the smallest again" if shown.everything else f"Show the {folded:,} others"
    st.button(
        esc(label),
        icon=":material/unfold_less:" if shown.everything else ":material/unfold_more:",
        key="averages.others",
        on_click=lambda: st.session_state.update({averages_view.OPENED: not shown.everything}),
    )
