"""What is known of people besides what they spent, as labels: their columns, first contact, first order."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.units import FIELDS_TO_SPLIT_BY, MOST_LEVELS
from segattr.data.bands import banded, is_measured
from segattr.data.dataset import Dataset
from segattr.io.content import words_of
from segattr.reduce.door import UNKNOWN
from segattr.reduce.engines import to_pandas
from segattr.reduce.source import Source
from segattr.schema import TABLES
from segattr.segments.columns import Columns

TOUCH_FIELDS: Final = frozenset({"channel", "campaign"})  # source, medium and content say the same again
MONEY_WORDS: Final = (
    "revenue sales spent spend turnover value ltv clv margin profit total amount orders purchases monetary",
    "umsatz bestellwert bestellungen",
)
MONEY: Final = frozenset(" ".join(MONEY_WORDS).split())
FIRST: Final = "first "  # before the name of a column of touchpoints
SAME_THING: Final = 0.8  # rank correlation with what was spent, from which a number says just that
FEWEST_PAIRS: Final = 10
TOUCHES, DAYS, ORDERS = "touches before the first order", "days to the first order", "orders"
MANY_ORDERS: Final = 3
STEPS: Final = {"1": 1, "2–3": 3, "4–6": 6, "7–12": 12}  # touches up to
MORE: Final = "over 12"


def customer_traits(dataset: Dataset, spent: pd.Series) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return what the customers' columns say, and the columns left out for being what was spent.

    Parameters
    ----------
    spent : by ``customer_id``, in the order the traits come in.

    Returns
    -------
    DataFrame of labels, a column per column, numbers in bands; and names of columns.
    """
    if dataset.listed is None:
        return pd.DataFrame(index=spent.index), ()
    known = dataset.listed.drop_duplicates("customer_id").set_index("customer_id")
    names = [str(name) for name in known if tells_apart(known[name], "customers")]
    numbers = {
        name for name in names if pd.api.types.is_numeric_dtype(known[name]) or is_measured(known[name])
    }
    left_out = tuple(name for name in names if name in numbers and _is_spent(known[name], spent))
    labels = {n: banded(known[n]) if n in numbers else known[n] for n in names if n not in left_out}
    return _aligned(pd.DataFrame(labels, index=known.index), spent.index), left_out


def contact_traits(dataset: Dataset, source: Source, came: pd.Series, *, known: pd.Index) -> pd.DataFrame:
    """Return the first contact's columns as labels, and how many touches came before a first order.

    Parameters
    ----------
    came : touches before the first order, by ``customer_id``, in the order the traits come in.
    known : columns of customers, which go before columns of the same name here.
    """
    touches = dataset.touchpoints
    if touches is None:
        return pd.DataFrame(index=came.index)
    fields = set(TABLES["touchpoints"].columns) - TOUCH_FIELDS
    names = [
        str(n)
        for n in touches
        if n not in fields and n not in known and tells_apart(touches[n], "touchpoints")
    ]
    first = _first_rows(source, names, came.index).rename(columns=lambda name: f"{FIRST}{name}")
    return first.join(_in_steps(came).rename(TOUCHES))


def order_traits(dataset: Dataset, source: Source, orders: pd.Series, days: pd.Series) -> pd.DataFrame:
    """Return what only buyers have: the first order's columns, how long it took, how many there were.

    Parameters
    ----------
    orders : how many in the period, by ``customer_id``.
    days : from the first touch to the first order, -1 without one.
    """
    bought = dataset.table("conversions")
    names = [
        str(name)
        for name in bought
        if not pd.api.types.is_numeric_dtype(bought[name]) and tells_apart(bought[name], "conversions")
    ]
    as_touches = replace(source, touchpoints=source.conversions, customers=None)
    first = _first_rows(as_touches, names, orders.index)
    waited = banded(days.where(days >= 0).rename(DAYS))
    many = orders.clip(upper=MANY_ORDERS).astype("int64").astype("str")
    many = many.replace({str(MANY_ORDERS): f"{MANY_ORDERS} or more", "0": UNKNOWN}).rename(ORDERS)
    return pd.concat([first.rename(columns=of_first_order), waited, many], axis=1)


def of_first_order(name: str) -> str:
    """Return what a column of the orders is called as a trait.

    Examples
    --------
    >>> of_first_order("product")
    'product of the first order'
    """
    return f"{name} of the first order"


def tells_apart(values: pd.Series, role: str) -> bool:
    """Whether a column has a few labels, or numbers that make bands; fields of other meaning have neither."""
    field = TABLES[role].columns.get(str(values.name))
    if field is not None and field.name not in FIELDS_TO_SPLIT_BY:
        return False
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return False
    return 2 <= values.nunique(dropna=False) <= MOST_LEVELS or (role == "customers" and is_measured(values))


def by_customer(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table of people under their ids."""
    return table.astype({"customer_id": "str"}).set_index("customer_id")


def _is_spent(values: pd.Series, spent: pd.Series) -> bool:
    """Whether a number is money by its name, or goes up and down with what was spent."""
    if not MONEY.isdisjoint(words_of(str(values.name))):
        return True
    pairs = pd.DataFrame({"number": pd.to_numeric(values, errors="coerce"), "spent": spent}).dropna()
    pairs = pairs[pairs["spent"] > 0].rank()
    if len(pairs) < FEWEST_PAIRS or (pairs.nunique() < 2).any():
        return False
    return abs(float(np.corrcoef(pairs["number"], pairs["spent"])[0, 1])) >= SAME_THING


def _first_rows(source: Source, names: list[str], index: pd.Index) -> pd.DataFrame:
    if not names:
        return pd.DataFrame(index=index)
    parts = by_customer(to_pandas(Columns(tuple(names)).parts(source)))
    return _aligned(parts.set_axis(names, axis=1), index)


def _in_steps(touches: pd.Series) -> pd.Series:
    """Return counts of touches in a few steps; who was not seen before an order is unknown."""
    edges = [0, *STEPS.values(), np.inf]
    steps = pd.cut(touches.astype("float64"), edges, labels=[*STEPS, MORE])
    return steps.cat.add_categories(UNKNOWN).fillna(UNKNOWN)


def _aligned(labels: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    texts = labels.reindex(index).astype("object")
    return texts.where(texts.notna(), UNKNOWN).astype("str").astype("category")
