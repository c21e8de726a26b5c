"""Cohorts: what the customers of one month brought, month after month of their life."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.value.purchases import Purchases, month_name

KEYS = ["segment", "cohort"]


def cohorts(bought: Purchases) -> pd.DataFrame:
    """Return what each segment's customers of each month brought by age.

    Returns
    -------
    DataFrame ``segment, cohort`` (``2025-01``), ``age`` (months since the first order), ``customers``
    (acquired, whether or not they ever came back), ``active`` (those with an order at this age), ``orders``,
    ``money`` and ``cumulative``. A row for every age that was observed to its end, also where nobody bought
    (0); ages not observed yet have no row, and are never 0.

    Notes
    -----
    Ages are calendar months: somebody who first ordered on the 31st is one month old the next day.

    Examples
    --------
    >>> import segattr as sa
    >>> from segattr.value.purchases import purchases
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b"], "value": [50.0, 30, 40]})
    >>> orders["ts"] = ["2025-01-05", "2025-02-10", "2025-01-20"]
    >>> table = cohorts(purchases(sa.load(conversions=orders), until="2025-02-28"))
    >>> table[["cohort", "age", "customers", "active", "cumulative"]].to_numpy().tolist()
    [['2025-01', 0, 2, 2, 90.0], ['2025-01', 1, 2, 1, 120.0]]
    """
    grid = _grid(bought)
    rows = bought.rows.assign(segment=bought.segments.to_numpy()[bought.rows["customer"]])
    counted = rows.groupby([*KEYS, "age"], as_index=False).agg(
        active=("customer", "nunique"), orders=("customer", "size"), money=("money", "sum")
    )
    table = grid.merge(counted, on=[*KEYS, "age"], how="left")
    table = table.fillna({"active": 0, "orders": 0, "money": 0.0}).astype({"active": int, "orders": int})
    table["cumulative"] = table.groupby(KEYS)["money"].cumsum()
    return table.assign(cohort=table["cohort"].map(month_name))


def wide(table: pd.DataFrame, measure: str = "cumulative", *, per_customer: bool = False) -> pd.DataFrame:
    """Return one segment's cohorts as the triangle people know: a row per cohort, a column per age.

    Parameters
    ----------
    table : rows of one segment, from `cohorts`.
    measure : a column of it.
    per_customer : divide by the customers acquired.

    Returns
    -------
    DataFrame indexed by ``cohort``, columns ages from 0; nan where an age is not observed yet.
    """
    figures = table[measure] / table["customers"] if per_customer else table[measure]
    triangle = table.assign(figure=figures).pivot(index="cohort", columns="age", values="figure")
    return triangle.astype(float)


def _grid(bought: Purchases) -> pd.DataFrame:
    """Every segment, cohort and age that was observed, with the customers acquired."""
    acquired = pd.DataFrame({"segment": bought.segments, "cohort": bought.cohorts})
    acquired = acquired[acquired["cohort"] <= bought.until]
    sizes = acquired.groupby(KEYS, as_index=False).agg(customers=("cohort", "size"))
    ages = bought.until - sizes["cohort"].to_numpy() + 1
    grid = sizes.loc[np.repeat(np.arange(len(sizes)), ages)].reset_index(drop=True)
    starts = np.repeat(np.cumsum(ages) - ages, ages)
    return grid.assign(age=np.arange(len(grid)) - starts)[[*KEYS, "age", "customers"]]
