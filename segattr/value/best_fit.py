"""The most likely parameters of a model, and how sure the customers behind it make them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[np.float64]
Loss: TypeAlias = Callable[[Array], tuple[float, Array]]

BOUND: Final = 12.0  # e^12: no parameter of a real shop is near it
SLOPE: Final = 1e-8  # of the loss, where a search ends
STEP: Final = 1e-4  # of a logarithm, to either side


def best_fit(loss: Loss, start: Sequence[float]) -> Array | None:
    """Return the logarithms of the parameters at which the loss is smallest; None where there are none.

    Parameters
    ----------
    loss : loss and its slopes, by the logarithms of the parameters.
    start : where to begin.

    Examples
    --------
    >>> best_fit(lambda place: (float((place**2).sum()), 2 * place), [1.0]).round(6).tolist()
    [0.0]
    """
    from scipy.optimize import minimize  # here: no other figure of the Value page needs it

    def kept(logs: Array) -> tuple[float, Array]:
        within = np.clip(logs, -BOUND, BOUND)
        fit, slopes = loss(within)
        return fit + float(((logs - within) ** 2).sum()), slopes * (logs == within) + 2 * (logs - within)

    best = minimize(kept, np.asarray(start, dtype=float), jac=True, method="BFGS", options={"gtol": SLOPE})
    there = np.isfinite(best.fun) and np.abs(best.x).max() < BOUND
    return np.asarray(best.x, dtype=float) if there else None


def curvature(slopes: Callable[[Array], Array], at: Array) -> Array:
    """Return how the slopes of a loss change around a place: its second derivatives.

    Examples
    --------
    >>> curvature(lambda place: np.array([2 * place[0], 6 * place[1]]), np.zeros(2)).round(6).tolist()
    [[2.0, 0.0], [0.0, 6.0]]
    """
    moves = np.eye(len(at)) * STEP
    rows = np.array([(slopes(at + move) - slopes(at - move)) / (2 * STEP) for move in moves])
    return np.asarray((rows + rows.T) / 2)
