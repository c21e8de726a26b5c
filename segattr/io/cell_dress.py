"""What spreadsheets and shops wrap around a cell to keep it as it is, and what they break in long ids."""

from __future__ import annotations

import re

import pandas as pd
import pyarrow.compute as pc

from segattr.io.cells import quoted, series
from segattr.io.text_search import holds_any, texts_once

FORMULA = r'^="((?:[^"]|"")*)"$'
APOSTROPHE = r"^'(.*)$"
SHORTENED = r"^[1-9](?:[.,]\d+)?E\+(?:1[1-9]|[2-9]\d)$"  # how Excel shows a number of twelve digits or more
TRIED = 100


def undressed(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the table with wrapped cells as they were meant, and a note per column with what was found.

    Examples
    --------
    >>> table, notes = undressed(pd.DataFrame({"zip": ["'02115", None], "id": ['="007"', '="008"']}))
    >>> table.iloc[0].tolist()
    ['02115', '007']
    """
    columns, notes = {}, []
    for name in table.columns:
        column = table[name]
        for pattern, said in ((FORMULA, 'a formula (="…")'), (APOSTROPHE, "a leading apostrophe")):
            if _wrapped(column, pattern):
                column = _unwrapped(column, pattern)
                notes.append(f"'{name}': {said} that marks text was taken off.")
        columns[name] = column
        if broken := _shortened(column):
            notes.append(
                f"'{name}' holds {broken}: where these are ids, Excel has shortened them, digits are lost "
                "and different ones look the same. Export them again without opening the file in Excel."
            )
    return (pd.DataFrame(columns) if notes else table), tuple(notes)


def _wrapped(column: pd.Series, pattern: str) -> bool:
    """Whether all filled cells among the first are wrapped, at least one of them."""
    first = [cell for cell in column.head(TRIED).tolist() if isinstance(cell, str)]
    return bool(first) and all(re.match(pattern, cell) for cell in first)


def _unwrapped(column: pd.Series, pattern: str) -> pd.Series:
    inner = pc.replace_substring_regex(texts_once(column), pattern, r"\1")
    if isinstance(column.dtype, pd.CategoricalDtype):
        texts = series(inner).array.take(column.cat.codes.to_numpy(), allow_fill=True)
        return pd.Series(texts).astype("category")
    return series(inner)


def _shortened(column: pd.Series) -> str:
    texts = texts_once(column)
    if not holds_any(texts, ["e+"]):
        return ""
    broken = pc.filter(texts, pc.fill_null(pc.match_substring_regex(texts, SHORTENED), False))
    return quoted(pc.unique(broken).to_pylist()) if len(broken) else ""
