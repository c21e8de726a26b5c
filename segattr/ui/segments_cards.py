"""What a segment is for, on the Segments page: its card as ordinary widgets, each edit giving a new card."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.segments.cards import (
    GOALS,
    LONGEST,
    MOST_CAMPAIGNS,
    Card,
    card_of,
    suggested,
    utm_tag,
    with_card,
)
from segattr.ui import segments_cards_store as work
from segattr.ui import state
from segattr.ui.segments_draft import Draft
from segattr.ui.segments_values import EARLIEST, LATEST
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import cards as words

PREFIX: Final = "segments.card."
NAMES: Final = 100  # characters of a metric, an owner, a tag


@dataclass(frozen=True, eq=False)
class About:
    """What the cards of the draft's segments are drawn from.

    Attributes
    ----------
    dataset, draft : the data, and the set on the desk.
    rows : segment -> its row of `segattr.averages.segment_sizes.SegmentSizes.rows`; the unfinished have none.
    along : draws what can be taken along with a segment's card, given the card; nothing for the unfinished.
    """

    dataset: Dataset
    draft: Draft
    rows: Mapping[str, Mapping[Hashable, Any]] = field(default_factory=dict)
    along: Callable[[Card], None] | None = None


def suggest(draft: Draft) -> None:
    """Fill in goal, next step and message of ready-made segments that have no card yet."""
    cards = state.get().cards
    for card in unfilled(draft):
        cards = with_card(cards, card)
    state.change(cards=cards)


def unfilled(draft: Draft) -> list[Card]:
    """Return the suggested cards of a set that it does not have yet."""
    labels = getattr(draft.made or draft, "labels_in_order", None) or [*(r.name for r in draft.rules), ""]
    found, cards = suggested(draft.name, list(labels[:-1])), state.get().cards
    return [card for card in found if card_of(cards, card.set, card.segment).is_empty]


def editor(about: About, place: int, name: str) -> None:
    """Draw what a segment is for: in one line while it is closed, as widgets once somebody opens it."""
    if max(len(name), len(about.draft.name)) > LONGEST:
        return
    card = card_of(state.get().cards, about.draft.name, name)
    box = st.expander(words.WHAT_FOR, key=f"{PREFIX}{place}", icon=":material/flag:", on_change="rerun")
    if not box.open:
        if line := words.summary(card, esc):
            st.caption(line)
        return
    with box:
        st.caption(words.OPEN_HELP)
        _aim(card, place)
        _measure(card, place, about.rows.get(name))
        _action(card, place, about.dataset)
        _care(card, place)
        if about.along is not None and name in about.rows:
            about.along(card)


def _aim(card: Card, place: int) -> None:
    goal, decision = st.columns([1, 2])
    key = f"{PREFIX}{place}.goal"
    st.session_state[key] = card.goal or None
    goal.selectbox(
        words.GOAL,
        GOALS,
        index=None,
        key=key,
        placeholder=words.GOAL_HINT,
        format_func=lambda name: words.TITLES[name],
        on_change=lambda: _change(card, goal=st.session_state[key] or ""),
    )
    with decision:
        _text(card, place, "decision", most=LONGEST)


def _measure(card: Card, place: int, row: Mapping[Hashable, Any] | None) -> None:
    columns = st.columns([2, 1, 1, 1])
    key = f"{PREFIX}{place}.metric"
    st.session_state[key] = card.metric or None
    own = [card.metric] if card.metric else []
    columns[0].selectbox(
        words.LABELS["metric"],
        list(dict.fromkeys([*words.METRICS, *own])),
        index=None,
        key=key,
        placeholder=words.HINTS["metric"],
        accept_new_options=True,
        help=words.UNITS,
        on_change=lambda: _change(card, metric=(st.session_state[key] or "")[:NAMES]),
    )
    for column, name in zip(columns[1:3], ("baseline", "target"), strict=True):
        with column:
            _number(card, place, name)
    with columns[3]:
        _day(card, place, "deadline")
    today = work.measured(card.metric, row)
    if today is not None and card.baseline != today:
        st.button(
            words.TAKE.format(figure=words.figure(today, card.metric)),
            key=f"{PREFIX}{place}.take",
            type="tertiary",
            icon=":material/straighten:",
            on_click=lambda: _change(card, baseline=today),
        )


def _action(card: Card, place: int, dataset: Dataset) -> None:
    step, message = st.columns(2)
    with step:
        _text(card, place, "step", most=LONGEST)
    with message:
        _text(card, place, "message", most=LONGEST)
    campaigns, tag = st.columns([2, 1])
    key = f"{PREFIX}{place}.campaigns"
    st.session_state[key] = list(card.campaigns)
    campaigns.multiselect(
        words.LABELS["campaigns"],
        list(dict.fromkeys([*work.campaigns(dataset), *card.campaigns])),
        key=key,
        placeholder=words.HINTS["campaigns"],
        max_selections=MOST_CAMPAIGNS,
        accept_new_options=True,
        on_change=lambda: _change(card, campaigns=_cut(st.session_state[key])),
    )
    with tag:
        proposed = utm_tag(card.set, card.segment)
        _text(card, place, "tag", most=NAMES, hint=proposed, help=words.TAG_HELP)


def _care(card: Card, place: int) -> None:
    owner, review = st.columns([2, 1])
    with owner:
        _text(card, place, "owner", most=NAMES)
    with review:
        _day(card, place, "review")


def _text(card: Card, place: int, name: str, *, most: int, hint: str = "", help: str | None = None) -> None:
    key = f"{PREFIX}{place}.{name}"
    hold(key, getattr(card, name))
    st.text_input(
        words.LABELS[name],
        key=key,
        max_chars=most,
        placeholder=hint or words.HINTS[name],
        help=help,
        on_change=lambda: _change(card, **{name: st.session_state[key].strip()}),
    )


def _number(card: Card, place: int, name: str) -> None:
    key = f"{PREFIX}{place}.{name}"
    hold(key, getattr(card, name))
    st.number_input(
        words.LABELS[name],
        value=None,
        key=key,
        format="%g",
        step=1.0,
        on_change=lambda: _change(card, **{name: st.session_state[key]}),
    )


def _day(card: Card, place: int, name: str) -> None:
    key = f"{PREFIX}{place}.{name}"
    held = getattr(card, name)
    st.session_state[key] = date.fromisoformat(held) if held else None
    st.date_input(
        words.LABELS[name],
        value=None,
        key=key,
        min_value=EARLIEST,
        max_value=LATEST,
        format="YYYY-MM-DD",
        on_change=lambda: _change(card, **{name: str(st.session_state[key] or "")}),
    )


def _change(card: Card, **said: Any) -> None:  # noqa: ANN401 - as many kinds as a card has fields
    """Change a card as it stands by now: two widgets may have changed at once."""
    cards = state.get().cards
    now = card_of(cards, card.set, card.segment)
    state.change(cards=with_card(cards, replace(now, **said)))


def _cut(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(name)[:LONGEST] for name in names)[:MOST_CAMPAIGNS]
