"""What a text file is, judged from its first 64 KB: encoding, delimiter, where the table begins."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from segattr.errors import FileRefused
from segattr.io.cuts import BLANKS, declared, delimiter_of, rows_of
from segattr.io.encoding import below_comments, decoded
from segattr.io.header import column_names, header_row
from segattr.io.without_header import NOTE, lacks_header, numbered

MOST_COLUMNS = 2_048
LABEL_SHARE = 0.2  # a column with fewer different cells per row than this is read as categories
FEWEST_ROWS = 100  # below, categories save nothing
WIDE_ROWS = "Some rows have more cells than the header; those stand in columns without a name."
GUESSED = "The text is not UTF-8; it was read as Windows-1252."
ALIGNED = "Cells are filled up with blanks to align the columns; those blanks were left out."
_DECIMAL = {mark: re.compile(rf"^-?\d+\{mark}(?:\d{{1,2}}|\d{{4,}})$") for mark in (".", ",")}


@dataclass(frozen=True)
class Layout:
    """How to read a text file as a table.

    Attributes
    ----------
    encoding, delimiter : as Python and CSV readers name them.
    start : byte at which the row below the header begins.
    columns : one different name per column.
    header : the cells of the header as they stand in the file.
    labels : columns of few different texts.
    decimal : the decimal mark most cells of the sample point to; empty where none does.
    padded : whether blanks follow the delimiters before quotes.
    aligned : whether cells and headers alike are filled up with blanks to stand below each other.
    notes : what was skipped or made up.
    """

    encoding: str
    delimiter: str
    start: int
    columns: tuple[str, ...]
    header: tuple[str, ...]
    labels: frozenset[str]
    decimal: str
    padded: bool
    aligned: bool
    notes: tuple[str, ...]


def sniff(head: bytes, *, name: str, whole: bool, exact: bool = False) -> Layout:
    r"""Judge a text file from its first bytes.

    Parameters
    ----------
    head : the first bytes of the file.
    name : what to call the file in messages.
    whole : whether `head` is all there is.
    exact : whether it is known to be UTF-8 with commas, as a sheet of a workbook is.

    Raises
    ------
    FileRefused : not text, too wide, or no row below the header.

    Examples
    --------
    >>> sniff("kunde;wert\n1;2,50\n".encode("cp1252"), name="k.csv", whole=True).delimiter
    ';'
    """
    encoding, bom, text = _decoded(head, name=name, whole=whole, exact=exact)
    said, below = ("", text) if exact else declared(text)
    body, comments = below_comments(below)
    lines = list(io.StringIO(body, newline=""))
    delimiter = said or ("," if exact else delimiter_of(lines if whole else lines[:-1] or lines))
    _refuse_width((lines[0].count(delimiter) if lines and delimiter != BLANKS else 0) + 1, name=name)
    padded = not exact and bool(lines) and re.search(rf'{re.escape(delimiter)} +"', lines[0]) is not None
    rows, ends = rows_of(lines, delimiter, padded=padded, name=name)
    rows = rows if whole or len(rows) < 3 else rows[:-1]  # the last row may be cut
    top = header_row(rows)
    headless = bool(rows) and lacks_header(rows[top:])
    _refuse_no_rows(rows, top - headless, name=name)
    width = max(len(row) for row in rows[top:])
    _refuse_width(width, name=name)
    header = () if headless else tuple(rows[top])
    columns, made_up = column_names(numbered(width) if headless else header, width=width)
    cells = [row + [""] * (width - len(row)) for row in rows[top + (not headless) :]]
    aligned = (
        delimiter != BLANKS and _blank_edged(rows[top]) and _blank_edged([c for row in cells for c in row])
    )
    above = ([0, *ends])[top] if headless else ends[top]  # lines above the first row of data
    skipped = text[: len(text) - len(body)] + "".join(lines[:above])
    guessed = () if encoding != "cp1252" else (GUESSED,)
    met = _said(rows, top, wide=bool(header) and width > len(header), aligned=aligned, headless=headless)
    return Layout(
        encoding=encoding,
        delimiter=delimiter,
        start=bom + len(skipped.encode(encoding, errors="replace")),
        columns=tuple(columns),
        header=header,
        labels=_labels(columns, cells),
        decimal="" if exact else _decimal(cells, delimiter),
        padded=padded,
        aligned=aligned,
        notes=(*guessed, *comments, *met, *made_up),
    )


def _decoded(head: bytes, *, name: str, whole: bool, exact: bool) -> tuple[str, int, str]:
    return ("utf-8", 0, head.decode(errors="ignore")) if exact else decoded(head, name=name, whole=whole)


def _said(rows: list[list[str]], top: int, *, wide: bool, aligned: bool, headless: bool) -> list[str]:
    above = [" ".join(filter(None, (cell.strip() for cell in row))) for row in rows[:top]]
    titles = f"Skipped above the header: {' / '.join(filter(None, above))}."
    said = {titles: any(above), WIDE_ROWS: wide, ALIGNED: aligned, NOTE: headless}
    return [note for note, true in said.items() if true]


def _refuse_width(width: int, *, name: str) -> None:
    if width > MOST_COLUMNS:
        raise FileRefused(
            f"{name} has {width:,} or more columns; at most {MOST_COLUMNS:,} can be read. Export fewer.",
            name=name,
        )


def _refuse_no_rows(rows: list[list[str]], top: int, *, name: str) -> None:
    if not rows:
        raise FileRefused(f"{name} holds only blank lines. Export it again.", name=name)
    if len(rows) <= top + 1:
        raise FileRefused(
            f"{name} has a header but no row below it. Check the period and filters of the export.", name=name
        )


def _blank_edged(cells: list[str]) -> bool:
    """Whether most filled cells begin or end with a blank."""
    filled = [cell for cell in cells if cell.strip()]
    return sum(1 for cell in filled if cell != cell.strip()) > len(filled) / 2


def _labels(columns: list[str], cells: list[list[str]]) -> frozenset[str]:
    if len(cells) < FEWEST_ROWS:
        return frozenset()
    texts = zip(columns, zip(*cells, strict=True), strict=True)
    return frozenset(name for name, column in texts if len(set(column)) <= LABEL_SHARE * len(column))


def _decimal(cells: list[list[str]], delimiter: str) -> str:
    """Return the mark that more cells prove; a semicolon file without proof is taken as one with commas."""
    proofs = {
        mark: sum(1 for row in cells for cell in row if pattern.match(cell.strip()))
        for mark, pattern in _DECIMAL.items()
    }
    if proofs["."] == proofs[","]:
        return "," if delimiter == ";" else ""
    return max(proofs, key=lambda mark: proofs[mark])
