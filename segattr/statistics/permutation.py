"""Whether segments' averages differ by more than shuffling people between segments would give."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, gammainc, gammaincc, ndtr, ndtri

from segattr.statistics.counts import Array
from segattr.statistics.sums import Sums

STRAIGHT = 1e-4
"""Skewness below which the normal distribution stands in for Pearson's type III."""

BENT = 0.5
"""Skewness above which Pearson's type III is not trusted in its thin tail; the normal's tail is wider."""

SMALLEST_P = 1e-300
"""Where a p-value is cut, so that it still has a finite normal score."""


@dataclass(frozen=True)
class Spread:
    """How far the averages of one partition differ.

    Attributes
    ----------
    q, df, p : sum over segments of squared normal scores, its degrees of freedom, and its p-value.
    strength : square root of the share of the people's variance that lies between the segments, its upward
        bias taken off; 0 (segments do not matter) to 1. For converting, this is Cramér's V.
    """

    q: float
    df: int
    p: float
    strength: float


def shuffled_p(sums: Sums) -> Array:
    """Two-sided p-value of each segment against the rest, if people fell into segments by chance.

    Parameters
    ----------
    sums : the segments of one partition; everybody in exactly one.

    Returns
    -------
    array : p-values (0-1); nan for a segment with nobody or everybody in it, or where nobody differs.

    Notes
    -----
    What is left of each person, e = a − R·b with R over everybody, is summed over the segment. Shuffling
    gives that sum a distribution whose mean, variance and skewness are known exactly; Pearson's type III
    with these moments gives the tails, and the smaller tail counts twice. Nothing is drawn at random.

    With 0 and 1 only and no skewness this is the pooled z test of two rates. A segment with a handful of
    contributors can hardly differ downwards: nobody buying among 30 people is no surprise.

    References
    ----------
    Mielke, Berry (2007), Permutation Methods: A Distance Function Approach, 2nd ed., Springer, section 2.3.
    doi:10.1007/978-0-387-69813-7

    Examples
    --------
    >>> some, others = Sums.of_people([9.0, 8, 7, 9] * 5), Sums.of_people([1.0, 2, 1, 0] * 5)
    >>> bool((shuffled_p(stacked([some, others])) < 1e-6).all())
    True
    """
    score, bend = _scores(sums)
    return _two_sided(score, bend)


def spread(sums: Sums) -> Spread:
    """Measure how far the averages of one partition differ beyond chance.

    Parameters
    ----------
    sums : the segments of one partition; those without people are left out.

    Returns
    -------
    Spread

    Notes
    -----
    Each segment's shuffled p-value becomes a normal score z, which takes the skewness of money out; Q, the
    sum of (1 − n/N)·z², is compared with χ² on segments − 1 degrees of freedom. The strength is Kelley's ε.

    References
    ----------
    Kelley (1935), An unbiased correlation ratio measure, PNAS 21:554. doi:10.1073/pnas.21.9.554

    Examples
    --------
    >>> alike = [Sums.of_people([1.0, 2, 3, 4, 5] * 20), Sums.of_people([2.0, 1, 3, 5, 4] * 20)]
    >>> found = spread(stacked(alike))
    >>> round(found.p, 2), found.strength
    (1.0, 0.0)
    """
    there = Sums(*(part[sums.n > 0] for part in sums))
    segments, people = len(there.n), float(there.n.sum())
    score, bend = _scores(there)
    if segments < 2 or people <= segments or not np.isfinite(score).all():
        return Spread(0.0, max(segments - 1, 0), 1.0, 0.0)
    room = 1 - there.n / people
    unskewed = ndtri(np.clip(_two_sided(score, bend) / 2, SMALLEST_P, 0.5))
    q = float((room * unskewed**2).sum())
    between = float((room * score**2).sum()) / (people - 1)
    unbiased = 1 - (1 - between) * (people - 1) / (people - segments)
    strength = float(np.sqrt(np.clip(unbiased, 0, 1)))
    return Spread(q, segments - 1, float(chdtrc(segments - 1, q)), strength)


def upper_tail(score: ArrayLike, bend: ArrayLike) -> Array:
    """Chance that a sum of skewed amounts lies at least so many standard deviations above what was expected.

    Parameters
    ----------
    score : how far above, in standard deviations.
    bend : skewness of the sum; for the lower tail, turn the signs of both.

    Examples
    --------
    >>> upper_tail([1.6449, 1.6449], [0.0, 1.0]).round(3).tolist()
    [0.05, 0.068]
    """
    z, skew = np.broadcast_arrays(np.asarray(score, dtype=float), np.asarray(bend, dtype=float))
    straight = np.abs(skew) < STRAIGHT
    shape = 4 / np.where(straight, 1.0, skew) ** 2
    place = np.maximum(shape + np.where(skew < 0, -z, z) * np.sqrt(shape), 0.0)
    curved = np.where(skew < 0, gammainc(shape, place), gammaincc(shape, place))
    normal = ndtr(-z)
    thin = (skew < -BENT) & (z > 0)
    return np.asarray(np.where(straight, normal, np.where(thin, np.maximum(curved, normal), curved)))


def stacked(parts: list[Sums]) -> Sums:
    """Put segments beside each other.

    Examples
    --------
    >>> stacked([Sums.of_people([1.0]), Sums.of_people([2.0, 4])]).average.tolist()
    [1.0, 3.0]
    """
    return Sums(*(np.concatenate(place) for place in zip(*parts, strict=True)))


def _scores(sums: Sums) -> tuple[Array, Array]:
    """Return each segment's sum of leftovers in standard deviations under shuffling, and its skewness."""
    everybody = sums.total
    n, people = sums.n, float(everybody.n[0])
    blended = everybody.average
    left, _, _ = sums.about(blended)
    _, squares, cubes = everybody.about(blended)
    others = people - n
    apart = (n > 0) & (others > 0) & (people > 2) & (squares > 0)
    if not apart.any():
        return np.full(n.shape, np.nan), np.zeros(n.shape)
    mean_square = squares / people
    variance = mean_square * n * others / (people - 1)
    score = left / np.sqrt(np.where(apart, variance, np.nan))
    size = np.sqrt(np.where(apart, n * others, np.nan))
    bend = cubes / people / mean_square**1.5 * (others - n) * np.sqrt(people - 1) / (size * (people - 2))
    return score, np.where(apart, bend, 0.0)


def _two_sided(score: Array, bend: Array) -> Array:
    """Return twice the smaller tail of Pearson's type III distribution with mean 0 and variance 1."""
    straight = np.abs(bend) < STRAIGHT
    shape = 4 / np.where(straight, 1.0, bend) ** 2
    turned = np.where(bend < 0, -score, score)
    place = np.maximum(shape + turned * np.sqrt(shape), 0.0)
    smaller = np.minimum(gammainc(shape, place), gammaincc(shape, place))
    normal = ndtr(-np.abs(score))
    # Type III ends where its thin tail does; with this much skewness the sums of few people lie beyond.
    thin = (turned < 0) & (np.abs(bend) > BENT)
    p = 2 * np.where(straight, normal, np.where(thin, np.maximum(smaller, normal), smaller))
    return np.asarray(np.where(np.isnan(score), np.nan, np.clip(p, 0.0, 1.0)))
