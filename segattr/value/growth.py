"""How what customers brought grew with their age, segment by segment."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.value.lifetime import spent_to
from segattr.value.purchases import EVERYBODY, Purchases


def growth(bought: Purchases, *, to_age: int) -> pd.DataFrame:
    """Return the money per acquired customer by age, of the same customers at every age.

    Parameters
    ----------
    to_age : customers observed to it are followed, so that no curve bends because younger ones drop out.

    Returns
    -------
    DataFrame ``segment, age, customers, ltv``; the segment ``all`` is everybody together and comes last.
    """
    old = (bought.observed >= to_age) & (bought.cohorts <= bought.until).to_numpy()
    codes, names = pd.factorize(bought.segments[old], sort=True)
    customers = np.bincount(codes, minlength=len(names))
    parts = []
    for age in range(to_age + 1):
        spent = spent_to(bought, to_age=age)[old]
        sums = np.bincount(codes, weights=spent, minlength=len(names))
        both = {
            "segment": [*names, EVERYBODY],
            "customers": [*customers, len(spent)],
            "sum": [*sums, spent.sum()],
        }
        parts.append(pd.DataFrame(both).assign(age=age))
    rows = pd.concat(parts, ignore_index=True)
    if list(names) == [EVERYBODY]:
        rows = rows.drop_duplicates(["segment", "age"])
    return rows.assign(ltv=rows["sum"] / rows["customers"])[["segment", "age", "customers", "ltv"]]
