"""What the customers of each segment buy: orders, revenue and margin by product or category."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.reduce.door import UNKNOWN
from segattr.statistics.multiplicity import holm
from segattr.statistics.sums import Sums, average_interval
from segattr.value.categories import Held, held
from segattr.value.lifetime import FEWEST_CUSTOMERS
from segattr.value.purchases import EVERYBODY, Money
from segattr.value.shares import shares_beside_rest, sums_by


@dataclass(frozen=True, eq=False)
class Baskets:
    """What segments buy.

    Attributes
    ----------
    rows : ``segment, category, customers`` (with an order), ``orders`` and ``category_orders``; ``share, low,
        high, rest, index`` of the orders and ``p, adjusted`` of its difference from everybody else; ``money,
        money_share, money_low, money_high, money_rest``; ``margin_rate, margin_low, margin_high`` (margin ÷
        value inside the category) where orders carry both; ``small``. Categories by orders, the tail last.
    folded : categories in the tail. first_line : whether lines of orders were put together, so that a
        category is that of an order's first line.
    """

    rows: pd.DataFrame
    folded: int
    first_line: bool


def baskets(
    dataset: Dataset,
    column: str,
    *,
    money: Money = "value",
    labels: pd.Series | None = None,
    level: float = 0.95,
) -> Baskets:
    """Return what the customers of each segment buy, beside everybody else.

    Parameters
    ----------
    column : of the orders, see `segattr.value.categories.category_columns`.
    money : ``value`` or ``margin``.
    labels : segment by ``customer_id``; by default everybody is one segment.

    Raises
    ------
    UnsuitableData : no orders of known customers, or none of that column or money.

    Notes
    -----
    An order of several lines, told by its number, counts once in every category it holds, so that shares of
    orders may add up to more than 1; shares of money add up to 1. Whether a segment differs is judged by
    orders, which no single large order can decide, all cells of segments that are not small at once (Holm).

    Examples
    --------
    >>> import segattr as sa
    >>> orders = pd.DataFrame({"customer_id": ["a", "a", "b"], "value": [30.0, 10, 60], "ts": "2025-01-05"})
    >>> made = baskets(sa.load(conversions=orders.assign(range=["Shoes", "Bags", "Bags"])), "range")
    >>> made.rows[["category", "category_orders", "money_share"]].to_numpy().tolist()
    [['Bags', 2.0, 0.7], ['Shoes', 1.0, 0.3]]
    """
    found = held(dataset, column, money)
    known = labels.reindex(found.ids).fillna(UNKNOWN).astype("str") if labels is not None else None
    segment, segments = pd.factorize(
        known.to_numpy() if known is not None else np.full(len(found.ids), EVERYBODY), sort=True
    )
    parts = [
        _category(found, place, segment, [str(name) for name in segments], level).assign(category=name)
        for place, name in enumerate(found.names)
    ]
    rows = pd.concat(parts, ignore_index=True)
    tested = rows["p"].where(~rows["small"] & (len(segments) > 1))
    rows["adjusted"] = holm(tested.to_numpy(float))
    return Baskets(rows, found.folded, any(fix.startswith("add_up:") for fix in dataset.fixes))


def _category(
    bought: Held, place: int, segment: np.ndarray, segments: list[str], level: float
) -> pd.DataFrame:
    """Return one category's row per segment."""
    counts = sums_by(segment, len(segments), bought.orders[:, place], bought.all_orders)
    spent = sums_by(segment, len(segments), bought.money[:, place], bought.money.sum(axis=1))
    low, high = average_interval(spent, level=level)
    customers = np.bincount(segment, minlength=len(segments))
    share = np.where(spent.b > 0, spent.average, np.nan)
    whole = _bounded(low, high, plain=bool((bought.money >= 0).all()), known=spent.b > 0)
    table = pd.DataFrame({"segment": segments, "customers": customers, "orders": counts.b})
    return table.assign(
        category_orders=counts.a,
        **shares_beside_rest(counts, level=level),
        money=spent.a,
        money_share=share,
        money_low=whole[0],
        money_high=whole[1],
        money_rest=np.where(spent.rest.b > 0, spent.rest.average, np.nan),
        small=customers < FEWEST_CUSTOMERS,
        **_margins(bought, place, segment, len(segments), level),
    )


def _margins(
    bought: Held, place: int, segment: np.ndarray, segments: int, level: float
) -> dict[str, np.ndarray]:
    """Return margin ÷ value inside the category, where orders carry both."""
    if bought.value is None or bought.margin is None:
        return {}
    sums: Sums = sums_by(segment, segments, bought.margin[:, place], bought.value[:, place])
    low, high = average_interval(sums, level=level)
    known = sums.b > 0
    figures = {"margin_rate": sums.average, "margin_low": low, "margin_high": high}
    return {name: np.where(known, values, np.nan) for name, values in figures.items()}


def _bounded(
    low: np.ndarray, high: np.ndarray, *, plain: bool, known: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of a share's range; without refunds it cannot leave 0 to 1."""
    ends = (np.clip(low, 0, 1), np.clip(high, 0, 1)) if plain else (low, high)
    return np.where(known, ends[0], np.nan), np.where(known, ends[1], np.nan)
