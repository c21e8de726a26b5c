"""All files a visitor has brought, and the Dataset they make, whatever the order they came in.

Nothing here draws or remembers; `segattr.ui.uploads` keeps the desk for the length of a visit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final

from segattr.checks.fixes import with_fixes
from segattr.data.assemble import put_together
from segattr.data.continued import continued
from segattr.data.dataset import Dataset, Receipt
from segattr.data.layout import Layout, held_against, layouts_of, remembering
from segattr.errors import SegattrError
from segattr.io.reading import Reading
from segattr.schema import TABLES
from segattr.ui.rivals import Rivals, alternatives, rivals_of
from segattr.ui.summary_opened import ROLE as SUMMARY
from segattr.ui.upload import ASIDE, Correction, Upload

LONGEST_NAME: Final = 80  # letters of a project's name
MOST_LAYOUTS: Final = 60  # of files that were here before


@dataclass(frozen=True, eq=False)
class Desk:
    """The files of one project.

    Attributes
    ----------
    uploads : the files, in the order they came.
    newcomers : files that came later and share nothing with them; the visitor says whose they are.
    chosen : role -> which of its `Rivals.options` plays it, where several could.
    taken_out : the file last taken out, to be put back.
    before : the project left for this one, to go back to.
    remembered : id, or headers, of a file once here -> what was decided about it.
    notices : what to say about the last files brought.
    dataset_key : which Dataset the files made, empty for none.
    receipts : role -> how its file was read into that Dataset.
    salt : what e-mails and phone numbers in the files are hashed with; empty where they are not.
    fixes : what is put right in the tables on the visitor's word, see `segattr.checks.fixes`.
    rivals : role -> the files that could play it, where there are several.
    layouts : the columns of files that were here before, see `segattr.data.layout`.
    """

    uploads: tuple[Upload, ...] = ()
    newcomers: tuple[Upload, ...] = ()
    chosen: Mapping[str, str] = field(default_factory=dict)
    taken_out: Upload | None = None
    before: Desk | None = None
    remembered: Mapping[str, Correction] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    dataset_key: str = ""
    receipts: Mapping[str, Receipt] = field(default_factory=dict)
    salt: str = ""
    fixes: tuple[str, ...] = ()
    rivals: Mapping[str, Rivals] = field(default_factory=dict)
    layouts: tuple[Layout, ...] = ()

    def find(self, id: str) -> Upload | None:
        """Return the file with this id, None where there is none."""
        return next((upload for upload in (*self.uploads, *self.newcomers) if upload.id == id), None)

    def with_upload(self, upload: Upload) -> Desk:
        """Return the desk with one file in place of the one with its id, or added at the end."""
        if upload.id in {u.id for u in self.newcomers}:
            return replace(self, newcomers=_replaced(self.newcomers, upload))
        if self.find(upload.id) is None:
            return replace(self, uploads=(*self.uploads, upload))
        return replace(self, uploads=_replaced(self.uploads, upload))

    def without(self, id: str) -> Desk:
        """Return the desk with one file taken out, what was decided about it remembered.

        Where none is left, files that waited for being told apart from them need not wait any longer.
        """
        left, out = tuple(upload for upload in self.uploads if upload.id != id), self.find(id)
        waiting = self.newcomers if left else ()
        return replace(
            self,
            uploads=left or self.newcomers,
            newcomers=waiting,
            taken_out=out,
            remembered=self.known,
            layouts=self.seen,
            notices=(),
        )

    def correction_for(self, id: str, reading: Reading) -> Correction:
        """Return what was decided about this file before, or about another with the same headers."""
        return self.known.get(id) or self.known.get(headers(reading)) or Correction()

    @property
    def known(self) -> dict[str, Correction]:
        """What was decided about each file that is or was here, by its id and by its headers."""
        here = [upload for upload in self.uploads if upload.reading is not None]
        by_headers = {headers(upload.reading): upload.correction for upload in here}
        return {**self.remembered, **by_headers, **{upload.id: upload.correction for upload in here}}

    def candidates(self, role: str) -> tuple[Upload, ...]:
        """Return the files that could play a role, the surest first, whatever the order they came in."""
        ready = [upload for upload in self.uploads if upload.ready and upload.role == role]
        return tuple(sorted(ready, key=lambda u: (-u.confidence, u.name.casefold(), u.id)))

    def cast(self, role: str) -> tuple[Upload, ...]:
        """Return the files that do play a role: what was chosen, or what goes together by itself."""
        rivals = self.rivals.get(role)
        if rivals is None:
            return self.candidates(role)
        return rivals.options.get(self.chosen.get(role, "")) or rivals.first

    @property
    def in_use(self) -> tuple[Upload, ...]:
        """The files the Dataset was made of."""
        return tuple(upload for role in self.receipts for upload in self.cast(role))

    @property
    def seen(self) -> tuple[Layout, ...]:
        """The columns of files that are or were here, those in use now at the end."""
        files = {role: tuple(upload.id for upload in self.cast(role)) for role in self.receipts}
        return remembering(self.layouts, layouts_of(self.receipts, files))[-MOST_LAYOUTS:]

    @property
    def called(self) -> str:
        """What the project is called until somebody gives it a name: as its first file is."""
        first = next(iter(self.in_use or self.uploads), None)
        return PurePath(first.name.removesuffix(".gz")).stem[:LONGEST_NAME] if first else ""

    @property
    def idle(self) -> tuple[Upload, ...]:
        """The files that cannot be used before something is answered or repaired."""
        aside = [upload for upload in self.uploads if upload.correction.role == ASIDE]
        return tuple(u for u in self.uploads if (u.problem or not u.ready) and u not in aside)


def headers(reading: Reading | None) -> str:
    """Return the headers of a file as one text, the same for two exports of the same kind."""
    return "" if reading is None else "\n".join(map(str, reading.table.columns))


def assembled(desk: Desk) -> tuple[Dataset | None, Desk]:
    """Return the Dataset the usable files make, None for none, and the desk with what kept the others out.

    A file that waits for an answer is left out, and so is one whose values cannot be read; the others count.
    A Summary is used where no file with rows can be.
    """
    checked = replace(desk, uploads=tuple(_checked(upload) for upload in desk.uploads), rivals={})
    sound = replace(checked, uploads=tuple(u for u in checked.uploads if not u.problem))
    by_role = {role: sound.candidates(role) for role in TABLES}
    rivals = {role: rivals_of(role, uploads) for role, uploads in by_role.items() if len(uploads) > 1}
    ready = replace(checked, rivals=rivals)
    casts = {role: cast for role, files in by_role.items() if (cast := ready.cast(role) if files else ())}
    sound_casts = {role: tuple(u for u in cast if not u.problem) for role, cast in casts.items()}
    files = {role: continued([u.canonical for u in cast]) for role, cast in sound_casts.items() if cast}
    if not files:
        return _summary(ready)
    dataset = with_fixes(put_together(files), desk.fixes)
    ids = {role: tuple(upload.id for upload in cast) for role, cast in sound_casts.items()}
    dataset = held_against(dataset, desk.layouts, ids)
    return dataset, replace(ready, dataset_key=dataset.key, receipts=dataset.receipts)


def _summary(desk: Desk) -> tuple[Dataset | None, Desk]:
    """Return the Summary in use, None where there is none."""
    files = desk.candidates(SUMMARY)
    found = replace(desk, rivals={SUMMARY: alternatives(files)} if len(files) > 1 else {})
    opened = next((upload.summary for upload in found.cast(SUMMARY)), None)
    if opened is None:
        return None, replace(found, dataset_key="", receipts={})
    return opened, replace(found, dataset_key=opened.key, receipts=opened.receipts)


def _checked(upload: Upload) -> Upload:
    """Return the file with what keeps its values from being read, as far as it is ready to be."""
    if upload.summary is not None:
        return upload
    if upload.reading is None or not upload.ready:
        return upload if upload.reading is None or not upload.problem else replace(upload, problem="")
    try:
        read = upload.canonical
        put_together({upload.role: read})
    except SegattrError as error:
        return replace(upload, problem=str(error))
    return replace(upload, problem="") if upload.problem else upload


def _replaced(uploads: tuple[Upload, ...], upload: Upload) -> tuple[Upload, ...]:
    return tuple(upload if u.id == upload.id else u for u in uploads)
