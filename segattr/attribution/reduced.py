"""Models whose credit is divided journey by journey, and therefore already in the reduce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from segattr.attribution.model import listed
from segattr.reduce.summary import Summary


@dataclass(frozen=True)
class ReducedModel:
    """Credit that stands in a table of the Summary; channels that earned none come from ``positions``."""

    name: str
    title: str
    meaning: str
    table: str
    additive: ClassVar[bool] = True

    @property
    def needs(self) -> tuple[str, ...]:
        """Tables read: the model's own, and the touches it gave nothing to."""
        return (self.table, "positions")

    def credit(self, summary: Summary) -> pd.DataFrame:
        """Return ``segment, channel, conversions, value, margin``."""
        earned = getattr(summary, self.table).rename(columns={"credit": "conversions"})
        return listed(earned, summary)

    def parts(self, touches: pd.DataFrame) -> npt.NDArray[np.float64]:
        """Return what part of its conversion each touch gets: the reduce has worked it out."""
        return touches[self.table].to_numpy(float)


LAST_NON_DIRECT = ReducedModel(
    "last_non_direct",
    "Last non-direct",
    "All credit to the last touch that is not direct; a journey of nothing but direct keeps its last touch.",
    "non_direct",
)
TIME_DECAY = ReducedModel(
    "time_decay",
    "Time decay",
    "More credit the closer a touch is to the conversion: half as much for every half-life further away.",
    "decay",
)
