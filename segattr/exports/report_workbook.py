"""The quarter report as an Excel workbook: native charts, and formulas that check its own totals."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

import pandas as pd

from segattr.exports.report_charts import add_charts
from segattr.exports.report_parts import Part, Report, Sum
from segattr.exports.workbook import DECIMAL, PERCENT, WHOLE, clean, head, plain, width, write
from segattr.words import report as words
from segattr.words.numbers import SIGNS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_ROWS: Final = 20_000  # of one sheet
LONG: Final = frozenset({"What we found", "Found", "What to do", "What the money is", "About", "Note", "Met"})
WIDE: Final = 60  # characters, of columns that hold sentences
TOLERANCE: Final = 0.005  # of one unit of money


def to_report_workbook(report: Report) -> bytes:
    """Return the report as a workbook, a sheet per part and one that adds up.

    Text is typed as text, so that no name from a file is ever a formula; the only formulas are those of the
    sheet ``Adds up``, which name cells and no text.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    tops = {part.name: _fill(book.create_sheet(part.name), part, report) for part in report.parts}
    add_charts(book, report)
    _fill_sums(book.create_sheet(words.ADDS_UP, len(book.sheetnames) - 2), report, tops)
    book.calculation.fullCalcOnLoad = True
    book.properties.title, book.properties.creator = clean(report.title), report.origin[0]
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(sheet: Worksheet, part: Part, report: Report) -> int:
    """Write a part; return the row of its table's header."""
    top = _begin(sheet, report.title, part.title, part.notes)
    table = part.table.head(MOST_ROWS)
    for place, name in enumerate(map(str, table.columns), start=1):
        values = table.iloc[:, place - 1]
        head(sheet.cell(top, place), name)
        for row, value in enumerate(plain(values), start=top + 1):
            write(sheet.cell(row, place), value, _format(part, name, values, report.currency))
            if name in LONG:
                _wrap(sheet, row, place)
        wanted = WIDE if name in LONG else width(name, values)
        sheet.column_dimensions[sheet.cell(top, place).column_letter].width = wanted
    if len(table):
        sheet.auto_filter.ref = f"A{top}:{sheet.cell(top + len(table), table.shape[1]).coordinate}"
        sheet.print_title_rows = f"{top}:{top}"
    return top


def _begin(sheet: Worksheet, title: str, question: str, notes: object) -> int:
    """Write title, question and notes; return the row the table begins in."""
    from openpyxl.styles import Font

    lines = [title, question, *(notes if isinstance(notes, list | tuple) else ())]
    for row, line in enumerate(lines, start=1):
        write(sheet.cell(row, 1), line, "General")
    sheet["A1"].font, sheet["A2"].font = Font(bold=True, size=16), Font(bold=True, size=12)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.sheet_view.showGridLines = False
    return len(lines) + 2


def _wrap(sheet: Worksheet, row: int, place: int) -> None:
    from openpyxl.styles import Alignment

    sheet.cell(row, place).alignment = Alignment(vertical="top", wrap_text=True)


def _format(part: Part, name: str, values: pd.Series, currency: str) -> str:
    if name in part.percent:
        return PERCENT
    if name in part.money:
        sign = SIGNS.get(currency, "")
        return f'"{sign}"{DECIMAL}' if sign else DECIMAL
    whole = values.dropna()
    if pd.api.types.is_numeric_dtype(values.dtype) and (whole == whole.round()).all():
        return WHOLE
    return DECIMAL


def _fill_sums(sheet: Worksheet, report: Report, tops: dict[str, int]) -> None:
    top = _begin(sheet, report.title, words.TITLES[words.ADDS_UP], (words.ADDED,))
    for place, name in enumerate(("Total", "Of", "On the sheet", "In the files", "Difference", "So it"), 1):
        head(sheet.cell(top, place), name)
    for row, each in enumerate(report.sums, start=top + 1):
        write(sheet.cell(row, 1), each.what, "General")
        write(sheet.cell(row, 2), each.where[1] if each.where else "all rows", "General")
        sheet.cell(row, 3).value = _added(each, report.part(each.part).table, tops[each.part], row)
        write(sheet.cell(row, 4), each.total, DECIMAL)
        sheet.cell(row, 5).value = f"=C{row}-D{row}"
        sheet.cell(row, 6).value = f'=IF(ABS(E{row})<{TOLERANCE},"{words.YES}","{words.NO}")'
        for place in (3, 5):
            sheet.cell(row, place).number_format = DECIMAL
    for letter, wanted in zip("ABCDEF", (48, 14, 18, 18, 14, 12), strict=True):
        sheet.column_dimensions[letter].width = wanted


def _added(each: Sum, table: pd.DataFrame, top: int, row: int) -> str:
    """Return the formula that adds up a column; it names cells alone, never a text."""
    figures = _range(each.part, table, each.column, top)
    if each.where is None:
        return f"=SUM({figures})"
    return f"=SUMIFS({figures},{_range(each.part, table, each.where[0], top)},B{row})"


def _range(part: str, table: pd.DataFrame, column: str, top: int) -> str:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(list(table.columns).index(column) + 1)
    last = top + max(min(len(table), MOST_ROWS), 1)
    return f"'{part}'!${letter}${top + 1}:${letter}${last}"
