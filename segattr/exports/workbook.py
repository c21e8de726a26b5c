"""A table as an Excel workbook: one sheet to work with, one that says what it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final

import pandas as pd

from segattr.exports.document import Document
from segattr.exports.neutral import looks_like_formula, texts

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS: Final = 100_000  # writing more takes half a minute, and nobody scrolls through them
PERCENT, WHOLE, DECIMAL, DAY = "0.0%", "#,##0", "#,##0.00", "yyyy-mm-dd hh:mm"
FORMATS: Final = {"p": "0.0000", "adjusted": "0.0000", "strength": "0.000"}
WIDEST, NARROWEST = 48, 9  # characters
_DARK, _PALE = "FF14181F", "FFE7EAF0"


def to_workbook(document: Document) -> bytes:
    """Return the table as a workbook: sheets ``Table`` and ``Settings``, and between them what belongs to it.

    Numbers are unrounded and formatted by what they are; text is typed as text, so that no name from a file
    is ever a formula. More than 100,000 rows do not fit: the first are there, and the settings say so.
    """
    from openpyxl import Workbook  # 0.2 s nobody should wait for who does not ask for Excel

    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = "Table"
    _fill_table(sheet, document.table.head(MOST_ROWS), document.percent)
    for name, further in document.further.items():
        _fill_table(book.create_sheet(name), further.head(MOST_ROWS), frozenset())
    _fill_settings(book.create_sheet("Settings"), document)
    book.properties.title, book.properties.creator = clean(document.title), document.origin[0]
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill_table(sheet: Worksheet, table: pd.DataFrame, percent: frozenset[str]) -> None:
    for place, name in enumerate(map(str, table.columns), start=1):
        values = table.iloc[:, place - 1]
        number_format = _format(name, values, percent)
        head(sheet.cell(1, place), name)
        for row, value in enumerate(plain(values), start=2):
            write(sheet.cell(row, place), value, number_format)
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = width(name, values)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _fill_settings(sheet: Worksheet, document: Document) -> None:
    rows, written = len(document.table), min(len(document.table), MOST_ROWS)
    cut = [f"The first {written:,} of {rows:,} rows; the CSV has them all."] if written < rows else []
    more = [
        ("Rows", f"{name}: {min(len(table), MOST_ROWS):,} of {len(table):,}")
        for name, table in document.further.items()
    ]
    made_with, made_on = document.origin
    lines = [
        ("Table", document.title),
        *(("Setting", line) for line in document.settings),
        *(("Rows", line) for line in (cut or [f"{rows:,}"])),
        *more,
        ("Made with", made_with),
        ("Made on", made_on),
    ]
    for row, line in enumerate(lines, start=1):
        for place, text in enumerate(line, start=1):
            write(sheet.cell(row, place), text, "General")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 12, 90


def head(cell: Cell, name: str) -> None:
    """Write a column's name, so that it is seen to be one."""
    from openpyxl.styles import Alignment, Font, PatternFill

    write(cell, name, "General")
    cell.font = Font(bold=True, color=_DARK)
    cell.fill = PatternFill("solid", start_color=_PALE)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def write(cell: Cell, value: object, number_format: str) -> None:
    """Write a value; text stays text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = clean(value) or None
        cell.data_type = "s" if cell.value else "n"
        cell.quotePrefix = looks_like_formula(value)  # stays text when somebody edits the cell
    elif value is not None:
        cell.value = value  # numbers, moments and truth values
        cell.number_format = number_format


def clean(text: str) -> str:
    """Return a text without what no workbook holds."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    kept: str = ILLEGAL_CHARACTERS_RE.sub("", text)
    return kept


def _format(name: str, values: pd.Series, percent: frozenset[str]) -> str:
    if name in percent:
        return PERCENT
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return DAY
    return FORMATS.get(name, WHOLE if pd.api.types.is_integer_dtype(values.dtype) else DECIMAL)


def plain(values: pd.Series) -> Iterable[object]:
    """Return values as Excel knows them: numbers, moments without a zone, text, or None."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        naive = values.dt.tz_convert(None) if values.dt.tz is not None else values
        return [_moment(value) for value in naive]
    if pd.api.types.is_numeric_dtype(values.dtype):  # truth values are numbers here
        return [None if gone else _number(v) for v, gone in zip(values.tolist(), values.isna(), strict=True)]
    return [text or None for text in texts(values)]


def _moment(value: object) -> datetime | None:
    return value.to_pydatetime(warn=False) if isinstance(value, pd.Timestamp) else None


def _number(value: object) -> object:
    return str(value) if value in (float("inf"), float("-inf")) else value


def width(name: str, values: pd.Series) -> float:
    """Return how wide a column is drawn, in characters."""
    if pd.api.types.is_numeric_dtype(values.dtype):
        longest = max((len(f"{value:,.2f}") for value in values.dropna().tolist()), default=0)
    else:
        longest = max(map(len, texts(values)), default=0)
    return min(max(longest, len(name), NARROWEST) + 3, WIDEST)
