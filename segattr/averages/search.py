"""What decides what is looked for, and what counts as found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from segattr.averages.candidates import DEEPEST, FEWEST_EXPECTED, FEWEST_PEOPLE
from segattr.statistics.counts import Array


@dataclass(frozen=True)
class Search:
    """Settings of a search for what the average hides.

    Attributes
    ----------
    depth : most conditions of a group.
    fewest : people a group needs in the part searched.
    contributors, spenders : conversions expected among them; of money, people with any.
    worlds : worlds of luck drawn per step.
    luck : share of those worlds a finding must surpass (0-1).
    relative : smallest difference from what was expected, as a share of it, that is worth saying; of rates
        above one half, as a share of those who are not expected to convert.
    stake : fewest conversions at stake, over everybody, that are worth saying; of money, so many times the
        average of a person who has any.
    most : findings after which the search ends.
    alpha : error allowed over all confirmations together (0-1).
    """

    depth: int = DEEPEST
    fewest: int = FEWEST_PEOPLE
    contributors: float = FEWEST_EXPECTED
    spenders: float = 20.0
    worlds: int = 200
    luck: float = 0.95
    relative: float = 0.1
    stake: float = 20.0
    most: int = 8
    alpha: float = 0.05

    def base(self, expected: Array, people: Array, *, rates: bool) -> Array:
        """Return what a difference is judged as a share of.

        Examples
        --------
        >>> Search().base(np.array([3.0, 97.0]), np.array([100.0, 100.0]), rates=True).tolist()
        [3.0, 3.0]
        """
        return np.asarray(np.minimum(expected, people - expected) if rates else np.abs(expected))
