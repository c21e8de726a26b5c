"""Whether the same groups are found again when other customers of the same kind had been there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from segattr.segments.clusters_fit import SEED, Fit, fit, nearest

AGAIN: Final = 50  # times the groups are looked for again
STARTS: Final = 2


@dataclass(frozen=True)
class Stability:
    """How alike groups come back.

    Attributes
    ----------
    jaccard : per group, the mean over all times of the share it has in common with the one most like it.
    agreement : mean adjusted Rand index, 1 where the groups are the same every time, 0 by chance.
    """

    jaccard: tuple[float, ...]
    agreement: float


def stability(points: np.ndarray, found: Fit, *, times: int = AGAIN, seed: int = SEED) -> Stability:
    """Return how alike the groups come back when points are drawn again with replacement.

    References
    ----------
    Hennig (2007), Cluster-wise assessment of cluster stability. doi:10.1016/j.csda.2006.11.025
    """
    random, k = np.random.default_rng(seed), len(found.centres)
    jaccards, agreements = [], []
    for time in range(times):
        drawn = points[random.integers(0, len(points), len(points))]
        again = nearest(points, fit(drawn, k, starts=STARTS, seed=seed + time).centres)
        table = crossed(found.labels, again, k)
        union = table.sum(axis=1)[:, None] + table.sum(axis=0)[None, :] - table
        jaccards.append((table / np.maximum(union, 1)).max(axis=1))
        agreements.append(adjusted_rand(table))
    return Stability(tuple(np.mean(jaccards, axis=0).tolist()), float(np.mean(agreements)))


def crossed(first: np.ndarray, second: np.ndarray, k: int) -> np.ndarray:
    """Return how many points are in which pair of groups."""
    return np.bincount(first * k + second, minlength=k * k).reshape(k, k)


def adjusted_rand(table: np.ndarray) -> float:
    """Return how far two ways to group agree: 1 where they are the same, 0 where they do so by chance.

    Examples
    --------
    >>> adjusted_rand(np.array([[0, 3], [4, 0]]))
    1.0
    """

    def pairs(counts: np.ndarray) -> float:
        return float((counts * (counts - 1.0) / 2).sum())

    rows, columns = pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    chance = rows * columns / max(pairs(table.sum()), 1)
    most = (rows + columns) / 2
    return (pairs(table) - chance) / (most - chance) if most > chance else 1.0
