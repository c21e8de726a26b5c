"""How unequal spending is, and how much of that lies between segments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import xlogy

from segattr.errors import UnsuitableData


@dataclass(frozen=True)
class Theil:
    """Inequality of spend, taken apart exactly: ``total = between + within``.

    Attributes
    ----------
    total : Theil's T; 0 = everybody spends the same, ln(people) = one person spends everything.
    between : what would be left if everybody spent the average of their segment.
    within : inequality inside the segments, weighted with their share of the spend.
    """

    total: float
    between: float
    within: float

    @property
    def between_share(self) -> float:
        """Part of the inequality the segments account for (0-1); nan where everybody spends the same."""
        return self.between / self.total if self.total > 0 else float("nan")


def theil(values: ArrayLike, groups: ArrayLike) -> Theil:
    """How much of the inequality of spend lies between segments, and how much inside them.

    Parameters
    ----------
    values : spend per customer, 0 or more, in one currency.
    groups : the customer's segment, in the same order; every customer in exactly one.

    Returns
    -------
    Theil

    Raises
    ------
    UnsuitableData : a value is negative or missing, or nobody spent anything.

    Notes
    -----
    The between part never falls when segments are split further: compare segmentations with about equally
    many segments.

    References
    ----------
    Theil (1967), Economics and Information Theory, North-Holland, chapter 4.
    Shorrocks (1980), The class of additively decomposable inequality measures, Econometrica 48:613.
    doi:10.2307/1913126

    Examples
    --------
    >>> found = theil([10, 10, 30, 30], ["a", "a", "b", "b"])
    >>> round(found.total, 4), round(found.between_share, 4)
    (0.1308, 1.0)
    """
    spend = np.asarray(values, dtype=float)
    if not (spend >= 0).all() or not spend.sum() > 0:
        raise UnsuitableData(
            "Inequality needs amounts of 0 or more, and somebody who spent something. "
            "Take refunds off the order first and leave out customers without an amount."
        )
    _, segment = np.unique(np.asarray(groups), return_inverse=True)
    own_mean = (np.bincount(segment, weights=spend) / np.bincount(segment))[segment]
    mean, share = spend.mean(), spend / spend.sum()
    total = float(xlogy(share, spend / mean).sum())
    between = float(xlogy(share, own_mean / mean).sum())
    within = float(xlogy(share, spend / np.where(own_mean > 0, own_mean, 1)).sum())
    return Theil(total, between, within)
