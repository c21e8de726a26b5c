"""Averages over a chance nobody knows exactly: places and weights for a beta distribution."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from segattr.value.best_fit import Array


def beta_nodes(a: float, b: ArrayLike, *, nodes: int) -> tuple[Array, Array]:
    """Return places between 0 and 1 and their weights, whose sum is the average over a beta distribution.

    Parameters
    ----------
    a, b : its shapes; a row of places and of weights for every ``b``.
    nodes : exact for polynomials up to twice as many degrees, less one.

    References
    ----------
    Golub, Welsch (1969), Calculation of Gauss quadrature rules, Mathematics of Computation 23:221.
    doi:10.1090/S0025-5718-69-99647-1

    Examples
    --------
    >>> chance, weight = beta_nodes(1, [3.0], nodes=4)
    >>> (chance * weight).sum(axis=1).round(12).tolist()
    [0.25]
    """
    from scipy.linalg import eigh_tridiagonal  # here: no other figure of the Value page needs it

    first, second = a - 1.0, np.atleast_1d(np.asarray(b, dtype=float))[:, None] - 1.0
    step = np.arange(1, nodes)
    total = 2 * step + first + second
    middle = np.hstack(
        [(first - second) / (first + second + 2), (first**2 - second**2) / (total * (total + 2))]
    )
    beside = 4 * step * (step + first) * (step + second) * (step + first + second)
    beside = beside / (total**2 * (total + 1) * np.where(step == 1, 1.0, total - 1))
    beside[:, 0] = 4 * (1 + first) * (1 + second[:, 0]) / (total[:, 0] ** 2 * (total[:, 0] + 1))
    found = [
        eigh_tridiagonal(main, off, lapack_driver="stev")
        for main, off in zip(middle, np.sqrt(beside), strict=True)
    ]
    roots, weights = (np.array([each[0] for each in found]), np.array([each[1][0] ** 2 for each in found]))
    return (1 + roots) / 2, weights
