"""Putting arrays in order and working along runs of equal neighbours, in NumPy."""

from __future__ import annotations

import numpy as np

WIDEST = 1 << 62  # two keys travel as one integer below this


def order_of(*keys: np.ndarray) -> np.ndarray:
    """Return the places of the rows in order: the first key decides, then the next; equal rows keep theirs.

    Examples
    --------
    >>> order_of(np.array([2, 1, 1]), np.array([0, 5, 4])).tolist()
    [2, 1, 0]
    """
    first, *rest = keys
    for key in rest:
        together = packed(first, key)
        if together is None:
            return np.lexsort(keys[::-1])
        first = together
    if _rising(first):
        return np.arange(len(first))
    place = np.argsort(first)  # quick but unstable: rows that tie are put back in their order
    tied = _tied(first[place])
    if tied.any():
        run = np.cumsum(~_same(first[place]))[tied]
        place[tied] = place[tied][np.argsort((run << 32) | place[tied])]
    return place


def packed(first: np.ndarray, second: np.ndarray) -> np.ndarray | None:
    """Return two whole-number keys as one that sorts alike; None where they do not fit into 62 bits.

    Examples
    --------
    >>> packed(np.array([3, 4]), np.array([10, 11])).tolist()
    [0, 3]
    """
    if not len(first):
        return np.zeros(0, dtype=np.int64)
    if first.dtype.kind != "i" or second.dtype.kind != "i":
        return None
    low, base = int(first.min()), int(second.min())
    width = int(second.max()) - base + 1
    if (int(first.max()) - low + 1) * width > WIDEST:
        return None
    return np.asarray((first - low) * width + (second - base))


def starts_of(run: np.ndarray) -> np.ndarray:
    """Return where runs of equal neighbours begin.

    Examples
    --------
    >>> starts_of(np.array([7, 7, 9])).tolist()
    [0, 2]
    """
    return np.flatnonzero(~_same(run))


def lengths_of(starts: np.ndarray, rows: int) -> np.ndarray:
    """Return how long each run is."""
    return np.diff(starts, append=rows)


def along(ufunc: np.ufunc, values: np.ndarray, starts: np.ndarray) -> np.ndarray:
    """Fold each run into one value: ``np.add`` sums it, ``np.maximum`` keeps its largest.

    Examples
    --------
    >>> along(np.add, np.array([1, 2, 3]), np.array([0, 2])).tolist()
    [3, 3]
    """
    return np.asarray(ufunc.reduceat(values, starts)) if len(starts) else values[:0]


def thinned(channel: np.ndarray, starts: np.ndarray, repeats: str) -> np.ndarray:
    """Return which entries of runs stay: all, the first of equal neighbours, or the first of its kind.

    Parameters
    ----------
    channel : whole numbers above 0, run after run; ``starts`` says where each begins.
    repeats : see `segattr.reduce.window.Window`.

    Examples
    --------
    >>> thinned(np.array([7, 7, 9, 7]), np.array([0]), "collapse").tolist()
    [True, False, True, True]
    >>> thinned(np.array([7, 7, 9, 7]), np.array([0]), "unique").tolist()
    [True, False, True, False]
    """
    kept = np.ones(len(channel), dtype=bool)
    if repeats == "all" or not len(channel):
        return kept
    run = np.repeat(np.arange(len(starts)), lengths_of(starts, len(channel)))
    if repeats == "collapse":
        kept[1:] = (channel[1:] != channel[:-1]) | (run[1:] != run[:-1])
        return kept
    kept[:] = False
    kept[np.unique(run * (int(channel.max()) + 1) + channel, return_index=True)[1]] = True
    return kept


def _same(values: np.ndarray) -> np.ndarray:
    """Whether a row equals the one before it."""
    return np.append(np.zeros(min(len(values), 1), dtype=bool), values[1:] == values[:-1])


def _tied(values: np.ndarray) -> np.ndarray:
    same = _same(values)
    return np.asarray(same | np.append(same[1:], np.zeros(min(len(values), 1), dtype=bool)))


def _rising(values: np.ndarray) -> bool:
    return bool((values[1:] >= values[:-1]).all())
