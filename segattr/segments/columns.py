"""Segments by the value of one column, or of several in layers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from segattr.data.columns import in_tables
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.reduce.door import JOIN, UNKNOWN, col, labels_from_columns
from segattr.reduce.engines import Frame
from segattr.reduce.source import Source
from segattr.segments.fields import first_rows, table_with


@dataclass(frozen=True)
class Columns:
    """Segments are the values of a column; with several columns, their combinations (``new · mobile``).

    A column is looked up in the customers table first, then in the touchpoints, where it means the value at
    the customer's first touch; of orders alone, in the orders, where it means the value at the first one. A
    customer without a value is ``(unknown)`` in that layer.

    Parameters
    ----------
    columns : one or more column names.

    Notes
    -----
    A column worked out from the outcome (a value tier, "customer") makes rates by it circular.

    Examples
    --------
    >>> Columns(("visitor", "device")).describe()
    'visitor × device'
    """

    columns: tuple[str, ...]

    def of(self, dataset: Dataset) -> Columns:
        """Return the same columns under the names they have in the dataset's tables.

        A file's own header finds its column even where that was mapped to a field of another name.
        """
        there = dataset.tables.keys()
        changing = next((role for role in ("touchpoints", "paths", "outcomes") if role in there), "paths")
        return Columns(in_tables(dataset, self.columns, roles=("customers", changing)))

    def describe(self) -> str:
        """Return the columns as a person would name the split."""
        return " × ".join(self.columns)

    def to_json(self) -> dict[str, object]:
        """Return the definition as plain JSON."""
        return {"kind": "columns", "columns": list(self.columns)}

    def labels(self, source: Source) -> Frame:
        """Return ``customer_id, label``; with one column, only of customers who are in its table.

        Raises
        ------
        UnknownName : neither the customers nor the touchpoints have such a column.
        """
        if len(self.columns) == 1:
            return _values(
                source, self.columns[0]
            )  # whoever is not in the table is unknown without being listed
        parts = self.parts(source)
        label = nw.concat_str(*[f"part_{i}" for i in range(len(self.columns))], separator=JOIN)
        return parts.select("customer_id", label=label)

    def row_labels(self, rows: Frame) -> Frame:
        """Return ``label`` of every row of a table that carries the columns itself.

        Raises
        ------
        UnknownName : the table has no such column.
        """
        names = rows.collect_schema().names()
        missing = [name for name in self.columns if name not in names]
        if missing:
            raise UnknownName(
                f"There is no column {missing[0]!r}. Found: {', '.join(names)}.", name=missing[0]
            )
        return rows.select(label=labels_from_columns(rows, self.columns))

    def parts(self, source: Source) -> Frame:
        """Return ``customer_id, part_0, part_1 …``: everybody's value in each column, or ``(unknown)``.

        Raises
        ------
        UnknownName : neither the customers nor the touchpoints have such a column.
        """
        people = source.people.select("customer_id")
        for values in self._found(source):
            people = people.join(values, on="customer_id", how="left")
        return people.select("customer_id", *[col(part).fill_null(UNKNOWN) for part in self._places])

    @property
    def _places(self) -> dict[str, str]:
        return {f"part_{i}": column for i, column in enumerate(self.columns)}

    def _found(self, source: Source) -> Iterator[Frame]:
        """Give ``customer_id`` and parts, those of the customers' own table together."""
        tables = {part: table_with(source, column) for part, column in self._places.items()}
        own = {part: self._places[part] for part, table in tables.items() if not _is_dated(table)}
        if own:
            yield _attributes(tables[next(iter(own))], own)
        for part in [part for part in tables if part not in own]:
            yield _at_first_touch(tables[part], self._places[part]).rename({"label": part})


def _values(source: Source, column: str) -> Frame:
    """Return ``customer_id, label`` of one column, one row per customer who is in its table."""
    table = table_with(source, column)
    return _at_first_touch(table, column) if _is_dated(table) else _attributes(table, {"label": column})


def _is_dated(table: Frame) -> bool:
    return "ts" in table.collect_schema().names()


def _at_first_touch(table: Frame, column: str) -> Frame:
    rows = first_rows(table, (column,))
    return rows.select("customer_id", label=labels_from_columns(rows, ("value_0",)))


def _attributes(table: Frame, columns: Mapping[str, str]) -> Frame:
    """Return ``customer_id`` and the labels of columns of the customers' table under new names."""
    who = col("customer_id").cast(nw.String)
    labels = {name: labels_from_columns(table, (column,)) for name, column in columns.items()}
    known = table.filter(~col("customer_id").is_null()).select(customer_id=who, **labels)
    return known.group_by("customer_id").agg(*[col(name).min() for name in labels])
