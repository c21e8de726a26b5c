"""The review log on the Attribution page: who looked when, what came of it, settings then and now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final, cast

import pandas as pd
import streamlit as st

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.project.reviews import LONGEST, LONGEST_WHO, MOST, STEPS, Entry, Step, settings_of
from segattr.ui import state, store
from segattr.ui.address import from_parameters, to_parameters
from segattr.ui.attribution_view import View, titles_of
from segattr.ui.choices import Choices
from segattr.ui.text import esc
from segattr.words import attribution as page_words
from segattr.words import review as words

STEP, TEXT, WHO, OLD = "review.step", "review.text", "review.who", "review.old"
PROBLEM: Final = "segattr.review.problem"
KEPT: Final = frozenset(  # parameters of an address that decide credit
    (
        *("segments", "models", "custom", "lookback", "half_life", "direct", "reuse", "open", "order"),
        *("repeats", "by", "variants", "orders"),
    )
)
FIELDS: Final = (  # and what they are called among the choices
    *("segmentation", "models", "custom_weights", "lookback_days", "half_life_days", "direct", "reuse"),
    *("open_journeys", "markov_order", "repeats", "touch_by", "variants", "orders"),
)


def draw(shown: View, dataset: Dataset) -> None:
    """Draw the log, newest first, a place for the next entry, and settings of then beside those of now."""
    entries = state.get().reviews
    st.subheader(words.LOG, anchor=False)
    last = max((entry.when for entry in entries), default="")
    st.markdown(words.taken([entry.step for entry in entries], last))
    for place, entry in reversed(list(enumerate(entries))):
        _entry(place, entry)
    _form(shown.choices)
    if entries:
        _then_and_now(shown.choices, dataset, entries)


def settings_in_words(choices: Choices) -> dict[str, str]:
    """Return everything that decides credit, each setting by its name.

    Examples
    --------
    >>> settings_in_words(Choices(lookback_days=90))["Lookback"]
    '90-day lookback'
    """
    rules = choices.window.describe()
    named = dict(zip(words.RULES, rules, strict=False))
    return {
        "Models": ", ".join(titles_of(choices).values()),
        **named,
        "More": " · ".join(rules[len(words.RULES) :]) or "–",
        "Credit by": page_words.TOUCH_BY[choices.touch_by],
        "Segments": choices.segmentation.removeprefix("@") or page_words.EVERYBODY,
    }


def _entry(place: int, entry: Entry) -> None:
    with st.container(border=True, key=f"review-{place}"):
        by = f" · {esc(entry.who)}" if entry.who else ""
        st.markdown(f"**{words.STEPS[entry.step]}** · {entry.when}{by}  \n{esc(entry.text)}")
        st.button(
            words.REMOVE,
            key=f"review-remove-{place}",
            type="tertiary",
            icon=":material/delete:",
            on_click=partial(_remove, entry),
        )


def _form(choices: Choices) -> None:
    st.caption(words.ASK)
    if problem := st.session_state.pop(PROBLEM, ""):
        st.error(esc(problem))
    with st.form("review", clear_on_submit=not problem):
        st.selectbox(words.STEP, STEPS, format_func=lambda step: words.STEPS[step], key=STEP)
        st.text_area(words.TEXT, key=TEXT, max_chars=LONGEST, height=90)
        st.text_input(words.WHO, key=WHO, max_chars=LONGEST_WHO)
        st.form_submit_button(words.ENTER, on_click=partial(_enter, choices), icon=":material/edit_note:")


def _enter(choices: Choices) -> None:
    """Enter what was written, with the settings of the page."""
    held = st.session_state
    parameters = {name: texts for name, texts in to_parameters(choices).items() if name in KEPT}
    try:
        entry = Entry(
            cast(Step, held[STEP]),
            held[TEXT],
            held[WHO],
            datetime.now(UTC).date().isoformat(),
            settings_of(parameters),
        )
    except SegattrError as problem:
        held[PROBLEM] = str(problem)
        return
    state.change(reviews=(*state.get().reviews, entry)[-MOST:])


def _remove(entry: Entry) -> None:
    state.change(reviews=tuple(each for each in state.get().reviews if each is not entry))


def _then_and_now(now: Choices, dataset: Dataset, entries: tuple[Entry, ...]) -> None:
    st.markdown(f"**{words.THEN}**")
    labels = {place: f"{words.STEPS[entry.step]} · {entry.when}" for place, entry in enumerate(entries)}
    chosen = st.selectbox(
        "As on the day of",
        list(labels)[::-1],
        format_func=labels.__getitem__,
        key=OLD,
        label_visibility="collapsed",
    )
    old = _as_then(now, entries[chosen])
    then, today = settings_in_words(old), settings_in_words(now)
    differing = [name for name in today if then.get(name) != today[name]]
    if not differing:
        st.caption(words.SAME)
        return
    st.caption(words.NOT_ALIKE)
    st.dataframe(
        pd.DataFrame([(name, then.get(name, ""), today[name]) for name in differing], columns=words.SIDES),
        placeholder="–",
        hide_index=True,
        alt=words.THEN,
    )
    try:
        _both(now, old, dataset)
    except SegattrError as problem:
        st.info(esc(problem))
    st.button(words.RESTORE, icon=":material/restore:", on_click=partial(_restore, entries[chosen]))


def _as_then(now: Choices, entry: Entry) -> Choices:
    """Return today's choices with the settings of that day."""
    read = from_parameters({name: list(texts) for name, texts in entry.settings if name in KEPT})
    return replace(now, **{name: getattr(read, name) for name in FIELDS})


def _restore(entry: Entry) -> None:
    choices = _as_then(state.get(), entry)
    known = {each.name for each in state.get().sets}
    wanted = choices.segmentation.removeprefix("@")
    if choices.segmentation.startswith("@") and wanted not in known:
        choices = replace(choices, segmentation=state.get().segmentation)
    state.change(**{name: getattr(choices, name) for name in FIELDS})


def _both(now: Choices, old: Choices, dataset: Dataset) -> None:
    """Draw the shares of everybody's conversions under both settings."""
    sides = {name: _shares(choices, dataset) for name, choices in (("then", old), ("now", now))}
    table = (pd.concat(sides, axis=1) * 100).reset_index()
    st.dataframe(
        table,
        placeholder="–",
        hide_index=True,
        alt=words.BOTH,
        column_config={
            "then": st.column_config.NumberColumn("Share then", format="%.1f %%"),
            "now": st.column_config.NumberColumn("Share now", format="%.1f %%"),
        },
    )


def _shares(choices: Choices, dataset: Dataset) -> pd.Series:
    """Return each channel's share, the mean over the models."""
    rows = store.credit(
        dataset.key, "", choices.window, choices.touch_by, choices.wanted_models, orders=choices.orders
    )
    return rows.groupby("channel")["share"].mean().rename("share")
