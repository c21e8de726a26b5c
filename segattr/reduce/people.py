"""People and what they did, by the values of columns: what rates and averages are made of."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals.stable.v2 as nw
import pandas as pd

from segattr.reduce.door import NOTHING, UNKNOWN, col, labels_from_columns, pick, whole
from segattr.reduce.engines import Frame, to_pandas
from segattr.reduce.source import Source
from segattr.segments.columns import Columns
from segattr.segments.fields import first_rows, table_with

DID = ("orders", "priced", "value", "margin", "largest")


def count_people(source: Source, columns: tuple[str, ...]) -> pd.DataFrame:
    """Count everybody and everybody with a conversion, by the columns' values.

    People are the customers and the ids seen in touchpoints; a conversion of anybody else makes no converter.

    Returns
    -------
    DataFrame with the columns, ``people`` and ``converters``; one row in all where no column was named.
    """
    who = Columns(columns).parts(source) if columns else source.people
    bought = (
        source.conversions.filter(~col("customer_id").is_null())
        .select("customer_id", bought=whole(1))
        .unique()
    )
    flagged = who.join(bought, on="customer_id", how="left").with_columns(
        people=whole(1), converters=pick(col("bought").is_null(), whole(0), whole(1))
    )
    parts = [f"part_{i}" for i in range(len(columns))]
    sums = [col(c).sum() for c in ("people", "converters")]
    counted = to_pandas(flagged.group_by(*parts).agg(*sums) if columns else flagged.select(*sums))
    return (
        counted.fillna(0)
        .astype({"people": "int64", "converters": "int64"})
        .rename(columns=dict(zip(parts, columns, strict=True)))
    )


def list_people(source: Source, columns: Sequence[str]) -> pd.DataFrame:
    """Return one row per person: their value in every column, and what they did.

    People are those of `count_people`. One pass over the touchpoints, whatever the number of columns.

    Parameters
    ----------
    source : its touchpoints are numbered (``row``), so that all columns agree on the first touch.
    columns : of the customers, else of the touchpoints (value at the first touch).

    Returns
    -------
    DataFrame indexed and sorted by ``customer_id``: ``part_0, part_1 …`` (text, ``(unknown)`` where missing),
    ``orders`` (conversions), ``priced`` (those with a known value), ``value``, ``margin`` (sums), ``largest``
    (the largest value of one order); 0 for people without a conversion.

    Raises
    ------
    UnknownName : neither the customers nor the touchpoints have such a column.
    """
    who = source.people.select("customer_id")
    for labels in _labels(source, columns):
        who = who.join(labels, on="customer_id", how="left")
    did = who.join(_orders(source.conversions), on="customer_id", how="left")
    parts = [col(f"part_{place}").fill_null(UNKNOWN) for place in range(len(columns))]
    people = to_pandas(did.with_columns(*parts, *[col(name).fill_null(0) for name in DID]))
    kinds = dict.fromkeys(DID, "float64") | {f"part_{place}": "category" for place in range(len(columns))}
    people = people.astype({"customer_id": "str"} | kinds)
    return people.set_index("customer_id").sort_index()[[*(k for k in kinds if k not in DID), *DID]]


def _labels(source: Source, columns: Sequence[str]) -> list[Frame]:
    """Return ``customer_id, part_…`` of the customers' columns, and of the touchpoints'."""
    tables = {name: table_with(source, name) for name in columns}
    known = {n: f"part_{i}" for i, n in enumerate(columns) if tables[n] is source.customers}
    touched = {n: f"part_{i}" for i, n in enumerate(columns) if tables[n] is not source.customers}
    found = []
    if known and source.customers is not None:
        labels = {part: labels_from_columns(source.customers, (name,)) for name, part in known.items()}
        rows = source.customers.filter(~col("customer_id").is_null())
        named = rows.select(customer_id=col("customer_id").cast(nw.String), **labels)
        found.append(named.group_by("customer_id").agg(*[col(part).min() for part in labels]))
    if touched:
        rows = first_rows(source.touchpoints, tuple(touched))
        values = {part: labels_from_columns(rows, (f"value_{i}",)) for i, part in enumerate(touched.values())}
        found.append(rows.select("customer_id", **values))
    return found


def _orders(conversions: Frame) -> Frame:
    """Return ``customer_id`` and `DID` of everybody with a conversion."""
    names = conversions.collect_schema().names()
    known = conversions.filter(~col("customer_id").is_null())
    value = _amount("value") if "value" in names else None
    rows = known.select(
        customer_id=col("customer_id").cast(nw.String),
        orders=whole(1),
        priced=whole(0) if value is None else pick(value.is_null(), whole(0), whole(1)),
        value=NOTHING if value is None else value.fill_null(0.0),
        margin=_amount("margin").fill_null(0.0) if "margin" in names else NOTHING,
    )
    sums = [col(name).sum() for name in ("orders", "priced", "value", "margin")]
    return rows.with_columns(largest=col("value")).group_by("customer_id").agg(*sums, col("largest").max())


def _amount(column: str) -> nw.Expr:
    return col(column).cast(nw.Float64).fill_nan(None)
