"""People, converters and sums by every dimension at once: the table each view of the averages is a sum of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.powers import powers
from segattr.averages.rates import with_intervals
from segattr.averages.units import COUNTS, FIELDS_TO_SPLIT_BY, MOST_LEVELS, SUM, Units, dimensions, units_of
from segattr.data.dataset import Dataset
from segattr.reduce.door import UNKNOWN
from segattr.statistics.counts import Array

Whole = NDArray[np.int64]

LARGEST: Final = f"{SUM}largest"  # the one column that is not a sum: the largest value of one order
WORTH_GROUPING: Final = 0.5  # combinations ÷ people above which grouping saves nothing
LARGEST_CODE: Final = 2**62

__all__ = [
    "COUNTS",
    "FIELDS_TO_SPLIT_BY",
    "MOST_LEVELS",
    "aligned",
    "cells",
    "cells_of",
    "dimensions",
    "inside",
    "rates_of",
    "summed",
]


def cells(dataset: Dataset, extra: Mapping[str, pd.Series] | None = None) -> pd.DataFrame:
    """Return ``*dimensions, people, converters`` and sums: a row per combination of values that occurs.

    Parameters
    ----------
    extra : further dimensions: name -> label by customer id, or by row of the outcomes. Whoever has none is
        ``(unknown)``.

    Returns
    -------
    DataFrame : dimensions are categories. Columns named ``Σ …`` hold what
        `segattr.averages.powers.sums_of` reads.
    """
    return cells_of(units_of(dataset), extra)


def cells_of(units: Units, extra: Mapping[str, pd.Series] | None = None) -> pd.DataFrame:
    """Return the cells of people who are already listed; see `cells`.

    Notes
    -----
    Where there are nearly as many combinations as people, a row per person is kept: grouping would save
    nothing.
    """
    labels = dict(units.labels) | {
        name: aligned(values, units.index) for name, values in (extra or {}).items()
    }
    codes = {name: values.codes.astype("int64") for name, values in labels.items()}
    place, first = _combinations(
        codes, {name: len(v.categories) for name, v in labels.items()}, len(units.index)
    )
    amounts, keep = powers(units.amounts), len(first) > WORTH_GROUPING * len(units.index)
    if keep:
        first = np.arange(len(units.index), dtype="int64")
    columns = {name: pd.Categorical.from_codes(v.codes[first], dtype=v.dtype) for name, v in labels.items()}
    sums = {name: v if keep else np.bincount(place, v, minlength=len(first)) for name, v in amounts.items()}
    if "largest" in units.amounts:
        sums[LARGEST] = (
            units.amounts["largest"] if keep else _maxima(units.amounts["largest"], place, len(first))
        )
    return pd.DataFrame(columns | {n: _whole(v) if n in COUNTS else v for n, v in sums.items()})


def rates_of(cells: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Sum cells to rates by some of their dimensions; the columns are those of `segattr.rates`."""
    counted = summed(cells, by)[[*by, *COUNTS]]
    return with_intervals(counted.astype(dict.fromkeys(by, "str")), by)


def summed(cells: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Sum cells to ``*by, people, converters`` and the other sums; a row per combination that occurs."""
    figures = [name for name in cells.columns if name in COUNTS or str(name).startswith(SUM)]
    if not by:
        added = {name: [cells[name].max() if name == LARGEST else cells[name].sum()] for name in figures}
        return pd.DataFrame(added)
    labels = {name: cells[name].astype("category").array for name in by}
    sizes = {name: len(values.categories) for name, values in labels.items()}
    codes = {name: values.codes.astype("int64") for name, values in labels.items()}
    place, first = _combinations(codes, sizes, len(cells))
    columns = {name: values.take(first) for name, values in labels.items()}
    return pd.DataFrame(columns | {name: _added(name, cells[name], place, len(first)) for name in figures})


def inside(cells: pd.DataFrame, focus: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Return the cells of the people who have all these values; dimensions that are decided by it are gone.

    Examples
    --------
    >>> shop = pd.DataFrame({"visitor": ["new", "old"], "people": [5, 2], "converters": [1, 1]})
    >>> inside(shop, [("visitor", "old")])
       people  converters
    1       2           1
    """
    for name, value in focus:
        if name in cells:
            cells = cells[cells[name].astype("str") == value].drop(columns=name)
    return cells


def _combinations(codes: Mapping[str, Whole], sizes: Mapping[str, int], rows: int) -> tuple[Whole, Whole]:
    """Return the number of each row's combination of values, and a row of each combination."""
    whole: Whole = np.zeros(rows, dtype="int64")
    room = 1
    for name, own in codes.items():
        if room * (sizes[name] + 1) > LARGEST_CODE:
            whole = np.unique(whole, return_inverse=True)[1].astype("int64")
            room = rows
        whole = whole * (sizes[name] + 1) + own + 1
        room *= sizes[name] + 1
    if room <= 4 * max(rows, 1):  # few enough to count them without sorting
        there = np.bincount(whole, minlength=room) > 0
        row = np.zeros(room, dtype="int64")
        row[whole[::-1]] = np.arange(rows)[::-1]
        return (np.cumsum(there, dtype="int64") - 1)[whole], row[there]
    _, first, place = np.unique(whole, return_index=True, return_inverse=True)
    return place.astype("int64"), first.astype("int64")


def _added(name: str, values: pd.Series, place: Whole, groups: int) -> Array | Whole:
    if name == LARGEST:
        return _maxima(values.to_numpy(float), place, groups)
    added = np.bincount(place, values.to_numpy(float), minlength=groups)
    return added.astype("int64") if pd.api.types.is_integer_dtype(values.dtype) else added


def _maxima(values: Array, place: Whole, groups: int) -> Array:
    found = np.full(groups, -np.inf)
    np.maximum.at(found, place, values)
    return found


def aligned(values: pd.Series, index: pd.Index) -> pd.Categorical:
    """Return everybody's label, ``(unknown)`` for whoever has none."""
    known = values if values.index.equals(index) else values.reindex(index)
    labels = known.astype("category")
    named = labels.cat.add_categories([] if UNKNOWN in labels.cat.categories else [UNKNOWN])
    return pd.Categorical(named.fillna(UNKNOWN))


def _whole(counts: Array | Whole) -> Array | Whole:
    return counts.astype("int64") if (counts == np.rint(counts)).all() else counts
