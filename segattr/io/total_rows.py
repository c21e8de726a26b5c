"""Total rows: told from a campaign that is called Total by what stands beside the word."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from segattr.io.numbers import read_numbers
from segattr.io.text_search import holds_any, texts_once

# "Total", "Grand Totals (5700 records)"; a name like "Total care" or "Gesamtpaket" is none.
_WORDS = (
    r"(?:(?:grand|sub|report|overall|account|campaign)[ -]?)?(?:totals?|sum)|gesamt(?:summe|ergebnis|wert)?|"
    r"summe|zwischensumme|insgesamt|total g[ée]n[ée]ral|sous-total|somme|totaal|totale|total geral|suma|"
    r"合計|総計|总计|合计|합계"
)
_COUNTED = r"(?: ?\([\d., ]+ (?:records?|rows?|items?|datensätze|zeilen)\))?"
_AMOUNT = re.compile(
    r"^(?!\d{1,2}\.\d{1,2}\.\d{2,4})\W{0,3}[A-Z]{0,3}\W{0,3}\d[\d.,'\s]*(?:E[+-]\d+)?[^\d]{0,5}$"
)
ALONE = rf"(?i)^\s*(?:{_WORDS}){_COUNTED}\s*:?\s*$"
WITH_COLON = rf"(?i)^\s*(?:{_WORDS})\s*:"
BLANK = " \t-–—\u00a0"  # dashes stand for nothing in reports
# One of these stands in every such word, small letters for large ones.
HINTS = ("tal", "tot", "sum", "esamt", "omme", "合", "総", "总", "합")
SAMPLE_ROWS = 200
MOST_TOTALS = 10_000  # more rows that say total are a name
ALWAYS = 0.9  # a column filled this often is blank for a reason where it is blank
EXACT = 1e-6
ROUNDED = 1e-3
MILLION = 1e6


def total_rows(table: pd.DataFrame, *, aside: np.ndarray, decimal: str) -> tuple[np.ndarray, np.ndarray]:
    """Mark the rows that add up others, and those that only sound like it.

    A row says so in its first or last filled cell, and proves it: another column that names things is blank
    or dashed in it; or there is no such column, and it says ``Total:``, or stands first or last and could be
    the sum. A first or last row without any name is one where most figures are sums.

    Parameters
    ----------
    table : rows below the header, as text.
    aside : rows already known to be no data.
    decimal : the decimal mark the file points to.

    Examples
    --------
    >>> rows = pd.DataFrame({"campaign": ["Total care", "Brand", "Total"], "cost": ["2", "3", "5"]})
    >>> total_rows(rows, aside=np.zeros(3, dtype=bool), decimal="")[0].tolist()
    [False, False, True]
    """
    found, sounds = np.zeros((2, len(table)), dtype=bool)
    said, edges = _candidates(table, aside), _edges(aside)
    sounds[[row for row, _ in said]] = True
    gaps = [row for row in edges if not all(_filled(cell) for cell in table.iloc[row])]
    names = _naming_columns(table) if said or gaps else []
    for row, cell in said[:MOST_TOTALS]:
        others = [column for column in names if column != cell]
        blank = sum(1 for column in others if not _filled(table.iloc[row, column]))
        colon = ":" in str(table.iloc[row, cell])
        if others:
            found[row] = blank == len(others) or (blank > 0 and colon)
        else:
            found[row] = colon or (row in edges and _could_be_sums(table, row, cell, aside | found, decimal))
    for row in gaps if names else []:
        nameless = not found[row] and not any(_filled(table.iloc[row, column]) for column in names)
        found[row] = found[row] or (nameless and _holds_sums(table, row, aside | found, decimal))
    return found, sounds & ~found


def _edges(aside: np.ndarray) -> list[int]:
    left = np.flatnonzero(~aside)
    return [int(left[0]), int(left[-1])] if len(left) > 2 else []


def _candidates(table: pd.DataFrame, aside: np.ndarray) -> list[tuple[int, int]]:
    """Return the rows, and which cell of theirs says total: the first that is filled, or the last."""
    found: dict[int, int] = {}
    blank = np.ones(len(table), dtype=bool)
    for place in (0, len(table.columns) - 1):
        for row in np.flatnonzero(_says_total(table.iloc[:, place])):
            found.setdefault(int(row), place)
    for place in range(len(table.columns) - 1):  # further right only where all to the left is blank
        blank &= table.iloc[:, place].isna().to_numpy()
        rows = np.flatnonzero(blank)
        if not len(rows):
            break
        for row in rows[_says_total(table.iloc[rows, place + 1])]:
            found.setdefault(int(row), place + 1)
    return [(row, place) for row, place in sorted(found.items()) if not aside[row]]


def _says_total(column: pd.Series) -> np.ndarray:
    texts = texts_once(column)
    if not holds_any(texts, HINTS):
        return np.zeros(len(column), dtype=bool)
    says = pc.fill_null(pc.match_substring_regex(texts, f"{ALONE}|{WITH_COLON}"), False)
    mask = np.asarray(says.to_numpy(zero_copy_only=False))
    return np.append(mask, False)[column.cat.codes] if isinstance(column.dtype, pd.CategoricalDtype) else mask


def _naming_columns(table: pd.DataFrame) -> list[int]:
    """Return the columns that name things and are always filled: no amounts, dates among them."""
    sample = table.head(SAMPLE_ROWS)
    found = []
    for place in range(len(table.columns)):
        filled = [cell.strip(BLANK) for cell in sample.iloc[:, place].tolist() if _filled(cell)]
        if len(filled) < max(1, ALWAYS * (len(sample) - 2)):  # a total row may stand among few
            continue
        if sum(1 for cell in filled if _AMOUNT.match(cell)) < len(filled) / 2:
            found.append(place)
    return found


def _filled(cell: object) -> bool:
    return isinstance(cell, str) and bool(cell.strip(BLANK))


def _could_be_sums(table: pd.DataFrame, row: int, word: int, aside: np.ndarray, decimal: str) -> bool:
    """Whether a figure of a row is its column's sum, or half of them exceed what else is in their columns."""
    figures = [figure for place, *figure in _figures(table, row, aside, decimal) if place != word]
    larger = sum(1 for own, _, most in figures if own >= most)
    summed = any(
        own and abs(own * unit - whole) <= ROUNDED * abs(whole)
        for own, whole, _ in figures
        for unit in (1, MILLION)  # the total of a column of millionths may be in the currency
    )
    return summed or not figures or 2 * larger >= len(figures)


def _holds_sums(table: pd.DataFrame, row: int, aside: np.ndarray, decimal: str) -> bool:
    """Whether every second figure of a row or more is the sum of its column."""
    figures = _figures(table, row, aside, decimal)
    sums = sum(1 for _, own, whole, _ in figures if own and abs(own - whole) <= EXACT * abs(whole))
    return bool(figures) and 2 * sums >= len(figures)


def _figures(
    table: pd.DataFrame, row: int, aside: np.ndarray, decimal: str
) -> list[tuple[int, float, float, float]]:
    """Return column, own figure, sum and maximum of the others, for each figure of a row."""
    others = ~aside
    others[row] = False
    found = []
    for place in [place for place in range(len(table.columns)) if _filled(table.iloc[row, place])]:
        column = read_numbers(table.iloc[:, place].reset_index(drop=True), decimal=decimal).amounts
        own, rest = float(column.iloc[row]), column[others]
        if not np.isnan(own):
            found.append((place, own, float(rest.sum()), float(rest.max())))
    return found
