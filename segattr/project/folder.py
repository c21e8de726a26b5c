"""Projects on this machine: a folder each, tables as Parquet, the rest as one page of JSON.

A save writes new tables first and then puts the new page in place of the old one in one step: whenever the
machine is switched off, the page that stands names only tables that are whole.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time
from typing import IO, Any, Final

import pandas as pd

from segattr.errors import FileRefused, UnknownName
from segattr.project.manifest import damaged, from_json, listed, to_json
from segattr.project.project import Listed, Project, sound_key

PAGE: Final = "project.json"
TABLES: Final = "tables"
BIN: Final = ".deleted"
MOST_PAGE_BYTES: Final = 20_000_000
GRACE_SECONDS: Final = 3_600


def save(project: Project, folder: Path) -> Path:
    """Save a project; what is there already is not written again.

    Parameters
    ----------
    folder : of all projects, see `home`; made where it is missing.

    Returns
    -------
    Path of the project's own folder.
    """
    own = folder / sound_key(project.key)
    (own / TABLES).mkdir(parents=True, exist_ok=True, mode=0o700)
    for stored in project.files:
        _keep(_table(own, stored.place), partial(to_parquet, stored.reading.table))
        if stored.raw:
            _keep(_raw(own, stored.id), partial(_write, stored.raw))
    page = to_json(project, saved=datetime.now(UTC))
    with written(own / PAGE) as part:
        part.write(json.dumps(page, ensure_ascii=False, indent=1).encode())
    named = {name for stored in project.files for name in (stored.place, stored.id)}
    _tidy(own, keep=named, grace=0 if project.salt else GRACE_SECONDS)
    return own


def open_project(key: str, folder: Path) -> Project:
    """Return a saved project.

    Raises
    ------
    UnknownName : there is none with this key. FileRefused : it is damaged, or of a later version.
    """
    own = folder / sound_key(key)
    return from_json(
        read_page(own), lambda place: read_parquet(_table(own, place)), lambda id: _bytes(_raw(own, id))
    )


def projects(folder: Path) -> list[Listed]:
    """Return the saved projects, the last saved first; one that cannot be read is left out."""
    found = []
    for page in folder.glob(f"*/{PAGE}"):
        try:
            found.append(listed(read_page(page.parent)))
        except (FileRefused, UnknownName):  # half a copy, or a later version's: opening it says so
            continue
    return sorted(found, key=lambda entry: entry.saved, reverse=True)


def delete(key: str, folder: Path) -> None:
    """Delete a project; until another one is deleted, `restore` brings it back."""
    own, bin = folder / sound_key(key), folder / BIN
    shutil.rmtree(bin, ignore_errors=True)
    if own.is_dir():
        bin.mkdir(parents=True, mode=0o700)
        os.replace(own, bin / key)


def restore(key: str, folder: Path) -> None:
    """Bring back the project deleted last.

    Raises
    ------
    UnknownName : it is gone for good.
    """
    if not (folder / BIN / sound_key(key)).is_dir():
        raise UnknownName("This project is gone for good. Import its file, if you kept one.")
    os.replace(folder / BIN / key, folder / key)


def read_page(own: Path) -> dict[str, Any]:
    """Return a project's page as it stands on disk.

    Raises
    ------
    UnknownName : there is none. FileRefused : it is no JSON.
    """
    try:
        with (own / PAGE).open("rb") as page:
            return parsed(page.read(MOST_PAGE_BYTES))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnknownName(
            "This project is not on this machine any more. Import its file, or bring the exports again."
        ) from error


def parsed(page: bytes) -> dict[str, Any]:
    """Return JSON as a page.

    Raises
    ------
    FileRefused : it is none.
    """
    try:
        found = json.loads(page)
    except (ValueError, RecursionError) as error:
        raise damaged() from error
    if not isinstance(found, dict):
        raise damaged()
    return found


def read_parquet(place: Path | IO[bytes]) -> pd.DataFrame:
    """Return a table.

    Raises
    ------
    FileRefused : it is missing or damaged.
    """
    try:
        return pd.read_parquet(place)
    except (OSError, ValueError, KeyError) as error:
        raise damaged() from error


@contextmanager
def written(place: Path) -> Iterator[IO[bytes]]:
    """Give a file to write to, which takes its place once it is whole and on the disk."""
    with NamedTemporaryFile(dir=place.parent, prefix=f".{place.name}.", delete=False) as part:
        try:
            yield part
            part.flush()
            os.fsync(part.fileno())
        except BaseException:
            os.unlink(part.name)
            raise
    os.replace(part.name, place)


def to_parquet(table: pd.DataFrame, target: IO[bytes]) -> None:
    """Write a table."""
    table.to_parquet(target, compression="zstd", index=False)


def _keep(place: Path, write: Callable[[IO[bytes]], object]) -> None:
    if place.exists():
        place.touch()  # whatever tidies up at this moment lets it stand
        return
    with written(place) as part:
        write(part)


def _write(raw: bytes, target: IO[bytes]) -> None:
    target.write(raw)


def _table(own: Path, place: str) -> Path:
    return own / TABLES / f"{sound_key(place)}.parquet"


def _raw(own: Path, id: str) -> Path:
    return own / TABLES / f"{sound_key(id)}.raw"


def _bytes(place: Path) -> bytes:
    return place.read_bytes() if place.exists() else b""


def _tidy(own: Path, *, keep: set[str], grace: float) -> None:
    """Drop tables nothing has named for a while, and what an interrupted save left behind.

    Not at once: another tab may be about to name them, or somebody to put a file back. But at once where
    e-mails and phone numbers are hashed: what was saved before that must not stay.
    """
    for place in (*(own / TABLES).iterdir(), *own.glob(f".{PAGE}.*")):
        if place.stem not in keep and time() - place.stat().st_mtime >= grace:
            place.unlink(missing_ok=True)
