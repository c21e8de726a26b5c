"""Where the customers who bring most sit: in which industry, region or any other group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.errors import UnsuitableData
from segattr.statistics.intervals import wilson
from segattr.statistics.multiplicity import holm
from segattr.statistics.rest import each_versus_rest
from segattr.value.lifetime import FEWEST_CUSTOMERS, spent_to
from segattr.value.purchases import Purchases

FIFTH: Final = 0.2
MOST_TIED: Final = 2.0  # times as many as asked for; with more at one amount, only those above it count


@dataclass(frozen=True, eq=False)
class Concentration:
    """How the best customers are spread over groups.

    Attributes
    ----------
    rows : ``segment, customers, best, share, low, high`` (of the group's customers, how many are among the
        best, with Wilson's range), ``rest`` (of everybody else's), ``index`` (times as many), ``p, adjusted,
        of_customers, of_best, of_money`` (the group's part of each) and ``small``; the highest share first,
        small groups last.
    customers, best : looked at, and how many of them are the best. money : part of all money they brought.
    """

    rows: pd.DataFrame
    customers: int
    best: int
    money: float


def best_customers(bought: Purchases, *, to_age: int, part: float = FIFTH) -> np.ndarray:
    """Return per customer whether one is among those who brought most up to an age, of all observed to it.

    Parameters
    ----------
    part : of the customers (0-1).

    Raises
    ------
    UnsuitableData : nobody is old enough, or all brought alike.

    Examples
    --------
    >>> import segattr as sa
    >>> from segattr.value.purchases import purchases
    >>> orders = pd.DataFrame({"customer_id": ["a", "b", "c"], "value": [50.0, 30, 40], "ts": "2025-01-05"})
    >>> best_customers(purchases(sa.load(conversions=orders), until="2025-01-31"), to_age=0).tolist()
    [True, False, False]
    """
    old, spent = _old(bought, to_age), spent_to(bought, to_age=to_age)
    aimed = int(np.ceil(old.sum() * part))
    limit = np.partition(spent[old], -aimed)[-aimed] if aimed else np.nan
    best = old & (spent >= limit)
    if best.sum() > MOST_TIED * aimed:
        best = old & (spent > limit)
    if not best.any():
        raise UnsuitableData(
            "The customers brought about alike, or nobody was followed this long: there are no best ones. "
            "Choose a longer time, or a group of the segments in use."
        )
    return np.asarray(best)


def concentration(bought: Purchases, best: np.ndarray, *, to_age: int, level: float = 0.95) -> Concentration:
    """Return how customers picked out are spread over the segments, each beside everybody else.

    Parameters
    ----------
    bought : its segments are the groups.
    best : per customer whether one was picked out: from `best_customers`, or those of a segment.
    to_age : only customers observed to it count, so that young groups are not called poor.

    Raises
    ------
    UnsuitableData : nobody is old enough.
    """
    old = _old(bought, to_age)
    if not old.any():
        raise UnsuitableData("No customer has been followed this long. Choose a shorter time.")
    codes, names = pd.factorize(bought.segments[old], sort=True)
    picked, spent = best[old], spent_to(bought, to_age=to_age)[old]
    n = np.bincount(codes, minlength=len(names)).astype(float)
    x = np.bincount(codes, weights=picked, minlength=len(names))
    low, high = wilson(x, n, level=level)
    rest = (x.sum() - x) / np.where(n.sum() > n, n.sum() - n, np.nan)
    rows = pd.DataFrame({"segment": [str(name) for name in names], "customers": n.astype(int)})
    rows = rows.assign(
        best=x.astype(int),
        share=x / n,
        low=low,
        high=high,
        rest=rest,
        index=x / n / np.where(rest > 0, rest, np.nan),
        p=each_versus_rest(x, n, x.sum(), n.sum(), level=level)["p"].to_numpy(float),
        of_customers=n / n.sum(),
        of_best=x / x.sum() if x.sum() else np.nan,
        of_money=_parts(np.bincount(codes, weights=spent, minlength=len(names))),
        small=n < FEWEST_CUSTOMERS,
    )
    rows["adjusted"] = holm(rows["p"].where(~rows["small"]).to_numpy(float))
    rows = rows.sort_values(["small", "share"], ascending=[True, False], kind="stable", ignore_index=True)
    whole = float(spent.sum())
    money = float(spent[picked].sum()) / whole if whole > 0 else float("nan")
    return Concentration(rows, int(n.sum()), int(x.sum()), money)


def _old(bought: Purchases, to_age: int) -> np.ndarray:
    return np.asarray((bought.observed >= to_age) & (bought.cohorts <= bought.until).to_numpy())


def _parts(sums: np.ndarray) -> np.ndarray:
    return np.asarray(sums / sums.sum() if sums.sum() > 0 else np.full(len(sums), np.nan))
