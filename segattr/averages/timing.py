"""When each market asks for more than usual: markets × weeks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from scipy.special import gammaincinv, ndtr

from segattr.averages.cells import summed
from segattr.averages.period_cells import PERIOD, period_cells
from segattr.averages.periods import Every
from segattr.averages.units import SUM
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.statistics.counts import Array
from segattr.statistics.multiplicity import bh

EXPECTED: Final = 5.0  # orders a cell is expected to have before its index is tested
COLUMNS: Final = ("market", "period", "orders", "usual", "index", "low", "high", "adjusted")


def demand_timing(
    dataset: Dataset,
    market: str,
    *,
    every: Every = "week",
    clock: str = "",
    extra: Mapping[str, pd.Series] | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the conversions of each market in each week, beside what the market and the week usually have.

    Parameters
    ----------
    market : the column that makes the markets.
    every, clock, extra : see `segattr.averages.period_cells.period_cells`.

    Returns
    -------
    DataFrame : see `timing_of`.

    Raises
    ------
    UnsuitableData : nothing tells the time. UnknownName : no such column.
    """
    return timing_of(period_cells(dataset, every=every, clock=clock, extra=extra), market, level=level)


def timing_of(cells: pd.DataFrame, market: str, *, level: float = 0.95) -> pd.DataFrame:
    """Return the timing of demand from cells by period.

    Returns
    -------
    DataFrame ``market, period, orders`` (conversions), ``usual`` (the market's orders if every market had the
    same course over time), ``index`` (orders ÷ usual, 1 = as usual) with ``low, high``, and ``adjusted``
    (p-value of the difference over all cells, Benjamini-Hochberg; nan where fewer than 5 are usual).

    Notes
    -----
    An order more in one week is one less usual elsewhere: the index shows *when*, not how much. Orders count
    as independent; one customer's several orders are not.

    References
    ----------
    Haberman (1973), The analysis of residuals in cross-classified tables, Biometrics 29:205.
    doi:10.2307/2529686. Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28:437.
    doi:10.1093/biomet/28.3-4.437

    Examples
    --------
    >>> weeks = pd.Categorical(["1", "2"] * 2, ordered=True)
    >>> cells = pd.DataFrame({"period": weeks, "country": list("AABB"), "people": 100})
    >>> cells["converters"] = [30, 10, 10, 30]
    >>> timing_of(cells, "country")[["market", "period", "index"]].values.tolist()[0]
    ['A', '1', 1.5]
    """
    if market not in cells:
        raise UnknownName(f"There is no column {market!r} to make markets of.", name=market)
    figure = f"{SUM}orders" if f"{SUM}orders" in cells else "converters"
    columns = [PERIOD, market, *dict.fromkeys(["people", "converters", figure])]
    rows = summed(cells[columns], [PERIOD, market])
    orders = rows.pivot_table(
        index=market, columns=PERIOD, values=figure, aggfunc="sum", observed=True
    ).fillna(0.0)
    met = orders.loc[orders.sum(axis=1) > 0, orders.sum() > 0]
    if met.empty:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    seen = met.to_numpy(float)
    usual = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    low, high = _poisson(seen, level)
    names = [(str(m), str(p)) for m in met.index for p in met.columns]
    table = pd.DataFrame(names, columns=["market", "period"])
    figures = {
        "orders": seen,
        "usual": usual,
        "index": seen / usual,
        "low": low / usual,
        "high": high / usual,
    }
    table = table.assign(**{name: values.ravel() for name, values in figures.items()})
    return table.assign(adjusted=bh(_p(seen, usual).ravel()))[list(COLUMNS)]


def _poisson(orders: Array, level: float) -> tuple[Array, Array]:
    tail = (1 - level) / 2
    low = np.where(orders > 0, gammaincinv(np.maximum(orders, 1e-9), tail), 0.0)
    return low, gammaincinv(orders + 1, 1 - tail)


def _p(orders: Array, usual: Array) -> Array:
    total = orders.sum()
    of_market, of_week = orders.sum(axis=1, keepdims=True) / total, orders.sum(axis=0, keepdims=True) / total
    spread = usual * (1 - of_market) * (1 - of_week)
    there = (usual >= EXPECTED) & (spread > 0)
    score = (orders - usual) / np.sqrt(np.where(there, spread, np.nan))
    return np.asarray(2 * ndtr(-np.abs(score)))
