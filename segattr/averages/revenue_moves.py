"""Why revenue moved: more visits, more of them converting, or larger orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import factorial

import numpy as np
import pandas as pd

from segattr.errors import BadSetting, UnsuitableData
from segattr.statistics.counts import Array


def product_moves(
    before: Mapping[str, float], after: Mapping[str, float], *, method: str = "lmdi"
) -> pd.Series:
    """Split the change of a product over its factors, exactly and in no order of theirs.

    Parameters
    ----------
    before, after : factor -> its value, the same factors in both; all at least 0. Revenue is visits ×
        conversion rate × order value.
    method : ``lmdi`` (log-mean Divisia index) or ``shapley`` (mean over all orders of change). Where a factor
        is 0 the logarithm has nothing to say, and ``lmdi`` becomes ``shapley``.

    Returns
    -------
    Series by factor, in the unit of the product; its sum is the change of the product.

    Raises
    ------
    UnsuitableData : other factors after than before, or a negative or missing one.

    References
    ----------
    Ang (2005), The LMDI approach to decomposition analysis, Energy Policy 33:867.
    doi:10.1016/j.enpol.2003.10.010

    Examples
    --------
    >>> before = {"visits": 1000, "conversion": 0.03, "order value": 50}
    >>> after = {"visits": 1200, "conversion": 0.02, "order value": 60}
    >>> product_moves(before, after).round(1).to_dict()
    {'visits': 268.0, 'conversion': -596.0, 'order value': 268.0}
    """
    if method not in ("lmdi", "shapley"):
        raise BadSetting(
            f"The method is 'lmdi' or 'shapley', not {method!r}.", setting="method", value=method
        )
    if set(before) != set(after):
        raise UnsuitableData(f"Both periods need the same factors. Found: {list(before)} and {list(after)}.")
    names = list(before)
    old, new = (_factors([period[name] for name in names]) for period in (before, after))
    zero = not (old.prod() > 0 and new.prod() > 0)  # a product too small to be told from nothing is nothing
    parts = _shapley(old, new) if method == "shapley" or zero else _log_mean(old, new)
    return pd.Series(parts, index=names, name="move")


def _factors(values: Sequence[float]) -> Array:
    found = np.array(values, dtype=float)
    if not (np.isfinite(found) & (found >= 0)).all():
        raise UnsuitableData(f"Every factor is a number of at least 0. Found: {list(values)}.")
    return found


def _log_mean(old: Array, new: Array) -> Array:
    before, after = float(old.prod()), float(new.prod())
    ratio = np.log(new / old)
    mean = before if np.isclose(after, before, rtol=1e-12) else (after - before) / np.log(after / before)
    return np.asarray(mean * ratio)


def _shapley(old: Array, new: Array) -> Array:
    size = len(old)
    parts = np.zeros(size)
    for place in range(size):
        others = [other for other in range(size) if other != place]
        for count in range(size):
            weight = factorial(count) * factorial(size - count - 1) / factorial(size)
            for moved in combinations(others, count):
                rest = np.prod([new[o] if o in moved else old[o] for o in others])
                parts[place] += weight * rest * (new[place] - old[place])
    return parts
