"""A project as one file, to be moved to another machine or kept for next quarter."""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import IO, Final

from segattr.errors import FileRefused
from segattr.project.folder import PAGE, TABLES, parsed, read_parquet, to_parquet
from segattr.project.manifest import damaged, from_json, to_json
from segattr.project.project import Project, new_key

MOST_BYTES: Final = 2_000_000_000  # unpacked
MOST_MEMBERS: Final = 500
DAMAGE: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError)


def pack(project: Project) -> bytes:
    """Return a project as the content of one file.

    Notes
    -----
    The key stays behind: whoever gets the file gets a project of their own, not access to this one.
    """
    page = to_json(replace(project, key=""), saved=project.saved or datetime.now(UTC))
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(PAGE, json.dumps(page, ensure_ascii=False, indent=1))
        for stored in project.files:
            to_parquet(stored.reading.table, table := BytesIO())
            archive.writestr(f"{TABLES}/{stored.place}.parquet", table.getvalue())
            if stored.raw:
                archive.writestr(f"{TABLES}/{stored.id}.raw", stored.raw)
    return packed.getvalue()


def unpack(file: IO[bytes]) -> Project:
    """Return the project a file holds, under a key of its own.

    Raises
    ------
    FileRefused : no project file, damaged, too large, or made by a later version.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _refuse_bombs(archive)
            names = set(archive.namelist())
            page = {**parsed(archive.read(PAGE)), "key": new_key()}
            return from_json(
                page,
                lambda place: read_parquet(BytesIO(archive.read(f"{TABLES}/{place}.parquet"))),
                lambda id: archive.read(raw) if (raw := f"{TABLES}/{id}.raw") in names else b"",
            )
    except (*DAMAGE, KeyError) as error:
        raise damaged() from error


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    if size > MOST_BYTES or len(members) > MOST_MEMBERS:
        raise FileRefused(
            f"This project unpacks into {size / 1e6:,.0f} MB in {len(members):,} parts; at most "
            f"{MOST_BYTES / 1e6:,.0f} MB in {MOST_MEMBERS} can be opened."
        )
