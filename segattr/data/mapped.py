"""A file whose columns have been given to the fields of a role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from segattr.io.reading import Reading
from segattr.schema import TABLES, Column


@dataclass(frozen=True, eq=False)
class MappedFile:
    """A file, the role it plays, and canonical field -> its column.

    Examples
    --------
    >>> reading = Reading("c.csv", pd.DataFrame({"mail": ["a"]}))
    >>> file = MappedFile(reading, "customers", {"customer_id": "mail"})
    >>> file["customer_id"].tolist(), file.required("customer_id")
    (['a'], True)
    """

    reading: Reading
    role: str
    columns: Mapping[str, str]

    def __getitem__(self, name: str) -> pd.Series:
        return self.reading.table[self.columns[name]].reset_index(drop=True)

    @property
    def name(self) -> str:
        """The file's name."""
        return self.reading.name

    @property
    def fields(self) -> dict[str, Column]:
        """The mapped fields, in the schema's order."""
        return {name: TABLES[self.role].columns[name] for name in self.columns}

    def of_kind(self, *kinds: str) -> list[str]:
        """Return the mapped fields of some kinds."""
        return [name for name, field in self.fields.items() if field.kind in kinds]

    def required(self, name: str) -> bool:
        """Whether the role makes no sense without the field."""
        return TABLES[self.role].columns[name] in TABLES[self.role].required
