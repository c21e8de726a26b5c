"""Excel workbooks, new and old, read in a bounded process: a small file can unpack into a huge one."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any, BinaryIO

from segattr.errors import FileRefused, UnknownName
from segattr.io.bounded import MOST_MEMORY, MOST_SECONDS, Answer, bounded
from segattr.io.delimited import read_sheet
from segattr.io.reading import Reading
from segattr.io.workbook_process import MOST_BLANK_ROWS, MOST_CELLS, MOST_COLUMNS

MOST_UNZIPPED = 400_000_000
MOST_MEMBERS = 2_000
PROCESS = "segattr.io.workbook_process"


def read_xlsx(file: BinaryIO, *, name: str, sheet: str | None = None) -> Reading:
    """Read one sheet as a table of text: numbers without ``.0``, dates in ISO form.

    Parameters
    ----------
    file : open binary file.
    name : what to call it in messages.
    sheet : which sheet; by default the one with the fullest table near its top.

    Raises
    ------
    FileRefused : damaged, too large, or without one row below a header.
    UnknownName : no sheet of that name.

    Examples
    --------
    >>> import pandas as pd
    >>> file = io.BytesIO()
    >>> pd.DataFrame({"id": ["007"], "value": [2.0]}).to_excel(file, index=False)
    >>> read_xlsx(file, name="o.xlsx").table.iloc[0].tolist()
    ['007', '2']
    """
    _refuse_bombs(file, name)
    file.seek(0)
    content = file.read()
    answer = _asked(bounded(PROCESS, "fast", sheet or "", content=content))
    if answer is None:  # one far cell, or something the fast reader does not know
        answer = _asked(streamed := bounded(PROCESS, "streamed", sheet or "", content=content))
        if answer is None:
            raise _refusal(streamed, name)
    return _reading(*answer, name=name, sheet=sheet)


def read_xls(file: BinaryIO, *, name: str, sheet: str | None = None) -> Reading:
    """Read one sheet of a workbook of Excel 97 to 2003.

    Parameters
    ----------
    file, name, sheet : as in `read_xlsx`.

    Raises
    ------
    FileRefused : damaged, protected by a password, too large, or without one row below a header.
    UnknownName : no sheet of that name.
    """
    file.seek(0)
    done = bounded(PROCESS, "fast", sheet or "", content=file.read())
    answer = _asked(done)
    if answer is None:
        raise _refusal(done, name)
    return _reading(*answer, name=name, sheet=sheet)


def _asked(done: Answer) -> tuple[dict[str, Any], bytes] | None:
    """Return the facts and the sheet; None where the process gave neither."""
    first, _, sheet = done.output.partition(b"\n")
    facts = json.loads(first) if done.ended == "well" and first.startswith(b"{") else {}
    return (facts, sheet) if facts and "problem" not in facts else None


def _refusal(done: Answer, name: str) -> FileRefused:
    if done.ended == "late":
        said = f"{name} was not read within {MOST_SECONDS} seconds. Save the sheet as CSV."
    elif b'"PasswordError"' in done.output.partition(b"\n")[0]:
        said = f"{name} is protected by a password. Save it without one."
    elif done.ended == "badly":
        said = f"{name} takes more than {MOST_MEMORY / 1e9:.0f} GB of memory to read. Save the sheet as CSV."
    else:
        said = f"{name} is damaged or no Excel workbook. Save it again from Excel."
    return FileRefused(said, name=name)


def _refuse_bombs(file: BinaryIO, name: str) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileRefused(
            f"{name} is damaged or no Excel workbook. Save it again from Excel.", name=name
        ) from error
    size = sum(member.file_size for member in members)
    if size > MOST_UNZIPPED or len(members) > MOST_MEMBERS:
        raise FileRefused(
            f"{name} unpacks into {size / 1e6:,.0f} MB in {len(members):,} parts; at most "
            f"{MOST_UNZIPPED / 1e6:.0f} MB in {MOST_MEMBERS:,} can be read. Save the sheet as CSV.",
            name=name,
        )


def _reading(facts: dict[str, Any], content: bytes, *, name: str, sheet: str | None) -> Reading:
    sheets, chosen = tuple(facts["sheets"]), facts["sheet"]
    if chosen not in sheets:
        known = f"Its sheets: {', '.join(sheets)}." if sheets else "It has none."
        raise UnknownName(f"{name} has no sheet '{sheet or ''}'. {known}", name=chosen, known=sheets)
    if facts["cells"] > MOST_CELLS:
        raise FileRefused(
            f"{name}: sheet '{chosen}' has more than {MOST_CELLS / 1e6:.0f} million cells. Save it as CSV.",
            name=name,
        )
    which = f"Read sheet '{chosen}' of {', '.join(sheets)}."
    stopped = f"Stopped reading after {facts['blank']:,} blank rows in a row."
    wide = f"Columns beyond number {MOST_COLUMNS:,} were left out; the widest row has {facts['widest']:,}."
    said = {
        which: len(sheets) > 1,
        stopped: facts["blank"] >= MOST_BLANK_ROWS,
        wide: facts["widest"] > MOST_COLUMNS,
    }
    notes = tuple(note for note, true in said.items() if true)
    try:
        read = read_sheet(io.BytesIO(content), name=name, notes=notes)
    except FileRefused as refusal:
        raise _no_table(facts, name, refusal) from refusal
    return Reading(read.name, read.table, read.notes, read.decimal, chosen, sheets, read.millionths)


def _no_table(facts: dict[str, Any], name: str, refusal: FileRefused) -> FileRefused:
    if facts["rows"] > 1 and facts["blank"] < MOST_BLANK_ROWS:
        return refusal
    beyond = f"; what lies below {facts['blank']:,} blank rows was not looked at" if facts["blank"] else ""
    return FileRefused(
        f"{name} has no row below a header on sheet '{facts['sheet']}' ({facts['cells']:,} filled "
        f"cells{beyond}). Check the period and filters.",
        name=name,
    )
