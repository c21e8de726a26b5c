"""A rate per visit when the same people visit several times: rows that are not independent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from segattr.errors import UnsuitableData
from segattr.statistics.counts import Array
from segattr.statistics.intervals import wilson


@dataclass(frozen=True)
class ClusteredRate:
    """A rate over rows that belong to people, and how sure it is.

    Attributes
    ----------
    rate : all conversions ÷ all visits (0-1).
    se, jackknife_se : standard error of the rate by the delta method, and by leaving one person out.
    design_effect : how many visits tell as much as one independent visit; 1 = repeat visits do no harm,
        nan where no visit or every visit converted.
    low, high : plausible range of the rate (0-1).
    people : people with at least one visit.
    """

    rate: float
    se: float
    jackknife_se: float
    design_effect: float
    low: float
    high: float
    people: int


def clustered_rate(conversions: ArrayLike, visits: ArrayLike, *, level: float = 0.95) -> ClusteredRate:
    """Conversion rate per visit, with a range that knows one person's visits are alike.

    Parameters
    ----------
    conversions : converting visits of each person.
    visits : visits of each person; people without a visit are left out.
    level : confidence of the range, between 0 and 1.

    Returns
    -------
    ClusteredRate

    Raises
    ------
    UnsuitableData : nobody has a visit, or somebody has more converting visits than visits.

    Notes
    -----
    The range is Wilson's on visits ÷ design effect; an effect below 1 counts as 1. Without a converting
    visit (or without any other) the effect cannot be measured, so the worst case stands in: a person's
    visits all alike (Kish: sum of visits² ÷ sum of visits).

    References
    ----------
    Rao, Scott (1992), A simple method for the analysis of clustered binary data, Biometrics 48:577.
    doi:10.2307/2532311
    Kish (1965), Survey Sampling, Wiley, section 8.2.

    Examples
    --------
    >>> found = clustered_rate([2, 0, 1, 0, 0, 3], [4, 2, 1, 3, 5, 5])
    >>> f"{found.rate:.1f} ± {found.se:.3f}, design effect {found.design_effect:.2f}"
    '0.3 ± 0.143, design effect 1.94'
    """
    y, m = _people_with_visits(conversions, visits)
    rate, se = y.sum() / m.sum(), _delta_se(y, m)
    naive = rate * (1 - rate) / m.sum()
    effect = se**2 / naive if naive > 0 else np.nan
    used = max(effect, 1.0) if np.isfinite(effect) else (m**2).sum() / m.sum()
    low, high = wilson(y.sum() / used, m.sum() / used, level=level)
    return ClusteredRate(
        float(rate), float(se), _jackknife_se(y, m), float(effect), float(low), float(high), len(m)
    )


def _people_with_visits(conversions: ArrayLike, visits: ArrayLike) -> tuple[Array, Array]:
    y, m = np.asarray(conversions, dtype=float), np.asarray(visits, dtype=float)
    if not (m > 0).any():
        raise UnsuitableData("Nobody has a visit, so there is no rate per visit. Check the visits table.")
    wrong = int(((y < 0) | (y > m)).sum())
    if wrong:
        raise UnsuitableData(
            f"{wrong} people have more converting visits than visits, or fewer than 0. "
            "Count visits that converted, not orders."
        )
    return y[m > 0], m[m > 0]


def _delta_se(y: Array, m: Array) -> float:
    if len(m) < 2:
        return float("nan")
    residual = y - y.sum() / m.sum() * m
    return float(np.sqrt((residual**2).sum() / (len(m) - 1) / len(m)) / m.mean())


def _jackknife_se(y: Array, m: Array) -> float:
    if len(m) < 2:
        return float("nan")
    without = (y.sum() - y) / (m.sum() - m)
    return float(np.sqrt((len(m) - 1) / len(m) * ((without - without.mean()) ** 2).sum()))
