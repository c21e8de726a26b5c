"""What a text file is, judged from its first 64 KB: encoding, delimiter, where the table begins."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from segattr.errors import FileRefused
from segattr.io.encoding import below_comments, decoded
from segattr.io.header import column_names, header_row

DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 256
LABEL_SHARE = 0.2  # a column with fewer different cells per row than this is read as categories
FEWEST_ROWS = 100  # below, categories save nothing
WIDE_ROWS = "Some rows have more cells than the header; those stand in columns without a name."
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
    labels: frozenset[str]
    decimal: str
    padded: bool
    aligned: bool
    notes: tuple[str, ...]


def sniff(head: bytes, *, name: str, whole: bool) -> Layout:
    r"""Judge a text file from its first bytes.

    Parameters
    ----------
    head : the first bytes of the file.
    name : what to call the file in messages.
    whole : whether `head` is all there is.

    Raises
    ------
    FileRefused : not text, too wide, or no row below the header.

    Examples
    --------
    >>> sniff("kunde;wert\n1;2,50\n".encode("cp1252"), name="k.csv", whole=True).delimiter
    ';'
    """
    encoding, bom, text = decoded(head, name=name, whole=whole)
    body, comments = below_comments(text)
    lines = list(io.StringIO(body, newline=""))
    delimiter = _delimiter(lines if whole else lines[:-1] or lines)
    _refuse_width(lines, delimiter, name=name)
    padded = bool(lines) and re.search(rf'{re.escape(delimiter)} +"', lines[0]) is not None
    rows, ends = _rows(lines, delimiter, padded=padded)
    rows = rows if whole or len(rows) < 3 else rows[:-1]  # the last row may be cut
    top = header_row(rows)
    _refuse_no_rows(rows, top, name=name)
    width = max(len(row) for row in rows[top:])
    columns, made_up = column_names(rows[top], width=width)
    cells = [row + [""] * (width - len(row)) for row in rows[top + 1 :]]
    aligned = _blank_edged(rows[top]) and _blank_edged([cell for row in cells for cell in row])
    skipped = text[: len(text) - len(body)] + "".join(lines[: ends[top]])
    return Layout(
        encoding=encoding,
        delimiter=delimiter,
        start=bom + len(skipped.encode(encoding, errors="replace")),
        columns=tuple(columns),
        labels=_labels(columns, cells),
        decimal=_decimal(cells, delimiter),
        padded=padded,
        aligned=aligned,
        notes=(*comments, *_said(rows, top, width=width, aligned=aligned), *made_up),
    )


def _said(rows: list[list[str]], top: int, *, width: int, aligned: bool) -> list[str]:
    above = [" ".join(filter(None, (cell.strip() for cell in row))) for row in rows[:top]]
    titles = f"Skipped above the header: {' / '.join(filter(None, above))}."
    said = {titles: any(above), WIDE_ROWS: width > len(rows[top]), ALIGNED: aligned}
    return [note for note, true in said.items() if true]


def _delimiter(lines: list[str]) -> str:
    """Choose the delimiter that cuts most lines into the same number of cells, the first line among them."""

    def fit(delimiter: str) -> tuple[bool, float, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        usual, times = Counter(w for w in widths if w > 1).most_common(1)[0] if max(widths) > 1 else (1, 0)
        return widths[0] == usual > 1, times / len(widths), usual

    return max(DELIMITERS, key=fit) if any(line.strip() for line in lines) else ","


def _refuse_width(lines: list[str], delimiter: str, *, name: str) -> None:
    width = (lines[0].count(delimiter) if lines else 0) + 1
    if width > MOST_COLUMNS:
        raise FileRefused(
            f"{name} has {width} or more columns; at most {MOST_COLUMNS} can be read. Export fewer columns.",
            name=name,
        )


def _rows(lines: list[str], delimiter: str, *, padded: bool) -> tuple[list[list[str]], list[int]]:
    """Return the rows of the sample and after how many lines each ends."""
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=padded)
    found = [(row, reader.line_num) for row in reader if any(cell.strip() for cell in row)]
    return [row for row, _ in found], [end for _, end in found]


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
