"""Whether texts repeat, told from their letters: for columns of millions of ids, without a table of them."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from segattr.io.cells import SOME, arrow, as_text

LONGEST: Final = 64  # letters; longer texts are compared one by one
FACTOR: Final = np.uint64(0x100000001B3)
BEGIN: Final = np.uint64(0xCBF29CE484222325)


def all_different(texts: pd.Series) -> bool:
    """Return whether no text stands twice; blank ones do not count.

    Two texts of one number (FNV-1a, 64 bits) are taken for a repetition only after they were compared.

    Parameters
    ----------
    texts : a column of text.

    References
    ----------
    Fowler, Noll, Vo (1991), the FNV hash.

    Examples
    --------
    >>> all_different(pd.Series(["a", "b", None, None])), all_different(pd.Series(["a", "b", "a"]))
    (True, False)
    """
    known = arrow(as_text(texts)).drop_null()
    if not len(known):
        return True
    _, bounds, letters = known.buffers()
    begins = np.frombuffer(bounds, dtype=np.int64)[known.offset : known.offset + len(known) + 1]
    lengths = np.diff(begins)
    if letters is not None and lengths.max() <= LONGEST:
        signs = np.frombuffer(letters, dtype=np.uint8)
        some = [slice(at, at + SOME) for at in range(0, len(known), SOME)]
        numbers = np.concatenate([_numbers(signs, begins[:-1][rows], lengths[rows]) for rows in some])
        numbers.sort()
        if not (numbers[1:] == numbers[:-1]).any():
            return True
    return bool(texts.dropna().is_unique)


def _numbers(letters: np.ndarray, begins: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return a number per text; the texts of one number are nearly always the same."""
    numbers = np.full(len(begins), BEGIN)
    for place in range(int(lengths.max())):
        there = np.flatnonzero(lengths > place) if place >= lengths.min() else slice(None)
        numbers[there] = (numbers[there] ^ letters[begins[there] + place]) * FACTOR
    return numbers
