"""One sheet of a workbook as CSV: run as a process of its own by `segattr.io.workbook`.

::

    python -m segattr.io.workbook_process {fast|streamed} SHEET < book.xlsx

One far cell makes the fast reader ask for more memory than a machine has, and ends its process. The streamed
reader meets cell after cell, slower by a factor of ten, and stops inside a long blank stretch.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from segattr.io.bounded import limit_memory
from segattr.io.header import header_row

if TYPE_CHECKING:
    import openpyxl
    import python_calamine

MOST_COLUMNS = 2_048
MOST_ROWS = 1_048_576
MOST_CELLS = 50_000_000
MOST_BLANK_ROWS = 10_000
SAMPLE_ROWS = 500
EXACT_BELOW = 2**53  # larger whole numbers have lost digits in every spreadsheet

Rows = Callable[[], Iterator[Sequence[object]]]


class _Echo:
    """Hands a line back to whoever has it written."""

    def write(self, line: str) -> str:
        return line


_LINES: Any = csv.writer(_Echo(), lineterminator="")


@dataclass
class Page:
    """The rows of a sheet that hold anything, as lines of CSV, and what was seen on the way."""

    lines: list[str] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    blank: int = 0
    widest: int = 0
    cells: int = 0
    sample: list[list[str]] = field(default_factory=list)

    def add(self, row: list[str]) -> bool:
        """Take a row; False when there is no point in going on."""
        self.blank = 0 if row else self.blank + 1
        self.widest = max(self.widest, len(row))
        if row:
            kept = row[:MOST_COLUMNS]
            self.lines.append(_LINES.writerow(kept))
            self.widths.append(len(kept))
            self.cells += len(kept)
            if len(self.sample) < SAMPLE_ROWS:
                self.sample.append(kept)
        return self.blank < MOST_BLANK_ROWS and self.cells <= MOST_CELLS and len(self.lines) < MOST_ROWS

    @property
    def filled(self) -> int:
        """How many cells below the header of its first rows are filled."""
        below = self.sample[header_row(self.sample) + 1 :]
        return sum(1 for row in below for cell in row if cell.strip())


def main(how: str, wanted: str) -> None:
    """Write facts about the workbook as one line of JSON, then the sheet as CSV, all rows equally wide."""
    limit_memory()
    content = sys.stdin.buffer.read()
    facts: dict[str, object] = {"sheets": [], "sheet": wanted}
    page = Page()
    try:
        sheets = _fast(content) if how == "fast" else _streamed(content)
        facts |= {"sheets": list(sheets), "sheet": wanted or _fullest(sheets)}
        page = _read(sheets[str(facts["sheet"])], most=MOST_ROWS) if facts["sheet"] in sheets else page
    except Exception as problem:  # whatever a stranger's file provokes; the caller says it in words
        facts["problem"] = type(problem).__name__
    facts |= {"blank": page.blank, "widest": page.widest, "cells": page.cells, "rows": len(page.lines)}
    width = max(page.widths, default=0)
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", newline="")
    out.write(json.dumps(facts) + "\n")
    for line, cells in zip(page.lines, page.widths, strict=True):
        out.write(f"{line}{',' * (width - cells)}\n")
    out.flush()


def _fast(content: bytes) -> dict[str, Rows]:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    pages = [page.name for page in book.sheets_metadata if "WorkSheet" in str(page.typ)]
    return {name: partial(_fast_rows, book, name) for name in pages}


def _fast_rows(book: python_calamine.CalamineWorkbook, name: str) -> Iterator[Sequence[object]]:
    return book.get_sheet_by_name(name).iter_rows()


def _streamed(content: bytes) -> dict[str, Rows]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return {page.title: partial(_streamed_rows, book, page.title) for page in book.worksheets}


def _streamed_rows(book: openpyxl.Workbook, name: str) -> Iterator[Sequence[object]]:
    page = book[name]
    page.reset_dimensions()  # what the file says about its size may be a lie
    rows: Iterator[Sequence[object]] = page.iter_rows(max_row=MOST_ROWS, values_only=True)
    return rows


def _fullest(sheets: dict[str, Rows]) -> str:
    """Return the sheet with most filled cells below a header in its first rows."""
    if len(sheets) == 1:
        return next(iter(sheets))
    return max(sheets, key=lambda name: _read(sheets[name], most=SAMPLE_ROWS).filled, default="")


def _read(rows: Rows, *, most: int) -> Page:
    page = Page()
    for row in rows():
        texts = [_text(value) for value in row]
        while texts and not texts[-1]:
            texts.pop()
        if not page.add(texts) or len(page.lines) >= most:
            break
    return page


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _digits(value)
    if isinstance(value, datetime.datetime):
        return str(_whole_seconds(value)).removesuffix(" 00:00:00")
    return "" if value is None else str(value)


def _digits(value: float) -> str:
    if abs(value) >= EXACT_BELOW:
        return f"{value:.14E}"
    return str(int(value)) if float(value).is_integer() else str(value)


def _whole_seconds(moment: datetime.datetime) -> datetime.datetime:
    """Round away what a day's fraction cannot hold: 08:44:59.999 is 08:45."""
    rest = moment.microsecond
    if rest and min(rest, 1_000_000 - rest) <= 2_000:
        return moment.replace(microsecond=0) + datetime.timedelta(seconds=rest > 500_000)
    return moment


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
