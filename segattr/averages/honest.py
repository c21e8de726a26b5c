"""How sure a group's figure is: its range, its chance, the difference it could show, and luck taken off."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.special import ndtr

from segattr.averages.likelihoods import OfAmounts
from segattr.averages.sides import Side, Sides
from segattr.averages.surprise import Expected, score_variance
from segattr.statistics.counts import Array
from segattr.statistics.intervals import wilson
from segattr.statistics.permutation import upper_tail
from segattr.statistics.power import detectable_average, detectable_difference
from segattr.statistics.shrinkage import shrink
from segattr.statistics.shrunk_averages import shrink_averages
from segattr.statistics.sums import Sums, average_interval

Cells = NDArray[np.bool_]


def range_of(side: Side, inside: Cells) -> tuple[float, float]:
    """Return the 95 % range of a group's rate (Wilson) or average (Hall); nan where there is none."""
    likelihood = side.likelihood
    if isinstance(likelihood, OfAmounts):
        own = inside[likelihood.cell]
        low, high = average_interval(Sums.of_people(likelihood.amount[own], likelihood.size[own]))
        return float(low[0]), float(high[0])
    effect = likelihood.dispersion
    low, high = wilson(side.amount[inside].sum() / effect, side.people[inside].sum() / effect)
    return float(low), float(high)


def p_of(fit: Expected, side: Side, inside: Cells, *, sign: float) -> float:
    """Return the one-sided p-value of a group, in the direction of ``sign``.

    Notes
    -----
    Of amounts, the variance is the larger of the model's and the group's own, and the sum's skewness is
    allowed for: a few large orders are no proof.
    """
    surplus = float(fit.surplus[inside].sum())
    variance = float(score_variance(fit, csr_array(inside[None, :].astype(float)))[0])
    likelihood = side.likelihood
    if not isinstance(likelihood, OfAmounts):
        return float(ndtr(-sign * surplus / np.sqrt(variance))) if variance > 0 else 1.0
    own = inside[likelihood.cell]
    variance = max(variance, _own_variance(likelihood.amount[own], likelihood.size[own]))
    if not variance > 0:
        return 1.0
    bend = _skewness(likelihood, fit.rate, own)
    return float(upper_tail(sign * surplus / np.sqrt(variance), sign * bend))


def _own_variance(amount: Array, size: Array) -> float:
    average = amount.sum() / size.sum() if size.sum() > 0 else 0.0
    return float(((amount - average * size) ** 2).sum())


def _skewness(likelihood: OfAmounts, mean: Array, own: Cells) -> float:
    """Return the skewness of a group's sum, if its people are as skewed as everybody."""
    expected = (likelihood.size * mean[likelihood.cell])[own]
    total = likelihood.dispersion * expected.sum()
    return float(likelihood.skewness(mean) * (expected**1.5).sum() / total**1.5) if total > 0 else 0.0


def detectable(side: Side, inside: Cells, usual: float, *, sign: float) -> float:
    """Return the smallest difference from the usual that so many people would show; nan where none would."""
    likelihood = side.likelihood
    n, rest = side.people[inside].sum(), side.people[~inside].sum()
    if isinstance(likelihood, OfAmounts):
        return float(detectable_average(n, rest, deviation=np.sqrt(likelihood.dispersion * max(usual, 0.0))))
    effect = likelihood.dispersion
    share = float(np.clip(usual, 0.0, 1.0)) if np.isfinite(usual) else 0.0
    return float(
        detectable_difference(
            n / effect, rest / effect, rest_rate=share, direction="up" if sign > 0 else "down"
        )
    )


def shrunk(sides: Sides, columns: Sequence[str], inside: Cells) -> float:
    """Return a group's figure with luck taken off, judged beside all combinations of its columns' values.

    Notes
    -----
    Empirical Bayes over one partition; see `segattr.statistics.shrinkage`.
    """
    place = sides.cells.groupby(list(columns), observed=True, sort=True).ngroup().to_numpy()
    side, own = sides.whole, int(place[inside][0])
    people, amount = (np.bincount(place, values) for values in (side.people, side.amount))
    if isinstance(side.likelihood, OfAmounts):
        return float(shrink_averages(amount, people, dispersion=side.likelihood.dispersion)[own])
    effect = side.likelihood.dispersion
    return float(shrink(amount / effect, people / effect)["shrunk"].iloc[own])
