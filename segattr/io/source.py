"""Opening what a user brings: a path or an open file, checked before anything is read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from typing import BinaryIO, TextIO, TypeAlias, cast

import pandas as pd

from segattr.errors import FileRefused

Source: TypeAlias = str | PathLike[str] | BinaryIO | TextIO | pd.DataFrame

MOST_BYTES = 1_000_000_000
HEAD_BYTES = 64 * 1024


def name_of(source: Source, name: str | None) -> str:
    """Return what to call the source in messages.

    Examples
    --------
    >>> name_of("exports/orders.csv", None)
    'orders.csv'
    """
    if name:
        return name
    if isinstance(source, str | PathLike):
        return Path(source).name or str(source)
    return Path(str(getattr(source, "name", "") or "the table")).name


@contextmanager
def opened(source: str | PathLike[str] | BinaryIO | TextIO, *, name: str) -> Iterator[BinaryIO]:
    """Give the source as an open binary file, at its start; close it only if it was opened here.

    Raises
    ------
    FileRefused : nothing is there, it is a folder, it is empty or larger than one gigabyte.
    """
    if isinstance(source, str | PathLike):
        path = Path(source)
        _refuse_unreadable(path, name)
        with path.open("rb") as file:
            yield _sized(file, name)
    elif isinstance(source, io.TextIOBase):
        yield _sized(io.BytesIO(source.read().encode()), name)
    else:
        yield _sized(cast(BinaryIO, source), name)


def _refuse_unreadable(path: Path, name: str) -> None:
    if path.is_dir():
        raise FileRefused(f"{name} is a folder. Choose one file in it.", name=name)
    if not path.is_file():
        raise FileRefused(f"There is no file {path}. Check its name and folder.", name=name)


def _sized(file: BinaryIO, name: str) -> BinaryIO:
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise FileRefused(f"{name} is empty. Export it again, or choose another file.", name=name)
    if size > MOST_BYTES:
        raise FileRefused(
            f"{name} holds {size / 1e9:.1f} GB; at most {MOST_BYTES / 1e9:.0f} GB can be read. "
            "Export fewer columns or a shorter period, or save it as Parquet.",
            name=name,
        )
    return file
