"""A table as CSV: every digit, every column under its own name, nothing else in the file."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.exports.document import Document
from segattr.exports.neutral import neutralise, texts
from segattr.words.numbers import exact

# The mark tells Excel that the file is UTF-8; pandas, Polars and LibreOffice skip it.
MARK: Final = "\ufeff"
# The semicolon and the tab are there because in half of Europe they end a cell, and what follows begins one.
_QUOTED: Final = frozenset('",;\t\r\n')
_END: Final = "\r\n"


def to_csv(document: Document) -> bytes:
    r"""Return the table as CSV: unrounded numbers, comma, decimal point, UTF-8 with its mark.

    Whole numbers have no point. Text that a spreadsheet would calculate has an apostrophe before it. The
    settings are not in the file, so that any program reads the table as it is; the Excel workbook has them.

    Examples
    --------
    >>> to_csv(Document(pd.DataFrame({"channel": ["=1+1"], "share": [0.1]}), name="c", title="")).decode()
    "\ufeffchannel,share\r\n'=1+1,0.1\r\n"
    """
    table = document.table
    columns = [_cells(table.iloc[:, place]) for place in range(table.shape[1])]
    header = [_quoted(neutralise(str(name))) for name in table.columns]
    lines = [",".join(row) for row in (header, *zip(*columns, strict=True))]
    return (MARK + _END.join(lines) + _END).encode("utf-8")


def _cells(values: pd.Series) -> list[str]:
    if pd.api.types.is_bool_dtype(values.dtype):
        return texts(values)
    if pd.api.types.is_numeric_dtype(values.dtype):
        return [
            "" if missing else exact(number)
            for number, missing in zip(values.tolist(), values.isna(), strict=True)
        ]
    return [_quoted(neutralise(text)) for text in texts(values)]


def _quoted(text: str) -> str:
    if _QUOTED.isdisjoint(text) and text == text.strip():
        return text
    return '"' + text.replace('"', '""') + '"'
