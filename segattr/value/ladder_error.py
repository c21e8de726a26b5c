"""How far a projection of cohorts may be off, by how unlike the growth of older cohorts was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.value.best_fit import Array
from segattr.value.chain_ladder import Projection

FEWEST_COHORTS: Final = 6  # with a range; of fewer, how unlike cohorts are is known too badly
FREEDOM: Final = 10  # comparisons of cohorts behind every link's variance


@dataclass(frozen=True)
class LadderRange:
    """What all cohorts together are projected to bring, and the range it may lie in."""

    total: float
    low: float
    high: float


def ladder_range(triangle: pd.DataFrame, grown: Projection, *, level: float = 0.95) -> LadderRange | None:
    """Return the range of the sum of all cohorts at the oldest age; None where they do not carry one.

    Parameters
    ----------
    triangle : as given to `segattr.value.chain_ladder.chain_ladder`. grown : what that returned.
    level : confidence of the range.

    Notes
    -----
    Mack's squared error holds how far cohorts stray from the links, how uncertain the links are, and that all
    cohorts are projected by the same ones. Late links rest on two or three cohorts, and their variances taken
    alone left the true sum out of one range in four in simulated shops; so each link's is put together with
    those of the ages before, until ten comparisons stand behind it, and Student's quantile is taken (degrees
    of freedom by Satterthwaite). The range is on the logarithm of what is still to come and never falls below
    what was already brought. There is none with fewer than six cohorts, or where money shrinks or falls to 0.

    References
    ----------
    Mack (1993), ASTIN Bulletin 23:213. doi:10.2143/AST.23.2.2005092
    """
    from scipy.special import stdtrit

    seen, filled = triangle.to_numpy(float), grown.table.to_numpy(float)
    total, known = float(filled[:, -1].sum()), sum(row[~np.isnan(row)][-1] for row in seen)
    if len(triangle) < FEWEST_COHORTS or not (filled > 0).all() or total <= known:
        return None
    variances, freedom = pooled(*strays(triangle, grown))
    errors = squared_errors(triangle, grown, variances)
    error = errors.sum()
    if not error > 0:
        return None
    wide = float(np.sqrt(np.log1p(error / (total - known) ** 2)))
    reach = wide * float(stdtrit(error**2 / (errors**2 / freedom).sum(), 0.5 + level / 2))
    middle = np.log(total - known) - wide**2 / 2
    return LadderRange(total, known + float(np.exp(middle - reach)), known + float(np.exp(middle + reach)))


def squared_errors(triangle: pd.DataFrame, grown: Projection, variances: Array) -> Array:
    """Return Mack's mean squared error of the sum of all cohorts at the oldest age, by the link it is due to.

    Parameters
    ----------
    variances : of each link, Mack's σ².
    """
    seen, filled = triangle.to_numpy(float), grown.table.to_numpy(float)
    there = ~np.isnan(seen[:, 1:])
    behind = np.where(there, seen[:, :-1], 0.0).sum(axis=0)
    stray, last = variances / grown.links.to_numpy(float) ** 2, filled[:, -1:]
    own = (last**2 * ~there * stray / filled[:, :-1]).sum(axis=0)
    together = (last * ~there).sum(axis=0)  # by link, what is projected with it
    return np.asarray(own + stray / behind * together**2)


def strays(triangle: pd.DataFrame, grown: Projection) -> tuple[Array, Array]:
    """Return by link how far cohorts strayed from it, squared and summed, and the comparisons in that."""
    seen = triangle.to_numpy(float)
    before, after = seen[:, :-1], seen[:, 1:]
    squares = before * (after / before - grown.links.to_numpy(float)) ** 2
    return np.nansum(squares, axis=0), (~np.isnan(after)).sum(axis=0) - 1.0


def pooled(squares: Array, comparisons: Array, *, freedom: float = FREEDOM) -> tuple[Array, Array]:
    """Return each link's variance, put together with the links before it, and its degrees of freedom.

    Examples
    --------
    >>> variance, freedom = pooled(np.array([20.0, 4.0, 0.0]), np.array([10.0, 9.0, 0.0]))
    >>> variance.round(3).tolist(), freedom.tolist()
    ([2.0, 1.263, 1.263], [10.0, 19.0, 19.0])
    """
    variances, found = np.zeros(len(squares)), np.zeros(len(squares))
    for link in range(len(squares)):
        behind = np.cumsum(comparisons[link::-1])  # this link's, then with each one before
        used = int(np.searchsorted(behind, freedom)) + 1
        found[link] = behind[min(used, len(behind)) - 1]
        variances[link] = squares[link::-1][:used].sum() / found[link]
    return variances, found
