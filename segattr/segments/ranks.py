"""Scores by percent rank, and the limits at which they begin."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Cuts = tuple[float | None, ...]  # what a score of 2, 3 … takes; None for a score nobody has


def scores(values: Sequence[float], *, levels: int = 5, high_is_good: bool = True) -> NDArray[np.int64]:
    """Return scores from 1 to ``levels`` by percent rank; equal values have equal scores, the lower one.

    Notes
    -----
    A score is one more than ``levels`` times the share of values that are worse. So where most bought once,
    all of these score 1, and there may be scores that nobody has.

    References
    ----------
    Hughes (1994), Strategic Database Marketing. Equal fifths would tell equal customers apart by chance.

    Examples
    --------
    >>> scores([1, 1, 1, 2, 9], levels=5).tolist()
    [1, 1, 1, 4, 5]
    """
    signed = np.asarray(values, dtype=float) * (1 if high_is_good else -1)
    worse = np.searchsorted(np.sort(signed), signed, side="left")
    return np.asarray(worse * levels // max(len(signed), 1) + 1, dtype=np.int64)


def cuts(values: Sequence[float], *, levels: int = 5, high_is_good: bool = True) -> Cuts:
    """Return what a score of 2, 3 … takes: at least so much, or at most so much where less is better.

    Examples
    --------
    >>> cuts([1, 1, 1, 2, 9], levels=5)
    (2.0, 2.0, 2.0, 9.0)
    """
    amounts = np.asarray(values, dtype=float)
    found = scores(values, levels=levels, high_is_good=high_is_good)
    least = np.min if high_is_good else np.max
    reached = [amounts[found >= score] for score in range(2, levels + 1)]
    return tuple(float(least(those)) if len(those) else None for those in reached)
