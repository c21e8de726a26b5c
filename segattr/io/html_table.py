"""Tables of a web page: what several tools save under the name of an old Excel workbook."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from html.parser import HTMLParser
from typing import BinaryIO

from segattr.errors import FileRefused, UnknownName
from segattr.io.delimited import read_sheet
from segattr.io.encoding import decoded
from segattr.io.reading import Reading
from segattr.io.source import HEAD_BYTES

MOST_BYTES = 30_000_000
DEEPEST = 20  # tables inside each other
MOST_SPAN = 200  # cells one cell may stretch over
MOST_CELLS = 20_000_000


def read_html(file: BinaryIO, *, name: str, sheet: str | None = None) -> Reading:
    """Read a table of a web page as text.

    Parameters
    ----------
    file : open binary file.
    name : what to call it in messages.
    sheet : which table, ``table 2``; by default the one with most cells.

    Raises
    ------
    FileRefused : too large, or without a table.
    UnknownName : no such table.

    Examples
    --------
    >>> page = b"<table><tr><th>id</th><th>value</th></tr><tr><td>007</td><td>2</td></tr></table>"
    >>> read_html(io.BytesIO(page), name="o.xls").table.iloc[0].tolist()
    ['007', '2']
    """
    tables = _tables(file, name)
    if not tables:
        raise FileRefused(f"{name} is a web page without a table. Export it as CSV or XLSX.", name=name)
    chosen = sheet or max(tables, key=lambda title: sum(map(len, tables[title])))
    if chosen not in tables:
        known = tuple(tables)
        raise UnknownName(f"{name} has no '{chosen}'. It has: {', '.join(known)}.", name=chosen, known=known)
    rows = tables[chosen]
    width = max(map(len, rows))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(row + [""] * (width - len(row)) for row in rows)
    which = f"Read {chosen} of {len(tables)}." if len(tables) > 1 else ""
    notes = tuple(filter(None, ("The file is a web page with a table in it.", which)))
    reading = read_sheet(io.BytesIO(text.getvalue().encode()), name=name, notes=notes)
    return replace(reading, sheet=chosen, sheets=tuple(tables)) if len(tables) > 1 else reading


def _tables(file: BinaryIO, name: str) -> dict[str, list[list[str]]]:
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise FileRefused(
            f"{name} is a web page of more than {MOST_BYTES / 1e6:.0f} MB. Export it as CSV or XLSX.",
            name=name,
        )
    encoding, bom, _ = decoded(content[:HEAD_BYTES], name=name, whole=len(content) < HEAD_BYTES)
    page = _Page(name)
    page.feed(content[bom:].decode(encoding, errors="replace"))
    page.close()
    if page.cells > MOST_CELLS:
        raise FileRefused(
            f"{name} holds more than {MOST_CELLS / 1e6:.0f} million cells. Export it as CSV.", name=name
        )
    filled = [rows for rows in page.tables if any(map(len, rows))]
    return {f"table {number}": rows for number, rows in enumerate(filled, start=1)}


class _Page(HTMLParser):
    """Collects the cells of all tables; a table inside a cell is one of its own."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self.tables: list[list[list[str]]] = []
        self.cells = 0
        self._open: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._end_cell()
            if len(self._open) == DEEPEST:
                raise FileRefused(
                    f"{self._name} holds tables inside tables, {DEEPEST} deep. Export it as CSV."
                )
            self._open.append([])
            self.tables.append(self._open[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            self._cell = []
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), MOST_SPAN) if span.isascii() and span.isdigit() else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None or not self._open:
            self._cell = None
            return
        if not self._open[-1]:
            self._open[-1].append([])
        text = " ".join("".join(self._cell).split())
        self.cells += self._span
        if self.cells <= MOST_CELLS:
            self._open[-1][-1] += [text, *[""] * (self._span - 1)]
        self._cell = None
