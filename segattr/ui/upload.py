"""One file a visitor has brought: what it is taken for, and what of that was corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from segattr.data.answers import ALL_ROWS, IS, open_answers, parted
from segattr.data.canonical import Canonical, canonical_table
from segattr.data.mapped import MappedFile
from segattr.data.times import read_times
from segattr.errors import AmbiguousDates, SegattrError
from segattr.io.dates import read_dates
from segattr.io.personal import personal_columns
from segattr.io.proposal import Proposal, propose
from segattr.io.reading import Reading
from segattr.schema import TABLES
from segattr.ui.summary_opened import ROLE as SUMMARY
from segattr.ui.summary_opened import OpenedSummary
from segattr.ui.summary_reading import is_summary, read_summary

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
        return self.with_columns(role, {name: column})

    def with_columns(self, role: str, decided: Mapping[str, str | None]) -> Correction:
        """Return the correction with more fields decided."""
        return replace(self, columns={**self.columns, role: {**self.said(role), **decided}})


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
    columns : field -> column, or ``= value`` where all rows have the same.
    sureness : field -> how sure its column is, 0 to 1; fields the visitor decided are not among them.
    offers : fields used only on request -> the column that would suit them.
    missing : required fields without a column.
    question : what must be asked about its dates.
    answers : values of the outcome, with their rows, where it is not said in yes and no; one counts.
    answer : the value that counts as converted, empty where nobody said.
    problem : why it cannot be used, in a sentence; empty where it can.
    raw : its bytes, kept where another sheet may be wanted, or they are a Summary.
    correction : what the visitor decided.
    source, advice : the tool's export it was recognised as, empty for any other, and what to know of such.
    summary : the Summary it is; its role is then `SUMMARY`, and ``reading`` has no rows.
    """

    id: str
    name: str
    reading: Reading | None = None
    role: str = ASIDE
    confidence: float = 0.0
    columns: Mapping[str, str] = field(default_factory=dict)
    sureness: Mapping[str, float] = field(default_factory=dict)
    offers: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    question: Question | None = None
    answers: Mapping[str, int] = field(default_factory=dict)
    answer: str = ""
    problem: str = ""
    raw: bytes = b""
    correction: Correction = field(default_factory=Correction)
    source: str = ""
    advice: tuple[str, ...] = ()
    summary: OpenedSummary | None = None

    @property
    def ready(self) -> bool:
        """Whether the file has a role, its columns, and nothing is left to ask."""
        return bool(self.reading and self.role and not self.missing and not self.asked)

    @property
    def asked(self) -> bool:
        """Whether a question about its dates or its outcome is open."""
        dates = self.question is not None and self.correction.date_order is None
        return dates or (bool(self.answers) and not self.answer)

    @property
    def waits(self) -> bool:
        """Whether an answer is all it takes to use the file."""
        return bool(self.reading) and (self.asked or not self.role or bool(self.missing))

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return 0 if self.reading is None else len(self.reading.table)

    @cached_property
    def personal(self) -> tuple[str, ...]:
        """Columns that hold e-mails or phone numbers."""
        return () if self.reading is None else personal_columns(self.reading.table).columns

    @property
    def others(self) -> list[str]:
        """Columns given to no field."""
        if self.reading is None:
            return []
        return [str(c) for c in self.reading.table.columns if str(c) not in self.columns.values()]

    @property
    def undecided(self) -> dict[str, float]:
        """Field -> how sure its column is, for those the visitor has not decided."""
        decided = self.correction.said(self.role)
        return {name: sure for name, sure in self.sureness.items() if name not in decided}

    @property
    def said(self) -> dict[str, str | None]:
        """Every field of the role with its column, None for none: what is used is what the page shows."""
        fields: dict[str, str | None] = {name: self.columns.get(name) for name in TABLES[self.role].columns}
        if self.answer:
            fields["converted"] = f"{self.columns['converted']}{IS}{self.answer}"
        return fields

    @cached_property
    def canonical(self) -> Canonical:
        """The file's rows under canonical names, read once.

        Raises
        ------
        SegattrError : its values are not what their fields hold.
        """
        assert self.reading is not None  # only files that are ready are asked
        return canonical_table(
            self.reading, role=self.role, said=self.said, date_order=self.correction.date_order
        )


def understood(upload: Upload) -> Upload:
    """Return the file with what it is taken for, as far as the visitor has not decided it.

    Examples
    --------
    >>> file = Reading("c.csv", pd.DataFrame({"mail": ["a@example.com"], "plan": ["pro"]}))
    >>> understood(Upload("1", "c.csv", file, correction=Correction("customers"))).columns
    {'customer_id': 'mail'}
    """
    if upload.summary is not None:
        return upload
    if is_summary(upload.name, upload.raw):
        return _with_summary(upload)
    plain = Upload(
        upload.id,
        upload.name,
        upload.reading,
        problem=upload.problem,
        raw=upload.raw,
        correction=upload.correction,
    )
    if upload.reading is None or upload.correction.role == ASIDE:
        return plain
    proposal = propose(upload.reading, role=upload.correction.role)
    plain = replace(plain, source=proposal.source, advice=proposal.notes)
    if proposal.role is None:
        return plain
    return _with_columns(replace(plain, role=proposal.role, confidence=proposal.confidence), proposal)


def _with_summary(upload: Upload) -> Upload:
    """Return the file with the Summary it is, or with why it is none."""
    try:
        summary = read_summary(upload.raw, name=upload.name)
    except SegattrError as error:
        return replace(upload, reading=None, problem=str(error), raw=b"")
    nothing = Reading(upload.name, pd.DataFrame())
    return replace(upload, reading=nothing, role=SUMMARY, confidence=1.0, summary=summary)


def _with_columns(upload: Upload, proposal: Proposal) -> Upload:
    """Return the file with its columns, and with what must be asked about them."""
    reading = upload.reading
    if reading is None:
        return upload
    valid = _valid(upload.correction.said(upload.role), reading)
    proposed = propose(reading, role=upload.role, taken=valid) if valid else proposal
    guesses = {name: guess.column for name, guess in proposed.columns.items()}
    chosen = guesses | {name: column for name, column in valid.items() if column is not None}
    columns = {name: chosen[name] for name in TABLES[upload.role].columns if name in chosen}
    missing = _missing(upload.role, columns)
    mapped = {name: column for name, column in columns.items() if not column.startswith(ALL_ROWS)}
    outcome = columns.get("converted")
    answers = {} if outcome is None else open_answers(reading.table[outcome])
    return replace(
        upload,
        columns=columns,
        sureness={name: guess.confidence for name, guess in proposed.columns.items() if name in columns},
        offers={name: guess.column for name, guess in proposed.offers.items()},
        missing=missing,
        question=None if missing else _question(MappedFile(reading, upload.role, mapped)),
        answers=answers,
        answer=_answer(upload.correction.said(upload.role).get("converted"), reading, answers),
    )


def _valid(said: Mapping[str, str | None], reading: Reading) -> dict[str, str | None]:
    """Return what was said as far as it holds for this file: another export may lack a column."""
    headers = set(map(str, reading.table.columns))
    plain = {name: None if said[name] is None else parted(str(said[name]), headers)[0] for name in said}
    return {
        name: column
        for name, column in plain.items()
        if column is None or column in headers or column.startswith(ALL_ROWS)
    }


def _answer(said: str | None, reading: Reading, answers: Mapping[str, int]) -> str:
    value = None if said is None else parted(said, set(map(str, reading.table.columns)))[1]
    return value if value is not None and value in answers else ""


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
