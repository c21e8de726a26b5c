"""Two groups' rates beside each other: how far apart, how sure, how big."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from segattr.statistics.counts import as_counts
from segattr.statistics.intervals import katz_ratio, newcombe
from segattr.statistics.significance import z_or_fisher


@dataclass(frozen=True)
class Comparison:
    """What the first group's rate is against the second's; everything is nan where a group is empty.

    Attributes
    ----------
    difference, difference_low, difference_high : first minus second rate (0.01 = one percentage point) and
        Newcombe's range.
    ratio, ratio_low, ratio_high : first rate as a multiple of the second, and Katz's range.
    z : pooled z, whose square is Pearson's chi-square; 0 where nobody or everybody converted.
    p : two-sided p-value of ``test``.
    test : ``"fisher"`` where an expected count is below 5, else ``"z"``; ``"none"`` where a group is empty.
    cohen_h : size of the difference on a scale where it can be judged: 0.2 small, 0.5 medium, 0.8 large.
    """

    difference: float
    difference_low: float
    difference_high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    z: float
    p: float
    test: str
    cohen_h: float


def compare_two(x1: float, n1: float, x2: float, n2: float, *, level: float = 0.95) -> Comparison:
    """Compare the conversion rates of two groups that share nobody.

    Parameters
    ----------
    x1, n1 : converters and people of the first group.
    x2, n2 : converters and people of the second group.
    level : confidence of the two ranges, between 0 and 1.

    Returns
    -------
    Comparison

    Raises
    ------
    UnsuitableData : more converters than people, or a negative count.

    References
    ----------
    Cohen (1988), Statistical Power Analysis for the Behavioral Sciences, 2nd ed., chapter 6.

    Examples
    --------
    >>> found = compare_two(9, 10, 3, 10)
    >>> f"{found.difference:.1f} {found.test} {found.p:.4f}"
    '0.6 fisher 0.0198'
    """
    return only_row(compare_each([x1], [n1], [x2], [n2], level=level))


def compare_each(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, *, level: float = 0.95
) -> pd.DataFrame:
    """Compare many pairs of groups at once.

    Parameters
    ----------
    x1, n1 : converters and people of the first group of each pair.
    x2, n2 : converters and people of the second group of each pair; nobody may be in both.
    level : confidence of the two ranges, between 0 and 1.

    Returns
    -------
    frame : one row per pair; the columns are the attributes of `Comparison`.

    Raises
    ------
    UnsuitableData : more converters than people, or a negative count.

    Examples
    --------
    >>> compare_each([56, 9], [70, 10], [48, 3], [80, 10]).test.tolist()
    ['z', 'fisher']
    """
    (c1, p1), (c2, p2) = as_counts(x1, n1), as_counts(x2, n2)
    low, high = newcombe(c1, n1, c2, n2, level=level)
    ratio, ratio_low, ratio_high = katz_ratio(c1, n1, c2, n2, level=level)
    z, p, test = z_or_fisher(c1, n1, c2, n2)
    columns = {
        "difference": c1 / p1 - c2 / p2,
        "difference_low": low,
        "difference_high": high,
        "ratio": ratio,
        "ratio_low": ratio_low,
        "ratio_high": ratio_high,
        "z": z,
        "p": p,
        "test": test,
        "cohen_h": 2 * np.arcsin(np.sqrt(c1 / p1)) - 2 * np.arcsin(np.sqrt(c2 / p2)),
    }
    return pd.DataFrame({name: np.broadcast_to(values, z.shape) for name, values in columns.items()})


def only_row(comparisons: pd.DataFrame) -> Comparison:
    """Take the one comparison out of a frame of one row.

    Parameters
    ----------
    comparisons : frame of `compare_each` with one row.

    Returns
    -------
    Comparison

    Examples
    --------
    >>> only_row(compare_each(56, 70, 48, 80)).test
    'z'
    """
    return Comparison(*next(comparisons[[f.name for f in fields(Comparison)]].itertuples(index=False)))
