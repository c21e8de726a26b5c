"""The game of conversion rates: what journeys of only these channels convert at, for every set of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Number = TypeVar("Number", np.float64, np.int64)


@dataclass(frozen=True, eq=False)
class RateGame:
    """A number for every set of channels, a set being a number whose bits are the channels.

    Attributes
    ----------
    worth : (sets, measures), what a journey of none but these channels brings on average.
    journeys : (sets,), how many such journeys there are.
    """

    worth: Numbers
    journeys: Numbers

    @property
    def players(self) -> int:
        """Number of channels."""
        return len(self.journeys).bit_length() - 1

    def values(self) -> tuple[Numbers, Numbers]:
        """Return the Shapley value of every channel, (channels, measures), and its gross movement.

        The value is the mean, over all orders in which channels could be added, of what adding this one
        changes; the gross movement is the mean size of those changes, whichever their sign.

        References
        ----------
        Shapley (1953), A value for n-person games, in: Contributions to the Theory of Games II, 307-317.
        """
        n, sizes = self.players, _counted(np.arange(len(self.journeys)))
        weights = np.array([factorial(s) * factorial(n - 1 - s) / factorial(n) for s in range(n)])
        net, gross = [], []
        for player in range(n):
            without, joined = _halves(self.worth, player)
            weight = weights[_halves(sizes, player)[0]][..., None]
            net.append((weight * (joined - without)).sum(axis=(0, 1)))
            gross.append((weight * np.abs(joined - without)).sum(axis=(0, 1)))
        return np.array(net), np.array(gross)

    def alone(self) -> Numbers:
        """Return the journeys of every channel by itself: the least that any set with it rests on."""
        each: Numbers = self.journeys[1 << np.arange(self.players)]
        return each


def rate_game(sets: npt.NDArray[np.int64], journeys: Numbers, earned: Numbers, *, players: int) -> RateGame:
    """Build the game from journeys counted by their channel set.

    Parameters
    ----------
    sets : the channels of each row, as bits.
    journeys : journeys with exactly these channels, converted or not.
    earned : (rows, measures), what they brought: conversions, value, margin.
    players : number of channels, at most 15: the tables are 2 to the power of it long.

    Examples
    --------
    >>> won = np.array([[1.0], [2], [6]])
    >>> game = rate_game(np.array([1, 2, 3]), np.array([10.0, 10, 10]), won, players=2)
    >>> game.worth.ravel().round(2).tolist()
    [0.0, 0.1, 0.2, 0.3]
    >>> game.values()[0].ravel().round(2).tolist()
    [0.1, 0.2]
    """
    size = 1 << players
    columns = [np.bincount(sets, column, size) for column in (journeys, *earned.T)]
    totals = np.column_stack(columns).astype(float)
    for player in range(players):
        without, joined = _halves(totals, player)
        joined += without  # a set's journeys are those of all its subsets
    walked = totals[:, :1]
    worth = np.divide(totals[:, 1:], walked, out=np.zeros_like(totals[:, 1:]), where=walked > 0)
    return RateGame(worth, totals[:, 0])


def _halves(table: npt.NDArray[Number], player: int) -> tuple[npt.NDArray[Number], npt.NDArray[Number]]:
    """Return views of the sets without a channel, and of the same sets with it."""
    split = table.reshape(-1, 2, 1 << player, *table.shape[1:])
    return split[:, 0], split[:, 1]


def _counted(sets: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    return np.bitwise_count(sets).astype("int64")
