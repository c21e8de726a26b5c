"""Whether the data bear out that a segment's people behave otherwise than everybody else."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.statistics.multiplicity import bh
from segattr.statistics.rest import each_versus_rest

SMALL: Final = 30  # people, as on every page
CHANCE: Final = 0.05  # adjusted p-value above which a difference is chance
Doubt = Literal["", "small", "chance"]


def doubts(counted: pd.DataFrame, *, everybody: tuple[float, float] | None = None) -> dict[str, Doubt]:
    """Return what speaks against each segment: too few people, or a rate like everybody else's.

    Parameters
    ----------
    counted : ``segment, people, converters``, a row per segment.
    everybody : all people and all converters, where the rows do not add up to them: audiences may overlap.

    Notes
    -----
    Each segment against everybody who is not in it, adjusted over the segments (Benjamini–Hochberg). One
    segment alone has nobody to differ from, and nothing is said of it but its size.

    Examples
    --------
    >>> rows = {"segment": ["a", "b", "c"], "people": [1000, 1000, 5], "converters": [20, 80, 1]}
    >>> doubts(pd.DataFrame(rows))
    {'a': '', 'b': '', 'c': 'small'}
    """
    people, converters = (counted[name].to_numpy(float) for name in ("people", "converters"))
    total, bought = everybody or (people.sum(), converters.sum())
    told = np.full(len(counted), np.nan)
    if (people < total).any() and 0 < bought < total:
        told = bh(each_versus_rest(converters, people, bought, total)["p"].to_numpy(float))
    said: list[Doubt] = [
        "small" if n < SMALL else "chance" if p > CHANCE else "" for n, p in zip(people, told, strict=True)
    ]
    return dict(zip(counted["segment"].astype("str"), said, strict=True))
