"""From a path, an open file or a DataFrame to one plain table: the list of formats, and the one way in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from os import PathLike
from pathlib import PurePath
from typing import BinaryIO, TypeAlias

import pandas as pd

from segattr.errors import FileRefused
from segattr.io.delimited import read_delimited
from segattr.io.html_table import read_html
from segattr.io.json_records import read_json
from segattr.io.packed import gunzipped, is_workbook, unzipped
from segattr.io.parquet import read_parquet, reading_of
from segattr.io.reading import Reading
from segattr.io.source import Source, name_of, opened
from segattr.io.workbook import read_xls, read_xlsx

Reader: TypeAlias = Callable[..., Reading]

# Extension -> reader(file, name=, sheet=). A new format is one file and one line here.
READERS: dict[str, Reader] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".tab": read_delimited,
    ".txt": read_delimited,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".xls": read_xls,
    ".json": read_json,
    ".ndjson": read_json,
    ".jsonl": read_json,
    ".html": read_html,
    ".parquet": read_parquet,
    ".pq": read_parquet,
}
PACKED = (".gz", ".zip")
LAYERS = 2  # a zip of gz files is read, a zip of zips of zips is not
# First bytes that say the format whatever the file is called.
SIGNATURES: dict[bytes, str] = {
    b"PK\x03\x04": ".zip",
    b"PK\x05\x06": ".zip",
    b"PAR1": ".parquet",
    b"\x1f\x8b": ".gz",
    b"\xd0\xcf\x11\xe0": ".xls",
}
TEXT = ".csv"
HEAD = 1_024
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|table|head|meta|body|style)\b", re.IGNORECASE
)
_JSON = re.compile(rb'^(?:\xef\xbb\xbf)?\s*(?:\{\s*"|\[\s*[\{\[])')


def read_table(source: Source, *, name: str | None = None, sheet: str | None = None) -> Reading:
    """Read a file into one plain table, whatever its format, encoding and delimiter.

    Parameters
    ----------
    source : path, open file, or a DataFrame (taken as it is).
    name : what to call it in messages; by default the file's own name.
    sheet : for workbooks, which sheet; by default the one with the fullest table.

    Raises
    ------
    FileRefused : missing, empty, a folder, damaged, of an unknown format, or without one row.

    Examples
    --------
    >>> read_table(pd.DataFrame({"id": ["007"]}), name="customers").table.shape
    (1, 1)
    """
    called = name_of(source, name)
    if isinstance(source, pd.DataFrame):
        return reading_of(source, name=called)
    if not isinstance(source, str | PathLike) and not hasattr(source, "read"):
        raise FileRefused(
            f"{called} is of type {type(source).__name__}. Give a path, an open file or a DataFrame."
        )
    with opened(source, name=called) as file:
        return _read(file, file_name=called, name=called, sheet=sheet)


def _read(file: BinaryIO, *, file_name: str, name: str, sheet: str | None, layers: int = LAYERS) -> Reading:
    form = _format(file, file_name, name)
    if form not in PACKED:
        return READERS[form](file, name=name, sheet=sheet)
    if not layers:
        raise FileRefused(f"{name} is packed in {LAYERS + 1} layers. Unpack it first.", name=name)
    if form == ".gz":
        with gunzipped(file, name=file_name) as inner:
            return _read(inner.file, file_name=inner.name, name=name, sheet=sheet, layers=layers - 1)
    return _unzipped(file, name, sheet, layers)


def _unzipped(file: BinaryIO, name: str, sheet: str | None, layers: int) -> Reading:
    """Read one file of an archive; several are offered like the sheets of a workbook."""
    with unzipped(file, name=name, member=sheet, known=(*READERS, *PACKED)) as inner:
        within = None if inner.members else sheet
        reading = _read(inner.file, file_name=inner.name, name=name, sheet=within, layers=layers - 1)
    if not inner.members:
        return reading
    note = f"Read '{inner.name}' of {', '.join(inner.members)}."
    return replace(reading, notes=(note, *reading.notes), sheet=inner.name, sheets=inner.members)


def _format(file: BinaryIO, file_name: str, name: str) -> str:
    head = file.read(HEAD)
    file.seek(0)
    extension = PurePath(file_name).suffix.lower()
    signed = next((form for signature, form in SIGNATURES.items() if head.startswith(signature)), "")
    if signed == ".zip":
        return ".xlsx" if is_workbook(file, name=name) else ".zip"
    if signed:
        return signed
    if extension not in READERS and extension not in PACKED and extension:
        raise FileRefused(
            f"{name} is of a format that cannot be read ('{extension}'). "
            f"Save it as one of: {', '.join((*READERS, *PACKED))}.",
            name=name,
            known=(*READERS, *PACKED),
        )
    if _HTML.match(head):
        return ".html"
    if _JSON.match(head):
        return ".json"
    return extension if READERS.get(extension) in (read_delimited, read_json) else _unsigned(extension, name)


def _unsigned(extension: str, name: str) -> str:
    """Return text for a name without a format; refuse a name that promises what the content is not."""
    if not extension:
        return TEXT
    raise FileRefused(
        f"{name} is damaged, or no {extension} file: its first bytes are those of something else. "
        "Export it again, or name it by what it holds.",
        name=name,
    )
