"""What it cost to win a customer, per segment: three ways to place spend, none of which loses any."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.errors import UnsuitableData

UNALLOCATED = "(unallocated)"
DRAWS = 1_000
MOST_DRAWN = 10_000  # customers drawn from; of more, a sample shows the shape and their number the width


def placed(spend: pd.Series, weights: pd.DataFrame) -> pd.DataFrame:
    """Share each channel's spend out over the segments, by weights of theirs.

    Parameters
    ----------
    spend : money by channel.
    weights : rows channels, columns segments, at least 0: touches of all visitors (what was shown to whom),
        or credit of a model (whose orders it is counted for).

    Returns
    -------
    DataFrame with a row per channel of ``spend``, a column per segment and ``(unallocated)``, which holds the
    spend of channels no segment has a weight in. Rows add up to the channel's spend.

    Raises
    ------
    UnsuitableData : a negative weight.

    Notes
    -----
    Credit shares spend out in proportion to the orders counted, so within a channel *every* segment has the
    same cost per order, by construction: differences between segments can only come from different channels.
    Touches of all visitors, converted or not, do not hide them. Segments that are known of buyers only (RFM)
    leave no choice but credit.

    Examples
    --------
    >>> spend = pd.Series({"search": 1000.0, "tv": 300.0})
    >>> weights = pd.DataFrame({"VIP": [3], "Other": [7]}, index=["search"])
    >>> float(placed(spend, weights).loc["tv", "(unallocated)"])
    300.0
    """
    if (weights.to_numpy(float) < 0).any():
        raise UnsuitableData("Spend cannot be shared out by weights below 0.")
    weighed = weights.reindex(spend.index).fillna(0.0).astype(float)
    whole = weighed.sum(axis=1)
    shares = weighed.div(whole.where(whole > 0, 1.0), axis=0)
    table = shares.mul(spend, axis=0)
    return table.assign(**{UNALLOCATED: spend.where(whole <= 0, 0.0)})


def acquisition_cost(spend: pd.DataFrame, customers: pd.Series) -> pd.DataFrame:
    """Return the cost of a new customer, per segment and in all.

    Parameters
    ----------
    spend : from `placed`.
    customers : new customers by segment.

    Returns
    -------
    DataFrame indexed by segment, with ``all`` last: ``spend, customers, cac``. ``cac`` is nan where money
    was spent and nobody was won. ``all`` holds the unallocated spend too, so it is never below what it cost.
    """
    each = spend.drop(columns=UNALLOCATED).sum()
    table = pd.DataFrame({"spend": each, "customers": customers.reindex(each.index).fillna(0)})
    table.loc["all"] = [float(spend.to_numpy().sum()), table["customers"].sum()]
    return table.assign(cac=table["spend"] / table["customers"].where(table["customers"] > 0))


@dataclass(frozen=True)
class WorthToCost:
    """How many times its cost a customer brought back, and the range of that.

    Attributes
    ----------
    ratio, low, high : lifetime value to an age ÷ cost of a new customer. customers : it rests on.
    """

    ratio: float
    low: float
    high: float
    customers: int


def worth_to_cost(spent: np.ndarray, *, cost: float, level: float = 0.95, seed: int = 0) -> WorthToCost:
    """Return LTV ÷ CAC with the range customers drawn again and again give.

    Parameters
    ----------
    spent : what each acquired customer brought up to the stated age.
    cost : of winning one customer, above 0; taken as known, so the range is of the value alone.

    Raises
    ------
    UnsuitableData : nobody, or no cost.

    References
    ----------
    Efron, Tibshirani (1993), An Introduction to the Bootstrap, ch. 13. doi:10.1201/9780429246593
    """
    if not len(spent) or not cost > 0:
        raise UnsuitableData("A ratio of value to cost needs customers, and a cost above 0.")
    random = np.random.default_rng(seed)
    sample = spent if len(spent) <= MOST_DRAWN else random.choice(spent, MOST_DRAWN, replace=False)
    narrower = np.sqrt(len(sample) / len(spent))  # of a sample the range is as much wider
    drawn = np.array([random.choice(sample, len(sample)).mean() for _ in range(DRAWS)]) - sample.mean()
    drawn = (spent.mean() + drawn * narrower) / cost
    low, high = np.quantile(drawn, [0.5 - level / 2, 0.5 + level / 2])
    return WorthToCost(float(spent.mean() / cost), float(low), float(high), len(spent))


def payback(curve: pd.Series, *, cost: float) -> int | None:
    """Return the first age at which a customer has brought back the cost; None if not in the time observed.

    Parameters
    ----------
    curve : cumulative money per acquired customer by age.

    Examples
    --------
    >>> payback(pd.Series([20.0, 35, 41]), cost=40), payback(pd.Series([20.0, 35]), cost=40)
    (2, None)
    """
    there = curve[curve >= cost]
    return int(there.index[0]) if len(there) else None
