"""The custom model's weights: three sliders that always add up, and take effect while they are moved."""

from __future__ import annotations

from typing import Final

import streamlit as st

from segattr.ui import state
from segattr.ui.attribution_controls import PREFIX, held, mirror
from segattr.ui.choices import Choices, Weights
from segattr.words.attribution_settings import percentages

NAMES: Final = ("First touch", "Touches between", "Last touch")
WHOLE: Final = 100  # percent


def sliders(choices: Choices) -> None:
    """Draw a slider per weight, where the custom model is shown."""
    if "custom" not in choices.models:
        return
    now = percentages(choices.custom_weights)
    for place, (name, column) in enumerate(zip(NAMES, st.columns(3), strict=True)):
        mirror(f"weight{place}", now[place])
        with column:
            st.slider(
                f"Custom: {name.lower()}",
                0,
                WHOLE,
                step=1,
                format="%d %%",
                key=f"{PREFIX}weight{place}",
                on_change=_moved,
                args=(place,),
                help="What one gains, the other two lose in proportion; the three add up to 100 %.",
            )


def balanced(weights: Weights, place: int, percent: float) -> Weights:
    """Return the weights after one was set: the others share the rest in proportion, evenly where both are 0.

    Parameters
    ----------
    place : which was set, 0 to 2; ``percent`` is what it was set to.

    Examples
    --------
    >>> balanced((30, 40, 30), 1, 70)
    (15.0, 70.0, 15.0)
    """
    others = [0.0 if at == place else weight for at, weight in enumerate(weights)]
    if not sum(others):
        others = [0.0 if at == place else 1.0 for at in range(3)]
    rest = (WHOLE - percent) / sum(others)
    first, middle, last = (float(percent) if at == place else part * rest for at, part in enumerate(others))
    return first, middle, last


def _moved(place: int) -> None:
    rounded = percentages(balanced(state.get().custom_weights, place, held(f"weight{place}")))
    state.change(custom_weights=(float(rounded[0]), float(rounded[1]), float(rounded[2])))
