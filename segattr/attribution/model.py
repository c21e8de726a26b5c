"""What every attribution model is: data about itself, and one function from a Summary to credit."""

from __future__ import annotations

from typing import Literal, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

from segattr.reduce.summary import Summary

CREDIT = ["segment", "channel", "conversions", "value", "margin"]
Measure = Literal["conversions", "value", "margin"]


@runtime_checkable
class Model(Protocol):
    """A rule that splits a conversion over the touches before it.

    Attributes
    ----------
    name : key in `MODELS`, column in tables, name of its page in docs/methods.
    title : how the app calls it.
    meaning : one sentence: who gets how much.
    needs : names of the Summary's tables it reads.
    additive : True where credit of two groups of customers adds up to the credit of both together; such a
        model gives the same answer fitted per segment or split afterwards.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def meaning(self) -> str: ...  # noqa: D102
    @property
    def needs(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def additive(self) -> bool: ...  # noqa: D102

    def credit(self, summary: Summary) -> pd.DataFrame:
        """Return ``segment, channel, conversions, value, margin``: credit of conversions with a touch.

        One row per segment and channel that was touched on the way to a conversion, zero credit included.
        """
        ...


@runtime_checkable
class LeavesOut(Model, Protocol):
    """A model that is not additive, and has a quicker way to be fitted without each group of customers."""

    def without_each_group(self, summary: Summary, measure: Measure = "conversions") -> pd.DataFrame:
        """Return ``segment, channel, group`` and the credit in a measure, rows of no credit left out."""
        ...


@runtime_checkable
class DividesTouches(Model, Protocol):
    """A model that shares every conversion out over its own touches, and can say so touch by touch."""

    def parts(self, touches: pd.DataFrame) -> npt.NDArray[np.float64]:
        """Return what part of its conversion each touch gets, 0 to 1.

        Parameters
        ----------
        touches : whole journeys, as in `segattr.reduce.each_touch.EachTouch`.
        """
        ...


def per_channel(cells: pd.DataFrame, shares: npt.NDArray[np.float64], *, count: str) -> pd.DataFrame:
    """Weigh a table's cells and sum them to one row per segment and channel, in the order of the categories.

    Parameters
    ----------
    cells : ``segment`` and ``channel`` as categories, the count, ``value`` and ``margin``.
    shares : what part of its cell each row earns; 0 keeps the channel, with nothing.
    count : name of the column that counts conversions or touches.
    """
    segment, channel = cells["segment"].cat, cells["channel"].cat
    width = len(channel.categories)
    place = segment.codes.to_numpy().astype("int64") * width + channel.codes.to_numpy()
    seen = np.unique(place)
    sums = {
        name: np.bincount(place, weights=cells[column].to_numpy(float) * shares)[seen]
        for name, column in zip(CREDIT[2:], (count, "value", "margin"), strict=True)
    }
    keys = {
        "segment": pd.Categorical.from_codes(seen // max(width, 1), categories=segment.categories),
        "channel": pd.Categorical.from_codes(seen % max(width, 1), categories=channel.categories),
    }
    return pd.DataFrame(keys | sums)


def listed(earned: pd.DataFrame, summary: Summary) -> pd.DataFrame:
    """Sum what was earned, and list the channels on the way to a conversion that earned nothing.

    Parameters
    ----------
    earned : ``segment`` and ``channel`` as categories, ``conversions, value, margin``.
    summary : with ``positions``, which know every channel that was touched.
    """
    touched = summary.positions[["segment", "channel"]].drop_duplicates()
    unpaid = touched.assign(conversions=0.0, value=0.0, margin=0.0)
    cells = pd.concat([earned[CREDIT], unpaid], ignore_index=True)
    return per_channel(cells, np.ones(len(cells)), count="conversions")
