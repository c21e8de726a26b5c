"""An absorbing chain of journeys: what would still arrive at a conversion if a channel led nowhere.

Solved, never simulated: one inverse where a channel is a state; where states are many, all walks are followed
at once, step by step, until what is still on its way no longer shows in a double, with a sparse solve for the
rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import splu

Numbers = npt.NDArray[np.float64]

STEPS = 1_000
NEGLIGIBLE = 1e-17  # of all journeys


@dataclass(frozen=True, eq=False)
class Chain:
    """Journeys as moves between states, a state being the last touches.

    Attributes
    ----------
    onward : (states, states), probability of moving from one state to another; the first is the start.
        What a row lacks to 1 ends there, in a conversion or in nothing.
    reward : (states, measures), what a state earns on average in the next move: conversions, their value …
    member : (states, channels), True where a state remembers a channel.
    """

    onward: sparse.csr_array
    reward: Numbers
    member: npt.NDArray[np.bool_]

    def lost_without(self) -> Numbers:
        """Return what a journey would lose on average without each channel, (channels, measures).

        Every state that remembers the channel leads to nothing: that is what removing it means.
        """
        return self._inverted() if (self.member.sum(axis=0) <= 1).all() else self._walked()

    def _inverted(self) -> Numbers:
        """Chance of ever reaching a channel times what is earned from there: nothing is subtracted."""
        through = np.linalg.inv(np.eye(len(self.reward)) - _ending(self.onward).toarray())
        state, there = self.member.argmax(axis=0), self.member.any(axis=0)
        reached = there * through[0, state] / through[state, state]
        lost: Numbers = reached[:, None] * (through @ self.reward)[state]
        return lost

    def _walked(self) -> Numbers:
        """Follow all journeys at once, and without each channel in turn, as columns side by side."""
        kept = np.column_stack([~self.member, np.ones(len(self.reward), bool)]).astype(float)
        walking, back = np.zeros_like(kept), self.onward.T.tocsr()
        walking[0] = 1.0
        earned = np.zeros((kept.shape[1], self.reward.shape[1]))
        for _ in range(STEPS):
            earned += walking.T @ self.reward
            walking = (back @ walking) * kept
            if walking.sum(axis=0).max() <= NEGLIGIBLE:
                break
        for column in np.flatnonzero(walking.sum(axis=0) > NEGLIGIBLE):
            earned[column] += self._rest(walking[:, column], kept[:, column])
        lost: Numbers = earned[-1] - earned[:-1]
        return lost

    def _rest(self, walking: Numbers, kept: Numbers) -> Numbers:
        """Solve for those who go round in circles."""
        inside = sparse.diags_array(kept) @ _ending(self.onward).T
        left = (sparse.eye_array(len(walking)) - inside).tocsc()
        rest: Numbers = splu(left).solve(walking) @ self.reward
        return rest


def _ending(onward: sparse.csr_array) -> sparse.csr_array:
    """Cut off states that lead round in a circle for ever, so that the others can be solved for."""
    ends = onward.sum(axis=1) < 1 - 1e-12
    while (more := ends | (onward @ ends.astype(float) > 0)).sum() > ends.sum():
        ends = more
    if ends.all():
        return onward
    kept = sparse.diags_array(ends.astype(float))
    return (kept @ onward @ kept).tocsr()
