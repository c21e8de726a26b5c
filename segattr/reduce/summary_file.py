"""A Summary as one portable file: Parquet tables and their settings in a zip, no customer in it."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from math import inf
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

import pandas as pd

from segattr.errors import FileRefused
from segattr.reduce.summary import TABLES, Summary
from segattr.reduce.window import Window

FORMAT = 1
SETTINGS = "settings.json"
FIRST_COUNT = ("touches", "journeys", "moves", "conversions", "people", "credit")
MAX_BYTES = 1 << 30  # unpacked; a Summary of 50 M touches stays below a fiftieth of it


def save_summary(summary: Summary, path: Path, *, min_count: int = 0) -> Path:
    """Write the file next to its place and move it there when it is whole; see `Summary.save`."""
    with NamedTemporaryFile(dir=path.parent, prefix=path.name, suffix=".part", delete=False) as part:
        try:
            _write(summary, part, min_count)
        except BaseException:
            os.unlink(part.name)
            raise
    os.replace(part.name, path)
    return path


def open_summary(source: str | Path | IO[bytes]) -> Summary:
    """Open a Summary file.

    Parameters
    ----------
    source : path, or an open binary file.

    Raises
    ------
    FileRefused : not a Summary, damaged, too large, or made by a later version of segattr.
    """
    name = Path(source).name if isinstance(source, str | Path) else getattr(source, "name", "The file")
    try:
        with zipfile.ZipFile(source) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_BYTES:
                raise FileRefused(f"{name} unpacks to over {MAX_BYTES >> 20} MB; a Summary is far smaller.")
            settings = json.loads(archive.read(SETTINGS))
            _check_format(settings, str(name))
            present = set(archive.namelist())
            tables = {t: _read(archive.read(f"{t}.parquet")) for t in TABLES if f"{t}.parquet" in present}
    except FileNotFoundError as error:
        raise FileRefused(f"There is no file {name}. Check the path.") from error
    except (zipfile.BadZipFile, KeyError, IsADirectoryError, ValueError) as error:
        if isinstance(error, FileRefused):
            raise
        raise FileRefused(
            f"{name} is not a segattr Summary, or it is damaged. Make one with `python -m segattr summarise`."
        ) from error
    return Summary(tables=tables, window=_window(settings.pop("window")), **_settings(settings))


def _write(summary: Summary, target: IO[bytes], min_count: int) -> None:
    settings = {"format": FORMAT, "window": _plain(summary.window), "min_count": min_count} | {
        name: getattr(summary, name)
        for name in ("segmentation", "touch_by", "folded", "channels", "timed", "as_of")
    }
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(SETTINGS, json.dumps(settings, indent=1))
        for name, table in summary.tables.items():
            packed = io.BytesIO()
            _large_enough(table, min_count).to_parquet(packed, compression="zstd", index=False)
            archive.writestr(f"{name}.parquet", packed.getvalue())


def _large_enough(table: pd.DataFrame, min_count: int) -> pd.DataFrame:
    """Leave out the cells that count too few; groups are ignored, because 64 of them share a cell."""
    counted = next(c for c in FIRST_COUNT if c in table)
    keys = [c for c in table.columns[: table.columns.get_loc(counted)] if c != "group"]
    if min_count <= 1:
        return table
    return table[table.groupby(keys, observed=True)[counted].transform("sum") >= min_count]


def _read(packed: bytes) -> pd.DataFrame:
    table = pd.read_parquet(io.BytesIO(packed))
    texts = [c for c in ("segment", "channel") if c in table]
    return table.astype(dict.fromkeys(texts, "category"))


def _check_format(settings: Mapping[str, Any], name: str) -> None:
    if settings.get("format") != FORMAT:
        raise FileRefused(
            f"{name} is a Summary of format {settings.get('format')}; this segattr reads format {FORMAT}. "
            "Update segattr, or make the Summary again."
        )


def _plain(window: Window) -> dict[str, Any]:
    """JSON knows no infinity: a window over the whole history is written as null."""
    fields = asdict(window)
    return fields | {"lookback_days": None if window.lookback_days == inf else window.lookback_days}


def _window(fields: Mapping[str, Any]) -> Window:
    return Window(**{**fields, "direct": tuple(fields["direct"])})


def _settings(fields: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("segmentation", "touch_by", "timed", "as_of")
    lists = {name: tuple(fields[name]) for name in ("folded", "channels")}
    return {name: fields[name] for name in kept} | lists
