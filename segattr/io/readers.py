"""From a path, an open file or a DataFrame to one plain table: the list of formats, and the one way in."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import PurePath
from typing import BinaryIO, TypeAlias

import pandas as pd

from segattr.errors import FileRefused
from segattr.io.delimited import read_delimited
from segattr.io.parquet import read_parquet, reading_of
from segattr.io.reading import Reading
from segattr.io.source import Source, name_of, opened
from segattr.io.workbook import read_xlsx

Reader: TypeAlias = Callable[..., Reading]

# Extension -> reader(file, name=, sheet=). A new format is one file and one line here.
READERS: dict[str, Reader] = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".txt": read_delimited,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".parquet": read_parquet,
    ".pq": read_parquet,
}
# First bytes that say the format whatever the file is called.
SIGNATURES: dict[bytes, str] = {b"PK\x03\x04": ".xlsx", b"PAR1": ".parquet"}
TEXT = ".csv"


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
        return READERS[_format(file, called)](file, name=called, sheet=sheet)


def _format(file: BinaryIO, name: str) -> str:
    head = file.read(4)
    file.seek(0)
    extension = PurePath(name).suffix.lower()
    if extension in READERS or not extension:
        signed = SIGNATURES.get(head)
        return signed or (extension if extension in READERS else TEXT)
    raise FileRefused(
        f"{name} is of a format that cannot be read ('{extension}'). "
        f"Save it as one of: {', '.join(READERS)}.",
        name=name,
        known=tuple(READERS),
    )
