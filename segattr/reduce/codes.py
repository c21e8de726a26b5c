"""Tables in memory become arrays of integers: the door of `segattr.reduce.door` for pandas columns.

It reads what Arrow and categories already know instead of asking an engine, and says the same: nobody's
touches are left out, blank labels are ``(not set)``, orders nobody can be linked to still count.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segattr.io.cells import arrow
from segattr.reduce.door import MILESTONES, NOT_SET, label_columns, milestones_of
from segattr.reduce.engines import NEVER, enter, in_microseconds, to_pandas
from segattr.reduce.order import order_of


@dataclass(frozen=True, eq=False)
class Touches:
    """Touches of somebody at some moment, one array a column.

    Attributes
    ----------
    ts : microseconds since 1970 UTC.
    row : what decides ties; None where the rows already stand in that order.
    channel : code of what earns credit, 1 is the first of `channels`.
    channels : names in alphabetical order.
    taken : which rows of the table they are.
    """

    ts: np.ndarray
    row: np.ndarray | None
    channel: np.ndarray
    channels: tuple[str, ...]
    taken: np.ndarray

    def take(self, chosen: np.ndarray) -> Touches:
        """Return some of the touches, chosen by a mask."""
        row = None if self.row is None else self.row[chosen]
        taken = np.zeros_like(self.taken)
        taken[np.flatnonzero(self.taken)[chosen]] = True
        return Touches(self.ts[chosen], row, self.channel[chosen], self.channels, taken)


@dataclass(frozen=True, eq=False)
class Orders:
    """Conversions in the order that decides ties, one array a column; ``place`` is the row of the table."""

    ts: np.ndarray
    value: np.ndarray
    margin: np.ndarray
    lead_ts: np.ndarray
    opportunity_ts: np.ndarray
    place: np.ndarray

    def take(self, places: np.ndarray) -> Orders:
        """Return the conversions at these places, in this order."""
        return Orders(**{f.name: getattr(self, f.name)[places] for f in fields(self)})


def read_touches(
    touchpoints: pd.DataFrame, somebody: np.ndarray, *, touch_by: str, numbered: bool
) -> Touches:
    """Return the touches of a table.

    Parameters
    ----------
    somebody : which rows have an id.
    numbered : the rows stand in the file's order.

    Raises
    ------
    UnknownName, MissingColumn : touches cannot be told apart by this.
    """
    columns = label_columns(enter(touchpoints), touch_by)
    ts = moments(touchpoints, "ts")
    channel, names = _labels([touchpoints[name] for name in columns])
    row = None if numbered else _rows(touchpoints)
    taken = somebody & (ts != NEVER)
    code, channels = _ranked(channel[taken], names)
    if not taken.all():
        ts, row = ts[taken], None if row is None else row[taken]
    return Touches(ts, row, code, channels, taken)


def read_orders(
    conversions: pd.DataFrame, customers: pd.DataFrame | None = None, *, numbered: bool
) -> Orders:
    """Return the conversions of a table; of those at one instant the row, else the smaller value, leads.

    A milestone that a conversion does not date is taken from ``customers``.
    """
    times = {
        name: moments(conversions, name)
        if name in conversions
        else np.full(len(conversions), NEVER, dtype=np.int64)
        for name in ("ts", *MILESTONES)
    }
    times |= _milestones(times, conversions, customers)
    money = {name: _amounts(conversions, name) for name in ("value", "margin")}
    columns = {**times, **money}
    if "row" in conversions and not numbered:
        columns = {"ts": columns["ts"], "row": _rows(conversions), **columns}
    alike = ("ts", "row", "value", "margin", "lead_ts", "opportunity_ts")
    turn = ("ts",) if numbered else tuple(name for name in alike if name in columns)
    place = order_of(*(columns[name] for name in turn))
    place = place[columns["ts"][place] != NEVER]
    columns.pop("row", None)
    columns["place"] = np.arange(len(conversions))
    return Orders(**columns).take(place)


def _milestones(
    times: dict[str, np.ndarray], conversions: pd.DataFrame, customers: pd.DataFrame | None
) -> dict[str, np.ndarray]:
    """Return the milestones, the undated ones as the customers' table has them."""
    found = None if customers is None else milestones_of(enter(customers))
    if found is None:
        return {}
    theirs = to_pandas(found)
    ids = texts(conversions["customer_id"])
    at = pc.index_in(ids, value_set=arrow(theirs.pop("customer_id").astype("str")))
    at = pc.fill_null(at, len(theirs)).to_numpy(zero_copy_only=False)
    dates = {str(name): np.append(column.to_numpy(np.int64), NEVER)[at] for name, column in theirs.items()}
    return {name: np.where(times[name] == NEVER, dates[name], times[name]) for name in dates}


def texts(values: pd.Series) -> pa.Array:
    """Return a column as Arrow text, as the engines would write its values."""
    if isinstance(values.dtype, pd.StringDtype):
        return arrow(values)
    shown = enter(values.to_frame("text")).select(nw.col("text").cast(nw.String))
    return arrow(to_pandas(shown)["text"].astype("str"))


def moments(table: pd.DataFrame, column: str) -> np.ndarray:
    """Return a time column in microseconds since 1970 UTC, `NEVER` where it is blank."""
    values = table[column]
    if pd.api.types.is_datetime64_any_dtype(values.dtype) and isinstance(
        values.dtype, np.dtype | pd.DatetimeTZDtype
    ):
        dates = pd.DatetimeIndex(values)
        return np.where(dates.isna(), NEVER, dates.as_unit("us").asi8)
    return to_pandas(in_microseconds(enter(table[[column]]), column))[column].to_numpy(dtype=np.int64)


def _rows(table: pd.DataFrame) -> np.ndarray:
    return table["row"].to_numpy(dtype=np.int64) if "row" in table else np.zeros(len(table), dtype=np.int64)


def _amounts(table: pd.DataFrame, column: str) -> np.ndarray:
    if column not in table:
        return np.zeros(len(table))
    amounts = table[column].to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isnan(amounts), 0.0, amounts)


def _labels(parts: list[pd.Series]) -> tuple[np.ndarray, np.ndarray]:
    """Return a code per row and the names behind the codes, columns joined by `` / ``."""
    codes, names = _label(parts[0])
    for part in parts[1:]:
        more, others = _label(part)
        both, codes = np.unique(codes * len(others) + more, return_inverse=True)
        names = np.array(
            [f"{names[i // len(others)]} / {others[i % len(others)]}" for i in both], dtype=object
        )
    return codes, names


def _label(values: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes, known = values.cat.codes.to_numpy().astype(np.int64), texts(pd.Series(values.cat.categories))
    else:
        encoded = texts(values).dictionary_encode()
        codes = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        known = encoded.dictionary
    names = np.array([*(name or NOT_SET for name in known.to_pylist()), NOT_SET], dtype=object)
    codes[codes < 0] = len(known)
    return codes, names


def _ranked(codes: np.ndarray, names: np.ndarray) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return numbers from 1 for the names that were met, in alphabetical order."""
    met = np.bincount(codes, minlength=len(names)) > 0
    ranked = sorted(set(names[met]))
    rank = {name: place for place, name in enumerate(ranked, start=1)}
    return np.array([rank.get(name, 0) for name in names], dtype=np.int64)[codes], tuple(ranked)
