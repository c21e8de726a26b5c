"""Tables whose first row is data already."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"^[-+]?(?:\d[\d.,]*|[.,]\d+)%?$")
_DATE = re.compile(r"^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ,].*)?$")
MOSTLY = 0.8
NOTE = "The file has no header; its columns are numbered."


def lacks_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row is data: nothing but figures, or a date above a column of dates.

    Examples
    --------
    >>> lacks_header([["00004", "19970101", "29.33"], ["00004", "19970118", "29.73"]])
    True
    >>> lacks_header([["country", "2023", "2024"], ["France", "5", "6"]])
    False
    """
    first = [cell.strip() for cell in rows[0]]
    filled = [cell for cell in first if cell]
    if len(filled) < 2 or _counted(filled) or len(rows) < 2:
        return False
    if all(_NUMBER.match(cell) or _DATE.match(cell) for cell in filled):
        return True
    return any(_DATE.match(cell) and _dates_below(rows, place) for place, cell in enumerate(first))


def numbered(width: int) -> tuple[str, ...]:
    """Return a name for each column of a table without header.

    Examples
    --------
    >>> numbered(2)
    ('Column 1', 'Column 2')
    """
    return tuple(f"Column {place}" for place in range(1, width + 1))


def _counted(cells: list[str]) -> bool:
    """Whether the cells count 0, 1, 2 …: names given by a program, not data."""
    return cells in ([str(n) for n in range(len(cells))], [str(n) for n in range(1, len(cells) + 1)])


def _dates_below(rows: Sequence[Sequence[str]], place: int) -> bool:
    below = [row[place].strip() for row in rows[1:] if len(row) > place and row[place].strip()]
    return bool(below) and sum(1 for cell in below if _DATE.match(cell)) >= MOSTLY * len(below)
