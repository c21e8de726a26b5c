"""Columns of dates and times, in every dress they are exported in, as UTC moments."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa

from segattr.io.cells import Cells, arrow, cells
from segattr.io.date_parts import NEVER
from segattr.io.date_texts import iso, read_texts


@dataclass(frozen=True, eq=False)
class Dates:
    """A column of moments read both ways, day first and month first.

    Attributes
    ----------
    cells : the texts and which row holds which.
    day_first, month_first : per text the moment under each reading, NaT where that reading is impossible.
    dotted : per text whether it is written with dots (``3.4.2024``), which by convention is day first.
    shapes : the ways of writing that were met.
    """

    cells: Cells
    day_first: np.ndarray
    month_first: np.ndarray
    dotted: np.ndarray
    shapes: tuple[str, ...] = field(default=())

    @property
    def only_day_first(self) -> np.ndarray:
        """Texts that can only be read day first, such as 31/01/2024."""
        if self.day_first is self.month_first:
            return self._none
        return np.asarray(~np.isnat(self.day_first) & np.isnat(self.month_first))

    @property
    def only_month_first(self) -> np.ndarray:
        """Texts that can only be read month first, such as 01/31/2024."""
        if self.day_first is self.month_first:
            return self._none
        return np.asarray(np.isnat(self.day_first) & ~np.isnat(self.month_first))

    @property
    def open(self) -> np.ndarray:
        """Texts that mean two different days, such as 03/04/2024."""
        if self.day_first is self.month_first:
            return self._none
        both = ~np.isnat(self.day_first) & ~np.isnat(self.month_first)
        return np.asarray(both & (self.day_first != self.month_first))

    @property
    def _none(self) -> np.ndarray:
        return np.zeros(len(self.day_first), dtype=bool)

    def moments(self, *, day_first: bool = True) -> pd.Series:
        """Return one UTC moment per row, NaT where nothing could be read."""
        chosen = self.day_first if day_first else self.month_first
        rows = self.cells.spread(chosen, blank=NEVER)
        return pd.Series(pd.DatetimeIndex(rows).tz_localize("UTC"))


def read_dates(values: pd.Series) -> Dates:
    """Read a column of dates or times without deciding the order of day and month.

    Naive times are taken as UTC, offsets are honoured. Reads ISO, D.M.Y, D/M/Y, M/D/Y, month names (English,
    German, French), YYYYMMDD, seconds, milliseconds, microseconds since 1970, and Excel's day numbers.

    Examples
    --------
    >>> read_dates(pd.Series(["31/01/2024 8:45 PM", "45292"])).moments().dt.strftime("%F %T").tolist()
    ['2024-01-31 20:45:00', '2024-01-01 00:00:00']
    """
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        utc = pd.to_datetime(values, utc=True).dt.tz_localize(None).to_numpy(dtype="datetime64[us]")
        return Dates(Cells(values, None), utc, utc, np.zeros(len(utc), dtype=bool), ("native",))
    column = cells(values)
    for kind in (pa.timestamp("us"), pa.timestamp("us", "UTC")):
        plain = iso(arrow(column.texts), kind)
        if plain is not None:
            return Dates(column, plain, plain, np.zeros(len(plain), dtype=bool), ("year first",))
    return _read_slowly(column.distinct())


def _read_slowly(column: Cells) -> Dates:
    read = read_texts(arrow(column.texts))
    return Dates(column, read.day_first, read.month_first, read.dotted, read.shapes)
