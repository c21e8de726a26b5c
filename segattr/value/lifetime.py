"""What an acquired customer brought up to a stated age, per segment, and how many came back."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.errors import BadSetting
from segattr.statistics.intervals import wilson
from segattr.statistics.sums import Sums, average_interval, difference_interval
from segattr.value.purchases import Purchases

FEWEST_CUSTOMERS = 30  # below, a lifetime value is shown with its range and called small


def lifetime(bought: Purchases, *, to_age: int, level: float = 0.95, tried: int = 1) -> pd.DataFrame:
    """Return the lifetime value to an age: money up to and with that month of life per customer *acquired*.

    Parameters
    ----------
    to_age : months after the first order; 0 is the month of the first order alone.
    level : confidence of the range.
    tried : ways to make segments that were looked at before this one was chosen.

    Returns
    -------
    DataFrame ``segment, customers, ltv, low, high, rest, beyond, median, left_out``, a row per segment. Only
    customers who were observed to that age count, so that segments acquired at different times are compared
    at equal age; ``left_out`` counts the younger ones. ``rest`` is the value of everybody else, ``beyond``
    whether the two differ by more than chance, all segments having been looked at (Bonferroni). ``ltv`` is
    nan where nobody is old enough.

    Raises
    ------
    BadSetting : a negative age.

    Notes
    -----
    Dividing by customers who are still active, or by all who were acquired whatever their age, makes old
    segments look better than young ones. The range is that of a skewed average over customers; the median is
    what a typical customer brings, far below the average where few customers carry the sum.

    References
    ----------
    Hall (1992), On the removal of skewness by transformation, JRSS B 54:221.
    doi:10.1111/j.2517-6161.1992.tb01876.x

    Examples
    --------
    >>> import segattr as sa
    >>> from segattr.value.purchases import purchases
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b"], "value": [50.0, 30, 40]})
    >>> orders["ts"] = ["2025-01-05", "2025-02-10", "2025-01-20"]
    >>> made = purchases(sa.load(conversions=orders), until="2025-02-28")
    >>> lifetime(made, to_age=1)[["customers", "ltv"]].to_numpy().tolist()
    [[2.0, 60.0]]
    """
    spent = spent_to(bought, to_age=to_age)
    codes, names = pd.factorize(bought.segments, sort=True)
    acquired = (bought.cohorts <= bought.until).to_numpy()
    old = acquired & (bought.observed >= to_age)
    sums = _sums(spent[old], codes[old], len(names))
    low, high = average_interval(sums, level=level)
    table = pd.DataFrame({"segment": names, "customers": sums.n.astype(int), "ltv": sums.average})
    table = table.assign(
        low=low, high=high, rest=sums.rest.average, beyond=_beyond(sums, 1 - (1 - level) / tried)
    )
    median = pd.Series(spent[old]).groupby(codes[old]).median().reindex(range(len(names)))
    young = np.bincount(codes[acquired & ~old], minlength=len(names))
    return table.assign(median=median.to_numpy(), left_out=young)


def _sums(spent: np.ndarray, codes: np.ndarray, segments: int) -> Sums:
    """Return the sums of each segment's customers, each of whom counts once."""

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(codes, weights=values, minlength=segments)

    one, money, square = np.ones(len(spent)), spent, spent**2
    firsts = (total(one), total((spent != 0).astype(float)), total(money), total(one))
    return Sums(
        *firsts,
        total(square),
        total(money),
        total(one),
        total(spent**3),
        total(square),
        total(money),
        total(one),
    )


def _beyond(sums: Sums, level: float) -> np.ndarray:
    """Whether each segment differs from everybody else by more than chance, all of them looked at at once."""
    looks = max(int((sums.contributors > 0).sum()), 1)
    low, high = difference_interval(sums, sums.rest, level=1 - (1 - level) / looks)
    return np.asarray((low > 0) | (high < 0))


def spent_to(bought: Purchases, *, to_age: int) -> np.ndarray:
    """Return what each customer brought up to and with an age, 0 for who brought nothing yet.

    Raises
    ------
    BadSetting : a negative age.
    """
    if to_age < 0:
        raise BadSetting(
            f"An age is a number of months from 0; found {to_age}.", setting="to_age", value=to_age
        )
    young = bought.rows[bought.rows["age"] <= to_age]
    return np.bincount(young["customer"], weights=young["money"], minlength=len(bought.segments))


def retention(table: pd.DataFrame, *, level: float = 0.95) -> pd.DataFrame:
    """Return which share of the customers acquired ordered at each age.

    Parameters
    ----------
    table : from `segattr.value.cohorts.cohorts`.

    Returns
    -------
    DataFrame ``segment, age, customers, active, share, low, high``; each age over the cohorts that were
    observed that long, so the curve of later ages rests on older cohorts alone.
    """
    counted = table.groupby(["segment", "age"], as_index=False)[["customers", "active"]].sum()
    low, high = wilson(counted["active"], counted["customers"], level=level)
    return counted.assign(share=counted["active"] / counted["customers"], low=low, high=high)


def lifetime_by_formula(
    retained: np.ndarray | list[float],
    *,
    order_value: float,
    margin: float,
    orders: float = 1.0,
    annual_rate: float = 0.0,
    periods_per_year: int = 12,
) -> float:
    """Return Σ retentionₜ × orders × order value × margin ÷ (1 + d)ᵗ, the textbook's lifetime value.

    Parameters
    ----------
    retained : share of customers still there in period 0, 1, 2 … (0-1).
    order_value, orders : money per order, and orders per customer and period.
    margin : share of the money that is left (0-1).
    annual_rate : at which later money is worth less, per year; 0.1 is 10 %.
    periods_per_year : 12 where periods are months, 1 where they are years.

    Notes
    -----
    It says no more than the curve it is given: do not carry it beyond twice the age observed.

    Examples
    --------
    >>> lifetime_by_formula([1, 0.5], order_value=100, margin=0.4, annual_rate=0.25, periods_per_year=1)
    56.0
    """
    shares = np.asarray(retained, dtype=float)
    later = (1 + annual_rate) ** (np.arange(len(shares)) / periods_per_year)
    return float((shares * orders * order_value * margin / later).sum())


def usual_age(bought: Purchases, *, most: int = 12) -> int:
    """Return the highest age that at least half of the customers were observed to, at most a year.

    Examples
    --------
    >>> import segattr as sa
    >>> from segattr.value.purchases import purchases
    >>> orders = pd.DataFrame({"customer_id": ["a", "b"], "value": [50.0, 40]})
    >>> orders["ts"] = ["2025-01-05", "2025-03-20"]
    >>> usual_age(purchases(sa.load(conversions=orders), until="2025-04-30"))
    3
    """
    ages = np.sort(bought.observed[(bought.cohorts <= bought.until).to_numpy()])
    return int(min(ages[len(ages) // 2], most))
