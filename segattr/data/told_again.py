"""Customers who stand several times in their file, and are told differently each time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

ID = "customer_id"


def told_again(customers: pd.DataFrame) -> pd.DataFrame | None:
    """Return all rows of customers whose rows contradict each other, in the order of the file.

    Two rows contradict each other where both say something in a column, and not the same; a blank says
    nothing.

    Parameters
    ----------
    customers : the file's rows, before one of each customer is taken.

    Returns
    -------
    DataFrame or None : None where no customer is told differently.

    Examples
    --------
    >>> rows = pd.DataFrame({"customer_id": ["a", "b", "a"], "plan": ["plus", "plus", "basic"]})
    >>> told_again(rows)["plan"].tolist()
    ['plus', 'basic']
    >>> told_again(rows.assign(plan="plus")) is None
    True
    """
    rows = customers[customers[ID].duplicated(keep=False) & customers[ID].notna()]
    if rows.empty:
        return None
    person = pd.factorize(rows[ID])[0]
    differs = np.zeros(int(person.max()) + 1, dtype=bool)
    for column in rows.columns.drop(ID):
        differs[person[other_than_first(person, codes_of(rows[column]))]] = True
    return rows[differs[person]].reset_index(drop=True) if differs.any() else None


def with_again(tables: Mapping[str, pd.DataFrame], again: pd.DataFrame | None) -> Mapping[str, pd.DataFrame]:
    """Return what tells two Datasets apart: their tables, and the rows of customers told differently."""
    return tables if again is None else {**tables, "again": again}


def other_than_first(person: NDArray[np.int64], codes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which rows say something else than the first one of the same person that says anything.

    Parameters
    ----------
    person, codes : per row whose it is, and what it says; -1 where it says nothing.

    Examples
    --------
    >>> other_than_first(np.array([0, 0, 0, 1]), np.array([-1, 5, 6, 7])).tolist()
    [False, False, True, False]
    """
    known = np.flatnonzero(codes >= 0)
    first = np.full(int(person.max(initial=-1)) + 1, -1)
    first[person[known[::-1]]] = codes[known[::-1]]  # the last one written is the first row
    return np.asarray((codes >= 0) & (codes != first[person]))


def codes_of(values: pd.Series) -> NDArray[np.int64]:
    """Return a number per row, the same for equal values; -1 where one is missing.

    Examples
    --------
    >>> codes_of(pd.Series(["b", None, "b"])).tolist()
    [0, -1, 0]
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        return np.asarray(values.cat.codes, dtype=np.int64)
    return np.asarray(pd.factorize(values)[0], dtype=np.int64)
