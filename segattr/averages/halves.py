"""Two parts of the same people: one to search in, one that never saw the search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.units import COUNTS, Units
from segattr.statistics.counts import Array

HELD_OUT: Final = 0.4
COUNTED_IN: Final = 2.0**64


def held_out(index: pd.Index, *, seed: int = 0, share: float = HELD_OUT) -> NDArray[np.bool_]:
    """Return who is kept back from the search.

    Parameters
    ----------
    index : customer ids, or rows; the same id falls on the same side in every upload.
    seed : another seed, another division.
    share : how many are kept back (0-1).

    Examples
    --------
    >>> ids = pd.Index([f"customer {i}" for i in range(1000)])
    >>> int(held_out(ids).sum()), bool((held_out(ids)[::-1] == held_out(ids[::-1])).all())
    (393, True)
    """
    names = index.astype("str").to_numpy(dtype=object)
    place = pd.util.hash_array(names, hash_key=f"segattr{seed:09d}"[:16], categorize=False)
    return np.asarray(place < share * COUNTED_IN)


def parts(units: Units, *, seed: int = 0) -> tuple[Mapping[str, Array], Mapping[str, Array]]:
    """Return people and converters of each unit, in the part searched and in the part held out.

    Notes
    -----
    A row that counts many people is divided at random, by the seed, as its people would have been. Visits of
    one person fall on one side.
    """
    people, converters = (units.amounts[name] for name in COUNTS)
    if (people <= 1).all():
        held = held_out(units.whose, seed=seed)
        kept = {name: np.where(held, units.amounts[name], 0.0) for name in COUNTS}
    else:
        rng = np.random.default_rng(seed)
        n, x = np.rint(people).astype(np.int64), np.rint(converters).astype(np.int64)
        drawn = rng.binomial(n, HELD_OUT)
        kept = {
            "people": drawn.astype(float),
            "converters": rng.hypergeometric(x, n - x, drawn).astype(float),
        }
    return {name: units.amounts[name] - kept[name] for name in COUNTS}, kept
