"""A Summary as one portable file: Parquet tables and their settings in a zip, no customer in it."""

from __future__ import annotations

import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any, BinaryIO, cast

import pandas as pd
import pyarrow as pa

from segattr.errors import FileRefused
from segattr.io.packed import MOST_DIRECTORY, listed_in

FORMAT = 1
SETTINGS = "settings.json"
FIRST_COUNT = ("touches", "journeys", "moves", "conversions", "people", "credit")
DAMAGE = (  # what zip, JSON, Parquet and the settings raise over a file that is none of ours
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    RuntimeError,
)
READABLE = 0o644
MAX_BYTES = 1 << 30  # unpacked, and once more in memory; a Summary of 50 M touches stays below a fiftieth
MAX_SETTINGS = 1 << 24  # bytes; names of segments and channels
NUMBER_BYTES = 8


Tables = Mapping[str, pd.DataFrame]


def write_file(tables: Tables, settings: Mapping[str, Any], path: Path, *, min_count: int = 0) -> Path:
    """Write the file next to its place and move it there when it is whole.

    Parameters
    ----------
    settings : plain JSON values.
    min_count : leave out cells that count fewer.
    """
    if not path.parent.is_dir():
        raise FileRefused(f"There is no folder {path.parent} to write {path.name} to. Make it first.")
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as part:
        try:
            _write(tables, {"format": FORMAT, "min_count": min_count, **settings}, part, min_count)
        except BaseException:
            os.unlink(part.name)
            raise
    os.chmod(part.name, READABLE)  # a temporary file is its owner's alone; a Summary is made to be handed on
    os.replace(part.name, path)
    return path


def read_file(source: str | Path | IO[bytes]) -> tuple[dict[str, pd.DataFrame], dict[str, Any]]:
    """Return the tables and the settings of a Summary file.

    Raises
    ------
    FileRefused : not a Summary, damaged, too large, or made by a later version of segattr.
    """
    name = _name(source)
    try:
        with _opened(source) as file, zipfile.ZipFile(file) as archive:
            _refuse_bombs(archive, name)
            settings = json.loads(archive.read(SETTINGS))
            _check_format(settings, name)
            names = {n.removesuffix(".parquet"): n for n in archive.namelist() if n.endswith(".parquet")}
            packed = {n: io.BytesIO(archive.read(member)) for n, member in names.items()}
            if sum(map(_room, packed.values())) > MAX_BYTES:
                raise _too_large(name)
            return {n: _read(table, settings) for n, table in packed.items()}, settings
    except FileNotFoundError as error:
        raise FileRefused(f"There is no file {name}. Check the path.") from error
    except DAMAGE as error:
        if isinstance(error, FileRefused):
            raise
        raise damaged(source) from error


def damaged(source: str | Path | IO[bytes]) -> FileRefused:
    """Return what to say of a file that is no Summary, or no longer one."""
    return FileRefused(
        f"{_name(source)} is not a segattr Summary, or it is damaged. "
        "Make one with `python -m segattr summarise`."
    )


@contextmanager
def _opened(source: str | Path | IO[bytes]) -> Iterator[IO[bytes]]:
    """Give the file at its start, once the list of its contents is known to be short enough to be read."""
    with Path(source).open("rb") if isinstance(source, str | Path) else nullcontext(source) as file:
        listed = listed_in(cast(BinaryIO, file))
        if listed is None or listed[1] > MOST_DIRECTORY:
            raise damaged(source)
        yield file


def _refuse_bombs(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise _too_large(name)
    if archive.getinfo(SETTINGS).file_size > MAX_SETTINGS:
        raise _too_large(name)


def _room(packed: IO[bytes]) -> int:
    """Return how many bytes a table takes at most once it is read, from what it says of itself.

    Raises
    ------
    ValueError : a column holds neither numbers nor names told once; texts could be as long as memory.
    """
    from pyarrow.parquet import ParquetFile  # here: every start would wait for it

    told = ParquetFile(packed)
    for column in told.schema_arrow:
        plain = pa.types.is_integer(column.type) or pa.types.is_floating(column.type)
        if not plain and not pa.types.is_dictionary(column.type):
            raise ValueError(f"a column of {column.type}")
    about = told.metadata
    unpacked = sum(about.row_group(place).total_byte_size for place in range(about.num_row_groups))
    return int(max(unpacked, about.num_rows * about.num_columns * NUMBER_BYTES))


def _too_large(name: str) -> FileRefused:
    return FileRefused(f"{name} unpacks to over {MAX_BYTES >> 20} MB; a Summary is far smaller.", name=name)


def _name(source: str | Path | IO[bytes]) -> str:
    return Path(source).name if isinstance(source, str | Path) else str(getattr(source, "name", "The file"))


def _write(tables: Tables, settings: Mapping[str, Any], target: IO[bytes], min_count: int) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(SETTINGS, json.dumps(settings, indent=1))
        for name, table in tables.items():
            packed = io.BytesIO()
            _large_enough(table, min_count).to_parquet(packed, compression="zstd", index=False)
            archive.writestr(f"{name}.parquet", packed.getvalue())


def _large_enough(table: pd.DataFrame, min_count: int) -> pd.DataFrame:
    """Leave out the cells that count too few; groups are ignored, because 64 of them share a cell."""
    counted = next(c for c in FIRST_COUNT if c in table)
    keys = [c for c in table.columns[: table.columns.get_loc(counted)] if c != "group"]
    if min_count <= 1:
        return table
    heads = table[["people", "converters"]].max(axis=1) if counted == "people" else table[counted]
    in_cell = table.assign(heads=heads).groupby(keys, observed=True)["heads"].transform("sum")
    return table[in_cell >= min_count]


def _read(packed: IO[bytes], settings: Mapping[str, Any]) -> pd.DataFrame:
    """Read a table. Names come from the settings: Parquet forgets the categories of a table without rows."""
    table = pd.read_parquet(packed)
    names = {c: pd.Index(settings[f"{c}s"], dtype="str") for c in ("segment", "channel") if c in table}
    return table.astype({c: pd.CategoricalDtype(known) for c, known in names.items()})


def _check_format(settings: Mapping[str, Any], name: str) -> None:
    if settings.get("format") != FORMAT:
        raise FileRefused(
            f"{name} is a Summary of format {settings.get('format')}; this segattr reads format {FORMAT}. "
            "Update segattr, or make the Summary again."
        )
