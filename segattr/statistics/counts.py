"""What every figure here starts from: people, the converters among them, and how sure to be."""

from __future__ import annotations

from statistics import NormalDist  # the standard library's; SciPy would cost every start 0.3 s

import numpy as np
from numpy.typing import ArrayLike, NDArray

from segattr.errors import BadSetting, UnsuitableData

Array = NDArray[np.float64]


def as_counts(x: ArrayLike, n: ArrayLike) -> tuple[Array, Array]:
    """Check and broadcast converters and people; a group without people gets ``nan`` people.

    Parameters
    ----------
    x : converters, 0 or more; need not be whole (effective sample sizes are not).
    n : people, at least as many as converters.

    Returns
    -------
    tuple of arrays : ``x`` and ``n`` as floats of one shape. ``n = 0`` becomes nan, so that everything
        computed from it is nan, silently, and never a division by zero.

    Raises
    ------
    UnsuitableData : a count is negative, or there are more converters than people.

    Examples
    --------
    >>> x, n = as_counts([3, 0], [10, 0])
    >>> (x / n).tolist()
    [0.3, nan]
    """
    converters, people = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(n, dtype=float))
    wrong = (converters < 0) | (people < 0) | (converters > people)
    if wrong.any():
        raise UnsuitableData(
            f"{int(wrong.sum())} group(s) have a negative count or more converters than people, first "
            f"{converters[wrong][0]:g} of {people[wrong][0]:g}. A rate needs each person counted once: "
            "count people who converted, not orders.",
            groups=int(wrong.sum()),
        )
    return converters, np.where(people > 0, people, np.nan)


def segments_with_people(x: ArrayLike, n: ArrayLike) -> tuple[Array, Array]:
    """Check the segments of one partition and leave out those without people or without a count.

    Parameters
    ----------
    x, n : converters and people of each segment.

    Returns
    -------
    tuple of arrays : converters and people of the segments that can say something.

    Raises
    ------
    UnsuitableData : no segment is left, or one has more converters than people.

    Examples
    --------
    >>> [counts.tolist() for counts in segments_with_people([3, 0, 5], [10, 0, 20])]
    [[3.0, 5.0], [10.0, 20.0]]
    """
    converters, people = (np.atleast_1d(count) for count in as_counts(x, n))
    there = (people > 0) & ~np.isnan(converters)
    if not there.any():
        raise UnsuitableData(
            "No segment has people in it, so there is no rate to compare segments with. "
            "Choose another segmentation, or check that its customers are in the data."
        )
    return converters[there], people[there]


def two_sided_quantile(level: float) -> float:
    """Return how many standard errors an interval of this confidence reaches to each side.

    Parameters
    ----------
    level : confidence, strictly between 0 and 1; 0.95 gives 1.96.

    Raises
    ------
    BadSetting : the level is not strictly between 0 and 1.

    Examples
    --------
    >>> round(two_sided_quantile(0.95), 3)
    1.96
    """
    check_share(level, setting="level")
    return NormalDist().inv_cdf(0.5 + level / 2)


def check_share(value: float, *, setting: str) -> None:
    """Refuse a setting that is not strictly between 0 and 1.

    Parameters
    ----------
    value : the setting's value, meant to be a share such as 0.95.
    setting : its name, for the message.

    Raises
    ------
    BadSetting : the value is not strictly between 0 and 1.

    Examples
    --------
    >>> check_share(95, setting="level")
    Traceback (most recent call last):
    segattr.errors.BadSetting: level is 95; it must lie between 0 and 1, such as 0.95 for 95 %.
    """
    if not 0 < value < 1:
        message = f"{setting} is {value:g}; it must lie between 0 and 1, such as 0.95 for 95 %."
        raise BadSetting(message, setting=setting, value=value)
