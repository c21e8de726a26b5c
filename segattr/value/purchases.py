"""Every order of a dataset in the months of its customer's life: what all figures of value are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.door import UNKNOWN

Money: TypeAlias = Literal["value", "margin"]
EVERYBODY = "all"


@dataclass(frozen=True, eq=False)
class Purchases:
    """Orders of customers who were acquired within the data, by month of their life.

    Attributes
    ----------
    rows : one row per order of a whole month: ``customer`` (a number), ``cohort`` (month of the customer's
        first order, counted from year 0), ``age`` (months since then) and ``money``.
    segments : per customer the segment's label.
    cohorts : per customer the month of the first order.
    until : the last whole month, counted like the cohorts.
    left_out : orders of the month that is not over, and of customers who begin in it.
    created : per customer the month the customers' table knows them from, counted like the cohorts, nan where
        it does not say; None without such a column.
    """

    rows: pd.DataFrame
    segments: pd.Series
    cohorts: pd.Series
    until: int
    left_out: int
    created: pd.Series | None = None

    @property
    def observed(self) -> np.ndarray:
        """Per customer the highest age that was observed to its end, in months."""
        return self.until - self.cohorts.to_numpy()


def purchases(
    dataset: Dataset,
    *,
    money: Money = "value",
    labels: pd.Series | None = None,
    until: pd.Timestamp | str | None = None,
) -> Purchases:
    """Return the orders of a dataset by their customer's month of life.

    Parameters
    ----------
    dataset : with conversions that carry a value.
    money : ``value`` or ``margin``; an order without one counts as an order that brought 0. Refunds are
        orders below 0 and count in the month they stand in.
    labels : segment by ``customer_id``, as from `segattr.segment`; by default everybody is one segment.
    until : data are whole up to here; by default the last moment in the data. The month it falls into is
        left out unless this is its last day: a month that is not over would look like customers leaving.

    Raises
    ------
    UnsuitableData : no conversions, no money, or no whole month.

    Notes
    -----
    A customer is acquired in the month of the first order *in the data*. Where the export begins in the
    middle of a shop's life, old customers look new: see `segattr.value.alarms.left_truncation`.

    Examples
    --------
    >>> import segattr as sa
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b"], "value": [50.0, 30, 40]})
    >>> orders["ts"] = ["2025-01-05", "2025-02-10", "2025-01-20"]
    >>> made = purchases(sa.load(conversions=orders), until="2025-02-28")
    >>> made.rows[["age", "money"]].to_numpy().tolist()
    [[0.0, 50.0], [1.0, 30.0], [0.0, 40.0]]
    """
    orders = dataset.table("conversions")
    if money not in orders or not orders[money].notna().any():
        raise UnsuitableData(
            f"The orders carry no {money}, so nothing can be said about what customers bring. "
            f"Map a column to '{money}' on the Data page; where the file has a row per item, accept there "
            "that the lines of an order are put together.",
            table="conversions",
            column=money,
        )
    orders = orders.dropna(subset=["customer_id", "ts"])
    last = dataset.as_of if until is None else pd.Timestamp(until)
    whole = _last_whole_month(last) if last is not None else 0
    month = _months(orders["ts"])
    customer, ids = pd.factorize(orders["customer_id"].astype("str"))
    first = np.full(len(ids), np.iinfo(np.int64).max)
    np.minimum.at(first, customer, month)
    seen = month <= whole
    if not seen.any():
        raise UnsuitableData(
            "The orders do not fill one whole month, so no customer's value can be followed."
        )
    rows = pd.DataFrame(
        {
            "customer": customer,
            "cohort": first[customer],
            "age": month - first[customer],
            "money": orders[money].fillna(0.0).to_numpy(float),
        }
    )[seen].reset_index(drop=True)
    return Purchases(
        rows, _labelled(ids, labels), pd.Series(first), whole, int((~seen).sum()), _created(dataset, ids)
    )


def month_name(month: int) -> str:
    """Return a counted month as people write it.

    Examples
    --------
    >>> month_name(2025 * 12)
    '2025-01'
    """
    return f"{month // 12}-{month % 12 + 1:02d}"


def _created(dataset: Dataset, ids: pd.Index) -> pd.Series | None:
    """Return the month the customers' table knows each customer from, the earliest where it says several."""
    listed = dataset.customers
    if listed is None or "created_ts" not in listed:
        return None
    known = listed.dropna(subset=["customer_id", "created_ts"])
    months = pd.Series(_months(known["created_ts"]), index=known["customer_id"].astype("str"), dtype=float)
    return months.groupby(level=0).min().reindex(ids).reset_index(drop=True)


def _months(ts: pd.Series) -> np.ndarray:
    return np.asarray(ts.dt.year.to_numpy(np.int64) * 12 + ts.dt.month.to_numpy(np.int64) - 1)


def _last_whole_month(moment: pd.Timestamp) -> int:
    month = moment.year * 12 + moment.month - 1
    return month if moment.is_month_end else month - 1


def _labelled(ids: pd.Index, labels: pd.Series | None) -> pd.Series:
    if labels is None:
        return pd.Series([EVERYBODY] * len(ids), dtype="str")
    return labels.reindex(ids).fillna(UNKNOWN).astype("str").reset_index(drop=True)
