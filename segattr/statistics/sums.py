"""An average as a ratio of two sums over people, with all that is needed to say how sure it is.

The average of `a` per `b` is Σa ÷ Σb over independent people (or rows). Where every person counts once, b is
1 and the ratio is a mean. Segments add up: the sums of a split are the sums of its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
from scipy.special import stdtrit

from segattr.statistics.counts import Array, check_share

STRAIGHT = 1e-6  # skewness below which the correction is the normal range itself
FEWEST = 2  # contributors below which there is no range


@dataclass(frozen=True, eq=False)
class Sums:
    """Sums over the people of each segment, one place per segment.

    Attributes
    ----------
    n : people whose b is not 0.
    contributors : people whose a is not 0; they decide how far the range of a skewed average can be trusted.
    a, b, aa, ab, bb, aaa, aab, abb, bbb : sums of the products.

    Examples
    --------
    >>> spent = Sums.of_people([0, 0, 30, 50])
    >>> float(spent.average[0]), float(spent.contributors[0])
    (20.0, 2.0)
    """

    n: Array
    contributors: Array
    a: Array
    b: Array
    aa: Array
    ab: Array
    bb: Array
    aaa: Array
    aab: Array
    abb: Array
    bbb: Array

    @classmethod
    def of_people(cls, a: object, b: object = 1.0) -> Sums:
        """Return the sums of one segment from its people."""
        x, y = np.broadcast_arrays(np.asarray(a, dtype=float), np.asarray(b, dtype=float))
        products = (x, y, x * x, x * y, y * y, x**3, x * x * y, x * y * y, y**3)
        there = (np.count_nonzero(y), np.count_nonzero(x))
        return cls(*(np.array([float(n)]) for n in there), *(np.array([p.sum()]) for p in products))

    @property
    def average(self) -> Array:
        """Σa ÷ Σb; nan where there is nothing to divide by."""
        return self.a / np.where(self.b != 0, self.b, np.nan)

    @property
    def total(self) -> Sums:
        """Everybody together, as the sums of one segment."""
        return Sums(*(part.sum(keepdims=True) for part in self))

    @property
    def rest(self) -> Sums:
        """Per segment, everybody who is not in it."""
        return Sums(*(part.sum() - part for part in self))

    def __iter__(self) -> Iterator[Array]:
        return (getattr(self, field.name) for field in fields(self))

    def about(self, ratio: Array) -> tuple[Array, Array, Array]:
        """Return Σe, Σe² and Σe³ of what is left of each person, e = a − ratio·b."""
        r = ratio
        first = self.a - r * self.b
        second = self.aa - 2 * r * self.ab + r**2 * self.bb
        third = self.aaa - 3 * r * self.aab + 3 * r**2 * self.abb - r**3 * self.bbb
        return first, np.maximum(second, 0.0), third


def standard_error(sums: Sums) -> Array:
    """Return the standard error of each average by the delta method; nan with fewer than two people.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd ed., section 6.4.

    Examples
    --------
    >>> standard_error(Sums.of_people([0, 0, 30, 50])).round(2).tolist()
    [12.25]
    """
    _, squares, _ = sums.about(sums.average)
    n = np.where(sums.n > 1, sums.n, np.nan)
    return np.asarray(np.sqrt(squares * n / (n - 1)) / np.abs(np.where(sums.b != 0, sums.b, np.nan)))


def average_interval(sums: Sums, *, level: float = 0.95) -> tuple[Array, Array]:
    """Range in which each average plausibly lies, although most people contribute nothing and a few a lot.

    Parameters
    ----------
    sums : of independent people.
    level : confidence, between 0 and 1.

    Returns
    -------
    low, high : arrays; nan with fewer than two contributors, or where all people are alike.

    Notes
    -----
    Hall's transformation takes the skewness out of the studentised average; the quantile is Student's with
    contributors − 1 degrees of freedom, since people without an order tell little about its value. Simulated
    with 3 % buyers and log-normal values (σ 0.8), 95 % ranges hold the truth in 95 to 97 % of samples from 30
    buyers up, where the plain normal range holds it in 91 %; with extreme values (σ 1.3) in 93 to 95 %,
    against 84 %.

    References
    ----------
    Hall (1992), On the removal of skewness by transformation, JRSS B 54:221.
    doi:10.1111/j.2517-6161.1992.tb01876.x
    Zhou, Dinh (2005), Nonparametric confidence intervals for the one- and two-sample problems, Biostatistics
    6:187. doi:10.1093/biostatistics/kxi002

    Examples
    --------
    >>> low, high = average_interval(Sums.of_people([0.0] * 960 + [50.0] * 40))
    >>> f"{low[0]:.2f} {high[0]:.2f}"
    '1.43 2.71'
    """
    check_share(level, setting="level")
    enough = sums.contributors >= FEWEST
    df = np.where(enough, sums.contributors - 1, np.nan)
    reach = stdtrit(df, 0.5 + level / 2)
    return _hall(sums, reach, -1.0), _hall(sums, reach, 1.0)


def difference_interval(first: Sums, second: Sums, *, level: float = 0.95) -> tuple[Array, Array]:
    """Range of the difference of two averages (first minus second), from the ranges of the two.

    References
    ----------
    Zou, Donner (2008), Construction of confidence limits about effect measures, Statistics in Medicine
    27:1693. doi:10.1002/sim.3095

    Examples
    --------
    >>> many, few = Sums.of_people([10.0, 12, 14, 9, 11]), Sums.of_people([1.0, 2, 3, 2, 2])
    >>> low, high = difference_interval(many, few)
    >>> bool(low[0] > 6), bool(high[0] < 13)
    (True, True)
    """
    one, two = first.average, second.average
    (low1, high1), (low2, high2) = (average_interval(each, level=level) for each in (first, second))
    return one - two - np.hypot(one - low1, high2 - two), one - two + np.hypot(high1 - one, two - low2)


def skewness(sums: Sums) -> Array:
    """Skewness of what is left of each person around the segment's own average; 0 where nobody differs."""
    _, squares, cubes = sums.about(sums.average)
    n = np.where(sums.n > 0, sums.n, np.nan)
    variance = squares / n
    return np.asarray(np.where(variance > 0, cubes / n / np.where(variance > 0, variance, 1) ** 1.5, 0.0))


def _hall(sums: Sums, reach: Array, side: float) -> Array:
    """Return one end of the range: the upper for side +1, the lower for −1."""
    bend = skewness(sums) / np.sqrt(np.where(sums.n > 0, sums.n, np.nan))
    bend = np.where(np.sign(sums.b) < 0, -bend, bend)
    straight = np.abs(bend) < STRAIGHT
    bent = np.where(straight, 1.0, bend)
    pulled = 3 / bent * (np.cbrt(1 + bent * (-side * reach - bent / 6)) - 1)
    error = standard_error(sums)
    moved = np.where(straight, -side * reach, pulled) * error
    return np.where(error > 0, sums.average - moved, np.nan)
