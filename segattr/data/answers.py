"""What somebody has to say about a file's values: which answer counts as converted, what all rows share.

``column = value`` makes a yes or no of a column that says *Admitted* and *Rejected*; ``= value`` gives all
rows one label, such as the channel of a report that holds only one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from segattr.errors import UnreadableValues
from segattr.io.cells import as_text, cells, quoted
from segattr.io.flags import read_flags
from segattr.io.reading import Reading
from segattr.schema import TABLES

if TYPE_CHECKING:
    from segattr.data.mapping import ColumnChoice

IS: Final = " = "
ALL_ROWS: Final = "= "
MOST_ANSWERS: Final = 12  # a column with more different values is no outcome


def parted(said: str, columns: Collection[str]) -> tuple[str, str | None]:
    """Return column and value of ``column = value``; no value where the whole text is a column's name.

    Examples
    --------
    >>> parted("Admit = Admitted", ["Admit", "Dept"]), parted("a = b", ["a = b"])
    (('Admit', 'Admitted'), ('a = b', None))
    """
    if said not in columns:
        for place in range(len(said)):
            if said.startswith(IS, place) and said[:place].strip() in columns:
                return said[:place].strip(), said[place + len(IS) :].strip()
    return said, None


def with_answers(reading: Reading, *, role: str, said: ColumnChoice) -> tuple[Reading, ColumnChoice]:
    """Return the file with what was said about its values, and which column now holds each field.

    Parameters
    ----------
    reading : the file.
    role : the role it plays.
    said : canonical column -> column of the file, or ``column = value`` for a field of yes and no: rows with
        that value converted, rows with another one did not, blank ones stay blank. ``= value`` for a label:
        all rows have it.

    Raises
    ------
    UnreadableValues : no row has that value.

    Examples
    --------
    >>> file = Reading("a.csv", pd.DataFrame({"Admit": ["Admitted", "Rejected"]}))
    >>> said = {"converted": "Admit = Admitted"}
    >>> with_answers(file, role="outcomes", said=said)[0].table["Admit"].tolist()
    ['yes', 'no']
    """
    plain: dict[str, str | None] = {}
    for name, wanted in said.items():
        kind, plain[name] = TABLES[role].columns[name].kind, wanted
        if wanted is None or wanted in reading.table.columns:
            continue
        if kind == "flag":
            column, value = parted(wanted, list(reading.table.columns))
            plain[name] = column
            reading = reading if value is None else _answered(reading, column, value)
        elif kind == "label" and wanted.startswith(ALL_ROWS):
            rows = np.zeros(len(reading.table), dtype="int8")
            same = pd.Categorical.from_codes(rows, categories=pd.Index([wanted[2:].strip()], dtype="str"))
            reading = replace(reading, table=reading.table.assign(**{wanted: same}))
    return reading, plain


def open_answers(values: pd.Series) -> Mapping[str, int]:
    """Return the values of a column that could be an outcome, with their rows, if they are not yes and no.

    Empty where they are, where there is only one, or where there are too many.

    Examples
    --------
    >>> open_answers(pd.Series(["won", "lost", "won"])), open_answers(pd.Series(["yes", "no"]))
    ({'won': 2, 'lost': 1}, {})
    """
    texts = _texts(values)
    counts = texts.value_counts()
    if not 2 <= len(counts) <= MOST_ANSWERS or not read_flags(values).unread.any():
        return {}
    return {str(text): int(rows) for text, rows in counts.sort_index().sort_values(ascending=False).items()}


def _answered(reading: Reading, column: str, value: str) -> Reading:
    texts = _texts(reading.table[column])
    yes = texts == value
    others = sorted(texts[~yes].dropna().unique())
    if not yes.any():
        raise UnreadableValues(
            f"{reading.name}: '{column}' never reads '{value}'. It reads {quoted(others)}. "
            "Say which of them counts as converted.",
            column=column,
            examples=tuple(others[:3]),
        )
    answers = pd.Series("no", index=texts.index, dtype="str").mask(yes, "yes").where(texts.notna())
    note = f"'{value}' in '{column}' counts as converted, {quoted(others) or 'nothing else'} as not."
    table = reading.table.assign(**{column: answers.to_numpy()})
    return replace(reading, table=table, notes=(*reading.notes, note))


def _texts(values: pd.Series) -> pd.Series:
    """Return the trimmed texts of a column, one per row, blank ones missing."""
    column = cells(as_text(values))
    if column.codes is None:
        return column.texts.reset_index(drop=True)
    return pd.Series(column.texts.array.take(column.codes, allow_fill=True))
