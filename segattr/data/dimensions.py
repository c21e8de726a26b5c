"""The columns nobody mapped: kept under their own headers, with their exact values."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from segattr.data.labels import as_dimension
from segattr.data.mapped import MappedFile
from segattr.schema import TABLES


@dataclass(frozen=True, eq=False)
class Dimensions:
    """A file's unmapped columns, which of them had to be renamed (new name -> header), and notes on that."""

    columns: dict[str, pd.Series]
    renamed: dict[str, str]
    notes: tuple[str, ...]


def dimensions_of(file: MappedFile) -> Dimensions:
    """Return the unmapped columns; only one called like a field of the role gets another name.

    Examples
    --------
    >>> from segattr.io.reading import Reading
    >>> table = pd.DataFrame({"utm": ["a"], "channel": ["b"], "who": ["1"]})
    >>> columns = {"customer_id": "who", "channel": "utm"}
    >>> dimensions_of(MappedFile(Reading("t.csv", table), "touchpoints", columns)).renamed
    {'channel (column)': 'channel'}
    """
    table, used = file.reading.table, set(file.columns.values())
    free = [column for column in table.columns if column not in used]
    fields = {name for name, field in TABLES[file.role].columns.items() if not field.on_request}
    taken = {*fields, *file.columns}
    names = {column: _name(column, taken, free) for column in free}
    renamed = {name: column for column, name in names.items() if name != column}
    notes = [
        f"Column '{column}' is not what is used as {column} here; it is kept as '{name}'."
        for name, column in renamed.items()
    ]
    kept = {name: as_dimension(table[column]).reset_index(drop=True) for column, name in names.items()}
    return Dimensions(kept, renamed, tuple(notes))


def _name(column: str, taken: set[str], free: list[str]) -> str:
    if column not in taken:
        return column
    name = f"{column} (column)"
    while name in taken or name in free:
        name += "'"
    return name
