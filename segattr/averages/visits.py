"""Visits as the unit: one row each, several of the same person, each with its own outcome."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.cells import aligned
from segattr.averages.rates import labels_of_outcomes
from segattr.averages.units import Units, may_be_dimension
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.statistics.counts import Array

AT_A_VISIT: Final = (
    0.95  # share of conversions at the very moment of a visit, from which visits carry outcomes
)


def is_visits(dataset: Dataset) -> bool:
    """Whether the touchpoints are visits with outcomes of their own: conversions happen at the moment of one.

    Examples
    --------
    >>> import segattr as sa
    >>> seen = {"customer_id": ["a", "a", "b"], "ts": ["2026-01-01", "2026-01-02", "2026-01-02"]}
    >>> visits = pd.DataFrame(seen).assign(channel="Email", converted=[1, 0, 0])
    >>> is_visits(sa.load(sessions=visits))
    True
    """
    if dataset.touchpoints is None or dataset.conversions is None or dataset.outcomes is not None:
        return False
    orders = dataset.conversions
    if not len(orders) or not len(dataset.touchpoints):
        return False
    met = _moments(orders).isin(_moments(dataset.touchpoints))
    return bool(met.mean() >= AT_A_VISIT)


def visits_of(dataset: Dataset) -> Units:
    """Return every visit as a unit; `discover_in` widens its variance by how alike one person's visits are.

    Returns
    -------
    Units : ``person`` says whose each visit is; values of the touchpoints are the visit's own, those of the
        customers their person's.

    Raises
    ------
    UnsuitableData : the touchpoints are no visits with outcomes, see `is_visits`.

    References
    ----------
    Rao, Scott (1992), A simple method for the analysis of clustered binary data, Biometrics 48:577.
    doi:10.2307/2532311
    """
    if not is_visits(dataset):
        raise UnsuitableData(
            "Visits can be counted where each has an outcome of its own: load them as sessions, with a "
            "column that says which of them converted."
        )
    touches, orders = dataset.table("touchpoints"), dataset.table("conversions")
    rows = touches[touches["customer_id"].notna() & touches["ts"].notna()].reset_index(drop=True)
    person = pd.Index(rows["customer_id"].astype("str"))
    labels = {
        str(name): pd.Categorical(labels_of_outcomes(rows[name]))
        for name in rows.columns
        if may_be_dimension(rows[name], "touchpoints")
    }
    return Units(rows.index, labels | _of_customers(dataset, person), _amounts(rows, orders), person=person)


def _of_customers(dataset: Dataset, person: pd.Index) -> dict[str, pd.Categorical]:
    customers = dataset.customers
    if customers is None:
        return {}
    known = customers.drop_duplicates("customer_id")
    ids = pd.Index(known["customer_id"].astype("str"))
    return {
        str(name): aligned(pd.Series(labels_of_outcomes(known[name]).to_numpy(), index=ids), person)
        for name in known.columns
        if may_be_dimension(known[name], "customers")
    }


def _amounts(rows: pd.DataFrame, orders: pd.DataFrame) -> dict[str, Array]:
    """Return what came of each visit; of several at one instant, the first in the file has it."""
    moments = _moments(rows)
    first = ~moments.duplicated()
    bought = orders.groupby(_moments(orders).to_numpy())
    count = np.where(first, moments.map(bought.size()).fillna(0).to_numpy(float), 0.0)
    amounts = {"people": np.ones(len(rows)), "converters": (count > 0).astype(float), "orders": count}
    for name in ("value", "margin"):
        if name in orders and orders[name].notna().any():
            amounts[name] = np.where(first, moments.map(bought[name].sum()).fillna(0).to_numpy(float), 0.0)
    return amounts


def _moments(table: pd.DataFrame) -> pd.Series:
    """Return who was there when, as one text."""
    when = table["ts"].dt.tz_localize(None).to_numpy(dtype="datetime64[us]").astype("int64")
    return table["customer_id"].astype("str") + "@" + pd.Series(when, index=table.index).astype("str")
