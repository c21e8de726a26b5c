"""What the segments of one partition together say about how rates usually are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, expit, gammaln, logit, xlogy

from segattr.statistics.counts import Array, segments_with_people

STRENGTH_FLOOR, STRENGTH_CAP = 1e-2, 100.0
"""Bounds of the prior's strength: in people, and in sizes of the largest segment. At the cap the largest
segment's own figures weigh 1 %."""
NO_BETTER = 1e-3
"""Gain in log-likelihood over "all segments have one rate" that counts as none: the likelihood is so flat
there that the search stops short of the cap, and differences of large log-gammas are mostly rounding."""

STARTS = 10
"""Strengths tried before the search, so that it begins on the right side of the flat end."""


@dataclass(frozen=True)
class Prior:
    """What the segments of one partition together say about a segment nobody has seen yet.

    Attributes
    ----------
    mean : the mean rate over segments (0-1); not the blended rate, which large segments dominate.
    strength : "the prior is worth this many people": a segment of that size is trusted half.
    indistinguishable : True where strength is at its cap, so that nothing tells the segments apart: show
        the blended rate, which ``mean`` then is.
    converters, people : of all segments together.
    """

    mean: float
    strength: float
    indistinguishable: bool
    converters: float
    people: float


def fit_prior(x: ArrayLike, n: ArrayLike) -> Prior:
    """Learn from all segments of one partition what rates are usual and how much they vary.

    Parameters
    ----------
    x, n : converters and people of each segment of ONE partition.

    Returns
    -------
    Prior : maximum-likelihood fit of x ~ Binomial(n, θ), θ ~ Beta(mean·strength, (1−mean)·strength).

    Raises
    ------
    UnsuitableData : no segment has people, or one has more converters than people.

    Notes
    -----
    Misleads with fewer than about six segments: the fit then says more about these segments than about
    what is usual. Overlapping segments are no partition; do not pool them.

    References
    ----------
    Griffiths (1973), Maximum likelihood estimation for the beta-binomial distribution, Biometrics 29:637.
    doi:10.2307/2529131

    Examples
    --------
    >>> prior = fit_prior([3, 9, 45, 130, 620, 1600, 0, 2], [20, 150, 900, 3500, 19_000, 61_000, 40, 15])
    >>> f"usual rate {prior.mean:.3f}, worth {prior.strength:.0f} people"
    'usual rate 0.038, worth 480 people'
    """
    converters, people = segments_with_people(x, n)
    pooled, cap = converters.sum() / people.sum(), STRENGTH_CAP * people.max()
    if len(people) > 1 and 0 < pooled < 1:
        mean, strength, log_likelihood = _most_likely(converters, people, cap)
        one_rate = xlogy(converters, pooled).sum() + xlogy(people - converters, 1 - pooled).sum()
        if strength < 0.99 * cap and log_likelihood > one_rate + NO_BETTER:
            return Prior(mean, strength, False, float(converters.sum()), float(people.sum()))
    return Prior(float(pooled), float(cap), True, float(converters.sum()), float(people.sum()))


def _most_likely(x: Array, n: Array, cap: float) -> tuple[float, float, float]:
    from scipy.optimize import minimize  # here, because it is needed for this fit alone and slows every start

    centre = logit(((x + 0.5) / (n + 1)).mean())
    starts = [np.array([centre, np.log(strength)]) for strength in np.geomspace(1, cap, STARTS)]
    fit = minimize(
        _loss,
        min(starts, key=lambda start: _loss(start, x, n)[0]),
        args=(x, n),
        jac=True,
        method="L-BFGS-B",
        bounds=[(-30, 30), (np.log(STRENGTH_FLOOR), np.log(cap))],
        options={"ftol": 1e-14, "gtol": 1e-9},
    )
    return float(expit(fit.x[0])), float(np.exp(fit.x[1])), -float(fit.fun)


def _loss(place: Array, x: Array, n: Array) -> tuple[float, Array]:
    """Return minus the beta-binomial log-likelihood and its slope, at (logit mean, log strength)."""
    mean, strength = expit(place[0]), np.exp(place[1])
    a, b = mean * strength, (1 - mean) * strength
    likelihood = (
        gammaln(x + a) - gammaln(a) + gammaln(n - x + b) - gammaln(b) - gammaln(n + a + b) + gammaln(a + b)
    )
    shared = digamma(n + a + b) - digamma(a + b)
    by_a = (digamma(x + a) - digamma(a) - shared).sum()
    by_b = (digamma(n - x + b) - digamma(b) - shared).sum()
    return -likelihood.sum(), -np.array([(by_a - by_b) * a * (1 - mean), by_a * a + by_b * b])
