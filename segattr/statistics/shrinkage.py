"""Small segments pulled towards the others: rates to rank by without being fooled by luck."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy.special import betaincc, betaincinv

from segattr.statistics.counts import Array, as_counts, check_share
from segattr.statistics.intervals import wilson
from segattr.statistics.prior import Prior, fit_prior


def shrink(x: ArrayLike, n: ArrayLike, *, prior: Prior | None = None, level: float = 0.95) -> pd.DataFrame:
    """Conversion rate per segment with luck taken off: rank by ``shrunk``, print ``raw`` beside it.

    Parameters
    ----------
    x, n : converters and people of each segment of one partition.
    prior : what `fit_prior` learnt elsewhere; learnt from these segments if left out.
    level : probability of the range, between 0 and 1.

    Returns
    -------
    frame : one row per segment in the order given (index of ``x`` if it is a Series) with ``raw`` (nan
        without people), ``shrunk``, ``low``, ``high`` (rates, 0-1), ``weight_own`` (how much the segment's
        own figures count, 0-1) and ``p_above_average`` (probability of a rate above the prior's mean).

    Raises
    ------
    UnsuitableData : no segment has people, or one has more converters than people.
    BadSetting : the level is not between 0 and 1.

    Notes
    -----
    shrunk = (x + mean·strength)/(n + strength) = weight_own·raw + (1 − weight_own)·mean. Segments that
    cannot be told apart all show the blended rate with its Wilson range, weight 0 and an even chance.
    The range takes mean and strength as known, so with few segments it is somewhat too narrow.

    References
    ----------
    Efron, Morris (1975), Data analysis using Stein's estimator and its generalizations, JASA 70:311.
    doi:10.1080/01621459.1975.10479864
    Morris (1983), Parametric empirical Bayes inference, JASA 78:47. doi:10.1080/01621459.1983.10477920

    Examples
    --------
    >>> segments = shrink([3, 45, 620], [20, 900, 19_000])
    >>> segments[["raw", "weight_own"]].round(3).values.tolist()
    [[0.15, 0.036], [0.05, 0.629], [0.033, 0.973]]
    """
    check_share(level, setting="level")
    converters, people = (np.atleast_1d(count) for count in as_counts(x, n))
    prior = prior or fit_prior(x, n)
    figures = _blended(prior, people, level) if prior.indistinguishable else _posterior(prior, x, n, level)
    index = x.index if isinstance(x, pd.Series) else None
    return pd.DataFrame({"raw": converters / people, **figures}, index=index)


def _posterior(prior: Prior, x: ArrayLike, n: ArrayLike, level: float) -> dict[str, Array]:
    converters, people = np.broadcast_arrays(*(np.atleast_1d(np.asarray(v, dtype=float)) for v in (x, n)))
    a = converters + prior.mean * prior.strength
    b = people - converters + (1 - prior.mean) * prior.strength
    return {
        "shrunk": a / (a + b),
        "low": betaincinv(a, b, 0.5 - level / 2),
        "high": betaincinv(a, b, 0.5 + level / 2),
        "weight_own": people / (people + prior.strength),
        "p_above_average": betaincc(a, b, prior.mean),
    }


def _blended(prior: Prior, people: Array, level: float) -> dict[str, Array]:
    low, high = wilson(prior.converters, prior.people, level=level)
    same = {"shrunk": prior.mean, "low": float(low), "high": float(high)}
    figures = same | {"weight_own": 0.0, "p_above_average": 0.5}
    return {name: np.full(people.shape, figure) for name, figure in figures.items()}
