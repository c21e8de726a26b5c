"""Models that look only at a touch's place in its journey and the journey's length."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from math import isfinite
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from segattr.attribution.model import per_channel
from segattr.errors import BadSetting
from segattr.reduce.summary import Summary

Numbers = npt.NDArray[np.float64]
Share = Callable[..., Numbers]  # of position and length; those of ends and middle also take ``split``
SPLIT = "Of two touches, each also gets half of the missing middle."


@dataclass(frozen=True)
class PositionModel:
    """A weighting of the ``positions`` table: a new one costs a function, never another look at the events.

    Parameters
    ----------
    share : from position (1 is the first touch) and length to the touch's share of its conversion, 0 to 1.
    """

    name: str
    title: str
    meaning: str
    share: Share
    needs: ClassVar[tuple[str, ...]] = ("positions",)
    additive: ClassVar[bool] = True

    def credit(self, summary: Summary) -> pd.DataFrame:
        """Return ``segment, channel, conversions, value, margin``."""
        return per_channel(summary.positions, self.parts(summary.positions), count="touches")

    def parts(self, touches: pd.DataFrame) -> Numbers:
        """Return what part of its conversion each touch gets, from its ``position`` and ``length``."""
        return self.share(touches["position"].to_numpy(float), touches["length"].to_numpy(float))


def first(position: Numbers, length: Numbers) -> Numbers:  # noqa: ARG001
    """All to the first touch."""
    return np.equal(position, 1).astype(float)


def last(position: Numbers, length: Numbers) -> Numbers:
    """All to the last touch before the conversion."""
    return np.equal(position, length).astype(float)


def linear(position: Numbers, length: Numbers) -> Numbers:  # noqa: ARG001
    """Share evenly among the touches; a channel touched twice gets two parts."""
    return np.divide(1.0, length)


def weighted(
    position: Numbers, length: Numbers, *, ends: tuple[float, float, float], split: bool = False
) -> Numbers:
    """Give fixed parts to the first touch, the middle and the last touch.

    Parameters
    ----------
    ends : weights of the first touch, of all middle touches together, and of the last touch; they count in
        proportion. One touch gets everything. Of two touches there is no middle, and the ends share in
        proportion to their weights (evenly where both are 0); where the ends weigh nothing, the middle of
        longer journeys gets it all.
    split : True shares the missing middle of two touches out evenly over them, as Amplitude does.

    References
    ----------
    Adobe Analytics, Attribution models: two-touch journeys of U, J and inverse J renormalise the ends.
    Amplitude Analytics, Attribution credit: the middle of two-touch journeys is split evenly over the ends.

    Examples
    --------
    >>> weighted(np.array([1.0, 2.0]), np.array([2.0, 2.0]), ends=(20, 20, 60)).tolist()
    [0.25, 0.75]
    >>> weighted(np.array([1.0, 2.0]), np.array([2.0, 2.0]), ends=(20, 20, 60), split=True).round(2).tolist()
    [0.3, 0.7]
    """
    opening, middle, closing = np.array(ends, dtype=float) / sum(ends)
    both = opening + closing
    pair = opening + middle / 2 if split else opening / both if both else 0.5
    of_two = np.where(position == 1, pair, 1 - pair)
    inner = np.divide(middle, length - 2, out=np.zeros_like(length), where=length > 2)
    of_many = np.where(position == 1, opening, np.where(position == length, closing, inner))
    return np.where(length == 1, 1.0, np.where(length == 2, of_two, of_many))


def custom(ends: tuple[float, float, float] = (30, 40, 30), *, split: bool = False) -> PositionModel:
    """Return a model with weights of your own for the first touch, the middle and the last.

    Parameters
    ----------
    ends : three numbers of at least 0, not all of them 0; they count in proportion.
    split : what happens to the middle of two touches, see `weighted`.

    Raises
    ------
    BadSetting : weights that cannot be shared out.

    Examples
    --------
    >>> custom((1, 0, 1)).meaning
    '50 % to the first touch, 0 % to the middle, 50 % to the last.'
    """
    if len(ends) != 3 or not all(isfinite(w) and w >= 0 for w in ends) or not sum(ends):
        raise BadSetting(
            f"custom takes three weights of at least 0, first/middle/last, not all 0; found {ends!r}. "
            "Example: custom=30/40/30.",
            setting="custom",
            value=ends,
        )
    parts = [f"{100 * w / sum(ends):.3g} %" for w in ends]
    meaning = f"{parts[0]} to the first touch, {parts[1]} to the middle, {parts[2]} to the last."
    model = PositionModel("custom", "Custom", meaning, partial(weighted, ends=(ends[0], ends[1], ends[2])))
    return splitting(model) if split else model


def splitting(model: PositionModel) -> PositionModel:
    """Return a model of ends and middle that splits the missing middle of two touches over them.

    Examples
    --------
    >>> splitting(J_SHAPED).share(np.array([1.0, 2.0]), np.array([2.0, 2.0])).round(2).tolist()
    [0.3, 0.7]
    """
    return replace(model, share=partial(model.share, split=True), meaning=f"{model.meaning} {SPLIT}")


FIRST = PositionModel("first", "First touch", "All credit to the first touch of the journey.", first)
LAST = PositionModel("last", "Last touch", "All credit to the last touch before the conversion.", last)
LINEAR = PositionModel("linear", "Linear", "The same credit to every touch of the journey.", linear)
U_SHAPED = PositionModel(
    "u_shaped",
    "Position based (U)",
    "40 % to the first touch, 40 % to the last, 20 % to those between.",
    partial(weighted, ends=(40, 20, 40)),
)
J_SHAPED = PositionModel(
    "j_shaped",
    "J-shaped",
    "20 % to the first touch, 60 % to the last, 20 % to those between.",
    partial(weighted, ends=(20, 20, 60)),
)
INVERSE_J = PositionModel(
    "inverse_j",
    "Inverse J",
    "60 % to the first touch, 20 % to the last, 20 % to those between.",
    partial(weighted, ends=(60, 20, 20)),
)
CUSTOM = custom()
