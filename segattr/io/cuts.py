"""Where the lines of a text file are cut into cells."""

from __future__ import annotations

import csv
import re
from collections import Counter

from segattr.errors import FileRefused

DELIMITERS = (",", ";", "\t", "|")
BLANKS = " "  # any run of blanks and tabs parts two cells
MOST_EVEN = 0.95  # share of lines that runs of blanks must cut alike to be believed
_DECLARED = re.compile(r'^"?sep=(.)"?[ \t]*\r?\n', re.IGNORECASE)
_NUMBER = re.compile(r"^[-+]?\d[\d.,]*$")


def declared(text: str) -> tuple[str, str]:
    r"""Return the delimiter a file names in its first line, as Excel does, and the text below.

    Examples
    --------
    >>> declared("sep=;\nid;value\n")
    (';', 'id;value\n')
    """
    said = _DECLARED.match(text)
    return (said[1], text[said.end() :]) if said else ("", text)


def delimiter_of(lines: list[str]) -> str:
    r"""Choose the delimiter that cuts most lines into the same number of cells, the first line among them.

    Runs of blanks are taken where no delimiter cuts anything and they cut all lines alike, some into figures.

    Examples
    --------
    >>> delimiter_of(["id;value\n", "1;2,50\n"]), delimiter_of([" 00004  19970101 29.33\n"] * 2)
    (';', ' ')
    """

    def fit(delimiter: str) -> tuple[bool, float, int]:
        widths = [len(row) for row in _cut(lines, delimiter) if row]
        usual, times = Counter(w for w in widths if w > 1).most_common(1)[0] if max(widths) > 1 else (1, 0)
        return widths[0] == usual > 1, times / len(widths), usual

    if not any(line.strip() for line in lines):
        return ","
    best = max(DELIMITERS, key=fit)
    return BLANKS if fit(best)[1] < 0.5 and _by_blanks(lines) else best


def rows_of(
    lines: list[str], delimiter: str, *, padded: bool, name: str
) -> tuple[list[list[str]], list[int]]:
    """Return the rows of a sample that hold anything, and after how many lines each ends.

    Raises
    ------
    FileRefused : a cell is longer than any cell of a table.
    """
    if delimiter == BLANKS:
        rows = [(line.split(), number) for number, line in enumerate(lines, start=1) if line.strip()]
        return [row for row, _ in rows], [end for _, end in rows]
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=padded)
    try:
        found = [(row, reader.line_num) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise FileRefused(
            f"{name} cannot be read as a table: near line {reader.line_num:,} a cell does not end. "
            "Check the quotation marks, or export it again.",
            name=name,
        ) from error
    return [row for row, _ in found], [end for _, end in found]


def _cut(lines: list[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        return [[""]]


def _by_blanks(lines: list[str]) -> bool:
    rows = [line.split() for line in lines if line.strip()]
    width, times = Counter(map(len, rows)).most_common(1)[0]
    even = [row for row in rows if len(row) == width]
    if width < 2 or times < MOST_EVEN * len(rows) - 1:  # one line may be a title
        return False
    columns = zip(*even, strict=True)
    return any(
        sum(1 for cell in column if _NUMBER.match(cell)) >= MOST_EVEN * times - 1 for column in columns
    )
