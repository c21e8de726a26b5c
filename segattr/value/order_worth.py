"""What an order of each customer is worth: the Gamma–Gamma model, which pulls rare buyers to the average."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from segattr.errors import UnsuitableData
from segattr.value.best_fit import Array, best_fit

USUAL = (6.0, 4.0, 0.5)  # p, q, and v in average orders: where a search begins


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
    x, m = np.asarray(repeats, dtype=float), np.asarray(average, dtype=float)
    there = (x > 0) & (m > 0)
    if not there.any():
        raise UnsuitableData("Nobody came back with an order above 0, so order values cannot be projected.")
    x, m = x[there], m[there]
    unit = float(m.mean())
    values = OrderValues(x, m / unit)
    best = best_fit(values.loss, np.log(USUAL).tolist())
    if best is None or best[1] <= 0:
        raise UnsuitableData("The values of these orders fit no stable pattern; more repeat orders may.")
    p, q, v = np.exp(best)
    whole = -len(x) * (values.loss(best)[0] + float(np.log(unit)))
    return OrderWorth(float(p), float(q), float(v * unit), whole)


class OrderValues:
    """Customers who came back with the average of their repeat orders, and how likely these are.

    Parameters
    ----------
    repeats, average : both above 0, per customer.
    """

    def __init__(self, repeats: Array, average: Array) -> None:
        """Take what no parameter changes once."""
        self.repeats, self.spent = repeats, repeats * average
        self.counts, self.place = np.unique(repeats, return_inverse=True)
        self.times = np.bincount(self.place).astype(float)
        self.logs, self.log_spent = -np.log(average), repeats * np.log(self.spent)

    def loss(self, logs: Array) -> tuple[float, Array]:
        """Return less the likelihood of a customer on average, and its slopes by the logarithms."""
        from scipy.special import gammaln

        p, q, v = np.exp(logs)
        x, n = self.counts, len(self.repeats)
        shapes = (gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v)) * self.times
        rest = self.logs + p * self.log_spent - (p * self.repeats + q) * np.log(self.spent + v)
        return float(-(shapes.sum() + rest.sum()) / n), np.asarray(-self.slopes(logs).sum(axis=1) / n)

    def slopes(self, logs: Array) -> Array:
        """Return the slopes of each customer's log-likelihood by the logarithms of p, q and v."""
        from scipy.special import digamma

        p, q, v = np.exp(logs)
        x = self.counts
        together = digamma(p * x + q)
        more = np.log(self.spent + v)
        by_p = (x * (together - digamma(p * x)))[self.place] + self.log_spent - self.repeats * more
        by_q = (together - digamma(q) + np.log(v))[self.place] - more
        by_v = q / v - (p * self.repeats + q) / (self.spent + v)
        return np.array([p * by_p, q * by_q, v * by_v])
