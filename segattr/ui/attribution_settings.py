"""The settings of the Attribution page that are rarely changed, applied together by one button."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isinf
from typing import Final, get_args

import streamlit as st

from segattr.attribution.orders import Orders
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.reduce.window import MAX_MARKOV_ORDER, REPEATS, Window
from segattr.ui import attribution_offers as offers
from segattr.ui import state
from segattr.ui.attribution_controls import PREFIX, held
from segattr.ui.choices import Choices, OpenJourneys
from segattr.ui.summary_opened import OpenedSummary
from segattr.ui.text import esc
from segattr.ui.variants import Variant
from segattr.words import attribution as words
from segattr.words import attribution_settings as said
from segattr.words.numbers import many
from segattr.words.summaries import fixed

PROBLEM: Final = PREFIX + "problem"
LONGEST_DAYS: Final = 3650.0


def settings(dataset: Dataset, choices: Choices, names: Sequence[str]) -> None:
    """Draw what is rarely changed, applied together.

    Parameters
    ----------
    names : of the touches, to say which are direct.
    """
    with st.expander("Settings", icon=":material/tune:"):
        _intervals(dataset, choices)
        if problem := st.session_state.pop(PROBLEM, ""):
            st.error(esc(problem))
        with st.form(PREFIX + "form", border=False):
            if isinstance(dataset, OpenedSummary):
                st.caption(fixed([esc(rule) for rule in dataset.rules]))
            else:
                _cut(dataset, choices, names)
            if offers.is_timed(dataset):
                _orders(choices)
            _ways(dataset, choices)
            st.form_submit_button("Apply", type="primary", on_click=_apply, args=(state.get(),))


def wants_intervals(dataset: Dataset, choices: Choices) -> bool:
    """Whether intervals are wanted, and can be had."""
    return bool(held("intervals", False)) and _has_intervals(dataset, choices)


def _has_intervals(dataset: Dataset, choices: Choices) -> bool:
    return offers.is_timed(dataset) and choices.measure == "share"


def _intervals(dataset: Dataset, choices: Choices) -> None:
    possible = _has_intervals(dataset, choices)
    why = words.INTERVALS if possible else words.NO_INTERVALS
    key = PREFIX + "intervals"
    st.toggle("Show intervals", disabled=not possible, key=key, help=why, persist_state="session")


def _cut(dataset: Dataset, choices: Choices, names: Sequence[str]) -> None:
    """Draw what the journeys are cut under, and what earns credit in them."""
    if offers.is_timed(dataset):
        _window(choices)
    left, right = st.columns(2)
    with left:
        st.multiselect(
            "Direct channels",
            list(dict.fromkeys([*names, *choices.direct])),
            default=list(choices.direct),
            key=PREFIX + "direct",
            help="Last non-direct skips these as long as the journey has another touch.",
        )
    with right:
        touches = offers.offered_touches(dataset)
        st.selectbox(
            "Credit by",
            touches,
            index=touches.index(choices.touch_by),
            format_func=lambda name: words.TOUCH_BY[name],
            key=PREFIX + "touch_by",
        )


def _window(choices: Choices) -> None:
    whole = isinf(choices.lookback_days)
    lookback, half_life, journeys = st.columns(3)
    with lookback:
        st.number_input(
            "Lookback, days",
            min_value=0.1,
            max_value=LONGEST_DAYS,
            value=float(Window.lookback_days if whole else min(choices.lookback_days, LONGEST_DAYS)),
            step=1.0,
            format="%g",
            key=PREFIX + "lookback",
            help="Touches older than this at the conversion earn nothing.",
        )
        st.checkbox("Count the whole history", value=whole, key=PREFIX + "whole")
    with half_life:
        st.number_input(
            "Half-life, days",
            min_value=0.1,
            max_value=LONGEST_DAYS,
            value=float(min(choices.half_life_days, LONGEST_DAYS)),
            step=1.0,
            format="%g",
            key=PREFIX + "half_life",
            help="Time decay: a touch this long before the conversion counts half.",
        )
    with journeys:
        st.radio(
            "After a conversion",
            [False, True],
            index=int(choices.reuse),
            format_func=lambda reuse: "Touches may serve again" if reuse else "A new journey begins",
            key=PREFIX + "reuse",
        )


def _orders(choices: Choices) -> None:
    ways = get_args(Orders)
    st.radio(
        "Conversions",
        ways,
        index=ways.index(choices.orders),
        format_func=lambda which: said.ORDERS[which],
        key=PREFIX + "orders",
        horizontal=True,
        help=said.ORDERS_HELP,
    )


def _ways(dataset: Dataset, choices: Choices) -> None:
    """Draw how models are worked out that can be worked out in several ways."""
    middle, learnt, memory = st.columns(3)
    summed = isinstance(dataset, OpenedSummary)
    with middle:
        st.radio(
            said.NO_MIDDLE,
            [False, True],
            index=int("split" in choices.variants),
            format_func=lambda split: said.MIDDLES[split],
            key=PREFIX + "split",
            help=said.NO_MIDDLE_HELP,
        )
        if not summed:
            _repeats(choices)
    with learnt:
        st.radio(
            "Shapley shares out",
            [False, True],
            index=int("rate" in choices.variants),
            format_func=lambda rate: said.SHAPLEYS[rate],
            key=PREFIX + "rate",
            help=said.SHAPLEY_HELP,
        )
    if summed:
        return
    with memory:
        orders = range(1, MAX_MARKOV_ORDER + 1)
        st.selectbox(
            "Markov remembers",
            orders,
            index=choices.markov_order - 1,
            format_func=lambda order: many(order, "touch", "touches"),
            key=PREFIX + "order",
        )
        if offers.is_timed(dataset):
            _open_journeys(choices)


def _repeats(choices: Choices) -> None:
    ways = list(REPEATS)
    st.selectbox(
        "A channel touched again",
        ways,
        index=ways.index(choices.repeats),
        format_func=lambda way: said.REPEATS[way],
        key=PREFIX + "repeats",
        help=said.REPEATS_HELP,
    )


def _open_journeys(choices: Choices) -> None:
    ways = get_args(OpenJourneys)
    st.radio(
        "Journeys still open",
        ways,
        index=ways.index(choices.open_journeys),
        format_func=lambda way: said.OPEN_JOURNEYS[way],
        key=PREFIX + "open",
        help=said.OPEN_JOURNEYS_HELP,
    )


def _variants(choices: Choices) -> tuple[Variant, ...]:
    """Return the ways in the form, beside those that are chosen elsewhere."""
    wanted = {name for name in ("split", "rate") if held(name, name in choices.variants)}
    kept = {*choices.variants} - {"split", "rate"}
    return tuple(name for name in get_args(Variant) if name in wanted | kept)


def _apply(choices: Choices) -> None:
    """Take over what stands in the form; all of it, or nothing where something cannot be."""
    lookback = inf if held("whole", isinf(choices.lookback_days)) else held("lookback", choices.lookback_days)
    try:
        state.change(
            lookback_days=float(lookback),
            half_life_days=float(held("half_life", choices.half_life_days)),
            reuse=held("reuse", choices.reuse),
            direct=tuple(held("direct", choices.direct)),
            touch_by=held("touch_by", choices.touch_by),
            open_journeys=held("open", choices.open_journeys),
            markov_order=held("order", choices.markov_order),
            variants=_variants(choices),
            orders=held("orders", choices.orders),
            repeats=held("repeats", choices.repeats),
        )
    except SegattrError as error:
        st.session_state[PROBLEM] = str(error)
