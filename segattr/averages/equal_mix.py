"""What a group would be if it were like everybody else of the same mix: the size of the prize."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from segattr.averages.likelihoods import Likelihood
from segattr.averages.surprise import Expected, expected
from segattr.statistics.counts import Array, two_sided_quantile


@dataclass(frozen=True)
class EqualMix:
    """A group beside its peers: everybody else, weighted to the group's own mix.

    Attributes
    ----------
    peers : rate, or average, of the peers.
    prize, low, high : converters, or money, more than the peers would have; below 0 where they are missing.
    """

    peers: float
    prize: float
    low: float
    high: float


def equal_mix(
    people: Array,
    amount: Array,
    inside: NDArray[np.bool_],
    others: NDArray[np.bool_],
    likelihood: Likelihood,
    own: tuple[float, float],
    *,
    level: float = 0.95,
) -> EqualMix:
    """Compare a group with everybody else at the group's mix of the other groups found.

    Parameters
    ----------
    people, amount : of each cell.
    inside : which cells are the group.
    others : other groups × cells. One that everybody outside is in, or nobody, cannot be held equal and is
        left out.
    own : range of the group's own figure.

    Notes
    -----
    The naive gap to the rest mixes two things: what the group is, and who happens to be in it. A model of the
    people outside, by the other groups, says what the group's people would have done if they were like them.
    The range joins the group's own with that of the model (MOVER).

    References
    ----------
    Zou, Donner (2008), Construction of confidence limits about effect measures, Statistics in Medicine
    27:1693. doi:10.1002/sim.3095

    Examples
    --------
    >>> from segattr.averages.likelihoods import OfRates
    >>> people, amount = np.array([1000.0, 19000, 5000, 45000]), np.array([13.0, 1587, 5, 495])
    >>> south, returning = np.array([1, 0, 1, 0], dtype=bool), np.array([[1, 1, 0, 0]], dtype=bool)
    >>> found = equal_mix(people, amount, south, returning, OfRates(), (0.0019, 0.00474))
    >>> round(found.prize, 2)
    -120.53
    """
    held = [row for row in others if _varies(row[~inside], people[~inside])]
    groups = np.array(held, dtype=bool).reshape(len(held), len(people))
    fit = expected(people[~inside], amount[~inside], groups[:, ~inside], likelihood)
    design = np.column_stack([np.ones(int(inside.sum())), *groups[:, inside].astype(float)])
    n, x = people[inside], float(amount[inside].sum())
    would, error = _predicted(fit, design, n)
    size = float(n.sum())
    reach = two_sided_quantile(level) * error
    low, high = (end * size for end in own)
    return EqualMix(
        would / size,
        x - would,
        x - would - float(np.hypot(x - low, reach)),
        x - would + float(np.hypot(high - x, reach)),
    )


def _varies(member: NDArray[np.bool_], people: Array) -> bool:
    """Whether some people are in it and some are not."""
    return bool(0 < people[member].sum() < people.sum())


def _predicted(fit: Expected, design: Array, people: Array) -> tuple[float, float]:
    """Return what the model expects of other people in all, and its standard error."""
    mean = fit.likelihood.mean(design @ fit.beta)
    slope = (fit.likelihood.weight(people, mean)[:, None] * design).sum(axis=0)
    spread = np.linalg.pinv(fit.groups.T @ (fit.groups * fit.weight[:, None])) * fit.likelihood.dispersion
    return float((people * mean).sum()), float(np.sqrt(max(slope @ spread @ slope, 0.0)))
