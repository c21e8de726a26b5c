"""Counted moves between states, from which chains are fitted: to everybody, or without some of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from segattr.attribution.chain import Chain
from segattr.reduce.groups import GROUPS
from segattr.reduce.tables import CONVERTED, STATE_BITS

Numbers = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

ONE_STATE = (1 << STATE_BITS) - 1
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Moves:
    """The different moves of some journeys; what a state knows is read once, however often it is counted.

    Attributes
    ----------
    here, there : (moves,), places of the states a move leads from and to; `NOWHERE` at the end of a journey.
    won : (moves,), True where the move is a conversion.
    member : (states, channels), True where a state remembers a channel.
    row : (rows,), which move every row of the table counts.
    """

    here: Codes
    there: Codes
    won: npt.NDArray[np.bool_]
    member: npt.NDArray[np.bool_]
    row: Codes

    def summed(self, counts: Numbers) -> Numbers:
        """Sum rows of the table to moves."""
        return np.bincount(self.row, counts, len(self.here)).astype(float)

    def summed_by(self, group: Codes, counts: Numbers) -> Numbers:
        """Sum rows of the table to moves of each customer group, (groups, moves)."""
        place = group * len(self.here) + self.row
        return np.bincount(place, counts, GROUPS * len(self.here)).reshape(GROUPS, -1).astype(float)

    def chain(self, counts: Numbers, *worth: Numbers) -> Chain:
        """Fit the chain of so many moves, of which the conversions were worth so much.

        Notes
        -----
        Staying in a state changes no chance of leaving it and is left out, so that repeated touches cost no
        precision. A state nothing more is known about, as where small cells were dropped, leads to nothing.
        """
        size = len(self.member)
        counted = np.where(self.here == self.there, 0.0, counts)
        left = np.maximum(np.bincount(self.here, counted, size), np.finfo(float).tiny)
        earned = [np.where(self.won, column, 0.0) for column in (counts, *worth)]
        reward = np.column_stack([np.bincount(self.here, column, size) for column in earned])
        onward = (self.there != NOWHERE) & (counted > 0)
        at = self.here[onward], self.there[onward]
        steps = sparse.coo_array((counted[onward] / left[at[0]], at), shape=(size, size))
        return Chain(steps.tocsr(), reward / left[:, None], self.member)


def moves_of(table: pd.DataFrame, *, order: int, width: int) -> Moves:
    """Read the states and moves of a ``transitions`` table.

    Parameters
    ----------
    table : states packed as in `segattr.reduce.tables.steps`; they may remember more than ``order`` touches,
        the older of which are forgotten.
    width : number of channels.
    """
    remembered = (1 << STATE_BITS * order) - 1
    origin, target = (table[name].to_numpy("int64") for name in ("origin", "target"))
    states = np.union1d(origin & remembered, 0)  # the start is there, whatever small cells were dropped
    here = np.searchsorted(states, origin & remembered)
    kind = target - target.min(initial=0)
    cells, row = np.unique(here * (kind.max(initial=0) + 1) + kind, return_inverse=True)
    first = np.zeros(len(cells), "int64")
    first[row] = np.arange(len(row))
    here, target = here[first], target[first]
    after = np.where(target > 0, (states[here] << STATE_BITS | target) & remembered, 0)
    there = np.minimum(np.searchsorted(states, after), len(states) - 1)
    known = (target > 0) & (states[there] == after)
    member = np.zeros((len(states), width + 1), dtype=bool)
    for back in range(order):
        member[np.arange(len(states)), states >> STATE_BITS * back & ONE_STATE] = True
    return Moves(here, np.where(known, there, NOWHERE), target == CONVERTED, member[:, 1:], row)
