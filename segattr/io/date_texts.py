"""Moments out of texts in every dress they are exported in, some of a column at a time.

What is made of a text on the way to its moment is many times as long: of a column of millions at once it
would fill the memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segattr.io.cells import SOME
from segattr.io.date_parts import MICROSECONDS, NEVER, compose, matches, month, number, texts_of
from segattr.io.date_shapes import OPEN, PLAIN_ISO, SETTLED

EXCEL_DAY_ZERO = np.datetime64("1899-12-30", "us")
EXCEL_DAYS = (20_000, 80_000)  # October 1954 to January 2119
# Lower bound -> unit in microseconds: seconds, milliseconds, microseconds, nanoseconds since 1970.
EPOCHS = ((1e8, 1e6), (1e11, 1e3), (1e14, 1.0), (1e17, 1e-3), (1e19, 0.0))
HEAD = 20
ODD_BLANKS = r"[\t\x{a0}\x{2000}-\x{202f}\x{3000}]|  "
SHAPES = (*SETTLED, "numbers", "day and month")


@dataclass(frozen=True, eq=False)
class Moments:
    """Texts read both ways, day first and month first; one array for both where no text is open.

    Attributes
    ----------
    day_first, month_first, dotted, shapes : as in `segattr.io.dates.Dates`.
    """

    day_first: np.ndarray
    month_first: np.ndarray
    dotted: np.ndarray
    shapes: tuple[str, ...]


def read_texts(texts: pa.Array) -> Moments:
    """Read texts as moments without deciding the order of day and month.

    Examples
    --------
    >>> read = read_texts(pa.array(["3.4.2024", "x"], pa.large_string()))
    >>> read.day_first.astype(str).tolist(), read.shapes
    (['2024-04-03T00:00:00.000000', 'NaT'], ('day and month',))
    """
    odd = bool(pc.any(pc.match_substring_regex(texts, ODD_BLANKS)).as_py())
    read = [_read_some(texts.slice(at, SOME), odd=odd) for at in range(0, max(len(texts), 1), SOME)]
    day_first = np.concatenate([some.day_first for some in read])
    either = any(some.day_first is not some.month_first for some in read)
    month_first = np.concatenate([some.month_first for some in read]) if either else day_first
    met = {shape for some in read for shape in some.shapes}
    dotted = np.concatenate([some.dotted for some in read])
    return Moments(day_first, month_first, dotted, tuple(shape for shape in SHAPES if shape in met))


def _read_some(texts: pa.Array, *, odd: bool) -> Moments:
    moments, texts = _take_plain_iso(texts)
    lower = pc.utf8_lower(texts)
    lower = pc.replace_substring_regex(lower, r"[\s\pZ]+", " ") if odd else lower
    shapes = [] if np.isnat(moments).all() else ["year first"]
    for shape, pattern in SETTLED.items():
        rows, parts = matches(lower, pattern)
        if len(rows):
            _put(moments, rows, compose(parts, month(parts), number(parts, "day", 1)), shapes, shape)
    _put(moments, *_from_numbers(lower), shapes, "numbers")
    rows, parts = matches(lower, OPEN)
    dotted = np.zeros(len(moments), dtype=bool)
    if not len(rows):
        return Moments(moments, moments, dotted, tuple(shapes))
    first, other = number(parts, "first"), number(parts, "other")
    day_first, month_first = moments.copy(), moments
    _put(day_first, rows, compose(parts, other, first), shapes, "day and month")
    _put(month_first, rows, compose(parts, first, other), shapes, "day and month")
    dotted[rows] = texts_of(parts, "mark") == "."
    return Moments(day_first, month_first, dotted, tuple(shapes))


def iso(texts: pa.Array, kind: pa.DataType) -> np.ndarray | None:
    """Return the moments of texts Arrow reads by itself, None where it cannot read one of them.

    Examples
    --------
    >>> iso(pa.array(["2024-01-31", "31.1.2024"]), pa.timestamp("us")) is None
    True
    """
    try:
        pc.cast(texts.slice(0, HEAD), kind)  # a cast that fails on every cell is slow
        moments = pc.cast(texts, kind)
    except pa.ArrowInvalid:
        return None
    return np.array(pc.cast(moments, pa.timestamp("us")).to_numpy(zero_copy_only=False), "datetime64[us]")


def _take_plain_iso(texts: pa.Array) -> tuple[np.ndarray, pa.Array]:
    """Read what Arrow reads fast, so that one odd cell does not slow a million good ones."""
    plain = pc.fill_null(pc.match_substring_regex(texts, PLAIN_ISO), False)
    moments = iso(pc.if_else(plain, texts, None), pa.timestamp("us"))
    if moments is None:
        return np.full(len(texts), NEVER), texts
    return moments, pc.if_else(plain, None, texts)


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
