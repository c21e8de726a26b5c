"""Columns of amounts and counts, in every dress they are exported in, as plain numbers."""

from __future__ import annotations

import html
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segattr.io.cells import SOME, Cells, arrow, cells, quoted
from segattr.io.currencies import PATTERN, currency_named

# An amount: sign, currency, digits with any marks, exponent, percent, in brackets if negative.
AMOUNT = (
    rf"^(?P<bracket>\()?(?P<sign>[+-])?(?P<before>{PATTERN})?(?P<inner>[+-])?(?P<digits>\d[\d.,]*|[.,]\d+)"
    rf"(?P<exponent>[eE][+-]?\d{{1,3}})?(?P<after>{PATTERN})?(?P<percent>%)?(?P<trail>-)?\)?$"
)
FITS = {
    ".": r"^(?:\d*|[1-9]\d{0,2}(?:,\d{2,3})*,\d{3})(?:\.\d*)?$",
    ",": r"^(?:\d*|[1-9]\d{0,2}(?:\.\d{2,3})*\.\d{3})(?:,\d*)?$",
}
OTHER = {".": ",", ",": "."}
PROVES_POINT = r"^[+-]?(?:0\d*|\d{4,})?\.\d|\.(?:\d{0,2}|\d{4,})$"


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column read as numbers.

    Attributes
    ----------
    amounts : float64, one per row, missing where blank or unreadable. Percent come as shares: 12 % is 0.12.
    unread : per row, True where there is a text that is no number.
    currencies : ISO codes or signs that stand beside the amounts.
    notes : what had to be decided.
    """

    amounts: pd.Series
    unread: np.ndarray
    currencies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_numbers(values: pd.Series, *, decimal: str = "") -> Numbers:
    """Read a column of amounts, deciding its decimal mark over the whole column.

    Parameters
    ----------
    values : the column.
    decimal : the mark the rest of the file points to, used only where the column itself leaves it open.

    Examples
    --------
    >>> read_numbers(pd.Series(["1.234", "5,50 €", "(2)"])).amounts.tolist()
    [1234.0, 5.5, -2.0]
    """
    if pd.api.types.is_numeric_dtype(values.dtype):
        native = values.astype("float64").reset_index(drop=True)
        return Numbers(native.where(np.isfinite(native)), np.zeros(len(native), dtype=bool))
    column = cells(values)
    plain = _plain(arrow(column.texts), decimal)
    if plain is not None:
        rows = column.spread(plain, blank=np.nan)
        return Numbers(pd.Series(rows), np.zeros(len(rows), dtype=bool))
    return _read_slowly(column.distinct(), decimal)


def _plain(texts: pa.Array, decimal: str) -> np.ndarray | None:
    """Read what Arrow reads fast, unless its points may be thousands."""
    try:
        numbers: np.ndarray = pc.cast(texts, pa.float64()).to_numpy(zero_copy_only=False)
    except pa.ArrowInvalid:
        return None
    if np.isinf(numbers).any():
        return None
    pointed = pc.any(pc.match_substring(texts, ".")).as_py()
    proven = decimal == "." or pc.any(pc.match_substring_regex(texts, PROVES_POINT)).as_py()
    return numbers if proven or not pointed else None


@dataclass(frozen=True, eq=False)
class _Texts:
    """Some texts of a column read with either decimal mark, which of them fit it, the signs beside them."""

    amounts: dict[str, np.ndarray]
    fits: dict[str, np.ndarray]
    signs: frozenset[str]


def _read_slowly(column: Cells, decimal: str) -> Numbers:
    texts = arrow(column.texts)
    read = [_read_some(texts.slice(at, SOME)) for at in range(0, max(len(texts), 1), SOME)]
    fits = {mark: np.concatenate([some.fits[mark] for some in read]) for mark in FITS}
    amounts = {mark: np.concatenate([some.amounts[mark] for some in read]) for mark in FITS}
    mark, notes = _decimal_mark(column, fits, decimal)
    numbers = np.where(fits[mark], amounts[mark], amounts[OTHER[mark]])
    numbers = np.where(fits["."] | fits[","], numbers, np.nan)
    unread = np.isnan(numbers) & column.texts.notna().to_numpy()
    rows = pd.Series(column.spread(numbers, blank=np.nan))
    currencies = _currencies(frozenset().union(*(some.signs for some in read)))
    return Numbers(rows, column.spread(unread, blank=False), currencies, notes)


def _read_some(some: pa.Array) -> _Texts:
    """Read some texts at once: on the way to its amount a text is taken apart into many."""
    texts = _unescaped(some)
    bare = pc.replace_substring_regex(pc.replace_substring_regex(texts, r"[\s\pZ'’]", ""), "[−–]", "-")
    parts = pc.extract_regex(bare, AMOUNT)
    digits = pc.struct_field(parts, "digits")
    fits = {mark: _true(pc.match_substring_regex(digits, pattern)) for mark, pattern in FITS.items()}
    return _Texts({mark: _parsed(parts, mark) for mark in FITS}, fits, _signs(parts))


def _unescaped(plain: pa.Array) -> pa.Array:
    """Return the texts with signs of a web page as signs: WooCommerce writes ``&euro;5``."""
    if not pc.any(pc.match_substring(plain, "&")).as_py():
        return plain
    return pa.array([cell and html.unescape(cell) for cell in plain.to_pylist()], pa.large_string())


def _true(mask: pa.Array) -> np.ndarray:
    return np.asarray(pc.fill_null(mask, False).to_numpy(zero_copy_only=False))


def _decimal_mark(column: Cells, fits: dict[str, np.ndarray], clue: str) -> tuple[str, tuple[str, ...]]:
    point, comma = fits["."] & ~fits[","], fits[","] & ~fits["."]
    if point.any() and comma.any():
        mark = "." if point.sum() >= comma.sum() else ","
        odd = quoted(column.texts[comma if mark == "." else point])
        return mark, (f"Most amounts write decimals with '{mark}'; {odd} can only be read the other way.",)
    if point.any() or comma.any():
        return ("." if point.any() else ","), ()
    marked = column.texts.str.contains("[.,]", regex=True).fillna(value=False).to_numpy(dtype=bool)
    unsure = column.texts[fits["."] & fits[","] & marked]
    mark = clue or "."
    if unsure.empty:
        return mark, ()
    why = "as elsewhere in this file" if clue else "nothing in the file says which it is"
    return mark, (f"'{mark}' was taken as the decimal mark in {quoted(unsure)}: {why}.",)


def _parsed(parts: pa.StructArray, mark: str) -> np.ndarray:
    """Read the digits with one decimal mark; cells that do not fit it give nothing meant to be used."""
    digits = pc.replace_substring(pc.struct_field(parts, "digits"), OTHER[mark], "")
    whole = pc.replace_substring(digits, mark, ".")
    whole = pc.if_else(pc.match_substring_regex(whole, r"^\d*\.?\d*$"), whole, None)
    texts = pc.binary_join_element_wise(whole, pc.struct_field(parts, "exponent"), pa.scalar("", whole.type))
    numbers: np.ndarray = pc.cast(texts, pa.float64()).to_numpy(zero_copy_only=False)
    signs = [pc.struct_field(parts, name) for name in ("sign", "inner", "trail")]
    minus = np.logical_or.reduce([_true(pc.equal(sign, "-")) for sign in signs])
    negative = minus | _true(pc.equal(pc.struct_field(parts, "bracket"), "("))
    percent = _true(pc.equal(pc.struct_field(parts, "percent"), "%"))
    return np.where(negative, -numbers, numbers) / np.where(percent, 100.0, 1.0)


def _signs(parts: pa.StructArray) -> frozenset[str]:
    found = [pc.unique(pc.struct_field(parts, name)).to_pylist() for name in ("before", "after")]
    return frozenset(sign for side in found for sign in side if sign)


def _currencies(signs: frozenset[str]) -> tuple[str, ...]:
    found = {currency_named(sign) for sign in signs}
    shared = {"$"} if any(currency.endswith("D") for currency in found) else set()
    return tuple(sorted(found - shared))
