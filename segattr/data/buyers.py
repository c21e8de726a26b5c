"""Whoever ordered as a list of customers, where a client brought orders and nothing else."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.data.bands import holds_amounts
from segattr.schema import TABLES

Codes = NDArray[np.intp]
TOLD_BY_AN_ORDER: Final = ("kind", "product")  # fields of an order that may tell customers apart
MANY: Final = 30  # orders; of fewer, whatever it is may be different in all of them
STAYS: Final = 0.95  # share of those who ordered again in whose orders a number of their own is the same


def buyers(orders: pd.DataFrame) -> pd.DataFrame:
    """Return everybody who ordered, once each, with what stood in their first order.

    Parameters
    ----------
    orders : the conversions, ``customer_id, ts`` and whatever the file had beside.

    Returns
    -------
    DataFrame ``customer_id`` and the columns of the orders that may be the customer's: not the order's own
    money and dates, nor what is different in every order though customers came again, as its number is. Of
    amounts only those that stay the same through the orders of one customer (95 in 100 of those who ordered
    again), as an age does and a quantity does not.

    Notes
    -----
    An order's country or voucher is the order's; that of the first order was known of the customer before
    anything else came of them. Of orders at the same moment the first in the file counts, undated ones last.

    Examples
    --------
    >>> orders = pd.DataFrame({"customer_id": ["a", "b", "a"], "ts": pd.to_datetime(["2026-03-02"] * 3)})
    >>> buyers(orders.assign(country=["DE", "FR", "AT"], value=[1.0, 2.0, 3.0]))
      customer_id country
    0           a      DE
    1           b      FR
    """
    known = orders[orders["customer_id"].notna()]
    whose, _ = pd.factorize(known["customer_id"])
    names = [str(name) for name in known if _may_be_the_customers(known[name], whose)]
    by_time = np.argsort(known["ts"].to_numpy(dtype="datetime64[us]"), kind="stable")  # undated ones last
    first = by_time[np.unique(whose[by_time], return_index=True)[1]]
    return known[["customer_id", *names]].iloc[np.sort(first)].reset_index(drop=True)


def _may_be_the_customers(values: pd.Series, whose: Codes) -> bool:
    """Whether a column of the orders may tell their customers apart; ``whose`` numbers them, row by row."""
    if str(values.name) in TABLES["conversions"].columns:
        return str(values.name) in TOLD_BY_AN_ORDER
    if pd.api.types.is_datetime64_any_dtype(values.dtype) or _names_the_order(values, whose):
        return False
    return not holds_amounts(values) or _stays(values, whose)


def _names_the_order(values: pd.Series, whose: Codes) -> bool:
    return len(values) >= MANY and whose.max() + 1 < len(values) and values.is_unique


def _stays(values: pd.Series, whose: Codes) -> bool:
    """Whether a number is the same in all orders of nearly everybody who ordered more than once."""
    told, _ = pd.factorize(values)
    known = told >= 0
    seen = np.bincount(whose[known])
    pairs = np.unique(whose[known].astype(np.int64) * (told.max() + 1) + told[known]) // (told.max() + 1)
    different = np.bincount(pairs, minlength=len(seen))
    again = seen > 1
    return bool(again.any()) and float(np.mean(different[again] == 1)) >= STAYS
