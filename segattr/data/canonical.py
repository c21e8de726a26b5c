"""From one file to one canonical table: columns chosen, values read, unreadable rows left out and counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from segattr.data.answers import with_answers
from segattr.data.currency import currency_of
from segattr.data.dataset import Receipt
from segattr.data.dimensions import dimensions_of
from segattr.data.fields import Field, read_answers, read_ids, read_labels, read_money, rows_said
from segattr.data.known_people import known_people
from segattr.data.labels import without_unused
from segattr.data.mapped import MappedFile
from segattr.data.mapping import ColumnChoice, choose_columns
from segattr.data.times import read_times
from segattr.errors import FileRefused
from segattr.io.cells import quoted
from segattr.io.reading import Reading
from segattr.schema import DTYPES

# Without an id these rows say nothing about anybody; a conversion without one still counts towards revenue.
NEEDS_ID = ("touchpoints", "customers", "events")
MILLION = 1_000_000  # ad platforms write money in millionths


@dataclass(frozen=True, eq=False)
class Canonical:
    """One file's rows under canonical names, how it was read, and the currency of its money."""

    rows: pd.DataFrame
    receipt: Receipt
    currency: str = ""


def canonical_table(reading: Reading, *, role: str, said: ColumnChoice, date_order: str | None) -> Canonical:
    """Return a file's rows under canonical names.

    Parameters
    ----------
    reading : the file.
    role : the role it plays.
    said : canonical column -> column of the file (None: leave it out), or ``column = value`` for an outcome
        in other words than yes and no; the rest is proposed.
    date_order : ``day first`` or ``month first``, used where the file itself leaves it open.

    Raises
    ------
    MissingColumn : a column that was named is not there, or a required field has none.
    AmbiguousDates : nothing says whether day or month comes first.
    UnreadableValues : a column's values are not what its field holds.
    FileRefused : no row is left.

    Examples
    --------
    >>> file = Reading("c.csv", pd.DataFrame({"mail": ["a@example.com"], "plan": ["pro"]}))
    >>> canonical_table(file, role="customers", said={}, date_order=None).rows.columns.tolist()
    ['customer_id', 'plan']
    """
    headers = tuple(map(str, reading.table.columns))
    reading, said = with_answers(reading, role=role, said=said)
    file = MappedFile(reading, role, choose_columns(reading, role=role, said=said))
    read = read_times(file, date_order=date_order)
    read |= {name: Field(read_ids(file[name])) for name in file.of_kind("id")}
    if "customer_id" in read:
        read["customer_id"] = Field(*known_people(file, read["customer_id"].data))
    keep, left_out = _rows_to_keep(file, read)
    read |= {name: _read(file, name, keep) for name in file.columns if name not in read}
    others = dimensions_of(file)
    rows = pd.DataFrame({**{name: read[name].data for name in file.columns}, **others.columns})
    rows = rows.astype({name: DTYPES[field.kind] for name, field in file.fields.items()})
    currency, several = _currency(file, read)
    told = [note for name in file.columns for note in read[name].notes]
    notes = (*reading.notes, *left_out, *told, *others.notes, *several)
    known = {**file.columns, **others.renamed}
    receipt = Receipt(reading.name, int(keep.sum()), notes, known, headers, _undated(file, read))
    return Canonical(rows if keep.all() else kept_rows(rows, keep), receipt, currency)


def kept_rows(rows: pd.DataFrame, keep: pd.Series) -> pd.DataFrame:
    """Return some of the rows, numbered anew, their categories only those still met.

    Examples
    --------
    >>> rows = pd.DataFrame({"channel": pd.Categorical(["a", "b"])})
    >>> kept_rows(rows, pd.Series([True, False]))["channel"].cat.categories.tolist()
    ['a']
    """
    kept = rows[keep.to_numpy()].reset_index(drop=True)
    labels = [name for name, kind in kept.dtypes.items() if isinstance(kind, pd.CategoricalDtype)]
    return kept.assign(**{str(name): without_unused(kept[name]) for name in labels})


def _rows_to_keep(file: MappedFile, read: Mapping[str, Field]) -> tuple[pd.Series, list[str]]:
    needed = {name: "date" for name in file.of_kind("time") if file.required(name)}
    needed |= {"customer_id": "customer id"} if file.role in NEEDS_ID else {}
    keep = pd.Series(data=True, index=range(len(file.reading.table)))
    notes: list[str] = []
    for name, what in needed.items():
        lost = keep & read[name].data.isna()
        shown = quoted(file[name][lost].astype("str").fillna("")) if lost.any() else ""
        notes += (
            [f"{rows_said(lost)} left out: no {what} in '{file.columns[name]}' ({shown})."] if shown else []
        )
        keep &= ~lost
        if not keep.any():
            raise FileRefused(
                f"{file.name}: no {what} could be read in '{file.columns[name]}', for example {shown}. "
                f"Map the column that holds the {what}, or check the export.",
                name=file.name,
                column=file.columns[name],
            )
    return keep, notes


def _undated(file: MappedFile, read: Mapping[str, Field]) -> int:
    blank = [read[name].data.isna().to_numpy() for name in file.of_kind("time") if file.required(name)]
    return int(np.logical_or.reduce(blank).sum()) if blank else 0


def _read(file: MappedFile, name: str, keep: pd.Series) -> Field:
    field, values, column = file.fields[name], file[name], file.columns[name]
    if field.kind == "flag":
        return read_answers(values, column=column, keep=keep, file=file.name)
    if field.kind in ("money", "count"):
        decimal = file.reading.decimal
        read = read_money(values, column=column, decimal=decimal, keep=keep, file=file.name)
        small = field.kind == "money" and column in file.reading.millionths
        return replace(read, data=read.data / MILLION) if small else read
    if field.kind == "path":
        return Field(values.astype("str").fillna(""))
    return read_labels(values, column=column, required=file.required(name))


def _currency(file: MappedFile, read: Mapping[str, Field]) -> tuple[str, tuple[str, ...]]:
    money = [read[name].currency for name in file.of_kind("money")]
    return currency_of(file.reading.table, beside_amounts=money) if money else ("", ())
