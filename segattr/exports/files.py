"""Tables written to disk, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

import pandas as pd

from segattr.errors import FileRefused


def _csv(table: pd.DataFrame, path: str) -> None:
    table.to_csv(path, index=False)


def _json(table: pd.DataFrame, path: str) -> None:
    table.to_json(path, orient="records", indent=1, double_precision=15, force_ascii=False)


def _parquet(table: pd.DataFrame, path: str) -> None:
    table.to_parquet(path, index=False)


WRITERS: dict[str, Callable[[pd.DataFrame, str], None]] = {".csv": _csv, ".json": _json, ".parquet": _parquet}


def write_table(table: pd.DataFrame, path: Path) -> Path:
    """Write a table in the format its name ends in, with unrounded numbers.

    Parameters
    ----------
    path : ends in ``.csv``, ``.json`` or ``.parquet``; a file there is replaced once the new one is whole.

    Raises
    ------
    FileRefused : another ending, or a folder that is not there.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise FileRefused(
            f"{path.name} ends in none of {', '.join(WRITERS)}; name the file after its format."
        )
    return _whole(path, lambda temporary: writer(table, temporary))


def write_bytes(content: bytes, path: Path) -> Path:
    """Write a file's content; a file there is replaced once the new one is whole.

    Raises
    ------
    FileRefused : a folder that is not there.
    """
    return _whole(path, lambda temporary: Path(temporary).write_bytes(content))


def _whole(path: Path, write: Callable[[str], object]) -> Path:
    if not path.parent.is_dir():
        raise FileRefused(f"There is no folder {path.parent} to write {path.name} to. Make it first.")
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as part:
        temporary = part.name
    try:
        write(temporary)
        os.replace(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return path
