"""How many people it takes to see a difference, and how large a difference these people can show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from segattr.errors import BadSetting
from segattr.statistics.counts import Array, check_share, two_sided_quantile

HALVINGS = 60
"""Bisections of the search: 2⁻⁶⁰ is below what a float of rates can hold."""


def people_per_group(
    rate: ArrayLike, other_rate: ArrayLike, *, alpha: float = 0.05, power: float = 0.8
) -> Array:
    """People each of two equally large groups needs before a difference of this size shows.

    Parameters
    ----------
    rate, other_rate : the two true conversion rates (0-1).
    alpha : accepted chance of a false alarm, two-sided.
    power : wanted chance of seeing the difference.

    Returns
    -------
    array : people per group, rounded up to whole people; infinite where the rates are equal.

    Raises
    ------
    BadSetting : a rate, alpha or power is not between 0 and 1.

    References
    ----------
    Fleiss, Levin, Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., section 4.2,
    without continuity correction (R's ``power.prop.test``). doi:10.1002/0471445428

    Examples
    --------
    >>> float(people_per_group(0.03, 0.04))
    5301.0
    """
    first, second = _as_rates(rate), _as_rates(other_rate)
    reach = _reach(first, second, np.ones(()), np.ones(()), alpha, power)
    gap = np.abs(first - second)
    return np.where(gap > 0, np.ceil((reach / np.where(gap > 0, gap, 1)) ** 2), np.inf)


def detectable_difference(
    n: ArrayLike,
    n_rest: ArrayLike,
    *,
    rest_rate: ArrayLike,
    direction: Literal["up", "down"] = "up",
    alpha: float = 0.05,
    power: float = 0.8,
) -> Array:
    """Smallest true difference a segment of this size would show against the rest.

    Parameters
    ----------
    n, n_rest : people in the segment and in the rest; they need not be equal.
    rest_rate : conversion rate of the rest (0-1).
    direction : ``"up"`` for a segment above the rest, ``"down"`` for one below it.
    alpha : accepted chance of a false alarm, two-sided.
    power : wanted chance of seeing the difference.

    Returns
    -------
    array : difference in rate, positive; 0.01 = one percentage point. nan where even the largest possible
        difference would not show: say "too small to say", never "no difference".

    Raises
    ------
    BadSetting : a rate, alpha or power is not between 0 and 1.

    Notes
    -----
    A difference found in so small a segment that it had to be this large to be seen is, on average,
    exaggerated.

    References
    ----------
    Fleiss, Tytun, Ury (1980), A simple approximation for calculating sample sizes for comparing independent
    proportions, Biometrics 36:343. doi:10.2307/2529990

    Examples
    --------
    >>> round(float(detectable_difference(50, 69_950, rest_rate=0.03)), 3)
    0.085
    """
    n1, n2, rest = np.broadcast_arrays(
        *(np.asarray(v, dtype=float) for v in (n, n_rest, _as_rates(rest_rate)))
    )
    n1, n2 = np.where(n1 > 0, n1, np.nan), np.where(n2 > 0, n2, np.nan)
    sign = 1.0 if direction == "up" else -1.0

    def shows(gap: Array) -> Array:
        return gap - _reach(rest + sign * gap, rest, n1, n2, alpha, power)

    return _crossing(shows, 1 - rest if direction == "up" else rest)


def detectable_average(
    n: ArrayLike, n_rest: ArrayLike, *, deviation: ArrayLike, alpha: float = 0.05, power: float = 0.8
) -> Array:
    """Smallest true difference in an average that a segment of this size would show against the rest.

    Parameters
    ----------
    n, n_rest : people in the segment and in the rest.
    deviation : standard deviation between people, in the average's unit.
    alpha : accepted chance of a false alarm, two-sided.
    power : wanted chance of seeing the difference.

    Returns
    -------
    array : difference in the average's unit, positive; nan where a side is empty.

    Raises
    ------
    BadSetting : alpha or power is not between 0 and 1.

    Notes
    -----
    Normal approximation. Rare large values need more people than this says.

    References
    ----------
    Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 2.

    Examples
    --------
    >>> round(float(detectable_average(100, 100, deviation=10)), 2)
    3.96
    """
    n1, n2 = (np.where(np.asarray(v, dtype=float) > 0, v, np.nan).astype(float) for v in (n, n_rest))
    return np.asarray(_standard_errors(alpha, power) * np.asarray(deviation) * np.sqrt(1 / n1 + 1 / n2))


def people_for_average(
    deviation: ArrayLike, difference: ArrayLike, *, alpha: float = 0.05, power: float = 0.8
) -> Array:
    """People each of two equally large groups needs before this difference of their averages shows.

    Parameters
    ----------
    deviation, difference : standard deviation between people, and difference to be seen, in one unit.
    alpha : accepted chance of a false alarm, two-sided.
    power : wanted chance of seeing the difference.

    Returns
    -------
    array : people per group, rounded up; infinite where the difference is 0.

    Raises
    ------
    BadSetting : alpha or power is not between 0 and 1.

    Examples
    --------
    >>> float(people_for_average(10, 3.96))
    101.0
    """
    gap, sd = np.abs(np.asarray(difference, dtype=float)), np.asarray(deviation, dtype=float)
    squared = (_standard_errors(alpha, power) * sd / np.where(gap > 0, gap, 1)) ** 2
    return np.where(gap > 0, np.ceil(2 * squared), np.inf)


def _standard_errors(alpha: float, power: float) -> float:
    check_share(alpha, setting="alpha")
    check_share(power, setting="power")
    return float(two_sided_quantile(1 - alpha) + ndtri(power))


def _as_rates(rates: ArrayLike) -> Array:
    given = np.asarray(rates, dtype=float)
    if ((given < 0) | (given > 1)).any():
        message = "A conversion rate lies between 0 and 1: write 0.03 for 3 %."
        raise BadSetting(message, setting="rate", value=rates)
    return given


def _reach(p1: Array, p2: Array, n1: Array, n2: Array, alpha: float, power: float) -> Array:
    """Difference that n1 and n2 people with these rates need between them."""
    check_share(alpha, setting="alpha")
    check_share(power, setting="power")
    pooled = (n1 * p1 + n2 * p2) / (n1 + n2)
    if_same = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / n1 + 1 / n2))
    if_different = np.sqrt(np.maximum(p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2, 0))
    return np.asarray(two_sided_quantile(1 - alpha) * if_same + ndtri(power) * if_different)


def _crossing(rising: Callable[[Array], Array], largest: Array) -> Array:
    low, high = np.zeros_like(largest), largest
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = rising(middle) > 0
        low, high = np.where(above, low, middle), np.where(above, middle, high)
    return np.where(rising(largest) > 0, high, np.nan)
