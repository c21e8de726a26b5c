"""How converting, or money, varies by chance: what the search measures a surprise against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from segattr.statistics.counts import Array

STEEPEST: Final = 300.0  # an exponent that floats can still hold


class Likelihood(Protocol):
    """What a model of the groups found so far needs to know of the outcome. Sums are per cell."""

    @property
    def dispersion(self) -> float:
        """Variance ÷ ``weight``."""
        ...

    def start(self, total: float, people: float) -> float:
        """Return where the fit begins: the blended figure, on the model's scale."""
        ...

    def mean(self, eta: Array) -> Array:
        """Return the figure at a place of the model's scale."""
        ...

    def weight(self, people: Array, mean: Array) -> Array:
        """Return the variance of each cell's sum, as a multiple of ``dispersion``."""
        ...

    def worlds(self, people: Array, mean: Array, rng: np.random.Generator, count: int) -> Array:
        """Return what luck adds to each cell's sum, its variance the weight: cells × worlds."""
        ...


@dataclass(frozen=True)
class OfRates:
    """Converters among people: a logistic model.

    Attributes
    ----------
    dispersion : how many rows tell as much as one independent row, 1 or more (the design effect).
    """

    dispersion: float = 1.0

    def start(self, total: float, people: float) -> float:
        """See `Likelihood`."""
        rate = (total + 0.5) / (people + 1)
        return float(np.log(rate / (1 - rate)))

    def mean(self, eta: Array) -> Array:
        """See `Likelihood`."""
        return np.asarray(1 / (1 + np.exp(-np.clip(eta, -STEEPEST, STEEPEST))))

    def weight(self, people: Array, mean: Array) -> Array:
        """See `Likelihood`."""
        return np.asarray(people * mean * (1 - mean))

    def worlds(self, people: Array, mean: Array, rng: np.random.Generator, count: int) -> Array:
        """See `Likelihood`."""
        whole = np.rint(people).astype(np.int64)
        drawn = rng.binomial(whole[:, None], mean[:, None], size=(len(whole), count))
        return np.asarray(drawn - (whole * mean)[:, None])


@dataclass(frozen=True, eq=False)
class OfAmounts:
    """Money, or counts, of people: quasi-likelihood, the variance in proportion to the mean.

    Attributes
    ----------
    dispersion : variance of a person's amount ÷ its mean.
    size, amount : of each unit searched: how many people it counts, and their amount; sorted by cell.
    cell : the cell of each unit, in ascending order.

    References
    ----------
    Wedderburn (1974), Quasi-likelihood functions, generalized linear models, and the Gauss-Newton method,
    Biometrika 61:439. doi:10.1093/biomet/61.3.439
    """

    dispersion: float
    size: Array
    amount: Array
    cell: np.ndarray

    @classmethod
    def of(cls, size: Array, amount: Array, cell: np.ndarray, *, alike: float = 1.0) -> OfAmounts:
        """Return the likelihood of these units, its dispersion measured about their average.

        Parameters
        ----------
        alike : how many units tell as much as one independent unit, 1 or more.

        Examples
        --------
        >>> OfAmounts.of(np.ones(4), np.array([0.0, 0.0, 0.0, 40.0]), np.zeros(4, dtype=int)).dispersion
        40.0
        """
        order = np.argsort(cell, kind="stable")
        there = order[size[order] > 0]
        n, y = size[there], amount[there]
        mean = y.sum() / n.sum() if len(n) else 0.0
        spread = float(((y - mean * n) ** 2 / (mean * n)).sum() / max(len(n) - 1, 1)) if mean > 0 else 1.0
        return cls((spread or 1.0) * alike, n, y, cell[there])

    def start(self, total: float, people: float) -> float:
        """See `Likelihood`."""
        return float(np.log(max(total / people, np.finfo(float).tiny)))

    def mean(self, eta: Array) -> Array:
        """See `Likelihood`."""
        return np.asarray(np.exp(np.clip(eta, -STEEPEST, STEEPEST)))

    def weight(self, people: Array, mean: Array) -> Array:
        """See `Likelihood`."""
        return np.asarray(people * mean)

    def worlds(self, people: Array, mean: Array, rng: np.random.Generator, count: int) -> Array:
        """See `Likelihood`; everybody is dealt what is left of somebody: money stays as skewed as it is."""
        expected = self.size * mean[self.cell]
        scale = np.sqrt(np.maximum(expected, np.finfo(float).tiny))
        left = ((self.amount - expected) / scale).astype(np.float32)
        dealt = rng.integers(0, len(left), size=(len(left), count), dtype=np.int32)
        off = ((left - left.mean()) / (left.std() or 1.0))[dealt] * scale.astype(np.float32)[:, None]
        cells, first = np.unique(self.cell, return_index=True)
        sums = np.zeros((len(people), count))
        sums[cells] = np.add.reduceat(off, first, axis=0)
        return sums

    def skewness(self, mean: Array) -> float:
        """Return the skewness of what is left of a person, in units of the square root of its mean."""
        expected = self.size * mean[self.cell]
        left = (self.amount - expected) / np.sqrt(np.maximum(expected, np.finfo(float).tiny))
        return float((left**3).mean())
