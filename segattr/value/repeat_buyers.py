"""How often customers who are free to leave come back: the BG/NBD model of repeat orders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from segattr.errors import UnsuitableData

FREE = 6.0  # up to e^6 either way a parameter may be what it likes
PENALTY = 1e-4  # on what of its logarithm lies beyond: where all leave alike, a and b would go to infinity
BOUND = 12.0  # e^12: no parameter of a real shop is near it


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
        from scipy.special import hyp2f1  # here: no other figure of this page needs it

        x, t, now = (np.asarray(values, dtype=float) for values in (repeats, last, age))
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        series = hyp2f1(r + x, b + x, a + b + x - 1, ahead / (alpha + now + ahead))
        kept = ((alpha + now) / (alpha + now + ahead)) ** (r + x)
        if_alive = (a + b + x - 1) / (a - 1) * (1 - kept * series)
        return np.asarray(if_alive * self.alive(x, t, now))


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
    from scipy.optimize import minimize  # here: no other figure of this page needs it

    x, t, now = (np.asarray(values, dtype=float) for values in (repeats, last, age))
    if not len(x) or not (x > 0).any() or (t > now).any() or (x < 0).any():
        raise UnsuitableData(
            "Nobody came back for a second order, so there is nothing to project repeat orders from."
        )
    unit = float(now.max()) or 1.0  # times of order one make the search quick and safe
    counted = pd.DataFrame({"x": x, "t": t / unit, "now": now / unit}).value_counts()
    cells = counted.index.to_frame().to_numpy().T
    weights = counted.to_numpy(float)

    def loss(logs: np.ndarray) -> tuple[float, np.ndarray]:
        parameters = np.exp(logs)
        fit, slopes = _log_likelihood(parameters, *cells)
        beyond = np.sign(logs) * np.maximum(np.abs(logs) - FREE, 0.0)
        steep = parameters * (slopes * weights).sum(axis=1)  # by the logarithms
        return (
            float(-(weights * fit).sum() / len(x) + PENALTY * (beyond**2).sum()),
            -steep / len(x) + 2 * PENALTY * beyond,
        )

    wide = [(-BOUND, BOUND)] * 4
    best = minimize(
        loss, np.zeros(4), jac=True, method="L-BFGS-B", bounds=wide, options={"ftol": 1e-15, "gtol": 1e-9}
    )
    if not np.isfinite(best.fun) or np.abs(best.x).max() >= BOUND:
        raise UnsuitableData("These orders fit no stable pattern of coming back; a longer period may.")
    r, alpha, a, b = np.exp(best.x)
    whole = float((weights * _log_likelihood(np.exp(best.x), *cells)[0]).sum() - x.sum() * np.log(unit))
    return RepeatBuyers(float(r), float(alpha * unit), float(a), float(b), whole)


def _log_likelihood(
    parameters: np.ndarray, x: np.ndarray, t: np.ndarray, now: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return each customer's log-likelihood, equation (6) of Fader, Hardie and Lee, and its four slopes."""
    from scipy.special import betaln, digamma, gammaln

    r, alpha, a, b = parameters
    counts, place = np.unique(x, return_inverse=True)  # few: the dear functions are taken once for each
    before = b + np.maximum(counts, 1) - 1
    to_now, to_last = np.log(alpha + now), np.log(alpha + t)
    common = (gammaln(r + counts) - gammaln(r) + r * np.log(alpha))[place]
    stayed = (betaln(a, b + counts) - betaln(a, b))[place] - (r + x) * to_now
    gone = (betaln(a + 1, before) - betaln(a, b))[place] - (r + x) * to_last
    either = np.logaddexp(stayed, gone)
    there = np.where(x > 0, np.exp(stayed - either), 1.0)  # chance of not having left
    both = (digamma(a + b) - digamma(a + b + counts))[place]
    slopes = (
        (digamma(r + counts) - digamma(r))[place] + np.log(alpha) - there * to_now - (1 - there) * to_last,
        r / alpha - (r + x) * (there / (alpha + now) + (1 - there) / (alpha + t)),
        both + (1 - there) / a,
        both - digamma(b) + there * digamma(b + counts)[place] + (1 - there) * digamma(before)[place],
    )
    return common + np.where(x > 0, either, stayed), np.array(slopes)
