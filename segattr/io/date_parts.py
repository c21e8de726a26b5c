"""Year, month, day and clock out of matched texts, put together as moments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segattr.io.cells import series
from segattr.io.date_shapes import MONTHS, ZONES

MICROSECONDS = 1_000_000
NEVER = np.datetime64("NaT", "us")
TWO_DIGIT_PIVOT = 69  # 68 is 2068, 69 is 1969, as in POSIX


def matches(texts: pa.Array, pattern: str) -> tuple[np.ndarray, pa.StructArray]:
    """Return which texts fit the pattern, and their parts: work only where there is something to read."""
    fits = pc.fill_null(pc.match_substring_regex(texts, pattern), False)
    rows = np.flatnonzero(fits.to_numpy(zero_copy_only=False))
    if not len(rows):
        return rows, pa.array([], pa.struct([]))
    return rows, pc.extract_regex(pc.filter(texts, fits), pattern)


def texts_of(parts: pa.StructArray, name: str) -> np.ndarray:
    """Return one part as text, empty where it was not written."""
    found: np.ndarray = pc.fill_null(pc.struct_field(parts, name), "").to_numpy(zero_copy_only=False)
    return found


def _has(parts: pa.StructArray, name: str) -> bool:
    return bool(parts.type.get_field_index(name) >= 0)


def number(parts: pa.StructArray, name: str, default: int = 0) -> np.ndarray:
    """Return one part as whole numbers; `default` where it was not written."""
    if not _has(parts, name):
        return np.full(len(parts), default, dtype=np.int64)
    texts = pc.struct_field(parts, name)
    digits = pc.if_else(pc.equal(texts, ""), str(default), texts)
    found: np.ndarray = pc.fill_null(pc.cast(digits, pa.int64()), -1).to_numpy(zero_copy_only=False)
    return found


def month(parts: pa.StructArray) -> np.ndarray:
    """Return the month, from its number or its name; -1 for an unknown name."""
    if not _has(parts, "name"):
        return number(parts, "month", 1)
    return series(pc.struct_field(parts, "name")).map(MONTHS).fillna(-1).to_numpy(np.int64)


def _year(parts: pa.StructArray) -> np.ndarray:
    year = number(parts, "year")
    century = np.where(year < TWO_DIGIT_PIVOT, 2000, 1900)
    return np.where((year >= 0) & (year < 100), year + century, year)


def compose(parts: pa.StructArray, month: np.ndarray, day: np.ndarray) -> np.ndarray:
    """Put year, month, day and clock together; NaT for no match and for days that do not exist."""
    year = _year(parts)
    good = (year > 0) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31)
    months = ((year - 1970) * 12 + month - 1)[good].astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day[good] - 1)
    moments = np.full(len(year), NEVER)
    moments[good] = np.where(days.astype("datetime64[M]") == months, days.astype("datetime64[us]"), NEVER)
    clock = _clock(parts)
    return np.where(clock.valid, moments + clock.since_midnight, NEVER)


@dataclass(frozen=True, eq=False)
class _Clock:
    since_midnight: np.ndarray
    valid: np.ndarray


def _clock(parts: pa.StructArray) -> _Clock:
    if not _has(parts, "hour"):
        return _Clock(np.zeros(len(parts), dtype="timedelta64[us]"), np.ones(len(parts), dtype=bool))
    hour, minute, second = (number(parts, name) for name in ("hour", "minute", "second"))
    half = texts_of(parts, "half") if _has(parts, "half") else np.full(len(parts), "")
    hour = np.where(half == "", hour, hour % 12 + 12 * (half == "p"))
    offset, known = _offset(texts_of(parts, "zone"))
    whole = (hour * 3600 + minute * 60 + second - offset) * MICROSECONDS + _fraction(parts)
    return _Clock(whole.astype("timedelta64[us]"), (hour < 24) & (minute < 60) & (second < 60) & known)


def _fraction(parts: pa.StructArray) -> np.ndarray | int:
    if not _has(parts, "fraction"):
        return 0
    digits = pc.utf8_rpad(pc.fill_null(pc.struct_field(parts, "fraction"), ""), 6, padding="0")
    found: np.ndarray = pc.cast(pc.utf8_slice_codeunits(digits, 0, 6), pa.int64()).to_numpy()
    return found


def _offset(zones: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return seconds east of Greenwich per zone text, and whether the zone is known."""
    codes, found = pd.factorize(zones)
    read = [_zone(text) for text in found]
    seconds = np.array([0 if offset is None else offset for offset in read], dtype=np.int64)
    return seconds[codes], np.array([offset is not None for offset in read])[codes]


def _zone(text: str) -> int | None:
    letters = text.rstrip("0123456789:+-")
    if letters not in ZONES:
        return None
    digits = text[len(letters) :].replace(":", "")
    if not digits:
        return ZONES[letters] * 3600
    sign, digits = (-1 if digits[0] == "-" else 1), digits[1:]
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return sign * (int(hours) * 3600 + int(minutes) * 60)
