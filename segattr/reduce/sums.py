"""Adding up measures by keys: the one operation every table of a Summary ends in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from segattr.reduce.engines import Frame, enter
from segattr.reduce.order import WIDEST

NARROW = 1 << 20  # keys of a wider range are replaced by their rank, so that more of them fit together
DENSE = 4  # as many cells to a row are added up where they stand; of more, those met are found first


def sum_by(rows: Frame, by: Sequence[str], measures: Sequence[str]) -> Frame:
    """Return the sums of measures per combination of whole-number keys, on the engine of the frame.

    In pandas the keys travel as one integer, several times as fast as grouping by each of them.
    """
    if not rows.implementation.is_pandas():
        return rows.group_by(*by).agg(*[nw.col(m).sum() for m in measures])
    table: pd.DataFrame = rows.collect().to_native()
    return enter(_summed(table, list(by), list(measures)))


def _summed(table: pd.DataFrame, by: list[str], measures: list[str]) -> pd.DataFrame:
    if table.empty:
        return table[[*by, *measures]]
    keys = [_Key.of(table[name].to_numpy(dtype=np.int64)) for name in by]
    cells = prod(key.width for key in keys)
    if cells > WIDEST:
        return table.groupby(by, as_index=False, sort=False)[measures].sum()
    cell = np.zeros(len(table), dtype=np.int64)
    for key in keys:
        cell = cell if key.width == 1 else cell * key.width + key.codes
    if cells <= DENSE * len(table):
        met = np.flatnonzero(np.bincount(cell))
        sums = {m: _totals(table[m], cell)[met] for m in measures}
    else:
        cell, met = pd.factorize(cell)
        sums = {m: _totals(table[m], cell) for m in measures}
    return pd.DataFrame({**dict(zip(by, _taken_apart(met, keys), strict=True)), **sums})


@dataclass(frozen=True, eq=False)
class _Key:
    """A column as codes from 0, how many there may be, and what a code means: an offset, or the values."""

    codes: np.ndarray
    width: int
    meaning: int | np.ndarray

    @classmethod
    def of(cls, values: np.ndarray) -> _Key:
        low = int(values.min())
        width = int(values.max()) - low + 1
        if width <= NARROW:
            return cls(values - low, width, low)
        codes, names = pd.factorize(values)
        return cls(codes, len(names), names)

    def read(self, codes: np.ndarray) -> np.ndarray:
        return codes + self.meaning if isinstance(self.meaning, int) else self.meaning[codes]


def _taken_apart(cells: np.ndarray, keys: list[_Key]) -> list[np.ndarray]:
    """Return the keys of each cell again."""
    columns = []
    for key in reversed(keys):
        cells, codes = np.divmod(cells, key.width)
        columns.append(key.read(codes))
    return columns[::-1]


def _totals(measure: pd.Series, cell: np.ndarray) -> np.ndarray:
    """Sum per cell; whole numbers stay whole, exact as long as a sum is below 2**53."""
    values = measure.to_numpy()
    sums = np.bincount(cell, weights=values)
    return sums if values.dtype.kind == "f" else sums.astype(np.int64)
