"""Segments by the value of one column, or of several in layers."""

from __future__ import annotations

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
    the customer's first touch. A customer without a value is ``(unknown)`` in that layer.

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
        for i, column in enumerate(self.columns):
            values = _values(source, column).rename({"label": f"part_{i}"})
            people = people.join(values, on="customer_id", how="left")
        return people.with_columns(*[col(f"part_{i}").fill_null(UNKNOWN) for i in range(len(self.columns))])


def _values(source: Source, column: str) -> Frame:
    """Return ``customer_id, label`` of one column, one row per customer who is in its table."""
    table = table_with(source, column)
    if "ts" in table.collect_schema().names():
        rows = first_rows(table, (column,))
        return rows.select("customer_id", label=labels_from_columns(rows, ("value_0",)))
    who, label = col("customer_id").cast(nw.String), labels_from_columns(table, (column,))
    known = table.filter(~col("customer_id").is_null()).select(customer_id=who, label=label)
    return known.group_by("customer_id").agg(col("label").min())
