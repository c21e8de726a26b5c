"""Models for long sales: they look at what a touch brought about, a lead, an opportunity, the conversion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from segattr.attribution.model import per_channel
from segattr.errors import UnsuitableData
from segattr.reduce.summary import Summary
from segattr.reduce.tables import FIRST, LAST, LEAD, OPPORTUNITY

Numbers = npt.NDArray[np.float64]
DATED = LEAD + OPPORTUNITY


@dataclass(frozen=True)
class MilestoneModel:
    """A weighting of the ``milestones`` table.

    Parameters
    ----------
    weights : pairs of a milestone (`FIRST`, `LEAD`, `OPPORTUNITY`, `LAST`) and its weight; a milestone's
        touch is the last one before it.
    rest : weight of all other touches of the journey together.
    split : where no touch is left for the rest, True shares its weight out evenly over the touches that
        carry milestones; False lets the milestones share in proportion to their weights.

    Notes
    -----
    Milestones on one touch add up. Where a journey lacks one, because it is not dated or was reached before
    the lookback window began, the other weights are stretched to the whole.

    References
    ----------
    HubSpot, documentation of its attribution reports (W-shaped, full path).
    """

    name: str
    title: str
    meaning: str
    weights: tuple[tuple[int, float], ...]
    rest: float
    split: bool = False
    needs: ClassVar[tuple[str, ...]] = ("milestones",)
    additive: ClassVar[bool] = True

    def credit(self, summary: Summary) -> pd.DataFrame:
        """Return ``segment, channel, conversions, value, margin``.

        Raises
        ------
        UnsuitableData : conversions, but no lead or opportunity before any of them.
        """
        return per_channel(summary.milestones, self.parts(summary.milestones), count="touches")

    def parts(self, touches: pd.DataFrame) -> Numbers:
        """Return what part of its conversion each touch gets, by the milestones it carries.

        Raises
        ------
        UnsuitableData : no touch stands before a milestone.
        """
        if len(touches) and not (touches["present"] & DATED).any():
            raise UnsuitableData(
                f"{self.title} needs to know when customers became leads or opportunities: no conversion "
                "here has a touch before such a date. Give the conversions or the customers a column for it, "
                "`lead_ts` or `opportunity_ts`, on the Data page.",
                table="milestones",
            )
        return self._shares(touches)

    def _shares(self, cells: pd.DataFrame) -> Numbers:
        marks = sum(mark for mark, _ in self.weights)
        here, present = (cells[name].to_numpy("int64") & marks for name in ("here", "present"))
        carriers = cells["marked"] + (cells["last_apart"] if marks & LAST else 0)
        others = (cells["length"] - carriers).to_numpy(float)
        carries, own, whole = here > 0, self._weight(here), self._weight(present)
        if self.split:
            own = own + np.where(others == 0, self.rest / carriers, 0.0)
            whole = whole + self.rest
        else:
            whole = whole + np.where(others > 0, self.rest, 0.0)
        between = np.divide(self.rest, others, out=np.zeros(len(cells)), where=others > 0)
        return np.asarray(np.where(carries, own, between) / whole, float)

    def _weight(self, marks: npt.NDArray[np.int64]) -> Numbers:
        each = [weight * ((marks & mark) > 0) for mark, weight in self.weights]
        return np.asarray(np.sum(each, axis=0), float)


W_SHAPED = MilestoneModel(
    "w_shaped",
    "W-shaped",
    "30 % each to the first touch, the one that made the lead and the one that made the opportunity; 10 % to "
    "the others.",
    ((FIRST, 30), (LEAD, 30), (OPPORTUNITY, 30)),
    rest=10,
)
FULL_PATH = MilestoneModel(
    "full_path",
    "Full path (Z)",
    "22.5 % each to the first touch, the one that made the lead, the one that made the opportunity and the "
    "last; 10 % to the others.",
    ((FIRST, 22.5), (LEAD, 22.5), (OPPORTUNITY, 22.5), (LAST, 22.5)),
    rest=10,
)
