"""Points into k groups, the same ones for the same points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

SEED: Final = 20
STARTS: Final = 20  # the best of so many starts is kept
MANY: Final = 1_000_000  # points above which they are read in batches


@dataclass(frozen=True, eq=False)
class Fit:
    """Groups of points.

    Attributes
    ----------
    centres : a row per group. labels : the group of every point. inertia : sum of squared distances to them.
    """

    centres: np.ndarray
    labels: np.ndarray
    inertia: float


def fit(points: np.ndarray, k: int, *, starts: int = STARTS, seed: int = SEED) -> Fit:
    """Return k groups of points by k-means, those highest in the first coordinate first.

    Parameters
    ----------
    k : at most as many as there are points that differ.

    Examples
    --------
    >>> fit(np.array([[0.0], [0.2], [9.0]]), 2).centres.round(1).ravel().tolist()
    [9.0, 0.1]
    """
    from sklearn.cluster import KMeans, MiniBatchKMeans  # here: a second, which only who clusters should wait

    kind = MiniBatchKMeans if len(points) > MANY else KMeans
    made = kind(n_clusters=k, n_init=starts, random_state=seed).fit(points)
    order = np.argsort([-centre[0] for centre in made.cluster_centers_], kind="stable")
    return ordered(Fit(made.cluster_centers_, made.labels_, float(made.inertia_)), order)


def on_threads(most: int | None) -> threadpool_limits:
    """Return a context in which fits take at most so many threads; None for as many as there are."""
    import sklearn.cluster  # noqa: F401 - what is loaded only later is not limited, and waits 25 times as long

    return threadpool_limits(most)


def ordered(found: Fit, order: np.ndarray) -> Fit:
    """Return the same groups in another order."""
    place = np.argsort(order)
    return Fit(found.centres[order], place[found.labels], found.inertia)


def squared_distances(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return a row per point, a column per centre."""
    crossed: np.ndarray = points @ centres.T
    away: np.ndarray = (points**2).sum(axis=1)[:, None] - 2 * crossed + (centres**2).sum(axis=1)
    return np.where(away > 0, away, 0.0)


def nearest(points: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return the place of every point's nearest centre."""
    places: np.ndarray = squared_distances(points, centres).argmin(axis=1)
    return places


def sample(points: np.ndarray, most: int, *, seed: int = SEED) -> np.ndarray:
    """Return at most so many of the points, drawn at random."""
    if len(points) <= most:
        return points
    return points[np.sort(np.random.default_rng(seed).choice(len(points), most, replace=False))]
