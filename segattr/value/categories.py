"""Which products or categories the orders name, and what each customer bought of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.door import NOT_SET
from segattr.schema import TABLES
from segattr.value.purchases import Money

MOST_CATEGORIES: Final = 8  # the largest by orders; the tail is one category of its own
MOST_VALUES: Final = 500  # a column with more different texts names orders rather than what is in them
NOT_OFFERED: Final = frozenset(TABLES["conversions"].columns) - {"product"}


@dataclass(frozen=True, eq=False)
class Held:
    """What each customer bought of each category.

    Attributes
    ----------
    ids : the customers. names : the categories by orders, the tail last. folded : categories in the tail.
    orders, money, value, margin : per customer (rows) and category (columns); value and margin where the
        orders carry them. all_orders : per customer.
    """

    ids: pd.Index
    names: list[str]
    folded: int
    orders: np.ndarray
    money: np.ndarray
    value: np.ndarray | None
    margin: np.ndarray | None
    all_orders: np.ndarray


def category_columns(dataset: Dataset) -> list[str]:
    """Return the columns of the orders that may say what was bought: texts that come up again and again.

    Examples
    --------
    >>> import segattr as sa
    >>> orders = pd.DataFrame({"customer_id": ["a", "b", "c", "d"], "ts": ["2025-01-05"] * 4, "value": 9.0})
    >>> category_columns(sa.load(conversions=orders.assign(range=["Shoes", "Shoes", "Bags", "Bags"])))
    ['range']
    """
    orders = dataset.conversions
    if orders is None:
        return []
    there = [str(name) for name in orders if name not in NOT_OFFERED and _is_text(orders[name])]
    counts = {name: int(orders[name].nunique()) for name in there}
    most = {name: len(orders) if name == "product" else MOST_VALUES for name in there}  # mapped on purpose
    found = [name for name in there if 2 <= counts[name] <= min(most[name], len(orders) // 2)]
    return sorted(found, key=lambda name: counts[name])


def held(dataset: Dataset, column: str, money: Money) -> Held:
    """Return what each customer bought of each category.

    Parameters
    ----------
    column : of the orders, see `category_columns`. money : what the orders are worth by.

    Raises
    ------
    UnsuitableData : no orders of known customers, or none of that column or money.
    """
    lines, names, folded = _lines(dataset, column, money)
    customer, ids = pd.factorize(lines["customer_id"])
    order = pd.factorize(lines["order"])[0].astype(np.int64)
    cell = customer * len(names) + lines["place"].to_numpy()

    def total(values: np.ndarray) -> np.ndarray:
        return np.bincount(cell, weights=values, minlength=len(ids) * len(names)).reshape(
            len(ids), len(names)
        )

    once = ~pd.DataFrame({"cell": cell, "order": order}).duplicated().to_numpy()
    first = ~pd.DataFrame({"customer": customer, "order": order}).duplicated().to_numpy()
    kinds = {name: total(lines[name].to_numpy(float)) for name in ("value", "margin") if name in lines}
    return Held(
        pd.Index(ids),
        names,
        folded,
        total(once.astype(float)),
        total(lines["money"].to_numpy(float)),
        kinds.get("value"),
        kinds.get("margin"),
        np.bincount(customer, weights=first.astype(float), minlength=len(ids)),
    )


def _is_text(values: pd.Series) -> bool:
    if not (isinstance(values.dtype, pd.CategoricalDtype) or pd.api.types.is_string_dtype(values)):
        return False
    told = pd.Series(values.dropna().astype("str").unique()[:MOST_VALUES])
    return bool(pd.to_numeric(told, errors="coerce").isna().mean() > 0.5)


def _lines(dataset: Dataset, column: str, money: Money) -> tuple[pd.DataFrame, list[str], int]:
    """Return the orders' lines, each with its category's number, the categories' names and what is folded."""
    orders = dataset.table("conversions").dropna(subset=["customer_id"]).reset_index(drop=True)
    for name in (column, money):
        if name not in orders or not len(orders):
            raise UnsuitableData(f"The orders carry no column '{name}'.", table="conversions", column=name)
    own = pd.Series([f"row {place}" for place in range(len(orders))])
    number = orders.get("conversion_id", own)
    texts = orders[column].astype("str").where(orders[column].notna(), NOT_SET)
    largest = texts.value_counts().index.tolist()
    kept = largest if len(largest) <= MOST_CATEGORIES + 1 else largest[:MOST_CATEGORIES]
    folded = len(largest) - len(kept)
    names = [str(name) for name in kept] + ([f"{folded} others"] if folded else [])
    place = texts.map({name: rank for rank, name in enumerate(kept)}).fillna(len(kept)).astype(int)
    amounts = {name: orders[name].fillna(0.0) for name in ("value", "margin") if name in orders}
    order = number.astype("str").where(number.notna(), own)
    lines = pd.DataFrame({"customer_id": orders["customer_id"].astype("str"), "order": order, "place": place})
    return lines.assign(**amounts, money=amounts[money]), names, folded
