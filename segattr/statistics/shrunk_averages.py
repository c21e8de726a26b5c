"""Averages of small segments pulled towards the others, as `segattr.statistics.shrinkage` does with rates."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from segattr.statistics.counts import Array


def shrink_averages(total: ArrayLike, n: ArrayLike, *, dispersion: float) -> Array:
    """Average per segment with luck taken off.

    Parameters
    ----------
    total, n : sum and people of each segment of one partition.
    dispersion : variance of a person's amount ÷ its mean, over everybody.

    Returns
    -------
    array : (average·own + usual·between) weighted by how sure each is; the blended average where nothing
        tells the segments apart, nan without people.

    Notes
    -----
    Between-segment variance by the method of moments. With fewer than about six segments it says more about
    these segments than about what is usual.

    References
    ----------
    DerSimonian, Laird (1986), Meta-analysis in clinical trials, Controlled Clinical Trials 7:177.
    doi:10.1016/0197-2456(86)90046-2. Morris (1983), Parametric empirical Bayes inference, JASA 78:47.
    doi:10.1080/01621459.1983.10477920

    Examples
    --------
    >>> shrink_averages([100.0, 900.0], [100, 300], dispersion=5.0).round(2).tolist()
    [1.06, 2.98]
    """
    sums, people = (np.asarray(values, dtype=float) for values in (total, n))
    there = people > 0
    own = np.divide(sums, people, out=np.full(sums.shape, np.nan), where=there)
    blended = float(sums[there].sum() / people[there].sum()) if there.any() else float("nan")
    noise = dispersion * abs(blended) / np.where(there, people, np.nan)
    between = _between(own[there], noise[there])
    if between == 0:
        return np.where(there, blended, np.nan)
    weight = 1 / (between + noise)
    usual = float((weight * own)[there].sum() / weight[there].sum())
    return np.asarray((own * between + usual * noise) / (between + noise))


def _between(own: Array, noise: Array) -> float:
    """Return the variance of the true averages between segments; 0 where luck explains all of it."""
    if len(own) < 2 or not (noise > 0).all():
        return 0.0
    weight = 1 / noise
    mean = (weight * own).sum() / weight.sum()
    q = (weight * (own - mean) ** 2).sum()
    room = weight.sum() - (weight**2).sum() / weight.sum()
    return float(max(q - (len(own) - 1), 0.0) / room)
