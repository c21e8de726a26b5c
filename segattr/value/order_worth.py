"""What an order of each customer is worth: the Gamma–Gamma model, which pulls rare buyers to the average."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from segattr.errors import UnsuitableData

BOUND = 12.0


@dataclass(frozen=True)
class OrderWorth:
    """A Gamma–Gamma model: every customer has an average order of their own, and orders vary around it.

    Attributes
    ----------
    p, q, v : shape of orders around a customer's average, and shape and scale of the averages.
    log_likelihood : of the customers it was fitted to.

    References
    ----------
    Fader, Hardie (2013), The Gamma-Gamma model of monetary value. brucehardie.com/notes/025
    """

    p: float
    q: float
    v: float
    log_likelihood: float

    def expected(self, repeats: ArrayLike, average: ArrayLike) -> np.ndarray:
        """Return the order value to be expected of each customer; of nobody's own orders, that of everybody.

        Parameters
        ----------
        repeats : orders after the first; average : their average value (ignored where there is none).
        """
        x = np.asarray(repeats, dtype=float)
        own = np.where(x > 0, np.asarray(average, dtype=float), 0.0)
        return np.asarray(self.p * (self.v + x * own) / (self.p * x + self.q - 1))


def order_worth(repeats: ArrayLike, average: ArrayLike) -> OrderWorth:
    """Fit how order values differ between customers.

    Parameters
    ----------
    repeats : per customer the orders after the first; those without any tell nothing and are left out.
    average : average value of those orders, above 0.

    Raises
    ------
    UnsuitableData : nobody came back with an order above 0, or no best fit.

    Notes
    -----
    It assumes that how much people spend has nothing to do with how often they come back; see
    `segattr.value.gates` for the check.
    """
    from scipy.optimize import minimize

    x, m = np.asarray(repeats, dtype=float), np.asarray(average, dtype=float)
    there = (x > 0) & (m > 0)
    if not there.any():
        raise UnsuitableData("Nobody came back with an order above 0, so order values cannot be projected.")
    x, m = x[there], m[there]
    unit = float(m.mean())

    def loss(logs: np.ndarray) -> float:
        return float(-_log_likelihood(np.exp(logs), x, m / unit).mean())

    best = minimize(
        loss,
        np.log([6.0, 4.0, 0.5]),
        method="Nelder-Mead",
        options={"xatol": 1e-10, "fatol": 1e-14, "maxiter": 4_000},
    )
    p, q, v = np.exp(best.x)
    if not np.isfinite(best.fun) or np.abs(best.x).max() >= BOUND or q <= 1:
        raise UnsuitableData("The values of these orders fit no stable pattern; more repeat orders may.")
    whole = float(_log_likelihood(np.array([p, q, v * unit]), x, m).sum())
    return OrderWorth(float(p), float(q), float(v * unit), whole)


def _log_likelihood(parameters: np.ndarray, x: np.ndarray, m: np.ndarray) -> np.ndarray:
    from scipy.special import gammaln

    p, q, v = parameters
    shapes = gammaln(p * x + q) - gammaln(p * x) - gammaln(q)
    return np.asarray(
        shapes + q * np.log(v) + (p * x - 1) * np.log(m) + p * x * np.log(x) - (p * x + q) * np.log(x * m + v)
    )
