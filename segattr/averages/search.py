"""What decides what is looked for, and what counts as found."""

from __future__ import annotations

from dataclasses import dataclass

from segattr.averages.candidates import DEEPEST, FEWEST_PEOPLE


@dataclass(frozen=True)
class Search:
    """Settings of a search for what the average hides.

    Attributes
    ----------
    depth : most conditions of a group.
    fewest : people a group needs in the part searched.
    worlds : worlds of luck drawn per step.
    luck : share of those worlds a finding must surpass (0-1).
    relative : smallest difference from what was expected, as a share of it, that is worth saying.
    stake : fewest conversions at stake, over everybody, that are worth saying.
    most : findings after which the search ends.
    alpha : error allowed over all confirmations together (0-1).
    """

    depth: int = DEEPEST
    fewest: int = FEWEST_PEOPLE
    worlds: int = 200
    luck: float = 0.95
    relative: float = 0.1
    stake: float = 20.0
    most: int = 8
    alpha: float = 0.05
