"""Whether a column of text holds one of some words anywhere: asked of its bytes at once, not cell by cell."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segattr.io.cells import arrow


def texts_once(column: pd.Series) -> pa.Array:
    """Return the texts of a column, each distinct one once where they are categories."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return arrow(pd.Series(column.cat.categories, dtype="str"))
    return arrow(column)


def holds_any(texts: pa.Array, words: Iterable[str]) -> bool:
    """Whether one of the words, given in small letters, stands anywhere in the texts, in any case.

    Words are found across the borders of two cells too: use it to spare work, not to decide.

    Examples
    --------
    >>> holds_any(pa.array(["Brand", "TOTAL:"], pa.large_string()), ["total"])
    True
    """
    letters = pc.fill_null(texts, "").buffers()[2]
    content = letters.to_pybytes().lower() if letters is not None else b""
    plain = content.isascii()
    return any(content.find(word.encode()) >= 0 for word in words if not plain or word.isascii())
