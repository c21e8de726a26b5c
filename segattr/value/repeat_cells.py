"""Customers who are alike to BG/NBD, counted once, and how likely their repeat orders are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from segattr.value.best_fit import Array

Places = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class RepeatCells:
    """Customers with the same repeat orders at the same times, counted once.

    Attributes
    ----------
    repeats, last, age : of each cell, see `segattr.value.repeat_buyers.repeat_buyers`.
    customers : in each cell. place : per customer the cell.
    counts, times : distinct repeat orders, and distinct times. at_count, at_last, at_age : per cell the place
        in them: the dear functions are taken once for each.
    """

    repeats: Array
    last: Array
    age: Array
    customers: Array
    place: Places
    counts: Array
    times: Array
    at_count: Places
    at_last: Places
    at_age: Places

    def log_likelihood(self, parameters: Array) -> tuple[Array, Array]:
        """Return each cell's log-likelihood per customer and its four slopes by the parameters.

        References
        ----------
        Fader, Hardie, Lee (2005), Marketing Science 24:275, equation (6). doi:10.1287/mksc.1040.0098
        """
        from scipy.special import betaln, digamma, gammaln

        r, alpha, a, b = parameters
        x, counts, at = self.repeats, self.counts, self.at_count
        before = b + np.maximum(counts, 1) - 1
        logs = np.log(alpha + self.times)
        to_now, to_last = logs[self.at_age], logs[self.at_last]
        common = gammaln(r + counts) - gammaln(r) + r * np.log(alpha) + betaln(a, b + counts) - betaln(a, b)
        ratio = betaln(a + 1, before) - betaln(a, b + counts)
        gone = np.where(x > 0, ratio[at] + (r + x) * (to_now - to_last), -np.inf)  # against not having left
        there = 1 / (1 + np.exp(gone))  # chance of not having left
        fit = common[at] - (r + x) * to_now + np.logaddexp(0.0, gone)
        inverse = 1 / (alpha + self.times)
        later = inverse[self.at_last] + there * (inverse[self.at_age] - inverse[self.at_last])
        both = (digamma(a + b) - digamma(a + b + counts))[at]
        slopes = (
            (digamma(r + counts) - digamma(r) + np.log(alpha))[at] - to_last - there * (to_now - to_last),
            r / alpha - (r + x) * later,
            both + (1 - there) / a,
            both + (digamma(before) - digamma(b))[at] + there * (digamma(b + counts) - digamma(before))[at],
        )
        return fit, np.array(slopes)


def repeat_cells(repeats: ArrayLike, last: ArrayLike, age: ArrayLike) -> RepeatCells:
    """Count customers alike once.

    Examples
    --------
    >>> cells = repeat_cells([0, 2, 0], [0, 3.5, 0], [9, 9, 9])
    >>> cells.repeats.tolist(), cells.customers.tolist()
    ([0.0, 2.0], [2.0, 1.0])
    """
    x, t, now = (np.asarray(values, dtype=float) for values in (repeats, last, age))
    counts, at_count = np.unique(x, return_inverse=True)
    times, at_time = np.unique(np.concatenate([t, now]), return_inverse=True)
    at_last, at_age = at_time[: len(t)], at_time[len(t) :]
    key = (at_count * len(times) + at_age) * len(times) + at_last
    _, first, place, customers = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    return RepeatCells(
        *(x[first], t[first], now[first], customers.astype(float), place, counts, times),
        *(at_count[first], at_last[first], at_age[first]),
    )
