"""Columns of dates and times, in every dress they are exported in, as UTC moments."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segattr.io.cells import Cells, arrow, cells
from segattr.io.date_parts import MICROSECONDS, NEVER, compose, matches, month, number, texts_of
from segattr.io.date_shapes import OPEN, PLAIN_ISO, SETTLED

EXCEL_DAY_ZERO = np.datetime64("1899-12-30", "us")
EXCEL_DAYS = (20_000, 80_000)  # October 1954 to January 2119
# Lower bound -> unit in microseconds: seconds, milliseconds, microseconds, nanoseconds since 1970.
EPOCHS = ((1e8, 1e6), (1e11, 1e3), (1e14, 1.0), (1e17, 1e-3), (1e19, 0.0))
HEAD = 20


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
        plain = _iso(arrow(column.texts), kind)
        if plain is not None:
            return Dates(column, plain, plain, np.zeros(len(plain), dtype=bool), ("year first",))
    return _read_slowly(column.distinct())


def _iso(texts: pa.Array, kind: pa.DataType) -> np.ndarray | None:
    try:
        pc.cast(texts.slice(0, HEAD), kind)  # a cast that fails on every cell is slow
        moments = pc.cast(texts, kind)
    except pa.ArrowInvalid:
        return None
    return np.array(pc.cast(moments, pa.timestamp("us")).to_numpy(zero_copy_only=False), "datetime64[us]")


def _read_slowly(column: Cells) -> Dates:
    moments, texts = _take_plain_iso(arrow(column.texts))
    lower = _single_blanks(pc.utf8_lower(texts))
    shapes = [] if np.isnat(moments).all() else ["year first"]
    for shape, pattern in SETTLED.items():
        rows, parts = matches(lower, pattern)
        if len(rows):
            _put(moments, rows, compose(parts, month(parts), number(parts, "day", 1)), shapes, shape)
    _put(moments, *_from_numbers(lower), shapes, "numbers")
    rows, parts = matches(lower, OPEN)
    if not len(rows):
        return Dates(column, moments, moments, np.zeros(len(moments), dtype=bool), tuple(shapes))
    first, other = number(parts, "first"), number(parts, "other")
    day_first, month_first, dotted = moments.copy(), moments, np.zeros(len(moments), dtype=bool)
    _put(day_first, rows, compose(parts, other, first), shapes, "day and month")
    _put(month_first, rows, compose(parts, first, other), shapes, "day and month")
    dotted[rows] = texts_of(parts, "mark") == "."
    return Dates(column, day_first, month_first, dotted, tuple(dict.fromkeys(shapes)))


def _take_plain_iso(texts: pa.Array) -> tuple[np.ndarray, pa.Array]:
    """Read what Arrow reads fast, so that one odd cell does not slow a million good ones."""
    plain = pc.fill_null(pc.match_substring_regex(texts, PLAIN_ISO), False)
    moments = _iso(pc.if_else(plain, texts, None), pa.timestamp("us"))
    if moments is None:
        return np.full(len(texts), NEVER), texts
    return moments, pc.if_else(plain, None, texts)


def _single_blanks(texts: pa.Array) -> pa.Array:
    odd = pc.any(pc.match_substring_regex(texts, r"[\t\x{a0}\x{2000}-\x{202f}\x{3000}]|  ")).as_py()
    return pc.replace_substring_regex(texts, r"[\s\pZ]+", " ") if odd else texts


def _put(moments: np.ndarray, rows: np.ndarray, found: np.ndarray, shapes: list[str], shape: str) -> None:
    new = np.isnat(moments[rows]) & ~np.isnat(found)
    if new.any():
        moments[rows[new]] = found[new]
        shapes.append(shape)


def _from_numbers(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Read seconds to nanoseconds since 1970 and Excel's day numbers, told apart by their size."""
    numeric = pc.fill_null(pc.match_substring_regex(texts, r"^\d+(?:[.,]\d+)?$"), False)
    digits = pc.replace_substring(pc.filter(texts, numeric), ",", ".")
    number: np.ndarray = pc.cast(digits, pa.float64()).to_numpy(zero_copy_only=False)
    moments = np.full(len(number), NEVER)
    for (low, unit), (high, _) in pairwise(EPOCHS):
        taken = (number >= low) & (number < high)
        moments[taken] = np.rint(number[taken] * unit).astype(np.int64).astype("datetime64[us]")
    taken = (number >= EXCEL_DAYS[0]) & (number < EXCEL_DAYS[1])
    seconds = np.rint(number[taken] * 86_400).astype(np.int64) * MICROSECONDS
    moments[taken] = EXCEL_DAY_ZERO + seconds.astype("timedelta64[us]")
    return np.flatnonzero(numeric.to_numpy(zero_copy_only=False)), moments
