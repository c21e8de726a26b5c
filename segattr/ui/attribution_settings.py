"""The settings of the Attribution page that are rarely changed, applied together by one button."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isinf
from typing import Final

import streamlit as st

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.reduce.window import Window
from segattr.ui import attribution_offers as offers
from segattr.ui import state
from segattr.ui.attribution_controls import PREFIX, held
from segattr.ui.choices import Choices
from segattr.ui.text import esc
from segattr.words import attribution as words

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
            st.form_submit_button("Apply", type="primary", on_click=_apply, args=(choices,))


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


def _apply(choices: Choices) -> None:
    """Take over what stands in the form; all of it, or nothing where something cannot be."""
    lookback = inf if held("whole", isinf(choices.lookback_days)) else held("lookback", choices.lookback_days)
    try:
        state.change(
            lookback_days=float(lookback),
            half_life_days=float(held("half_life", choices.half_life_days)),
            reuse=held("reuse", choices.reuse),
            direct=tuple(held("direct")),
            touch_by=held("touch_by"),
        )
    except SegattrError as error:
        st.session_state[PROBLEM] = str(error)
