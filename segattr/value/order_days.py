"""On which days each customer ordered: what repeat orders are projected from, and tried on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData

DAYS_PER_WEEK = 7.0


@dataclass(frozen=True, eq=False)
class OrderDays:
    """Every day on which a customer ordered; orders of one day count as one.

    Attributes
    ----------
    ids : of the customers. customer : per day whose it is, a place in ``ids``; rising.
    day : days since 1970, rising within a customer. value : what was ordered on it. end : the last day looked
        at.
    """

    ids: pd.Index
    customer: np.ndarray
    day: np.ndarray
    value: np.ndarray
    end: int

    @property
    def spent(self) -> np.ndarray:
        """What each customer brought."""
        return np.bincount(self.customer, weights=self.value, minlength=len(self.ids))

    def until(self, day: int) -> OrderDays:
        """Return the days up to and with one."""
        return self._of(self.day <= day, end=day)

    def after(self, day: int) -> OrderDays:
        """Return the days after one."""
        return self._of(self.day > day, end=self.end)

    def _of(self, these: np.ndarray, *, end: int) -> OrderDays:
        kept = {name: getattr(self, name)[these] for name in ("customer", "day", "value")}
        return replace(self, end=end, **kept)

    @property
    def people(self) -> pd.DataFrame:
        """One row per customer with an order by its place, see `segattr.value.gates.customers_of`."""
        firsts = np.flatnonzero(np.diff(self.customer, prepend=-1))
        sizes = np.diff(firsts, append=len(self.customer))
        first, last = self.day[firsts], self.day[firsts + sizes - 1]
        repeats = sizes - 1
        worth = np.add.reduceat(self.value, firsts) - self.value[firsts] if len(firsts) else np.zeros(0)
        return pd.DataFrame(
            {
                "repeats": repeats,
                "last": (last - first) / DAYS_PER_WEEK,
                "age": (self.end - first) / DAYS_PER_WEEK,
                "average": np.where(repeats > 0, worth / np.maximum(repeats, 1), 0.0),
            },
            index=self.customer[firsts],
        )


def order_days(dataset: Dataset, *, until: pd.Timestamp | None = None) -> OrderDays:
    """Return the days on which each customer ordered.

    Parameters
    ----------
    until : orders up to here; by default all.

    Raises
    ------
    UnsuitableData : no conversions, or none with a value.

    Examples
    --------
    >>> import segattr as sa
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "a", "b"], "value": [50.0, 5, 30, 40]})
    >>> orders["ts"] = ["2025-01-01", "2025-01-01", "2025-01-08", "2025-01-15"]
    >>> days = order_days(sa.load(conversions=orders))
    >>> days.value.tolist(), days.people["age"].tolist()
    ([55.0, 30.0, 40.0], [2.0, 0.0])
    """
    orders = dataset.table("conversions").dropna(subset=["customer_id", "ts"])
    if "value" not in orders:
        raise UnsuitableData(
            "The orders carry no value; map a column to 'value' on the Data page.", column="value"
        )
    end = orders["ts"].max() if until is None else until
    orders = orders[orders["ts"] <= end]
    customer, ids = pd.factorize(orders["customer_id"].astype("str"))
    day = day_of(orders["ts"])
    begin, last = (int(day.min()), int(day.max())) if len(day) else (0, 0)
    both, place = np.unique(customer * (last - begin + 1) + day - begin, return_inverse=True)
    value = np.bincount(place, weights=orders["value"].fillna(0.0).to_numpy(float), minlength=len(both))
    whose, when = np.divmod(both, last - begin + 1)
    closing = int(day_of(pd.Series([end]))[0]) if pd.notna(end) else last
    return OrderDays(ids, whose, when + begin, value, closing)


def day_of(moments: pd.Series) -> np.ndarray:
    """Return the day of each moment, counted from 1970."""
    return np.asarray(moments.dt.tz_convert(None).to_numpy().astype("datetime64[D]").astype(np.int64))
