"""Shares and averages of segments beside everybody else, where a customer counts once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.statistics.comparison import compare_each
from segattr.statistics.counts import Array
from segattr.statistics.intervals import wilson
from segattr.statistics.sums import Sums, standard_error


def sums_by(codes: np.ndarray, segments: int, a: Array, b: Array) -> Sums:
    """Return the sums of each segment's customers, see `segattr.statistics.sums.Sums`.

    Parameters
    ----------
    codes : per customer the segment's number. segments : how many there are.
    a, b : per customer what is averaged, and what it is divided by.

    Examples
    --------
    >>> two = sums_by(np.array([0, 0, 1]), 2, np.array([1.0, 0, 2]), np.array([2.0, 1, 2]))
    >>> two.average.round(2).tolist()
    [0.33, 1.0]
    """

    def total(values: Array) -> Array:
        return np.bincount(codes, weights=values, minlength=segments).astype(float)

    counts = (total((b != 0).astype(float)), total((a != 0).astype(float)))
    squares = (total(a * a), total(a * b), total(b * b))
    cubes = (total(a**3), total(a * a * b), total(a * b * b), total(b**3))
    return Sums(*counts, total(a), total(b), *squares, *cubes)


def shares_beside_rest(sums: Sums, *, level: float = 0.95) -> pd.DataFrame:
    """Return which part of its rows each segment has something in, beside everybody who is not in it.

    Parameters
    ----------
    sums : ``a`` counts rows of a customer that have it, ``b`` all rows of that customer.

    Returns
    -------
    DataFrame ``share, low, high, rest, index, p``, a row per segment: the share with Wilson's range, the
    share among the rest, how many times that it is (nan where nobody else has it), and the chance of a
    difference this large where there is none.

    Notes
    -----
    Rows of one customer are alike, so counts are divided by the design effect before range and test are made
    of them; an effect below 1 counts as 1. Where it cannot be measured (nobody or everybody has it), the
    worst case stands in: all rows of a customer alike.

    References
    ----------
    Rao, Scott (1992), A simple method for the analysis of clustered binary data, Biometrics 48:577.
    doi:10.2307/2532311

    Examples
    --------
    >>> two = sums_by(np.array([0, 0, 1, 1]), 2, np.array([3.0, 1, 0, 1]), np.array([4.0, 1, 2, 3]))
    >>> shares_beside_rest(two)["share"].tolist(), shares_beside_rest(two)["index"].tolist()
    ([0.8, 0.2], [4.0, 0.25])
    """
    rest = sums.rest
    (x, n), (rest_x, rest_n) = _effective(sums), _effective(rest)
    low, high = wilson(x, n, level=level)
    share, others = sums.average, rest.average
    return pd.DataFrame(
        {
            "share": share,
            "low": low,
            "high": high,
            "rest": others,
            "index": share / np.where(others > 0, others, np.nan),
            "p": compare_each(x, n, rest_x, rest_n, level=level)["p"].to_numpy(float),
        }
    )


def _effective(sums: Sums) -> tuple[Array, Array]:
    """Return how many independent rows tell as much as these do, and how many of them have it."""
    rate, rows = sums.average, np.where(sums.b > 0, sums.b, np.nan)
    naive = rate * (1 - rate) / rows
    effect = standard_error(sums) ** 2 / np.where(naive > 0, naive, np.nan)
    used = np.where(np.isfinite(effect), np.maximum(effect, 1.0), np.maximum(sums.bb / rows, 1.0))
    return _or_nothing(sums.a / used), _or_nothing(sums.b / used)


def _or_nothing(counts: Array) -> Array:
    return np.asarray(np.nan_to_num(counts, nan=0.0))
