"""How far segments are the same people, whatever their order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def overlaps(fits: NDArray[np.bool_], names: Sequence[str], people: NDArray[np.float64]) -> pd.DataFrame:
    """Return how many people fit two rules at once, a row per pair.

    Parameters
    ----------
    fits : rows × rules, true where a rule holds.
    names : the segments, in the order of the rules.
    people : how many people each row counts.

    Returns
    -------
    DataFrame ``first, second, both, either, jaccard`` (both ÷ either, 0-1; nan where nobody fits either).

    References
    ----------
    Jaccard (1912), The distribution of the flora in the alpine zone, New Phytologist 11:37.
    doi:10.1111/j.1469-8137.1912.tb05611.x

    Examples
    --------
    >>> both = overlaps(np.array([[True, True], [True, False]]), ["a", "b"], np.ones(2))
    >>> both.values.tolist()
    [['a', 'b', 1, 2, 0.5]]
    """
    weighted = fits * people[:, None]
    shared = weighted.T @ fits
    rows = []
    for one, other in combinations(range(len(names)), 2):
        both = shared[one, other]
        either = shared[one, one] + shared[other, other] - both
        rows.append(
            (names[one], names[other], int(both), int(either), float(both / either) if either else np.nan)
        )
    return pd.DataFrame(rows, columns=["first", "second", "both", "either", "jaccard"])


def overlap_matrix(
    fits: NDArray[np.bool_], names: Sequence[str], people: NDArray[np.float64]
) -> pd.DataFrame:
    """Return how many of those who fit one rule fit another too, a row per ordered pair.

    Parameters
    ----------
    fits, names, people : as of `overlaps`.

    Returns
    -------
    DataFrame ``segment, also, people`` (who fit ``segment``), ``both``, ``share`` (both ÷ people, 0-1; nan
    where nobody fits) and ``taken``: of both, those whom no rule before ``segment`` takes. Each segment
    stands beside itself too.

    Examples
    --------
    >>> fits = np.array([[True, True], [True, False], [True, False]])
    >>> overlap_matrix(fits, ["a", "b"], np.ones(3)).values.tolist()[1:3]
    [['a', 'b', 3, 1, 0.3333333333333333, 1], ['b', 'a', 1, 1, 1.0, 0]]
    """
    size = len(names)
    shared = (fits * people[:, None]).T @ fits
    takes = fits & (np.cumsum(fits, axis=1) == 1)
    taken = (takes * people[:, None]).T @ fits
    own = np.repeat(np.diag(shared), size)
    return pd.DataFrame(
        {
            "segment": np.repeat(np.array(names, dtype=object), size),
            "also": np.tile(np.array(names, dtype=object), size),
            "people": own.astype("int64"),
            "both": shared.ravel().astype("int64"),
            "share": np.divide(shared.ravel(), own, out=np.full(size * size, np.nan), where=own > 0),
            "taken": taken.ravel().astype("int64"),
        }
    )


def regions(fits: NDArray[np.bool_], names: Sequence[str], people: NDArray[np.float64]) -> pd.DataFrame:
    """Return how many fit exactly these rules and no other, a row for each of the 2^k - 1 ways.

    Parameters
    ----------
    fits, names, people : as of `overlaps`; for few rules, as the ways double with each.

    Returns
    -------
    DataFrame ``inside`` (the segments that fit, in order), ``people``, ``share`` (of everybody, 0-1): those
    who fit one first, those who fit all last. Who fits none is in no row.

    Examples
    --------
    >>> fits = np.array([[True, True], [True, False], [False, False]])
    >>> regions(fits, ["a", "b"], np.array([1.0, 3.0, 4.0])).values.tolist()
    [[('a',), 3, 0.375], [('b',), 0, 0.0], [('a', 'b'), 1, 0.125]]
    """
    ways = [way for k in range(1, len(names) + 1) for way in combinations(range(len(names)), k)]
    code = fits @ (1 << np.arange(len(names)))
    counted = np.bincount(code, weights=people, minlength=1 << len(names))
    found = np.array([counted[sum(1 << place for place in way)] for way in ways])
    everybody = float(people.sum())
    return pd.DataFrame(
        {
            "inside": [tuple(names[place] for place in way) for way in ways],
            "people": found.astype("int64"),
            "share": found / everybody if everybody else np.zeros(len(ways)),
        }
    )
