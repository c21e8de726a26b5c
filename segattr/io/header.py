"""Where a table begins inside a sheet or text file, and what its columns are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

FEWEST_FILLED = 0.7  # of the usual number of filled cells makes a row a candidate for the header


def header_row(rows: Sequence[Sequence[str]]) -> int:
    """Return the number of the row that holds the headers: the first one as wide as the table.

    Titles, dates and merged group headers above a table fill fewer cells than the table has columns.

    Examples
    --------
    >>> header_row([["Order report"], ["", "Size", ""], ["id", "date", "value"], ["1", "2024-01-02", "9"]])
    2
    """
    filled = [sum(1 for cell in row if cell.strip()) for row in rows]
    usual = _usual([count for count in filled if count])
    if usual < 2:
        return next((number for number, count in enumerate(filled) if count), 0)
    enough = max(2, usual * FEWEST_FILLED)
    for number, (row, count) in enumerate(zip(rows, filled, strict=True)):
        unnamed_index = number == 0 and len(row) == usual and count == usual - 1 and not row[0].strip()
        if count >= enough or unnamed_index:
            return number
    return 0


def column_names(header: Sequence[str], *, width: int) -> tuple[list[str], list[str]]:
    """Return one trimmed, different name per column, and a note for each that had to be made up.

    Examples
    --------
    >>> column_names([" Date ", "Date", ""], width=3)[0]
    ['Date', 'Date.1', 'Unnamed: 2']
    """
    names: list[str] = []
    notes: list[str] = []
    given = {cell.strip() for cell in header}
    for place in range(width):
        cell = header[place].strip() if place < len(header) else ""
        wanted = cell or f"Unnamed: {place}"
        name = _free(wanted, {*names, *(given if wanted in names else ())})
        if name != wanted:
            notes.append(f"Several columns are called '{wanted}'; number {place + 1} is '{name}' here.")
        names.append(name)
    return names, notes


def _usual(counts: Sequence[int]) -> int:
    """Return the count of the rows that hold most cells together: no preamble outweighs a short table."""
    tally = Counter(counts)
    return max(tally, key=lambda count: (tally[count] * count, count), default=0)


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}.{n}" for n in range(1, len(taken) + 2) if f"{name}.{n}" not in taken)
