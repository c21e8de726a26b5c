"""Whether a column of text holds one of some words anywhere: asked of its bytes at once, not cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd
import pyarrow as pa

from segattr.io.cells import arrow

PIECE: Final = 1_000_000  # bytes that are copied at a time


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
    letters = texts.buffers()[2]
    wanted = [word.encode() for word in words]
    more = max(map(len, wanted), default=1) - 1
    content = memoryview(letters if letters is not None else b"")
    return any(
        _holds(bytes(content[begin : begin + PIECE + more]), wanted)
        for begin in range(0, len(content), PIECE)
    )


def _holds(content: bytes, words: list[bytes]) -> bool:
    small, plain = content.lower(), content.isascii()
    return any(small.find(word) >= 0 for word in words if not plain or word.isascii())
