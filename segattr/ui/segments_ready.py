"""Ready-made sets on the Segments page: choosing one, its limits, and what to do with its segments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from segattr.averages.population import Population
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.segments.ready import READY
from segattr.segments.schemes import FREQUENCY, RECENCY, SCHEMES
from segattr.segments.scores import Scores
from segattr.segments.segmentation import Segmentation
from segattr.ui import parts, segments_cards, store
from segattr.ui import segments_desk as desk
from segattr.ui.segments_builder import PREFIX, Beneath, Rows
from segattr.ui.segments_draft import Draft
from segattr.ui.text import esc
from segattr.words import segments as words
from segattr.words import segments_ready as ready_words
from segattr.words.numbers import NONE, count

KEY: Final = PREFIX + "ready"
REFUSED: Final = PREFIX + "ready-problem"


def chooser(dataset: Dataset) -> None:
    """Offer the ready-made sets; the chosen one is made of these data and put on the desk."""
    st.session_state[KEY] = None
    st.selectbox(
        words.READY,
        list(READY),
        index=None,
        key=KEY,
        placeholder=words.READY_HINT,
        format_func=lambda name: ready_words.TITLES[name],
        help=words.READY_HELP,
        on_change=lambda: _lay_out(dataset, st.session_state[KEY]),
    )


def refusal() -> None:
    """Say why the set that was asked for cannot be made of these data."""
    if problem := st.session_state.pop(REFUSED, ""):
        st.error(esc(problem))


def made(dataset: Dataset, name: str) -> Segmentation:
    """Return a ready-made set, cut once for all visitors who have these data.

    Raises
    ------
    SegattrError : the data do not hold what it takes.
    """
    return store.kept(("ready-made", dataset.key, name), lambda: READY[name](store.loaded(dataset.key)))


def read_only(everybody: Population, draft: Draft, rows: Rows, beneath: Beneath) -> None:
    """Draw the segments of a ready-made set that is no list of rules: sizes, who is in, how to change it.

    Parameters
    ----------
    beneath : draws what stands under a segment, given its place and its name.
    """
    names: tuple[str, ...] = getattr(draft.made, "labels_in_order", ())
    for place, name in enumerate(names):
        row = rows.get(name)
        with st.container(border=True):
            st.markdown(f"**{esc(name)}**")
            who = next((rule.who.describe() for rule in draft.rules if rule.name == name), "")
            if row is not None:
                st.markdown(words.line(row, unit=everybody.unit, rated=False))
            if who:
                st.caption(esc(who))
            if name != names[-1]:
                beneath(place, name)
    if draft.rules:
        st.button(
            ready_words.AS_RULES,
            icon=":material/edit:",
            key=PREFIX + "as-rules",
            help=ready_words.AS_RULES_HELP,
            on_click=lambda: desk.edit(Draft.as_rules),
        )
    else:
        st.caption(ready_words.FIXED_TOP)


def beneath(draft: Draft, rows: Rows, *, currency: str) -> None:
    """Draw what stands under the picture of a ready-made set: its limits, and what to do with it."""
    if isinstance(draft.made, Scores):
        with st.expander(ready_words.LIMITS, icon=":material/straighten:"):
            scheme = SCHEMES[draft.made.scheme]
            st.caption(ready_words.LIMITS_SAID.format(levels=scheme.levels))
            st.table(limits(draft.made, currency).set_index("score"))
    advised = advice([*rows][:-1])
    if len(advised):
        with st.expander(ready_words.TO_DO, icon=":material/flag:"):
            st.caption(ready_words.TO_DO_SAID)
            st.table(advised.set_index("segment"))
        parts.on_paper(advised, name="to-do")


def limits(rule: Scores, currency: str = "") -> pd.DataFrame:
    """Return what each score takes, a row per score from the best."""
    scheme = SCHEMES[rule.scheme]
    found = {"score": list(range(scheme.levels, 0, -1))}
    written = {
        field: [*(_limit(field, limit, currency) for limit in reversed(own)), "the rest"]
        for field, own in zip(scheme.measures, rule.limits, strict=True)
    }
    return pd.DataFrame({**found, **written})


def advice(segments: Sequence[str]) -> pd.DataFrame:
    """Return goal, next step and message of segments that are all known by name; of others no row."""
    every = all(name in ready_words.ADVICE for name in segments)
    known = [(name, ready_words.ADVICE[name]) for name in segments] if every else []
    return pd.DataFrame(
        [(name, said.goal, said.step, said.message) for name, said in known],
        columns=["segment", "goal", "next step", "message"],
    )


def _lay_out(dataset: Dataset, name: str | None) -> None:
    if name is None:
        return
    try:
        draft = Draft.of_any(made(dataset, name))
    except SegattrError as error:
        st.session_state[REFUSED] = f"{ready_words.TITLES[name]}: {error}"
        return
    if draft is not None:
        desk.replace_all("put the set before away", draft)
        segments_cards.suggest(draft)


def _limit(field: str, limit: float | None, currency: str) -> str:
    if limit is None:
        return NONE
    if field == RECENCY:
        return ready_words.limits_of_days(limit)
    if field == FREQUENCY:
        return f"at least {count(limit)}"
    return f"at least {limit:,.2f} {currency}".rstrip()
