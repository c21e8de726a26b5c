"""How far customers as a whole have changed in a field between two dates."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

BINS: Final = 10
SMALL, LARGE = (
    0.1,
    0.25,
)  # below the first: no change to speak of; from the second: look before you use old limits


def psi(before: pd.Series, after: pd.Series, *, bins: int = BINS) -> float:
    """Return the population stability index of a field.

    Parameters
    ----------
    before, after : values of the customers there were at each date. A missing value is a bin of its own.
    bins : of numbers, cut at quantiles of ``before``; texts have a bin per value.

    Returns
    -------
    float : 0 where nothing changed; nan where there was nobody at one of the dates.

    Notes
    -----
    Misleads in small groups, where chance alone gives about ``(bins - 1) * (1 / n_before + 1 / n_after)``. A
    bin that is empty at one date counts as half a customer.

    Examples
    --------
    >>> psi(pd.Series(["a", "b"]), pd.Series(["b", "a"]))
    0.0
    """
    if not len(before) or not len(after):
        return float("nan")
    first, second = _counted(before, after, bins)
    old, new = (np.maximum(counts, 0.5) / counts.sum() for counts in (first, second))
    return float(((new - old) * np.log(new / old)).sum())


def drift(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return ``field, psi, by_chance, change`` of every field two tables of customers share.

    ``by_chance`` is what chance alone would give; ``change`` is ``none``, ``some`` or ``large``, and ``none``
    wherever chance would do.
    """
    rows = []
    for field in [name for name in before if name in after]:
        found = psi(before[field], after[field])
        chance = by_chance(before[field], after[field])
        large = "large" if found >= LARGE else "some"
        rows.append((field, found, chance, large if found >= max(SMALL, 2 * chance) else "none"))
    return pd.DataFrame(rows, columns=["field", "psi", "by_chance", "change"])


def by_chance(before: pd.Series, after: pd.Series, *, bins: int = BINS) -> float:
    """Return the index that two draws of the same customers would show on average."""
    if not len(before) or not len(after):
        return float("nan")
    kinds = len(_counted(before, after, bins)[0])
    return (kinds - 1) * (1 / len(before) + 1 / len(after))


def _counted(before: pd.Series, after: pd.Series, bins: int) -> tuple[np.ndarray, np.ndarray]:
    placed = [_placed(values, before, bins) for values in (before, after)]
    kinds = pd.Index(placed[0]).union(pd.Index(placed[1])).unique()
    first, second = (pd.Series(each).value_counts().reindex(kinds).fillna(0) for each in placed)
    return first.to_numpy(float), second.to_numpy(float)


def _placed(values: pd.Series, before: pd.Series, bins: int) -> np.ndarray:
    """Return every customer's bin as text, the empty one for a missing value."""
    if not pd.api.types.is_numeric_dtype(before.dtype):
        return np.array(["" if pd.isna(v) else f"= {v}" for v in values], dtype=object)
    known = before.dropna().to_numpy(float)
    cuts = np.unique(np.quantile(known, np.arange(1, bins) / bins)) if len(known) else np.array([])
    numbers = values.to_numpy(float)
    places = np.searchsorted(cuts, numbers, side="left").astype(str)
    return np.where(np.isnan(numbers), "", places).astype(object)
