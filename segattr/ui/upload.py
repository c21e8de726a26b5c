"""One file a visitor has brought: what it is taken for, and what of that was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from segattr.data.mapped import MappedFile
from segattr.data.times import read_times
from segattr.errors import AmbiguousDates
from segattr.io.dates import read_dates
from segattr.io.proposal import Proposal, propose
from segattr.io.reading import Reading
from segattr.schema import TABLES

ASIDE = ""  # the role of a file nobody wants in the Dataset


@dataclass(frozen=True)
class Correction:
    """What the visitor decided about one file; None where nothing was.

    Attributes
    ----------
    role : the role it plays, `ASIDE` for none.
    columns : role -> field -> column, kept per role, so that a change of mind about the role loses nothing.
    date_order : ``day first`` or ``month first``.
    """

    role: str | None = None
    columns: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    date_order: str | None = None

    def said(self, role: str) -> dict[str, str | None]:
        """Return what was decided about the columns while the file plays this role."""
        return dict(self.columns.get(role, {}))

    def with_column(self, role: str, name: str, column: str | None) -> Correction:
        """Return the correction with one more field decided."""
        return replace(self, columns={**self.columns, role: {**self.said(role), name: column}})


@dataclass(frozen=True)
class Question:
    """Dates that can be read two ways: what was found, and one of them read both ways."""

    found: str
    text: str = ""
    day_first: pd.Timestamp | None = None
    month_first: pd.Timestamp | None = None


@dataclass(frozen=True, eq=False)
class Upload:
    """One file, read, with what it is taken for.

    Attributes
    ----------
    id : hash of its content; what corrections and widgets are kept under.
    name : its name as the visitor knows it.
    reading : its table, None where it could not be read.
    role, confidence : what it is taken for, `ASIDE` for nothing, and how sure that is, 0 to 1.
    columns : field -> column.
    missing : required fields without a column.
    question : what must be asked about its dates.
    problem : why it cannot be used, in a sentence; empty where it can.
    raw : its bytes, kept where another sheet may be wanted.
    correction : what the visitor decided.
    """

    id: str
    name: str
    reading: Reading | None = None
    role: str = ASIDE
    confidence: float = 0.0
    columns: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    question: Question | None = None
    problem: str = ""
    raw: bytes = b""
    correction: Correction = field(default_factory=Correction)

    @property
    def ready(self) -> bool:
        """Whether the file has a role, its columns, and nothing is left to ask."""
        asked = self.question is not None and self.correction.date_order is None
        return bool(self.reading and self.role and not self.missing and not asked)

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return 0 if self.reading is None else len(self.reading.table)

    @property
    def others(self) -> list[str]:
        """Columns given to no field."""
        if self.reading is None:
            return []
        return [str(c) for c in self.reading.table.columns if str(c) not in self.columns.values()]


def understood(upload: Upload) -> Upload:
    """Return the file with what it is taken for, as far as the visitor has not decided it.

    Examples
    --------
    >>> file = Reading("c.csv", pd.DataFrame({"mail": ["a@example.com"], "plan": ["pro"]}))
    >>> understood(Upload("1", "c.csv", file, correction=Correction("customers"))).columns
    {'customer_id': 'mail'}
    """
    plain = replace(
        upload, role=ASIDE, confidence=0.0, columns={}, missing=(), question=None, problem=upload.problem
    )
    if upload.reading is None or upload.correction.role == ASIDE:
        return plain
    proposal = propose(upload.reading, role=upload.correction.role)
    if proposal.role is None:
        return plain
    columns = _columns(upload.reading, upload.correction.said(proposal.role), proposal)
    missing = _missing(proposal.role, columns)
    return replace(
        plain,
        role=proposal.role,
        confidence=proposal.confidence,
        columns=columns,
        missing=missing,
        question=None if missing else _question(MappedFile(upload.reading, proposal.role, columns)),
    )


def _columns(reading: Reading, said: Mapping[str, str | None], proposal: Proposal) -> dict[str, str]:
    """Return field -> column: what was said first, what is proposed for the rest second."""
    role, headers = str(proposal.role), set(reading.table.columns)
    valid = {name: column for name, column in said.items() if column is None or column in headers}
    proposed = propose(reading, role=role, taken=valid) if valid else proposal
    chosen = {name: guess.column for name, guess in proposed.columns.items()}
    chosen |= {name: column for name, column in valid.items() if column is not None}
    return {name: chosen[name] for name in TABLES[role].columns if name in chosen}


def _missing(role: str, columns: Mapping[str, str]) -> tuple[str, ...]:
    table = TABLES[role]
    if table.alternatives and not any(set(group) <= set(columns) for group in table.alternatives):
        return tuple(name for group in table.alternatives for name in group if name not in columns)
    return tuple(field.name for field in table.required if field.name not in columns)


def _question(file: MappedFile) -> Question | None:
    try:
        read_times(file, date_order=None)
    except AmbiguousDates as error:
        found = (
            str(error).partition(" Say which comes first")[0].replace(" ….", " …")
        )  # how to say it, the page shows
        dates = read_dates(file.reading.table[str(error.facts["column"])])
        first = next(iter(np.flatnonzero(dates.open)), None)
        if first is None:
            return Question(found)
        day, month = pd.Timestamp(dates.day_first[first]), pd.Timestamp(dates.month_first[first])
        return Question(found, str(dates.cells.texts.iloc[first]), day, month)
    return None
