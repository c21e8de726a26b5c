"""Two groups compared inside every stratum of a third thing, and over all strata together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import chdtrc, ndtr

from segattr.errors import UnsuitableData
from segattr.statistics.counts import Array, as_counts

TOLERANCE: Final = 1e-12


@dataclass(frozen=True, eq=False)
class Stratified:
    """What two groups differ by, crude and with the strata held equal.

    Attributes
    ----------
    crude : difference of the rates, a minus b, strata ignored.
    p_crude : two-sided p-value of the pooled z test of that.
    standardised : difference where both groups had everybody's mix of strata; over the strata both are in.
    risk_difference, odds_ratio : Mantel-Haenszel estimates.
    cmh, p_cmh : Cochran-Mantel-Haenszel statistic without correction and its p-value.
    cmh_corrected, p_cmh_corrected : the same with Yates' correction.
    tarone, p_homogeneity : Breslow-Day statistic with Tarone's correction: do odds ratios differ by stratum?
    differences : a minus b in every stratum, nan where one group is missing.
    """

    crude: float
    p_crude: float
    standardised: float
    risk_difference: float
    odds_ratio: float
    cmh: float
    p_cmh: float
    cmh_corrected: float
    p_cmh_corrected: float
    tarone: float
    p_homogeneity: float
    differences: Array


def stratified(x_a: ArrayLike, n_a: ArrayLike, x_b: ArrayLike, n_b: ArrayLike) -> Stratified:
    """Compare group a with group b inside strata.

    Parameters
    ----------
    x_a, n_a : converters and people of group a, one per stratum.
    x_b, n_b : the same of group b.

    Returns
    -------
    Stratified

    Raises
    ------
    UnsuitableData : a group has no people, the groups share no stratum, or counts make no sense.

    Notes
    -----
    Strata only one group is in say nothing about the difference: they count for the crude figure alone.

    References
    ----------
    Mantel & Haenszel (1959), Statistical aspects of the analysis of data from retrospective studies of
    disease, JNCI 22:719. doi:10.1093/jnci/22.4.719. Tarone (1985), On heterogeneity tests based on efficient
    scores, Biometrika 72:91. doi:10.1093/biomet/72.1.91

    Examples
    --------
    >>> stones = stratified([81, 192], [87, 263], [234, 55], [270, 80])
    >>> round(stones.crude, 3), round(stones.standardised, 3), round(stones.p_cmh, 2)
    (-0.046, 0.054, 0.12)
    """
    a, na, b, nb = (np.atleast_1d(part) for pair in ((x_a, n_a), (x_b, n_b)) for part in as_counts(*pair))
    shared = ~(np.isnan(na) | np.isnan(nb))
    if not shared.any():
        raise UnsuitableData("The two groups share no stratum, so nothing can be held equal between them.")
    crude, p_crude = _crude(a, na, b, nb)
    differences = a / na - b / nb
    strata = _Strata(a[shared], na[shared], b[shared], nb[shared])
    cmh, corrected = strata.cmh(0.0), strata.cmh(0.5)
    odds = strata.odds_ratio()
    tarone, freedom = strata.tarone(odds)
    return Stratified(
        crude=crude,
        p_crude=p_crude,
        standardised=float((strata.n * differences[shared]).sum() / strata.n.sum()),
        risk_difference=strata.risk_difference(),
        odds_ratio=odds,
        cmh=cmh,
        p_cmh=_p(cmh, 1),
        cmh_corrected=corrected,
        p_cmh_corrected=_p(corrected, 1),
        tarone=tarone,
        p_homogeneity=_p(tarone, freedom),
        differences=differences,
    )


def _p(statistic: float, df: int) -> float:
    return float(chdtrc(df, statistic)) if df > 0 and np.isfinite(statistic) else float("nan")


def _crude(a: Array, na: Array, b: Array, nb: Array) -> tuple[float, float]:
    xa, xb, ma, mb = a.sum(), b.sum(), np.nansum(na), np.nansum(nb)
    if not (ma > 0 and mb > 0):
        raise UnsuitableData("One of the two groups has nobody in it, so there is nothing to compare.")
    pooled = (xa + xb) / (ma + mb)
    se = np.sqrt(pooled * (1 - pooled) * (1 / ma + 1 / mb))
    difference = float(xa / ma - xb / mb)
    return difference, float(2 * ndtr(-abs(difference) / se)) if se > 0 else 1.0


class _Strata:
    """The 2 × 2 tables of strata both groups are in."""

    def __init__(self, a: Array, na: Array, b: Array, nb: Array) -> None:
        self.a, self.na, self.b, self.nb = a, na, b, nb
        self.n, self.x = na + nb, a + b

    def risk_difference(self) -> float:
        weight = self.na * self.nb / self.n
        return float((weight * (self.a / self.na - self.b / self.nb)).sum() / weight.sum())

    def odds_ratio(self) -> float:
        over = (self.a * (self.nb - self.b) / self.n).sum()
        under = (self.b * (self.na - self.a) / self.n).sum()
        return float(over / under) if under > 0 else (float("inf") if over > 0 else float("nan"))

    def cmh(self, correction: float) -> float:
        more = (self.a - self.na * self.x / self.n).sum()
        several = np.maximum(self.n - 1, 1)
        variance = (self.na * self.nb * self.x * (self.n - self.x) / (self.n**2 * several)).sum()
        return float(max(abs(more) - correction, 0.0) ** 2 / variance) if variance > 0 else float("nan")

    def tarone(self, odds: float) -> tuple[float, int]:
        """Return how far the strata stray from one odds ratio, and in how many ways they could."""
        if not (np.isfinite(odds) and odds > 0):
            return float("nan"), 0
        expected = self._expected(odds)
        parts = (expected, self.na - expected, self.x - expected, self.nb - self.x + expected)
        inside = np.all([part > TOLERANCE for part in parts], axis=0)  # no spread where a margin is empty
        if not inside.any():
            return float("nan"), 0
        variance = 1 / np.sum([1 / np.where(inside, part, 1.0) for part in parts], axis=0)
        gap, variance = (self.a - expected)[inside], variance[inside]
        found = (gap**2 / variance).sum() - gap.sum() ** 2 / variance.sum()
        return float(found), int(inside.sum()) - 1

    def _expected(self, odds: float) -> Array:
        """Return how many of group a would have converted in each stratum at this odds ratio."""
        square = 1 - odds
        linear = (self.nb - self.x) + odds * (self.na + self.x)
        constant = -odds * self.na * self.x
        if abs(square) < TOLERANCE:
            return np.asarray(-constant / linear)
        root = np.sqrt(linear**2 - 4 * square * constant)
        return np.asarray(-2 * constant / (linear + root))
