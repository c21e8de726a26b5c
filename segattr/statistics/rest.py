"""A segment beside everybody who is not in it."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from segattr.errors import UnsuitableData
from segattr.statistics.comparison import Comparison, compare_each, only_row


def versus_rest(x: float, n: float, total_x: float, total_n: float, *, level: float = 0.95) -> Comparison:
    """Compare a segment with everybody who is not in it, never with a total that contains it.

    Parameters
    ----------
    x, n : converters and people of the segment.
    total_x, total_n : converters and people of everybody, the segment included; it is taken out here.
    level : confidence of the two ranges, between 0 and 1.

    Returns
    -------
    Comparison : segment first, rest second.

    Raises
    ------
    UnsuitableData : the segment is larger than the total, or has more converters than people.

    Examples
    --------
    >>> found = versus_rest(18, 6000, 2100, 70_000)
    >>> f"{100 * found.difference:.2f} percentage points"
    '-2.95 percentage points'
    """
    return only_row(each_versus_rest([x], [n], total_x, total_n, level=level))


def each_versus_rest(
    x: ArrayLike, n: ArrayLike, total_x: ArrayLike, total_n: ArrayLike, *, level: float = 0.95
) -> pd.DataFrame:
    """Compare every segment with everybody who is not in it; segments may overlap.

    Parameters
    ----------
    x, n : converters and people of each segment.
    total_x, total_n : converters and people of everybody.
    level : confidence of the two ranges, between 0 and 1.

    Returns
    -------
    frame : one row per segment in the order given; the columns are the attributes of `Comparison`.

    Raises
    ------
    UnsuitableData : a segment is larger than the total, or has more converters than people.

    Examples
    --------
    >>> each_versus_rest([1600, 500], [20_000, 50_000], 2100, 70_000).difference.round(2).tolist()
    [0.07, -0.07]
    """
    converters, people = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    rest_x, rest_n = np.asarray(total_x, dtype=float) - converters, np.asarray(total_n, dtype=float) - people
    if ((rest_x < 0) | (rest_n < 0) | (rest_x > rest_n)).any():
        raise UnsuitableData(
            "A segment does not fit into the total: it has more people, converters or non-converters than "
            "everybody together. The total must contain the segment."
        )
    return compare_each(converters, people, rest_x, rest_n, level=level)
