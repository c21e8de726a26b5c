"""Several files of one role: whether they can stand one below the other, and how that looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.data.answers import ALL_ROWS
from segattr.data.canonical import Canonical
from segattr.data.dataset import Receipt
from segattr.data.labels import as_dimension
from segattr.data.sessions import stacked
from segattr.io.cells import as_text

Kind = Literal["continue", "repeat", "differ", "alternatives"]

FIGURES: Final[Mapping[str, tuple[str, ...]]] = {
    "costs": ("spend", "clicks", "impressions"),
    "outcomes": ("people", "converters", "value", "cost"),
    "paths": ("conversions", "value", "nulls"),
}
COUNTED: Final = {"costs": "spend", "outcomes": "people", "paths": "conversions"}
STAND_ALONE: Final = ("customers",)  # two tables of the same people with different columns are not added up
ALIKE: Final = 0.5  # of the rows of people without ids; more in both, and both hold the same people
SAME_TOTAL: Final = 0.05


@dataclass(frozen=True)
class Relation:
    """What two files of one role are to each other.

    Attributes
    ----------
    kind : ``continue`` where one goes on where the other ends; ``repeat`` where rows stand in both;
        ``differ`` where they have different columns and each row its own customer and date; ``alternatives``
        where they count the same things by different columns, so that adding them up would count twice.
    shared : rows that stand in both.
    same : whether what they count adds up to the same.
    """

    kind: Kind
    shared: int = 0
    same: bool = False


def relation(role: str, one: Canonical, other: Canonical) -> Relation:
    """Return what two files of a role are to each other, whichever came first.

    Examples
    --------
    >>> days = [pd.DataFrame({"customer_id": ["a"], "ts": [day]}) for day in (1, 2)]
    >>> relation("conversions", *(Canonical(rows, Receipt("o.csv", 1)) for rows in days)).kind
    'continue'
    """
    if set(one.rows) == set(other.rows) and one.receipt.columns == other.receipt.columns:
        return _of_one_shape(role, one.rows, other.rows)
    if role == "costs" and _names_its_channels(one, other):
        return Relation("continue")
    if role in (*COUNTED, *STAND_ALONE):
        return Relation("alternatives", same=_same_total(role, one.rows, other.rows))
    return Relation("differ")


def continued(files: Sequence[Canonical]) -> Canonical:
    """Return the files of a role as one, one below the other; columns only some have are blank elsewhere.

    Examples
    --------
    >>> files = [Canonical(pd.DataFrame({"n": [n]}), Receipt(f"{n}.csv", 1)) for n in (1, 2)]
    >>> continued(files).receipt.name, continued(files).rows["n"].tolist()
    ('1.csv, 2.csv', [1, 2])
    """
    if len(files) == 1:
        return files[0]
    rows = stacked(_of_one_type([file.rows for file in files]))
    currencies = sorted({file.currency for file in files if file.currency})
    twice = int(rows.duplicated().sum()) - sum(int(file.rows.duplicated().sum()) for file in files)
    told = {
        f"Rows that stand in more than one of the files, and count each time: {twice:,}.": twice > 0,
        f"Amounts are in {' and '.join(currencies)}, and are added up as they stand.": len(currencies) > 1,
    }
    notes = [note for file in files for note in file.receipt.notes]
    notes += [note for note, true in told.items() if true]
    columns = {name: header for file in reversed(files) for name, header in file.receipt.columns.items()}
    headers = tuple(dict.fromkeys(header for file in files for header in file.receipt.headers))
    name = ", ".join(file.receipt.name for file in files)
    undated = sum(file.receipt.undated for file in files)
    receipt = Receipt(name, len(rows), tuple(notes), columns, headers, undated)
    return Canonical(rows, receipt, "".join(currencies[:1]))


def _of_one_shape(role: str, one: pd.DataFrame, other: pd.DataFrame) -> Relation:
    names = sorted(str(name) for name in one if name not in FIGURES.get(role, ()))
    ones, others = (_hashes(rows, names) for rows in (one, other))
    shared = int(min(np.isin(ones, others).sum(), np.isin(others, ones).sum()))
    people = role == "outcomes" and "people" not in one
    enough = ALIKE * min(len(ones), len(others)) if people else 0
    return Relation("repeat", shared) if shared > enough else Relation("continue")


def _hashes(rows: pd.DataFrame, names: list[str]) -> np.ndarray:
    if not names:
        return np.zeros(len(rows), dtype="uint64")
    return pd.util.hash_pandas_object(rows[names], index=False).to_numpy()


def _names_its_channels(one: Canonical, other: Canonical) -> bool:
    """Whether both files have the channel from the same header, or one was told it, and share no channel."""
    headers = {file.receipt.columns.get("channel", "") for file in (one, other)}
    alike = len(headers) == 1 or any(header.startswith(ALL_ROWS) for header in headers)
    return alike and one.rows["channel"].isin(other.rows["channel"].unique()).sum() == 0


def _same_total(role: str, one: pd.DataFrame, other: pd.DataFrame) -> bool:
    figure = COUNTED.get(role)
    if figure is None or figure not in one or figure not in other:
        return False
    here, there = float(one[figure].sum()), float(other[figure].sum())
    return abs(here - there) <= SAME_TOTAL * max(here, there) and here > 0


def _of_one_type(tables: list[pd.DataFrame]) -> list[pd.DataFrame]:
    """Return the tables with text where the same column has numbers in one and text in another."""
    kinds: dict[str, set[str]] = {}
    for table in tables:
        for name, kind in table.dtypes.items():
            text = isinstance(kind, pd.CategoricalDtype | pd.StringDtype)
            kinds.setdefault(str(name), set()).add("text" if text else str(kind))
    mixed = [name for name, found in kinds.items() if len(found) > 1]
    return [
        table.assign(**{name: as_dimension(as_text(table[name])) for name in mixed if name in table})
        for table in tables
    ]
