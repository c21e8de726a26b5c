"""XLSX workbooks, read within bounds: a small file can unpack into more than a machine holds."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import pandas as pd

from segattr.errors import FileRefused, UnknownName
from segattr.io.delimited import without_blanks
from segattr.io.header import column_names, header_row
from segattr.io.reading import Reading
from segattr.io.sniff import MOST_COLUMNS

if TYPE_CHECKING:
    import openpyxl

MOST_UNZIPPED = 400_000_000
MOST_MEMBERS = 2_000
MOST_ROWS = 1_048_576
MOST_BLANK_ROWS = 10_000
SAMPLE_ROWS = 500
DAMAGED = (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError, TypeError)


def read_xlsx(file: BinaryIO, *, name: str, sheet: str | None = None) -> Reading:
    """Read one sheet as a table of text: numbers without ``.0``, dates in ISO form.

    Parameters
    ----------
    file : open binary file.
    name : what to call it in messages.
    sheet : which sheet; by default the one with the fullest table near its top.

    Raises
    ------
    FileRefused : damaged, too large, or without one row below a header.
    UnknownName : no sheet of that name.

    Examples
    --------
    >>> import io
    >>> file = io.BytesIO()
    >>> pd.DataFrame({"id": ["007"], "value": [2.0]}).to_excel(file, index=False)
    >>> read_xlsx(file, name="o.xlsx").table.iloc[0].tolist()
    ['007', '2']
    """
    import openpyxl  # a fifth of a second: only those who bring a workbook pay it

    _refuse_bombs(file, name)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        sheets = tuple(page.title for page in book.worksheets)
        chosen = sheet or _fullest(book, sheets)
        if chosen not in sheets:
            raise UnknownName(
                f"{name} has no sheet '{chosen}'. Its sheets: {', '.join(sheets)}.", name=chosen, known=sheets
            )
        page = _read(book, chosen)
    except DAMAGED as error:
        if isinstance(error, UnknownName):
            raise
        raise FileRefused(f"{name} is damaged or no XLSX workbook. Save it again from Excel.") from error
    return _reading(page, name, chosen, sheets)


def _refuse_bombs(file: BinaryIO, name: str) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileRefused(f"{name} is damaged or no XLSX workbook. Save it again from Excel.") from error
    size = sum(member.file_size for member in members)
    if size > MOST_UNZIPPED or len(members) > MOST_MEMBERS:
        raise FileRefused(
            f"{name} unpacks into {size / 1e6:,.0f} MB in {len(members):,} parts; at most "
            f"{MOST_UNZIPPED / 1e6:.0f} MB in {MOST_MEMBERS:,} can be read. Save the sheet as CSV.",
            name=name,
        )


@dataclass(frozen=True)
class _Sheet:
    rows: list[list[str]]
    notes: tuple[str, ...]


def _read(book: openpyxl.Workbook, sheet: str, *, most: int = MOST_ROWS) -> _Sheet:
    """Read the rows that hold anything, stopping inside a long blank stretch."""
    rows: list[list[str]] = []
    blank = widest = 0
    for row in _cells(book, sheet):
        blank = 0 if row else blank + 1
        widest = max(widest, len(row))
        if row:
            rows.append(row[:MOST_COLUMNS])
        if blank >= MOST_BLANK_ROWS or len(rows) >= most:
            break
    stopped = f"Stopped reading after {blank:,} blank rows in a row."
    wide = f"Columns beyond number {MOST_COLUMNS} were left out; the widest row has {widest:,}."
    said = {stopped: blank >= MOST_BLANK_ROWS, wide: widest > MOST_COLUMNS}
    return _Sheet(rows, tuple(note for note, true in said.items() if true))


def _cells(book: openpyxl.Workbook, sheet: str) -> Iterator[list[str]]:
    """Give each row as texts, up to its last filled cell."""
    page = book[sheet]
    page.reset_dimensions()  # what the file says about its size may be a lie
    for row in page.iter_rows(max_row=MOST_ROWS, values_only=True):
        last = next((place for place in range(len(row), 0, -1) if row[place - 1] is not None), 0)
        texts = [_text(value) for value in row[:last]]
        yield texts if any(texts) else []


def _fullest(book: openpyxl.Workbook, sheets: tuple[str, ...]) -> str:
    """Return the sheet with most filled cells below a header in its first rows."""
    if len(sheets) == 1:
        return sheets[0]
    return max(sheets, key=lambda sheet: _filled(_read(book, sheet, most=SAMPLE_ROWS).rows))


def _filled(rows: list[list[str]]) -> int:
    below = rows[header_row(rows) + 1 :]
    return sum(1 for row in below for cell in row if cell.strip())


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return str(value).removesuffix(" 00:00:00")
    return str(value)


def _reading(page: _Sheet, name: str, sheet: str, sheets: tuple[str, ...]) -> Reading:
    rows, top = page.rows, header_row(page.rows[:SAMPLE_ROWS])
    if len(rows) <= top + 1:
        raise FileRefused(
            f"{name} has no row below a header on sheet '{sheet}'. Check the period and filters.", name=name
        )
    width = max(len(row) for row in rows[top:])
    columns, made_up = column_names(rows[top], width=width)
    cells = [row + [""] * (width - len(row)) for row in rows[top + 1 :]]
    texts = pd.DataFrame(cells, columns=columns, dtype="str")
    table, tidied = without_blanks(texts.mask(texts == ""))
    above = [" ".join(filter(None, row)) for row in rows[:top]]
    which = (f"Read sheet '{sheet}' of {', '.join(sheets)}.",) if len(sheets) > 1 else ()
    skipped = (f"Skipped above the header: {' / '.join(above)}.",) if above else ()
    notes = (*which, *skipped, *page.notes, *made_up, *tidied)
    return Reading(name, table, notes, sheet=sheet, sheets=sheets)
