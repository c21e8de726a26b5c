"""How well k groups describe points: what the usual indices say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from segattr.segments.clusters_fit import SEED, fit, sample, squared_distances
from segattr.segments.clusters_scaling import skewness

WORLDS: Final = 10  # boxes without groups that the gap compares with
IN_A_WORLD: Final = 1_500
CLOUDS: Final = 10  # single clouds that groups must fit better than
BEYOND: Final = 3.0  # standard deviations of these
ROWS: Final = 500  # of the table of distances at a time


def silhouettes(points: np.ndarray, labelled: Sequence[np.ndarray]) -> list[float]:
    """Return the mean silhouette of each way to group the same points, -1 to 1.

    Parameters
    ----------
    labelled : per way, every point's group, counted from 0; every group has a point.

    References
    ----------
    Rousseeuw (1987), Silhouettes. doi:10.1016/0377-0427(87)90125-7
    """
    ways = [np.eye(int(labels.max()) + 1)[labels] for labels in labelled]
    ends = np.cumsum([way.shape[1] for way in ways])[:-1]
    together = np.hstack(ways)
    sums = np.vstack(
        [
            np.sqrt(squared_distances(points[row : row + ROWS], points)) @ together
            for row in range(0, len(points), ROWS)
        ]
    )
    parts = np.split(sums, ends, axis=1)
    return [_silhouette(part, labels) for part, labels in zip(parts, labelled, strict=True)]


def _silhouette(sums: np.ndarray, labels: np.ndarray) -> float:
    sizes, rows = np.bincount(labels), np.arange(len(labels))
    own = sums[rows, labels] / np.maximum(sizes[labels] - 1, 1)
    means = sums / sizes
    means[rows, labels] = np.inf
    other = means.min(axis=1)
    larger = np.maximum(np.maximum(own, other), 1e-300)
    return float(np.where(sizes[labels] > 1, (other - own) / larger, 0).mean())


def calinski_harabasz(points: np.ndarray, labels: np.ndarray) -> float:
    """Return variance between groups over variance within them, each by its degrees of freedom."""
    from sklearn.metrics import calinski_harabasz_score

    return float(calinski_harabasz_score(points, labels))


def davies_bouldin(points: np.ndarray, labels: np.ndarray) -> float:
    """Return how much groups overlap the one next to them; the lower, the better."""
    from sklearn.metrics import davies_bouldin_score

    return float(davies_bouldin_score(points, labels))


def gaps(points: np.ndarray, ks: Sequence[int], *, seed: int = SEED) -> list[tuple[float, float]]:
    """Return by how much k groups fit better than they would a box without groups, and its error.

    Parameters
    ----------
    ks : 1 may be among them.

    Returns
    -------
    list : per k the gap, in logarithms, and the standard error that the boxes leave.

    References
    ----------
    Tibshirani, Walther, Hastie (2001), Estimating the number of clusters via the gap statistic.
    doi:10.1111/1467-9868.00293
    """
    points = sample(points, IN_A_WORLD, seed=seed)
    turned = points - points.mean(axis=0)
    turned = turned @ np.linalg.svd(turned, full_matrices=False)[2].T  # the box lies along the cloud
    random = np.random.default_rng(seed)
    low, high = turned.min(axis=0), turned.max(axis=0)
    worlds = [random.uniform(low, high, turned.shape) for _ in range(WORLDS)]
    found = []
    for k in ks:
        empty = np.array([_log_inertia(world, k) for world in worlds])
        error = float(empty.std() * np.sqrt(1 + 1 / WORLDS))
        found.append((float(empty.mean()) - _log_inertia(turned, k), error))
    return found


def _log_inertia(points: np.ndarray, k: int) -> float:
    if k == 1:
        return float(np.log(max(((points - points.mean(axis=0)) ** 2).sum(), 1e-300)))
    return float(np.log(max(fit(points, k, starts=2).inertia, 1e-300)))


def beyond_one_cloud(points: np.ndarray, k: int, *, seed: int = SEED) -> bool:
    """Whether k groups fit better than they would any of some single clouds, as lopsided as the points.

    The box of the gap is emptier than a lopsided cloud, which then seems to have groups; a cloud of the same
    spread, correlations and skewness of every coordinate is the second thing to be better than.

    References
    ----------
    Liu, Hayes, Nobel, Marron (2008), Statistical significance of clustering for high-dimension, low-sample
    size data. doi:10.1198/016214508000000454; Fleishman (1978), A method for simulating non-normal
    distributions (of second order here). doi:10.1007/BF02293811
    """
    points = sample(points, IN_A_WORLD, seed=seed)
    random = np.random.default_rng(seed)
    spread = points.std(axis=0)
    points = points - points.mean(axis=0)
    bent = [_bend(points[:, place]) for place in range(points.shape[1])]
    covariance = np.atleast_2d(np.cov(points, rowvar=False))
    own = _log_inertia(points, k) - _log_inertia(points, 1)
    worlds = []
    for _ in range(CLOUDS):
        cloud = random.multivariate_normal(np.zeros(len(bent)), covariance, len(points), method="svd")
        normal = cloud / np.where(spread > 0, spread, 1)
        world = spread * np.column_stack(
            [np.sqrt(1 - 2 * c**2) * z + c * (z**2 - 1) for c, z in zip(bent, normal.T, strict=True)]
        )
        worlds.append(_log_inertia(world, k) - _log_inertia(world, 1))
    return bool(own < np.mean(worlds) - BEYOND * np.std(worlds))


def _bend(values: np.ndarray) -> float:
    """Return c such that a bell z, bent to bz + c(z2 - 1) of deviation 1, is as skewed as the values."""
    wanted = skewness(values)
    grid = np.linspace(-0.7, 0.7, 1_401)
    return float(np.interp(wanted, 6 * (1 - 2 * grid**2) * grid + 8 * grid**3, grid))
