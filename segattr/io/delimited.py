"""CSV, TSV and other delimited text."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import BinaryIO

import pandas as pd
import pyarrow as pa

from segattr.errors import FileRefused, UnknownName
from segattr.io.cuts import BLANKS, DELIMITERS
from segattr.io.even_text import read_even
from segattr.io.finish import finished
from segattr.io.header import column_names
from segattr.io.reading import Reading
from segattr.io.sniff import MOST_COLUMNS, WIDE_ROWS, Layout, sniff
from segattr.io.source import HEAD_BYTES
from segattr.io.tables_in_text import several_tables

FEWEST_LINES = 20
LONG_HEAD = 1_000_000
MOST_CELLS = 200_000_000

_TOO_WIDE = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")


def read_delimited(file: BinaryIO, *, name: str, sheet: str | None = None) -> Reading:
    r"""Read delimited text as one table of text.

    Parameters
    ----------
    file : open binary file.
    name : what to call it in messages.
    sheet : which table of a report that has several below each other; by default the longest.

    Raises
    ------
    FileRefused : not text, too wide, or no row below the header.
    UnknownName : no table of that name.

    Examples
    --------
    >>> read_delimited(io.BytesIO(b"id;value\n007;1,5\n"), name="o.csv").table.iloc[0].tolist()
    ['007', '1,5']
    """
    tables = several_tables(file, name=name)
    if not tables:
        head, whole = _head(file)
        layout = sniff(head, name=name, whole=whole)
        _refuse_cells(file, head, len(layout.columns), name)
        return _table(file, layout, name=name)
    chosen = sheet or max(tables, key=lambda title: sum(map(tables[title].count, DELIMITERS)))
    if chosen not in tables:
        known = tuple(tables)
        raise UnknownName(
            f"{name} has no table '{chosen}'. It has: {'; '.join(known)}.", name=chosen, known=known
        )
    text = tables[chosen].encode()
    notes = (f"Read the table '{chosen}' of {len(tables)}: {'; '.join(tables)}.",)
    reading = _table(io.BytesIO(text), sniff(text, name=name, whole=True), name=name, notes=notes)
    return replace(reading, sheet=chosen, sheets=tuple(tables))


def _head(file: BinaryIO) -> tuple[bytes, bool]:
    """Return the first bytes, more of them where lines are long, and whether they are all there is."""
    head = file.read(HEAD_BYTES)
    if len(head) < HEAD_BYTES or head.count(b"\n") >= FEWEST_LINES:
        return head, len(head) < HEAD_BYTES
    more = file.read(LONG_HEAD)
    return head + more, len(more) < LONG_HEAD


def _refuse_cells(file: BinaryIO, head: bytes, width: int, name: str) -> None:
    """Refuse a file of more cells than fit into memory, judged by the lines of its head."""
    size = file.seek(0, 2)
    cells = size / len(head) * head.count(b"\n") * width
    if cells > MOST_CELLS:
        raise FileRefused(
            f"{name} has about {cells / 1e6:,.0f} million cells in {width:,} columns; at most "
            f"{MOST_CELLS / 1e6:.0f} million can be read. Export fewer columns or a shorter period.",
            name=name,
        )


def read_sheet(file: BinaryIO, *, name: str, notes: tuple[str, ...] = ()) -> Reading:
    r"""Read what was a spreadsheet and is now UTF-8 with commas, all rows equally wide.

    Parameters
    ----------
    file : open binary file.
    name : what to call it in messages.
    notes : what was found so far.

    Raises
    ------
    FileRefused : no row below the header.

    Examples
    --------
    >>> read_sheet(io.BytesIO(b"Orders,\nid,value\n7,2\n"), name="o.xlsx").table.iloc[0].tolist()
    ['7', '2']
    """
    head, whole = _head(file)
    layout = sniff(head, name=name, whole=whole, exact=True)
    return _table(file, layout, name=name, notes=notes)


def _table(file: BinaryIO, layout: Layout, *, name: str, notes: tuple[str, ...] = ()) -> Reading:
    table, met = _read(file, layout, name)
    table = _trimmed(table) if layout.aligned else table
    told = (*notes, *layout.notes, *met)
    return finished(table, name=name, header=layout.header, decimal=layout.decimal, notes=told)


def _trimmed(table: pd.DataFrame) -> pd.DataFrame:
    texts = {column: table[column].astype("str").str.strip() for column in table.columns}
    return pd.DataFrame({column: text.mask(text == "") for column, text in texts.items()})


def _read(file: BinaryIO, layout: Layout, name: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Read with Arrow, five times as fast and exact to the letter; pandas reads what Arrow finds uneven."""
    try:
        return read_even(file, layout), ()
    except (pa.ArrowInvalid, UnicodeDecodeError):
        pass
    try:
        return _read_uneven(file, layout, layout.encoding, name)
    except UnicodeDecodeError:
        table, notes = _read_uneven(file, layout, "cp1252", name)
        return table, (*notes, "The text is not UTF-8 throughout; it was read as Windows-1252.")


def _read_uneven(
    file: BinaryIO, layout: Layout, encoding: str, name: str
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Read rows of different widths: short ones end blank, long ones get columns of their own."""
    columns = list(layout.columns)
    notes: tuple[str, ...] = ()
    while True:
        try:
            return _read_padded(file, layout, columns, encoding), notes
        except pd.errors.ParserError as error:
            wide = _TOO_WIDE.search(str(error))
            if wide is None or int(wide[3]) > MOST_COLUMNS:
                raise FileRefused(
                    f"{name} cannot be read as a table: {_reason(error)}.", name=name
                ) from error
            columns, _ = column_names(columns, width=int(wide[3]))
            notes = (WIDE_ROWS,)


def _reason(error: Exception) -> str:
    if "EOF inside string" in str(error):
        return "a quotation mark opens and never closes"
    return str(error).strip().removeprefix("Error tokenizing data. C error: ").rstrip(".")


def _read_padded(file: BinaryIO, layout: Layout, columns: list[str], encoding: str) -> pd.DataFrame:
    file.seek(layout.start)
    return pd.read_csv(
        file,
        sep=r"\s+" if layout.delimiter == BLANKS else layout.delimiter,
        names=columns,
        header=None,
        index_col=False,
        dtype="str",
        keep_default_na=False,
        na_values=[""],
        encoding=encoding,
        encoding_errors="replace" if encoding == "cp1252" else "strict",
        skipinitialspace=layout.padded,
    )
