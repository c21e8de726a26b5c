"""How far a rate, a difference of two rates or a ratio of two rates may be off by chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from segattr.statistics.counts import Array, as_counts, two_sided_quantile


def wilson(x: ArrayLike, n: ArrayLike, *, level: float = 0.95) -> tuple[Array, Array]:
    """Range in which a conversion rate plausibly lies, never below 0 or above 1.

    Parameters
    ----------
    x, n : converters and people; arrays are broadcast, and ``n = 0`` gives nan.
    level : confidence, between 0 and 1.

    Returns
    -------
    low, high : arrays of rates (0-1).

    Raises
    ------
    UnsuitableData : more converters than people, or a negative count.
    BadSetting : the level is not between 0 and 1.

    Notes
    -----
    Misleads when the rows are not independent people: several visits of one person count as several
    people and the interval comes out too narrow. Use `segattr.statistics.clustered.clustered_rate` there.

    References
    ----------
    Wilson (1927), Probable inference, JASA 22:209. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> low, high = wilson(18, 6000)
    >>> f"{low:.5f} {high:.5f}"
    '0.00190 0.00474'
    """
    converters, people = as_counts(x, n)
    rate, z2 = converters / people, two_sided_quantile(level) ** 2
    centre = (rate + z2 / (2 * people)) / (1 + z2 / people)
    half = np.sqrt(z2 * rate * (1 - rate) / people + (z2 / (2 * people)) ** 2) / (1 + z2 / people)
    # The bounds touch 0 and 1 exactly at no and at all converters; rounding must not push them past the rate.
    low = np.where((converters == 0) & (people > 0), 0.0, np.minimum(centre - half, rate))
    high = np.where(converters == people, 1.0, np.maximum(centre + half, rate))
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def newcombe(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, level: float = 0.95
) -> tuple[Array, Array]:
    """Range in which the difference between two conversion rates (first minus second) plausibly lies.

    Parameters
    ----------
    x1, n1 : converters and people of the first group.
    x2, n2 : converters and people of the second group; nobody may be in both.
    level : confidence, between 0 and 1.

    Returns
    -------
    low, high : arrays of differences (-1 to 1); 0.01 means one percentage point. nan without people.

    Raises
    ------
    UnsuitableData : more converters than people, or a negative count.

    References
    ----------
    Newcombe (1998), Interval estimation for the difference between independent proportions, method 10,
    Statistics in Medicine 17:873. doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I

    Examples
    --------
    >>> low, high = newcombe(56, 70, 48, 80)
    >>> f"{low:.4f} {high:.4f}"
    '0.0524 0.3339'
    """
    (c1, p1), (c2, p2) = as_counts(x1, n1), as_counts(x2, n2)
    (low1, high1), (low2, high2) = wilson(x1, n1, level=level), wilson(x2, n2, level=level)
    first, second = c1 / p1, c2 / p2
    low = first - second - np.hypot(first - low1, high2 - second)
    high = first - second + np.hypot(high1 - first, second - low2)
    return np.clip(low, -1, 1), np.clip(high, -1, 1)


def katz_ratio(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, level: float = 0.95
) -> tuple[Array, Array, Array]:
    """How many times the second group's rate the first group's rate is, with its plausible range.

    Parameters
    ----------
    x1, n1 : converters and people of the first group.
    x2, n2 : converters and people of the second group; nobody may be in both.
    level : confidence, between 0 and 1.

    Returns
    -------
    ratio, low, high : arrays, 0 or more; 1 = same rate. nan without people.

    Raises
    ------
    UnsuitableData : more converters than people, or a negative count.

    Notes
    -----
    Where a group has no converter, or everybody in both groups converted, the logarithm or its variance
    does not exist. There, and only there, half a converter and half a non-converter (so one person) are
    added to both groups, for the ratio as well as for its range (Haldane–Anscombe): 0 of 10 against
    0 of 20 gives (0.5/11)/(0.5/21) = 1.91. That figure is no finding: read the range, not the ratio.

    References
    ----------
    Katz, Baptista, Azen, Pike (1978), Obtaining confidence intervals for the risk ratio in cohort studies,
    Biometrics 34:469. doi:10.2307/2530610
    Haldane (1956), The estimation and significance of the logarithm of a ratio of frequencies,
    Annals of Human Genetics 20:309. doi:10.1111/j.1469-1809.1955.tb01285.x

    Examples
    --------
    >>> ratio, low, high = katz_ratio(1600, 20_000, 500, 50_000)
    >>> f"{ratio:.2f} {low:.2f} {high:.2f}"
    '8.00 7.25 8.83'
    """
    (c1, p1), (c2, p2) = as_counts(x1, n1), as_counts(x2, n2)
    half = np.where((c1 == 0) | (c2 == 0) | ((c1 == p1) & (c2 == p2)), 0.5, 0.0)
    c1, p1, c2, p2 = c1 + half, p1 + 2 * half, c2 + half, p2 + 2 * half
    ratio = (c1 / p1) / (c2 / p2)
    reach = np.exp(two_sided_quantile(level) * np.sqrt(1 / c1 - 1 / p1 + 1 / c2 - 1 / p2))
    return ratio, ratio / reach, ratio * reach
