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
