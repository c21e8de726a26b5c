"""A rate by period and segment, and why it moved between any two of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import pandas as pd

from segattr.averages.cells import summed
from segattr.averages.mix_and_rate import mix_and_rate
from segattr.averages.period_cells import PERIOD
from segattr.averages.revenue_moves import product_moves
from segattr.averages.units import COUNTS, SUM
from segattr.errors import UnknownName, UnsuitableData
from segattr.reduce.summary import label_order
from segattr.statistics.intervals import wilson

EVERYBODY: Final = "everybody"
SUMS: Final = ("visits", "orders", "priced", "value", "margin")
FACTORS: Final = ("visits", "conversion", "order_value")


def trend(cells: pd.DataFrame, by: Sequence[str] = (), *, level: float = 0.95) -> pd.DataFrame:
    """Return the conversion rate of every segment in every period.

    Parameters
    ----------
    cells : see `segattr.averages.period_cells.period_cells`.
    by : dimensions, in layers; none gives everybody.
    level : confidence of the ranges (0-1).

    Returns
    -------
    DataFrame ``period, segment, people, converters, rate, low, high`` in order of time; where the data hold
    them, ``visits, orders, value`` and ``margin`` (sums). ``attrs["periods"]``: the periods in order.

    Examples
    --------
    >>> periods = pd.Categorical(["2026-01", "2026-02"], ordered=True)
    >>> trend(pd.DataFrame({"period": periods, "people": [50, 60], "converters": [5, 3]}))["rate"].tolist()
    [0.1, 0.05]
    """
    names = [name for name in SUMS if f"{SUM}{name}" in cells]
    kept = cells[[PERIOD, *by, *COUNTS, *[f"{SUM}{name}" for name in names]]]
    layers = [f"layer {place}" for place in range(len(by))]
    rows = summed(kept.set_axis([PERIOD, *layers, *COUNTS, *names_of(names)], axis=1), [PERIOD, *layers])
    labels = rows[layers].astype("str").agg(" · ".join, axis=1) if layers else EVERYBODY
    low, high = wilson(rows["converters"], rows["people"], level=level)
    table = rows[[PERIOD]].assign(segment=labels, people=rows["people"], converters=rows["converters"])
    table = table.assign(rate=rows["converters"] / rows["people"], low=low, high=high)
    for name in names:
        table[name] = rows[f"{SUM}{name}"].to_numpy(float)
    periods = [str(name) for name in rows[PERIOD].cat.categories]
    key = {name: place for place, name in enumerate(sorted(table["segment"].unique(), key=label_order))}
    order = table.assign(when=rows[PERIOD].cat.codes, key=table["segment"].map(key)).sort_values(
        ["when", "key"]
    )
    found = table.loc[order.index].reset_index(drop=True).astype({PERIOD: "str"})
    found.attrs["periods"] = [name for name in periods if name in set(found[PERIOD])]
    return found


def names_of(names: Sequence[str]) -> list[str]:
    """Return the columns of cells that hold these sums.

    Examples
    --------
    >>> names_of(["visits"])
    ['Σ visits']
    """
    return [f"{SUM}{name}" for name in names]


def at(table: pd.DataFrame, period: str) -> pd.DataFrame:
    """Return one period of a trend, as `segattr.mix_and_rate` takes it.

    Raises
    ------
    UnknownName : the trend has no such period.
    """
    rows = table[table[PERIOD] == period]
    if rows.empty:
        known = list(dict.fromkeys(table[PERIOD]))
        raise UnknownName(f"There is no period {period!r}. Found: {', '.join(known)}.", name=period)
    return rows.drop(columns=PERIOD).reset_index(drop=True)


def moved(table: pd.DataFrame, before: str, after: str) -> pd.DataFrame:
    """Return per segment what the blended rate's change between two periods is made of.

    Returns
    -------
    DataFrame ``segment, people_before, rate_before, people_after, rate_after, rate_effect, mix_effect,
    total``; all of ``total`` together are exactly the change. A rate is missing where a period lacks the
    segment.

    Raises
    ------
    UnknownName : the trend has no such period.
    """
    one, other = at(table, before), at(table, after)
    parts = mix_and_rate(one, other).set_index("segment")
    for name, side in (("before", one), ("after", other)):
        known = side.set_index("segment")
        parts[f"people_{name}"] = known["people"].reindex(parts.index).fillna(0)
        parts[f"rate_{name}"] = known["rate"].reindex(parts.index)
    effects = ["rate_effect", "mix_effect", "total"]
    figures = ["people_before", "rate_before", "people_after", "rate_after"]
    return parts[[*figures, *effects]].reset_index()


def revenue_moved(table: pd.DataFrame, before: str, after: str, *, method: str = "lmdi") -> pd.DataFrame:
    """Return per segment what the change of revenue is made of: visits, conversion and order value.

    Parameters
    ----------
    table : a trend with ``orders`` and ``value``; without ``visits``, people stand in their place.
    method : ``lmdi`` or ``shapley``, see `segattr.averages.revenue_moves.product_moves`.

    Returns
    -------
    DataFrame ``segment, visits, conversion, order_value, total``, in money; ``total`` is the change of the
    segment's value, and all together the change of everybody's.

    Raises
    ------
    UnsuitableData : the data hold no order values, or a segment's value is below 0. UnknownName : no such
        period.

    Notes
    -----
    Conversion is orders ÷ visits. A segment with orders but no visit in a period cannot be taken apart there:
    its visits count as its orders.
    """
    if not {"orders", "value"} <= set(table):
        raise UnsuitableData(
            "Revenue can be taken apart where there are orders with values. These have none."
        )
    one, other = (_factors(at(table, period)) for period in (before, after))
    names = sorted({*one.index, *other.index}, key=label_order)
    rows = []
    for name in names:
        old, new = (side.loc[name] if name in side.index else None for side in (one, other))
        parts = product_moves(_known(old, new), _known(new, old), method=method)
        rows.append({"segment": name, **parts.to_dict(), "total": float(parts.sum())})
    return pd.DataFrame(rows, columns=["segment", *FACTORS, "total"])


def _factors(period: pd.DataFrame) -> pd.DataFrame:
    rows = period.set_index("segment")
    orders = rows["orders"].astype("float64")
    came = rows["visits" if "visits" in rows else "people"].astype("float64")
    visits = came.where(came > 0, orders)
    return pd.DataFrame(
        {
            "visits": visits,
            "conversion": (orders / visits.where(visits > 0)).fillna(0.0),
            "order_value": (rows["value"] / orders.where(orders > 0)).fillna(0.0),
        }
    )


def _known(own: pd.Series | None, other: pd.Series | None) -> dict[str, float]:
    """Return a period's factors; one without the segment has no visits, and else what the other has."""
    if own is not None:
        return {name: float(own[name]) for name in FACTORS}
    assert other is not None  # a segment is named because one of the periods has it
    return {name: 0.0 if name == "visits" else float(other[name]) for name in FACTORS}
