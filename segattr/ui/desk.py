"""All files a visitor has brought, and the Dataset they make.

Nothing here draws or remembers; `segattr.ui.uploads` keeps the desk for the length of a visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from segattr.data.assemble import assemble
from segattr.data.dataset import Dataset, Receipt
from segattr.data.sessions import stacked
from segattr.errors import SegattrError
from segattr.io.reading import Reading
from segattr.schema import TABLES
from segattr.ui.upload import ASIDE, Correction, Upload

ALL = "all"  # instead of one file's id: every file of the role, one below the other


@dataclass(frozen=True, eq=False)
class Desk:
    """The files, in the order they came.

    Attributes
    ----------
    uploads : the files.
    chosen : role -> id of the file that plays it, or `ALL`, where several could.
    taken_out : the file last taken out, to be put back.
    remembered : id, or headers, of a file once here -> what was decided about it.
    notices : what to say about the last files brought.
    dataset_key : which Dataset the files made, empty for none.
    receipts : role -> how its file was read into that Dataset.
    """

    uploads: tuple[Upload, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    taken_out: Upload | None = None
    remembered: Mapping[str, Correction] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    dataset_key: str = ""
    receipts: Mapping[str, Receipt] = field(default_factory=dict)

    def find(self, id: str) -> Upload | None:
        """Return the file with this id, None where there is none."""
        return next((upload for upload in self.uploads if upload.id == id), None)

    def with_upload(self, upload: Upload) -> Desk:
        """Return the desk with one file in place of the one with its id, or added at the end."""
        if self.find(upload.id) is None:
            return replace(self, uploads=(*self.uploads, upload))
        return replace(self, uploads=tuple(upload if u.id == upload.id else u for u in self.uploads))

    def without(self, id: str) -> Desk:
        """Return the desk with one file taken out, what was decided about it remembered."""
        left, out = tuple(upload for upload in self.uploads if upload.id != id), self.find(id)
        return replace(self, uploads=left, taken_out=out, remembered=self._known(), notices=())

    def correction_for(self, id: str, reading: Reading) -> Correction:
        """Return what was decided about this file before, or about another with the same headers."""
        known = self._known()
        return known.get(id) or known.get(headers(reading)) or Correction()

    def _known(self) -> dict[str, Correction]:
        here = [upload for upload in self.uploads if upload.reading is not None]
        by_headers = {headers(upload.reading): upload.correction for upload in here}
        return {**self.remembered, **by_headers, **{upload.id: upload.correction for upload in here}}

    def candidates(self, role: str) -> tuple[Upload, ...]:
        """Return the files that could play a role."""
        return tuple(upload for upload in self.uploads if upload.ready and upload.role == role)

    def cast(self, role: str) -> tuple[Upload, ...]:
        """Return the files that do play a role: the chosen one, all where that was chosen, or the first."""
        candidates, choice = self.candidates(role), self.chosen.get(role)
        if choice == ALL and can_be_stacked(candidates):
            return candidates
        return tuple(upload for upload in candidates if upload.id == choice) or candidates[:1]

    @property
    def in_use(self) -> tuple[Upload, ...]:
        """The files the Dataset was made of."""
        return tuple(upload for role in self.receipts for upload in self.cast(role))

    @property
    def idle(self) -> tuple[Upload, ...]:
        """The files that cannot be used before something is answered or repaired."""
        aside = [upload for upload in self.uploads if upload.correction.role == ASIDE]
        return tuple(u for u in self.uploads if (u.problem or not u.ready) and u not in aside)

    @property
    def rivals(self) -> dict[str, tuple[Upload, ...]]:
        """Role -> the files that could play it, where there are several."""
        return {role: files for role in TABLES if len(files := self.candidates(role)) > 1}


def headers(reading: Reading | None) -> str:
    """Return the headers of a file as one text, the same for two exports of the same kind."""
    return "" if reading is None else "\n".join(map(str, reading.table.columns))


def can_be_stacked(uploads: tuple[Upload, ...]) -> bool:
    """Whether files have the same columns, used the same way, so that one can continue the other."""
    first, *others = uploads
    return bool(others) and all(_shape(upload) == _shape(first) for upload in others)


def assembled(desk: Desk) -> tuple[Dataset | None, Desk]:
    """Return the Dataset the usable files make, None for none, and the desk with what kept the others out.

    A file that waits for an answer is left out, and so is one whose values cannot be read; the others count.
    """
    fresh = replace(desk, uploads=tuple(replace(u, problem="") if u.reading else u for u in desk.uploads))
    casts = {role: cast for role in TABLES if (cast := fresh.cast(role))}
    if not casts:
        return None, replace(fresh, dataset_key="", receipts={})
    dataset: Dataset | None
    try:
        dataset = _assemble(casts)
    except SegattrError:
        problems = {role: problem for role, cast in casts.items() if (problem := _problem(role, cast))}
        sound = {role: cast for role, cast in casts.items() if role not in problems}
        dataset = _assemble(sound) if sound else None
        for role, problem in problems.items():
            for upload in casts[role]:
                fresh = fresh.with_upload(replace(upload, problem=problem))
    if dataset is None:
        return None, replace(fresh, dataset_key="", receipts={})
    return dataset, replace(fresh, dataset_key=dataset.key, receipts=dataset.receipts)


def _assemble(casts: Mapping[str, tuple[Upload, ...]]) -> Dataset:
    orders = {role: cast[0].correction.date_order for role, cast in casts.items()}
    return assemble(
        {role: _stack(cast) for role, cast in casts.items()},
        # Every field is said, so that what is used is what the page shows.
        mapping={
            role: {n: cast[0].columns.get(n) for n in TABLES[role].columns} for role, cast in casts.items()
        },
        date_order={role: order for role, order in orders.items() if order is not None},
    )


def _problem(role: str, cast: tuple[Upload, ...]) -> str:
    try:
        _assemble({role: cast})
    except SegattrError as error:
        return str(error)
    return ""


def _shape(upload: Upload) -> tuple[object, ...]:
    table = pd.DataFrame() if upload.reading is None else upload.reading.table
    decimal = "" if upload.reading is None else upload.reading.decimal
    return sorted(map(str, table.columns)), dict(upload.columns), upload.correction.date_order, decimal


def _stack(cast: tuple[Upload, ...]) -> Reading:
    """Return the files of a role as one reading, one below the other."""
    readings = [upload.reading for upload in cast if upload.reading is not None]
    if len(readings) == 1:
        return readings[0]
    table = stacked([reading.table for reading in readings])
    twice = int(table.duplicated().sum()) - sum(int(r.table.duplicated().sum()) for r in readings)
    notes = [note for reading in readings for note in reading.notes]
    notes += (
        [f"Rows that stand in more than one of the files, and count each time: {twice:,}."] if twice else []
    )
    name = ", ".join(reading.name for reading in readings)
    return Reading(name, table, tuple(notes), decimal=readings[0].decimal)
