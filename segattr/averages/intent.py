"""Source × behaviour: which behaviour means intent, and for whom it means more or less than usual."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from scipy.sparse import eye_array
from scipy.special import ndtr

from segattr.averages.cells import summed
from segattr.averages.surprise import expected, surprise
from segattr.averages.units import COUNTS
from segattr.errors import UnknownName
from segattr.reduce.summary import label_order
from segattr.statistics.intervals import wilson
from segattr.statistics.multiplicity import bh

EXPECTED: Final = 5.0  # converters, and others, a cell is expected to have before it is tested


def intent_grid(cells: pd.DataFrame, source: str, behaviour: str, *, level: float = 0.95) -> pd.DataFrame:
    """Return the conversion rate of every source and behaviour, beside what both alone would lead to expect.

    Parameters
    ----------
    cells : ``*dimensions, people, converters``.
    source, behaviour : two of the dimensions.
    level : confidence of the ranges (0-1).

    Returns
    -------
    DataFrame ``source, behaviour, people, converters, rate, low, high``, ``expected`` (the rate if behaviour
    meant the same whatever the source: a logistic model of both) and ``adjusted`` (p-value of the difference
    over the grid, Benjamini-Hochberg; nan in small cells).

    Raises
    ------
    UnknownName : no such dimension.

    Notes
    -----
    Behaviour that comes after the decision (a basket, a checkout page) always looks like intent.

    References
    ----------
    Rao (1948), doi:10.1017/S0305004100023987

    Examples
    --------
    >>> cells = pd.DataFrame({"source": list("aabb"), "deep": list("ynyn"), "people": [1000] * 4})
    >>> grid = intent_grid(cells.assign(converters=[200, 20, 30, 20]), "source", "deep")
    >>> grid[["source", "behaviour", "rate"]].values.tolist()[1], bool((grid["adjusted"] < 0.05).all())
    (['a', 'y', 0.2], True)
    """
    missing = [name for name in (source, behaviour) if name not in cells]
    if missing:
        raise UnknownName(f"There is no column {missing[0]!r} in these data.", name=missing[0])
    names = ["source", "behaviour"]
    taken = cells[[source, behaviour, *COUNTS]].set_axis([*names, *COUNTS], axis=1)
    rows = summed(taken, names).astype(dict.fromkeys(names, "str"))
    rows = rows[rows["people"] > 0].reset_index(drop=True)
    people, converters = (rows[name].to_numpy(float) for name in COUNTS)
    low, high = wilson(converters, people, level=level)
    groups = [rows[name] == label for name in names for label in rows[name].unique()]
    fit = expected(people, converters, np.array(groups, dtype=bool))
    tested = np.minimum(fit.rate, 1 - fit.rate) * people >= EXPECTED
    z = surprise(fit, eye_array(len(rows), format="csr")).z
    table = rows.assign(rate=converters / people, low=low, high=high, expected=fit.rate)
    table["adjusted"] = bh(np.where(tested & (z != 0), 2 * ndtr(-np.abs(z)), np.nan))
    order = sorted(table.index, key=lambda row: [label_order(str(table.loc[row, name])) for name in names])
    return table.loc[order].reset_index(drop=True)
