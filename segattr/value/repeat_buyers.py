"""How often customers who are free to leave come back: the BG/NBD model of repeat orders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from segattr.errors import UnsuitableData
from segattr.value.best_fit import Array, best_fit
from segattr.value.repeat_cells import RepeatCells, repeat_cells

FREE = 6.0  # up to e^6 either way a parameter may be what it likes
PENALTY = 1e-4  # on what of its logarithm lies beyond: where all leave alike, a and b would go to infinity


@dataclass(frozen=True)
class RepeatBuyers:
    """A BG/NBD model: customers buy at their own rate and after each order leave for good with some chance.

    Attributes
    ----------
    r, alpha : shape and scale of the customers' rates of ordering (gamma), in orders per unit of time.
    a, b : shape of their chances of leaving after an order (beta).
    log_likelihood : of the customers it was fitted to.

    References
    ----------
    Fader, Hardie, Lee (2005), "Counting your customers" the easy way: an alternative to the Pareto/NBD model,
    Marketing Science 24:275. doi:10.1287/mksc.1040.0098
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float

    def alive(self, repeats: ArrayLike, last: ArrayLike, age: ArrayLike) -> np.ndarray:
        """Chance that each customer has not left for good (0-1).

        Parameters
        ----------
        repeats : orders after the first; last : time from the first to the last order; age : time from the
            first order to now; all in the model's unit of time.
        """
        x, t, now = (np.asarray(values, dtype=float) for values in (repeats, last, age))
        left = np.log(self.a) - np.log(self.b + np.maximum(x, 1) - 1)
        stayed = (self.r + x) * (np.log(self.alpha + now) - np.log(self.alpha + t))
        return np.where(x == 0, 1.0, 1 / (1 + np.exp(left + stayed)))

    def expected(self, repeats: ArrayLike, last: ArrayLike, age: ArrayLike, *, ahead: float) -> np.ndarray:
        """Orders to be expected of each customer in the time ahead.

        Examples
        --------
        >>> cdnow = RepeatBuyers(r=0.243, alpha=4.414, a=0.793, b=2.426, log_likelihood=-9582.4)
        >>> float(cdnow.expected(2, 30.43, 38.86, ahead=39).round(3))
        1.226
        """
        return np.asarray(self.if_alive(repeats, age, ahead=ahead) * self.alive(repeats, last, age))

    def if_alive(self, repeats: ArrayLike, age: ArrayLike, *, ahead: float) -> np.ndarray:
        """Orders to be expected in the time ahead of each customer, if that one has not left."""
        from scipy.special import hyp2f1  # here: no other figure of this page needs it

        x, now = (np.asarray(values, dtype=float) for values in (repeats, age))
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        series = hyp2f1(r + x, b + x, a + b + x - 1, ahead / (alpha + now + ahead))
        kept = ((alpha + now) / (alpha + now + ahead)) ** (r + x)
        return np.asarray((a + b + x - 1) / (a - 1) * (1 - kept * series))


def repeat_buyers(repeats: ArrayLike, last: ArrayLike, age: ArrayLike) -> RepeatBuyers:
    """Fit how often customers order and how soon they leave.

    Parameters
    ----------
    repeats : per customer the orders after the first.
    last, age : time from the first order to the last one, and to the end of the data; one unit for both.

    Returns
    -------
    RepeatBuyers

    Raises
    ------
    UnsuitableData : nobody came back, times that contradict each other, or no best fit.

    Notes
    -----
    For customers who are free to stay away without a word. With contracts and subscriptions the moment of
    leaving is known, and their retention curve is the better answer.
    """
    x, t, now = (np.asarray(values, dtype=float) for values in (repeats, last, age))
    if not len(x) or not (x > 0).any() or (t > now).any() or (x < 0).any():
        raise UnsuitableData(
            "Nobody came back for a second order, so there is nothing to project repeat orders from."
        )
    unit = float(now.max()) or 1.0  # times of order one make the search quick and safe
    cells = repeat_cells(x, t / unit, now / unit)
    best = best_fit(lambda logs: penalised(logs, cells), [0.0] * 4)
    if best is None:
        raise UnsuitableData("These orders fit no stable pattern of coming back; a longer period may.")
    r, alpha, a, b = np.exp(best)
    whole = float((cells.customers * cells.log_likelihood(np.exp(best))[0]).sum() - x.sum() * np.log(unit))
    return RepeatBuyers(float(r), float(alpha * unit), float(a), float(b), whole)


def penalised(logs: Array, cells: RepeatCells) -> tuple[float, Array]:
    """Return what a fit makes small, and its slopes by the logarithms: less likelihood, beyond reason more.

    Parameters
    ----------
    logs : logarithms of r, alpha, a and b.
    """
    parameters = np.exp(logs)
    fit, slopes = cells.log_likelihood(parameters)
    beyond = np.sign(logs) * np.maximum(np.abs(logs) - FREE, 0.0)
    steep = parameters * (slopes * cells.customers).sum(axis=1)  # `@` would start threads for this little
    n = cells.customers.sum()
    return (
        float(-(cells.customers * fit).sum() / n + PENALTY * (beyond**2).sum()),
        np.asarray(-steep / n + 2 * PENALTY * beyond),
    )
