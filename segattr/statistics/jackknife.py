"""Intervals for anything that can be computed without one random group of customers at a time."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit, stdtrit

from segattr.errors import BadSetting
from segattr.statistics.counts import Array, check_share

ROUNDING = 1e-9
"""How far outside 0-1 a share may lie and still be one: sums of many shares do not round to exactly 1."""


def jackknife_interval(
    estimate: ArrayLike,
    leave_one_out: ArrayLike,
    *,
    level: float = 0.95,
    scale: Literal["share", "plain"] = "share",
) -> tuple[Array, Array]:
    """Range of an estimate, from how much it moves when one random group of customers is left out.

    Parameters
    ----------
    estimate : (k,), the k figures from all customers.
    leave_one_out : (groups, k), the same figures computed without each group of customers in turn.
    level : confidence, between 0 and 1.
    scale : ``"share"`` for figures between 0 and 1; ``"plain"`` for counts, money and differences.

    Returns
    -------
    low, high : arrays (k,); nan where the figure, or the figure without some group, is nan
        or infinite.

    Raises
    ------
    BadSetting : fewer than two groups, shapes that do not fit, or a "share" outside 0-1.

    Notes
    -----
    The variance is (groups − 1)/groups · Σ(without group − estimate)², with Student's t on groups − 1
    degrees of freedom. A share is taken to the logit scale, where it cannot leave 0-1, if it and all its
    leave-one-out figures are strictly between 0 and 1; else the plain range, cut at 0 and 1.

    Misleads when customers are few: with not many more customers than groups the degrees of freedom are
    really those of the customers, and a share all groups agree is 0 gets the range 0 to 0.

    References
    ----------
    Kott (2001), The delete-a-group jackknife, Journal of Official Statistics 17:521.
    Wolter (2007), Introduction to Variance Estimation, 2nd ed., chapter 4. doi:10.1007/978-0-387-35099-8

    Examples
    --------
    >>> low, high = jackknife_interval([0.5], [[0.48], [0.52], [0.5]])
    >>> f"{low[0]:.3f} {high[0]:.3f}"
    '0.402 0.598'
    """
    check_share(level, setting="level")
    whole, without = _checked(estimate, leave_one_out, scale)
    if scale == "plain":
        return _plain(whole, without, level)
    inside = ((without > 0) & (without < 1)).all(axis=0) & (whole > 0) & (whole < 1)
    clipped = (np.clip(bound, 0, 1) for bound in _plain(whole, without, level))
    # 0.5 stands in where the logit would be infinite; those columns are not read.
    on_logit = _plain(logit(np.where(inside, whole, 0.5)), logit(np.where(inside, without, 0.5)), level)
    low, high = (np.where(inside, expit(b), c) for b, c in zip(on_logit, clipped, strict=True))
    return low, high


def _plain(whole: Array, without: Array, level: float) -> tuple[Array, Array]:
    groups = len(without)
    se = np.sqrt((groups - 1) / groups * ((without - whole) ** 2).sum(axis=0))
    reach = stdtrit(groups - 1, 0.5 + level / 2) * se
    return whole - reach, whole + reach


def _checked(estimate: ArrayLike, leave_one_out: ArrayLike, scale: str) -> tuple[Array, Array]:
    whole, without = np.asarray(estimate, dtype=float), np.asarray(leave_one_out, dtype=float)
    if without.ndim != 2 or len(without) < 2 or without.shape[1:] != whole.shape:
        raise BadSetting(
            f"An interval needs at least two groups and the same figures from each: "
            f"{whole.shape} figures, {without.shape} (groups, figures) without one group.",
            setting="leave_one_out",
        )
    outside = (whole < -ROUNDING) | (whole > 1 + ROUNDING)
    if scale == "share" and outside.any():
        message = (
            f"{whole[outside][0]:g} is not a share between 0 and 1. Use scale='plain' for counts or money."
        )
        raise BadSetting(message, setting="scale", value=scale)
    # An infinite figure (spend ÷ no customer) has no range; nan says so without a warning.
    return np.where(np.isfinite(whole), whole, np.nan), np.where(np.isfinite(without), without, np.nan)
