"""Whether two rates differ by more than chance: the pooled z test, or Fisher's where counts are small."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, ndtr

from segattr.statistics.counts import Array, as_counts

SMALLEST_EXPECTED = 5.0
"""Expected count below which the normal approximation is not trusted (Cochran 1954)."""

AS_LIKELY = 1e-7
"""How much likelier than the table seen another may come out by rounding and still be as likely (as in R)."""


def fisher(x1: int, n1: int, x2: int, n2: int) -> float:
    """Two-sided p-value of Fisher's exact test: tables no likelier than the one seen, added up.

    Parameters
    ----------
    x1, n1 : converters and people of the first group, whole numbers.
    x2, n2 : converters and people of the second group, whole numbers.

    Returns
    -------
    float : p-value (0-1).

    References
    ----------
    Fisher (1935), The logic of inductive inference, JRSS 98:39. doi:10.2307/2342435

    Examples
    --------
    >>> round(fisher(9, 10, 3, 10), 4)
    0.0198
    """
    converters = x1 + x2
    tables = np.arange(max(0, converters - n2), min(n1, converters) + 1)  # the first group's converters
    chance = np.exp(
        _log_ways(n1, tables) + _log_ways(n2, converters - tables) - _log_ways(n1 + n2, np.array(converters))
    )
    seen = chance[x1 - tables[0]]
    return float(min(chance[chance <= seen * (1 + AS_LIKELY)].sum(), 1.0))


def z_or_fisher(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike
) -> tuple[Array, Array, NDArray[np.str_]]:
    """Test pairs of rates against "no difference", each by the test its counts allow.

    Parameters
    ----------
    x1, n1 : converters and people of the first group of each pair.
    x2, n2 : converters and people of the second group of each pair; nobody may be in both.

    Returns
    -------
    z, p, test : arrays of at least one dimension. ``z`` is the pooled z (0 where nobody or everybody
        converted). ``p`` is two-sided, from Fisher's exact test where one of the four expected counts is
        below 5 and all counts are whole, else from ``z``; ``test`` says which: ``"fisher"`` or ``"z"``.
        An empty group gives nan, nan and ``"none"``.

    Raises
    ------
    UnsuitableData : more converters than people, or a negative count.

    References
    ----------
    Cochran (1954), Some methods for strengthening the common chi-square tests, Biometrics 10:417.
    doi:10.2307/3001616

    Examples
    --------
    >>> z, p, test = z_or_fisher([56, 9], [70, 10], [48, 3], [80, 10])
    >>> z.round(2).tolist(), p.round(4).tolist(), test.tolist()
    ([2.65, 2.74], [0.008, 0.0198], ['z', 'fisher'])
    """
    counts = (np.atleast_1d(count) for pair in ((x1, n1), (x2, n2)) for count in as_counts(*pair))
    c1, p1, c2, p2 = np.broadcast_arrays(*counts)
    pooled = (c1 + c2) / (p1 + p2)
    se = np.sqrt(pooled * (1 - pooled) * (1 / p1 + 1 / p2))
    z = (c1 / p1 - c2 / p2) / np.where(se == 0, 1, se)  # no spread at all: both rates are 0, or both are 1
    expected = np.minimum(p1, p2) * np.minimum(pooled, 1 - pooled)
    whole = np.all([count == np.rint(count) for count in (c1, p1, c2, p2)], axis=0)
    exact = (expected < SMALLEST_EXPECTED) & whole  # effective sample sizes are not whole: no exact test
    p = 2 * ndtr(-np.abs(z))
    for row in np.flatnonzero(exact):
        p[row] = fisher(int(c1[row]), int(p1[row]), int(c2[row]), int(p2[row]))
    return z, p, np.where(np.isnan(z), "none", np.where(exact, "fisher", "z"))


def _log_ways(people: int, converters: NDArray[np.int_]) -> Array:
    """Logarithm of the number of ways to choose so many of so many people."""
    return np.asarray(gammaln(people + 1) - gammaln(converters + 1) - gammaln(people - converters + 1))
