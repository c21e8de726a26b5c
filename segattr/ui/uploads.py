"""What a visitor brings and decides on the Data page, kept for the visit; the callbacks of its widgets.

All work is done here, before the page is drawn, so that frame and page show the same data on the same run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Final

import streamlit as st
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from segattr.data.answers import IS
from segattr.data.app_names import installs_delivered
from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.io.personal import new_salt
from segattr.ui import segment_sets, state, store
from segattr.ui.choices import Choices
from segattr.ui.desk import Desk, assembled
from segattr.ui.doors import GENERATION, TAKEN
from segattr.ui.hashes import file_id, with_hashes
from segattr.ui.newcomers import with_strangers_apart
from segattr.ui.summary_opened import OpenedSummary
from segattr.ui.text import esc
from segattr.ui.upload import Correction, Upload, understood
from segattr.ui.upload_read import read_upload
from segattr.words.facts import Facts, facts

DESK: Final = "segattr.desk"
LEFT: Final = "segattr.left"  # what was chosen about the own data when they were left for the sample
# What is chosen about one client's data; how to calculate stays as it was set.
OF_A_CLIENT: Final = (
    "project",
    "dataset_key",
    "segmentation",
    "sets",
    "metric",
    "split_by",
    "pair",
    "clock",
    "between",
    "across",
    "steps",
    "called",
    "focus",
    "decision",
    "cards",
    "moving",
    "notes",
    "client",
    "quarters",
)


def desk() -> Desk:
    """Return the files of this visit."""
    return st.session_state.get(DESK) or Desk()


def ingest(key: str) -> None:
    """Read what was just uploaded, let go of the raw files, and put the tables together.

    Parameters
    ----------
    key : of the uploader. A press that comes before the page was drawn to its end tells of the same files
        once more, under the key of an uploader that is gone; they are not read again.
    """
    taken: set[str] = st.session_state.setdefault(TAKEN, set())
    told = st.session_state.get(key) or []
    files = [file for file in told if isinstance(file, UploadedFile) and file.file_id not in taken]
    if not files:
        return
    taken.update(file.file_id for file in files)
    st.session_state[GENERATION] = st.session_state.get(GENERATION, 0) + 1
    here = changed = replace(desk(), notices=(), taken_out=None, layouts=desk().seen)
    for file in files:
        changed = _with_file(changed, file)
        _free(file)
    _settle(with_strangers_apart(here, changed))


def choose_role(id: str, role: str) -> None:
    """Take a file for something else, `ASIDE` for nothing."""
    correct(id, replace(_upload(id).correction, role=role))


def choose_column(id: str, field: str, column: str) -> None:
    """Read a field from another column of the file, from none where ``column`` is empty."""
    upload = _upload(id)
    kept = replace(upload.correction, role=upload.role)  # whoever corrects a column agrees with the role
    correct(id, kept.with_column(upload.role, field, column or None))


def choose_columns(id: str, decided: Mapping[str, str | None]) -> None:
    """Read several fields from other columns at once, None from none."""
    upload = _upload(id)
    kept = replace(upload.correction, role=upload.role)
    correct(id, kept.with_columns(upload.role, decided))


def choose_answer(id: str, answer: str) -> None:
    """Say which value of the outcome's column counts as converted."""
    choose_column(id, "converted", f"{_upload(id).columns['converted']}{IS}{answer}")


def choose_order(id: str, order: str) -> None:
    """Say whether day or month comes first in a file, and in others that have the same question open."""
    asked = [u for u in desk().uploads if u.question is not None and u.correction.date_order is None]
    changed = desk()
    for upload in {u.id: u for u in (*asked, _upload(id))}.values():
        changed = changed.with_upload(
            replace(upload, correction=replace(upload.correction, date_order=order))
        )
    _settle(changed)


def choose_sheet(id: str, sheet: str) -> None:
    """Read another sheet of a workbook."""
    with st.spinner(f"Reading {esc(sheet)} …"):
        read = read_upload(_upload(id), salt=desk().salt, sheet=sheet)
        if read.problem:  # the sheet read before stays
            _settle(replace(desk(), notices=(read.problem,)))
        else:
            _settle(desk().with_upload(read))


def choose_file(role: str, id: str) -> None:
    """Say which of several files plays a role."""
    _settle(replace(desk(), chosen={**desk().chosen, role: id}))


def correct(id: str, correction: Correction) -> None:
    """Put a correction in place of what was decided about a file before."""
    with st.spinner("Reading the file again …"):
        _settle(desk().with_upload(understood(replace(_upload(id), correction=correction))))


def put_right(fixes: tuple[str, ...]) -> None:
    """Work on the tables with these fixes of the audit, and no others."""
    _settle(replace(desk(), fixes=fixes, notices=()))


def take_out(id: str) -> None:
    """Take a file out; it can be put back until another one comes or goes."""
    _settle(desk().without(id))


def put_back() -> None:
    """Put back the file taken out last."""
    if (upload := desk().taken_out) is not None:
        _settle(replace(desk().with_upload(upload), taken_out=None))


def take_all() -> None:
    """Take the newcomers for files of the same client."""
    here = desk()
    _settle(replace(here, uploads=(*here.uploads, *here.newcomers), newcomers=()))


def take_none() -> None:
    """Let go of the newcomers."""
    _settle(replace(desk(), newcomers=()))


def start_new() -> None:
    """Work on the newcomers alone; the project before can be gone back to."""
    here = desk()
    left = replace(here, newcomers=(), before=None, taken_out=None, notices=())
    leave()
    _settle(Desk(here.newcomers, before=left, remembered=here.known, salt=here.salt))


def go_back() -> None:
    """Work on the project before this one again."""
    here = desk()
    if here.before is not None:
        leave()
        _settle(replace(here.before, before=replace(here, before=None, newcomers=())))


def start_over() -> None:
    """Let go of all files and of everything chosen about them."""
    st.session_state[DESK] = Desk()
    store.forget()
    leave()


def hash_personal() -> None:
    """Put hashes in place of e-mails and phone numbers, here and in what comes; nothing brings them back."""
    with st.spinner("Hashing e-mails and phone numbers …"):
        store.forget()
        _settle(with_hashes(desk(), salt=new_salt()))


def keep_plain() -> None:
    """Let e-mails and phone numbers be, as long as no file is here."""
    if not desk().uploads:
        st.session_state[DESK] = Desk(before=desk().before)


def leave() -> None:
    """Forget what was chosen about one client's data, so that nothing of it reaches the next one's."""
    segment_sets.keep(None)
    state.change(**{name: getattr(Choices(), name) for name in OF_A_CLIENT})


def set_aside() -> None:
    """Leave the visitor's own data, for the sample; `take_up` returns to them as they were left."""
    st.session_state[LEFT] = state.get()
    leave()


def take_up() -> None:
    """Work on the visitor's own data again, with what was chosen about them."""
    resume(desk(), st.session_state.get(LEFT) or Choices())


def resume(found: Desk, choices: Choices) -> None:
    """Work on files that were read before, with what was chosen about them."""
    with st.spinner("Putting the tables together …"):
        dataset, found = assembled(found)
    st.session_state[DESK] = found
    segment_sets.keep(None)
    said = {field.name: getattr(choices, field.name) for field in fields(Choices)}
    state.change(**{**said, "dataset_key": store.put(dataset) if dataset is not None else ""})


def known(dataset: Dataset) -> Facts:
    """Return the counts of a dataset, counted once."""
    return store.kept(
        ("facts", dataset.key), lambda: replace(facts(dataset), installs=installs_delivered(dataset))
    )


def _upload(id: str) -> Upload:
    upload = desk().find(id)
    if upload is None:
        raise SegattrError("This file is not here any more. Drop it again.")
    return upload


def _with_file(changed: Desk, file: UploadedFile) -> Desk:
    content = file.getvalue()
    id = file_id(content, salt=changed.salt)
    if (same := changed.find(id)) is not None:
        note = f"{file.name} holds the same as {same.name} and was not added again."
        return replace(changed, notices=(*changed.notices, note))
    with st.spinner(f"Reading {esc(file.name)} …"):
        upload = read_upload(Upload(id, file.name, raw=content), salt=changed.salt, remembered=changed)
    return changed.with_upload(upload)


def _settle(changed: Desk) -> None:
    """Put the tables together, and work on them from here on."""
    before = desk().dataset_key
    with st.spinner("Putting the tables together …"):
        dataset, changed = assembled(changed)
        st.session_state[DESK] = changed
        if dataset is not None:
            _work_on(dataset, renewed=state.get().dataset_key == before)
        elif before and state.get().dataset_key == before:
            store.forget()
            state.change(dataset_key="")


def _work_on(dataset: Dataset, *, renewed: bool) -> None:
    if not renewed:
        leave()
    new = state.get().dataset_key != dataset.key
    choices = state.change(dataset_key=store.put(dataset), project=state.get().project or desk().called)
    columns = {str(column) for table in dataset.tables.values() for column in table.columns}
    columns |= set(segment_sets.offered(choices))
    if isinstance(dataset, OpenedSummary):  # it has its own segments, and no others
        columns = {dataset.by}
        choices = state.change(segmentation=dataset.by) if new else choices
    wanted = [name.strip() for name in choices.segmentation.split(",")]
    state.change(
        segmentation=choices.segmentation if columns.issuperset(wanted) else "",
        split_by=choices.split_by if columns.issuperset(choices.split_by) else (),
        focus=choices.focus if columns.issuperset(name for name, _ in choices.focus) else (),
    )


def _free(file: UploadedFile) -> None:
    """Let go of an uploaded file's content now; else it is kept while tables are made, and long after."""
    file.close()
    context = get_script_run_ctx()
    manager = context.uploaded_file_mgr if context else None
    if context and isinstance(manager, MemoryUploadedFileManager):
        manager.remove_file(context.session_id, file.file_id)
