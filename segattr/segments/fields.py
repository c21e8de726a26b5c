"""The fields a rule may ask about: where each is found, and its values in one form on every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from segattr.errors import UnknownName
from segattr.reduce.door import col, labels_from_columns, pick, whole
from segattr.reduce.engines import NEVER, Frame, in_microseconds
from segattr.reduce.features import can_answer, features
from segattr.reduce.moments import DAY
from segattr.reduce.source import Source
from segattr.segments.as_of import latest_moment
from segattr.segments.derived import Derived, derived
from segattr.segments.questions import Kind


@dataclass(frozen=True)
class Field:
    """One field as rules read it.

    Attributes
    ----------
    column : what it is called in the frame at hand.
    kind : ``text`` (among it truth, as ``True`` and ``False``), ``number``, or ``time`` in microseconds.
    adds_up : whether it is a count or a sum, so that 0 says there is nothing to rank by.
    """

    column: str
    kind: Kind
    adds_up: bool = False


def kind_of(dtype: nw.dtypes.DType) -> Kind:
    """Return what a column holds, as rules see it.

    Examples
    --------
    >>> kind_of(nw.Int64()), kind_of(nw.Boolean()), kind_of(nw.Date())
    ('number', 'text', 'time')
    """
    if dtype.is_numeric():
        return "number"
    return "time" if dtype.is_temporal() and dtype != nw.Duration else "text"


def prepared(
    frame: Frame, columns: Mapping[str, str], *, keep: Iterable[str] = ()
) -> tuple[Frame, dict[str, Field]]:
    """Return a frame with the columns as rules read them, a missing value being null, and what they are.

    Parameters
    ----------
    columns : field -> its column; the frame returned has them under names of our own.
    keep : columns passed through as they are.
    """
    schema = frame.collect_schema()
    kinds = {name: kind_of(schema[column]) for name, column in columns.items()}
    plain = {f"field_{place}": column for place, column in enumerate(columns.values())}
    frame = frame.select(*keep, **{new: col(column) for new, column in plain.items()})
    fields = {name: Field(new, kinds[name]) for name, new in zip(columns, plain, strict=True)}
    times = [field.column for field in fields.values() if field.kind == "time"]
    frame = in_microseconds(frame, *times) if times else frame
    values = {field.column: _plain(field, schema[columns[name]]) for name, field in fields.items()}
    return frame.select(*keep, **values), fields


def _plain(field: Field, dtype: nw.dtypes.DType) -> nw.Expr:
    values = col(field.column)
    if field.kind == "number":
        return values.cast(nw.Float64).fill_nan(None)
    if field.kind == "time":
        return nw.when(values != NEVER).then(values)
    if dtype == nw.Boolean:  # engines spell truth differently
        return nw.when(~values.is_null()).then(pick(values, nw.lit("True"), nw.lit("False")))
    text = values.cast(nw.String)
    return nw.when(~values.is_null() & (text != "")).then(text)


def fields_of_people(
    source: Source, names: Iterable[str], *, today: int | None = None
) -> tuple[Frame, dict[str, Field]]:
    """Return ``customer_id`` and the fields of everybody, and what the fields are.

    A field is looked up in the customers, then in the touchpoints (value at the customer's first touch); a
    name of `segattr.segments.derived` that neither has is worked out. Of a customer listed twice the smallest
    value counts.

    Parameters
    ----------
    today : the day as of which fields are worked out, counted from 1970-01-01; None for the data's latest.

    Raises
    ------
    UnknownName : neither has such a column, and it cannot be worked out.
    """
    wanted = list(dict.fromkeys(names))
    made = {name: each for name in wanted if (each := _worked_out(source, name)) is not None}
    people, fields = source.people.select("customer_id"), dict[str, Field]()
    for rows, columns in _together(source, [name for name in wanted if name not in made]):
        own, found = prepared(rows, columns, keep=["customer_id"])
        there = {name: f"person_{len(fields) + place}" for place, name in enumerate(columns)}
        smallest = {new: col(found[name].column).min() for name, new in there.items()}
        people = people.join(own.group_by("customer_id").agg(**smallest), on="customer_id", how="left")
        fields |= {name: Field(new, found[name].kind) for name, new in there.items()}
    if made:
        latest = latest_moment(source) if today is None else None
        day = today if latest is None else latest // DAY
        wanted_of = {f"feature_{place}": each for place, each in enumerate(made.values())}
        worked_out = features(source, wanted_of, today=day if day is not None else 0)
        people = people.join(worked_out, on="customer_id", how="left")
        fields |= {each.name: Field(new, each.kind, each.adds_up) for new, each in wanted_of.items()}
    return people, fields


def _worked_out(source: Source, name: str) -> Derived | None:
    """Return what is to be worked out; None for a column, and for what nobody knows."""
    tables = [table for table in (source.customers, source.touchpoints) if table is not None]
    if any(name in table.collect_schema().names() for table in tables):
        return None
    found = derived(name)
    return found if found is not None and can_answer(source, found) else None


def table_with(source: Source, column: str) -> Frame:
    """Return the table that has the column: the customers, else the touchpoints.

    Raises
    ------
    UnknownName : neither has it.
    """
    tables = [table for table in (source.customers, source.touchpoints) if table is not None]
    for table in tables:
        if column in table.collect_schema().names() and column != "customer_id":
            return table
    names = sorted({name for table in tables for name in table.collect_schema().names()})
    offered = ", ".join(n for n in names if n not in ("customer_id", "ts", "row"))
    raise UnknownName(
        f"Neither the customers nor the touchpoints have a column {column!r} to make segments by. "
        f"Columns there: {offered or 'none'}.",
        name=column,
        known=names,
    )


def first_rows(table: Frame, columns: Sequence[str]) -> Frame:
    """Return ``customer_id, value_0, value_1 …``: the columns at each customer's first touch.

    In a table without dates the first row is the one whose value comes first by name; ties of a table with
    dates and without a ``row`` are decided the same way. Then there may be only one column.
    """
    names = table.collect_schema().names()
    dated, one = "ts" in names, whole(1)
    values = {new: col(column) for column, new in _numbered(columns).items()}
    order = {"undated": pick(col("ts").is_null(), one, whole(0)), "moment": col("ts")} if dated else {}
    by_name = {"label": labels_from_columns(table, (columns[0],))}
    order |= {"place": col("row")} if dated and "row" in names else by_name
    known = table.filter(~col("customer_id").is_null())
    rows = known.select(**values, **order, customer_id=col("customer_id").cast(nw.String), one=one)
    ranked = rows.with_columns(rank=col("one").cum_sum().over("customer_id", order_by=list(order)))
    return ranked.filter(col("rank") == 1).select("customer_id", *values)


def _numbered(columns: Sequence[str]) -> dict[str, str]:
    return {column: f"value_{place}" for place, column in enumerate(columns)}


def _together(source: Source, names: Iterable[str]) -> Iterator[tuple[Frame, dict[str, str]]]:
    """Yield rows of customers, and the fields read from them at once with the columns they are in."""
    wanted = list(dict.fromkeys(names))
    listed = source.customers
    known = set(listed.collect_schema().names()) - {"customer_id"} if listed is not None else set()
    own = {name: name for name in wanted if name in known}
    touched = tuple(name for name in wanted if name not in known)
    if own and listed is not None:
        who = col("customer_id").cast(nw.String)
        yield listed.filter(~col("customer_id").is_null()).with_columns(customer_id=who), own
    for name in touched:
        table_with(source, name)  # says what is missing
    numbered = touched and "row" in source.touchpoints.collect_schema().names()
    for columns in [touched] if numbered else [(name,) for name in touched]:
        yield first_rows(source.touchpoints, columns), _numbered(columns)
