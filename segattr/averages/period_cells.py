"""People, converters and sums by every dimension and by period: what a change over time is made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.cells import aligned, cells_of
from segattr.averages.periods import Every, clocks, column_periods, periods_of
from segattr.averages.units import Units, units_of
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName, UnsuitableData
from segattr.statistics.counts import Array

PERIOD: Final = "period"


def period_cells(
    dataset: Dataset,
    *,
    every: Every = "month",
    clock: str = "",
    extra: Mapping[str, pd.Series] | None = None,
) -> pd.DataFrame:
    """Return the cells of `segattr.averages.cells.cells`, once per period.

    Parameters
    ----------
    every : ``week``, ``month`` or ``quarter`` (UTC).
    clock : what tells the time, one of `clocks`; the first of them if left out.
    extra : further dimensions: name -> label by customer id, or by row of the outcomes.

    Returns
    -------
    DataFrame : the cells with a column ``period``, ordered categories. In event data somebody counts in every
        period with a touchpoint or a conversion of theirs, and converted where one of the conversions is in
        it; ``Σ visits`` are their touchpoints.

    Raises
    ------
    UnsuitableData : nothing tells the time. UnknownName : no such clock.

    Notes
    -----
    A converter without a touchpoint in the period counts too, so that conversions add up to those there are.
    Somebody in two periods is counted in both: periods do not add up to the people of all of them.
    """
    found = clocks(dataset)
    if not found:
        raise UnsuitableData(
            "Nothing in these data tells the time: a change needs touchpoints with conversions, or outcomes "
            "with a column of dates or months."
        )
    if clock and clock not in found:
        raise UnknownName(f"There is no time in a column {clock!r}. Found: {', '.join(found)}.", name=clock)
    units = units_of(dataset)
    labels = {name: aligned(values, units.index) for name, values in (extra or {}).items()}
    units = Units(units.index, {**units.labels, **labels}, units.amounts, units.banded)
    if dataset.outcomes is None:
        return _cells(_active(dataset, units, every))
    periods = column_periods(dataset.outcomes[clock or found[0]], every)
    whole = pd.Series(periods, index=dataset.outcomes.index).reindex(units.index)
    rows = np.flatnonzero(whole.notna().to_numpy())
    return _cells(
        _taken(units, rows, pd.Categorical(whole.iloc[rows]), {n: v[rows] for n, v in units.amounts.items()})
    )


def _cells(units: Units) -> pd.DataFrame:
    made = cells_of(units)
    return made[made["people"] > 0].reset_index(drop=True)


def _taken(units: Units, rows: np.ndarray, periods: pd.Categorical, amounts: Mapping[str, Array]) -> Units:
    labels = {name: values.take(rows) for name, values in units.labels.items() if name != PERIOD}
    return Units(pd.RangeIndex(len(rows)), {PERIOD: periods, **labels}, amounts, units.banded)


def _active(dataset: Dataset, units: Units, every: Every) -> Units:
    """Return a unit per person and period in which they did something."""
    did = [_touches(dataset.touchpoints, every), _orders(dataset.conversions, every)]
    rows = pd.concat([table for table in did if table is not None], ignore_index=True)
    rows["who"] = units.index.get_indexer(pd.Index(rows.pop("customer_id").astype("str")))
    known = rows[(rows["who"] >= 0) & rows["period"].notna()]
    sums = known.groupby(["who", "period"], sort=True).sum().fillna(0.0).reset_index()
    known_of = {"visits", "orders"} | ({"priced", "value", "margin"} & set(units.amounts))
    kept = {str(name): sums[name].to_numpy(float) for name in sums if name in known_of}
    counts = {"people": np.ones(len(sums)), "converters": (kept["orders"] > 0).astype(float)}
    names = sorted(sums["period"].unique())
    periods = pd.Categorical(sums["period"], categories=names, ordered=True)
    return _taken(units, sums["who"].to_numpy(), periods, counts | kept)


def _touches(touchpoints: pd.DataFrame | None, every: Every) -> pd.DataFrame | None:
    if touchpoints is None:
        return None
    return pd.DataFrame(
        {
            "customer_id": touchpoints["customer_id"],
            "period": periods_of(touchpoints["ts"], every),
            "visits": 1.0,
        }
    )


def _orders(conversions: pd.DataFrame | None, every: Every) -> pd.DataFrame | None:
    if conversions is None:
        return None
    table = pd.DataFrame(
        {
            "customer_id": conversions["customer_id"],
            "period": periods_of(conversions["ts"], every),
            "orders": 1.0,
        }
    )
    for name in ("value", "margin"):
        if name in conversions:
            table[name] = conversions[name].astype("float64")
    if "value" in table:
        table["priced"] = table["value"].notna().astype(float)
    return table
