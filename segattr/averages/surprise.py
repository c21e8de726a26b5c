"""How much each group surprises, given the groups already found, and how much luck alone would surprise."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from segattr.averages.likelihoods import Likelihood, OfRates
from segattr.statistics.counts import Array

MOST_STEPS: Final = 50
CLOSE: Final = 1e-10
WORLDS_AT_ONCE: Final = 50  # keeps a large search within some hundred MB


@dataclass(frozen=True, eq=False)
class Expected:
    """What a model of the groups found so far expects of every cell.

    Attributes
    ----------
    people, converters : of each cell; in place of converters may stand an amount of money.
    groups : cells × (1 + groups found): a column of ones, then who belongs to each.
    rate : expected rate of each cell (0-1), or average.
    beta : what each column of ``groups`` adds on the model's scale.
    likelihood : how the outcome varies by chance.
    """

    people: Array
    converters: Array
    groups: Array
    rate: Array
    beta: Array
    likelihood: Likelihood = field(default_factory=OfRates)

    @property
    def weight(self) -> Array:
        """Variance of each cell's converters, as a multiple of the dispersion."""
        return self.likelihood.weight(self.people, self.rate)

    @property
    def surplus(self) -> Array:
        """Converters beyond what was expected."""
        return np.asarray(self.converters - self.people * self.rate)


@dataclass(frozen=True, eq=False)
class Surprise:
    """How each candidate compares with what was expected of it.

    Attributes
    ----------
    z : score statistic; above 0 where more converted than expected.
    surplus : converters beyond what was expected.
    expected : converters expected.
    """

    z: Array
    surplus: Array
    expected: Array


def expected(
    people: Array, converters: Array, found: NDArray[np.bool_], likelihood: Likelihood | None = None
) -> Expected:
    """Fit converting on the groups found so far.

    Parameters
    ----------
    people, converters : of each cell.
    found : groups found × cells, True where the cell belongs to the group; no rows for none.
    likelihood : how the outcome varies by chance; that of rates if left out.

    References
    ----------
    McCullagh & Nelder (1989), Generalized Linear Models, ch. 4. doi:10.1007/978-1-4899-3242-6

    Examples
    --------
    >>> fit = expected(np.array([100.0, 300.0]), np.array([8.0, 3.0]), np.array([[True, False]]))
    >>> fit.rate.round(6).tolist()
    [0.08, 0.01]
    """
    model: Likelihood = likelihood or OfRates()
    groups = np.column_stack([np.ones(len(people)), *found.astype(float)])
    beta = np.zeros(groups.shape[1])
    beta[0] = model.start(float(converters.sum()), float(people.sum()))
    for _ in range(MOST_STEPS):
        rate = model.mean(groups @ beta)
        weight = model.weight(people, rate)
        step = np.linalg.pinv(groups.T @ (groups * weight[:, None])) @ (
            groups.T @ (converters - people * rate)
        )
        beta = beta + np.clip(step, -2, 2)  # a group nobody of converted would run off to minus infinity
        if np.abs(step).max() < CLOSE:
            break
    return Expected(people, converters, groups, model.mean(groups @ beta), beta, model)


def surprise(fit: Expected, members: csr_array) -> Surprise:
    """Return the score test of every candidate against the fit.

    Parameters
    ----------
    members : candidates × cells.

    References
    ----------
    Rao (1948), Large sample tests of statistical hypotheses concerning several parameters, Mathematical
    Proceedings of the Cambridge Philosophical Society 44:50. doi:10.1017/S0305004100023987
    """
    surplus = np.asarray(members @ fit.surplus)
    variance = score_variance(fit, members)
    z = np.where(variance > 0, surplus / np.sqrt(np.where(variance > 0, variance, 1.0)), 0.0)
    return Surprise(z, surplus, np.asarray(members @ (fit.people * fit.rate)))


def score_variance(fit: Expected, members: csr_array) -> Array:
    """Return the variance of each surplus that the groups found leave; 0 where they leave none."""
    own = np.asarray(members @ fit.weight)
    shared = np.asarray(members @ (fit.groups * fit.weight[:, None]))
    taken = np.einsum("ij,jk,ik->i", shared, _inverse(fit), shared)
    left = own - taken
    return np.where(left > 1e-9 * np.maximum(own, 1e-300), left, 0.0) * fit.likelihood.dispersion


def luck(fit: Expected, members: csr_array, rng: np.random.Generator, *, worlds: int) -> Array:
    """Return the largest z of all candidates, either way, in worlds where the fit is the whole truth.

    Parameters
    ----------
    worlds : how many to draw.

    Notes
    -----
    The fit is not repeated in each world; what a repetition would take up is projected out, to first order.
    """
    sigma = np.sqrt(score_variance(fit, members) / fit.likelihood.dispersion)
    scale = np.where(sigma > 0, 1 / np.where(sigma > 0, sigma, 1.0), 0.0)
    onto = fit.groups * fit.weight[:, None] @ _inverse(fit)
    light = members.astype(np.float32)  # half the memory to walk through; a luck line needs no more digits
    largest = []
    for start in range(0, worlds, WORLDS_AT_ONCE):
        count = min(WORLDS_AT_ONCE, worlds - start)
        off = fit.likelihood.worlds(fit.people, fit.rate, rng, count)
        off = (off - onto @ (fit.groups.T @ off)).astype(np.float32)
        largest.append(np.abs(np.asarray(light @ off) * scale[:, None]).max(axis=0))
    return np.concatenate(largest)


def _inverse(fit: Expected) -> Array:
    return np.asarray(np.linalg.pinv(fit.groups.T @ (fit.groups * fit.weight[:, None])))
