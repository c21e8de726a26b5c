"""Rows of a report that are no data: its header said again, its totals, the words below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from segattr.io.cells import arrow, quoted
from segattr.io.numbers import read_numbers
from segattr.io.remarks import about_figures, remark
from segattr.io.total_rows import ALONE, BLANK, MILLION, total_rows

SHOWN = 20
TOTAL = re.compile(ALONE)
FOOTER_ROWS = 50  # a report's closing words are not longer
FEWEST_COLUMNS = 3  # in a narrower table a row of one cell says nothing
CENT = 10_000  # in millionths
CLOSING = re.compile(
    r"©|copyright|all rights reserved|confidential|generated (?:by|on|at)|exported (?:by|on|at|from)|"
    r"report (?:generated|created|id|time)|date generated|"
    r"erstellt (?:am|von)|vertraulich|généré|confidentiel",
    re.IGNORECASE,
)


@dataclass(frozen=True, eq=False)
class Body:
    """A report's rows that are data.

    Attributes
    ----------
    table : the rows.
    notes : what was left out.
    millionths : columns whose total is a millionth of their sum.
    """

    table: pd.DataFrame
    notes: tuple[str, ...] = ()
    millionths: frozenset[str] = frozenset()


def body_of(table: pd.DataFrame, *, header: tuple[str, ...], decimal: str) -> Body:
    """Leave out what a report says around its data, and say so.

    Parameters
    ----------
    table : rows below the header, as text, blank cells missing.
    header : the cells of the header as they stand in the file.
    decimal : the decimal mark the file points to.

    Examples
    --------
    >>> rows = pd.DataFrame({"day": ["1 May", "2 May", "Total:"], "cost": ["2", "3", "5"]})
    >>> body_of(rows, header=("day", "cost"), decimal="").notes
    ("1 total row ('Total:') was left out.",)
    """
    if table.empty:
        return Body(table)
    repeated, closing = _repeated_headers(table, header), _closing_rows(table)
    totals, alike = total_rows(table, aside=repeated | closing, decimal=decimal)
    gone = repeated | closing | totals
    said = {
        f"{_rows(repeated, 'row')} repeating the header": repeated,
        f"{_rows(totals, 'total row')} ({_shown(table, totals)})": totals,
        f"{_rows(closing, 'line')} below the table ({_shown(table, closing)})": closing,
    }
    notes = [f"{what} {_was(rows)} left out." for what, rows in said.items() if rows.any()]
    notes += _remarks(table, closing)
    if alike.any():
        kept = f"{_rows(alike, 'row')} {'sounds' if alike.sum() == 1 else 'sound'} like a total"
        notes.append(
            f"{kept} ({_shown(table, alike)}) but {_was(alike)} kept: what stands beside it is data."
        )
    rows = table[~gone].reset_index(drop=True) if gone.any() else table
    return Body(rows, tuple(notes), _millionths(table, totals, ~gone, decimal))


def _rows(which: np.ndarray, what: str) -> str:
    count = int(which.sum())
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _was(which: np.ndarray) -> str:
    return "was" if which.sum() == 1 else "were"


def _shown(table: pd.DataFrame, which: np.ndarray) -> str:
    """Return what the first marked rows say: that they are totals, or their first words."""
    if not which.any():
        return ""
    rows = table[which].head(SHOWN).astype("object")
    said = [[str(cell).strip() for cell in row if _says(cell)] for row in rows.itertuples(index=False)]
    return quoted(next(filter(TOTAL.match, cells), cells[0]) for cells in said if cells)


def _says(cell: object) -> bool:
    return isinstance(cell, str) and bool(cell.strip(BLANK))


def _repeated_headers(table: pd.DataFrame, header: tuple[str, ...]) -> np.ndarray:
    """Mark rows that say what the header says, cell for cell."""
    found = np.zeros(len(table), dtype=bool)
    named = [(place, cell.strip()) for place, cell in enumerate(header[: len(table.columns)]) if cell.strip()]
    if len(named) < 2:
        return found
    place, first = named[0]
    same = pc.equal(arrow(table.iloc[:, place]), first).to_numpy(zero_copy_only=False)
    for row in np.flatnonzero(same == True):  # noqa: E712 - missing cells are None here
        cells = table.iloc[row]
        found[row] = all(str(cells.iloc[at]).strip() == cell for at, cell in named)
    return found


def _remarks(table: pd.DataFrame, closing: np.ndarray) -> list[str]:
    """Return whole what the words below a table say of its figures, such as that they are a sample."""
    cells = table[closing].tail(FOOTER_ROWS).astype("object").itertuples(index=False)
    said = [cell.strip() for row in cells for cell in row if _says(cell) and remark(cell) is not None]
    return [f"What the report says of its figures: {' / '.join(said)}."] if said else []


def _closes(text: str, *, narrow: bool) -> bool:
    return about_figures(text) or (not narrow and CLOSING.search(text) is not None)


def _closing_rows(table: pd.DataFrame) -> np.ndarray:
    """Mark a report's closing words: rows of one cell at the very end, one of which can be nothing else."""
    found = np.zeros(len(table), dtype=bool)
    narrow = len(table.columns) < FEWEST_COLUMNS
    if len(table.columns) < 2:
        return found
    tail = table.tail(FOOTER_ROWS).astype("object")
    texts: list[str] = []
    for row in reversed(list(tail.itertuples(index=False))):
        said = [cell.strip() for cell in row if _says(cell)]
        if len(said) > 1:
            break
        texts.insert(0, said[0] if said else "")
    closing = [place for place, text in enumerate(texts) if _closes(text, narrow=narrow)]
    if not closing:
        return found
    start = next(place for place, text in enumerate(texts) if place == closing[0] or " " in text)
    found[len(table) - len(texts) + start :] = True
    return found


def _millionths(table: pd.DataFrame, totals: np.ndarray, data: np.ndarray, decimal: str) -> frozenset[str]:
    """Return the columns a total row proves to be in millionths: it says 10.02, they sum to 10020000."""
    if not totals.any() or not data.any():
        return frozenset()
    found = set()
    for place, column in enumerate(table.columns):
        said = _amounts(table, place, totals, decimal)
        said = said[said > 0]
        if said.empty:
            continue
        parts = _amounts(table, place, data, decimal)
        summed = np.isclose(said * MILLION, parts.sum(), rtol=1e-3, atol=0).any()
        # A total below its largest part is in another unit; of micros, only whole cents are met.
        smaller = parts.min() >= 0 and said.max() < parts.max() and not (parts % CENT).any()
        found |= {str(column)} if summed or smaller else set()
    return frozenset(found)


def _amounts(table: pd.DataFrame, place: int, rows: np.ndarray, decimal: str) -> pd.Series:
    return read_numbers(table.iloc[:, place][rows].reset_index(drop=True), decimal=decimal).amounts.dropna()
