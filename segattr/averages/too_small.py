"""Which groups are too small for these data to say whether they differ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.sides import design_effect
from segattr.averages.units import COUNTS, Units
from segattr.statistics.counts import Array
from segattr.statistics.power import detectable_difference

WORTH_SEEING: Final = 0.5  # of the blended rate, or of its complement where most convert
COLUMNS: Final = ("segment", "people", "converters", "rate", "least", "enough")


def too_small(units: Units, dims: Sequence[str]) -> pd.DataFrame:
    """Return every group of one value with the smallest difference from the rest that its size would show.

    Returns
    -------
    DataFrame ``segment, people, converters, rate, least, enough``, the smallest first. ``least`` is in rate,
    and nan where even the largest difference would not show. Where ``enough`` is False a difference of half
    the blended rate would go unseen: nothing found there means "too small to say", not "no difference".

    Notes
    -----
    Power 80 %, two-sided at 5 %, everybody of the data counted; what a search of many groups finds must be
    larger still.

    References
    ----------
    Fleiss, Tytun, Ury (1980), A simple approximation for calculating sample sizes for comparing independent
    proportions, Biometrics 36:343. doi:10.2307/2529990

    Examples
    --------
    >>> labels = {"device": pd.Categorical(["phone"] * 9900 + ["watch"] * 100)}
    >>> bought = np.resize([1.0] + [0.0] * 24, 10_000)
    >>> who = Units(pd.RangeIndex(10_000), labels, {"people": np.ones(10_000), "converters": bought})
    >>> too_small(who, ["device"])[["segment", "people", "enough"]]
            segment  people  enough
    0  device=watch   100.0   False
    1  device=phone  9900.0   False
    """
    effect = design_effect(units)
    tables = [_groups(units, name, effect) for name in dims]
    if not tables:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    table = pd.concat(tables, ignore_index=True)
    return table.sort_values("people", kind="stable", ignore_index=True)


def _groups(units: Units, dim: str, effect: float) -> pd.DataFrame:
    labels = units.labels[dim]
    names, codes = labels.categories.astype("str"), labels.codes.astype(np.int64)
    people, converters = (np.bincount(codes, units.amounts[c], minlength=len(names)) for c in COUNTS)
    there = people > 0
    people, converters = people[there], converters[there]
    least = _least(people / effect, converters / effect)
    blended = converters.sum() / people.sum()
    return pd.DataFrame(
        {
            "segment": [f"{dim}={name}" for name in names[there]],
            "people": people,
            "converters": converters,
            "rate": converters / people,
            "least": least,
            "enough": least <= WORTH_SEEING * min(blended, 1 - blended),
        }
    )


def _least(people: Array, converters: Array) -> Array:
    others = people.sum() - people
    rest = np.where(others > 0, (converters.sum() - converters) / np.maximum(others, 1e-300), 0.0)
    return detectable_difference(people, others, rest_rate=np.clip(rest, 0.0, 1.0))
