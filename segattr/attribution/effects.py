"""What channels would be missed by, made into credit."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

ROUNDING = 1e-12  # of the largest effect: below it, a sign is chance


def shared_out(effects: Numbers, totals: Numbers) -> Numbers:
    """Share conversions, value and margin out in proportion to effects on each of them.

    Parameters
    ----------
    effects : (channels, 3), effect on conversions (at least 0), on their value and on their margin.
    totals : (3,), conversions, value and margin there are.

    Returns
    -------
    (channels, 3), of which every column adds up to its total.

    Notes
    -----
    Where money of both signs stands behind the channels, such as refunds or orders sold below cost, effects
    on it can cancel, and shares of what is left mean nothing: such money is shared out like the conversions.

    Examples
    --------
    >>> shared_out(np.array([[3.0, 8, 5], [1.0, 2, -5]]), np.array([40.0, 500, 200])).tolist()
    [[30.0, 400.0, 150.0], [10.0, 100.0, 50.0]]
    """
    kept = np.where(np.abs(effects) <= ROUNDING * np.abs(effects).max(axis=0, initial=0.0), 0.0, effects)
    one_sign = (kept >= 0).all(axis=0) | (kept <= 0).all(axis=0)
    sums = kept.sum(axis=0)
    shares = kept / np.where(sums == 0, 1.0, sums)
    usable = one_sign & (sums != 0)
    credit: Numbers = np.where(usable, shares, shares[:, :1]) * totals
    return credit
