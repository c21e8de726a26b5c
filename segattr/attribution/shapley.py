"""Shapley values of the conversions a set of channels brought about by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from segattr.attribution.model import per_channel
from segattr.reduce.summary import Summary


@dataclass(frozen=True)
class Shapley:
    """Credit by the game in which a set of channels wins the conversions that needed no other channel.

    Notes
    -----
    With this game the Shapley value has a closed form: every conversion is shared out evenly over the
    different channels before it, ``sum of conversions / channels in the journey``. It is exact for any number
    of channels, never negative and adds up over segments. It never looks at journeys that did not convert,
    and is the same as sharing evenly among channels without their repeats: the name promises more than that.

    References
    ----------
    Zhao, Mahboobi, Bagheri (2018), Shapley value methods for attribution modeling in online advertising,
    arXiv:1804.05327.
    """

    name: ClassVar[str] = "shapley"
    title: ClassVar[str] = "Shapley (converting paths)"
    meaning: ClassVar[str] = (
        "Every conversion shared evenly among the different channels before it, however often each was "
        "touched."
    )
    needs: ClassVar[tuple[str, ...]] = ("set_sizes",)
    additive: ClassVar[bool] = True

    def credit(self, summary: Summary) -> pd.DataFrame:
        """Return ``segment, channel, conversions, value, margin``."""
        cells = summary.set_sizes
        return per_channel(cells, np.divide(1.0, cells["size"].to_numpy(float)), count="journeys")

    def parts(self, touches: pd.DataFrame) -> npt.NDArray[np.float64]:
        """Return what part of its conversion each touch gets: the channel's, evenly over its touches."""
        parts: npt.NDArray[np.float64] = 1.0 / (touches["size"] * touches["alike"]).to_numpy(float)
        return parts


SHAPLEY = Shapley()
