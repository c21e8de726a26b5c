"""A project's own page: everything but the tables, as versioned JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any, Final

import pandas as pd

from segattr.errors import FileRefused
from segattr.io.reading import Reading
from segattr.project.project import Listed, Project, StoredFile, place_of

FORMAT: Final = 2
# What a Reading tells beside its table, and the kind of value that is: JSON knows neither tuples nor sets.
SEEN: Final = {
    field.name: str if field.default is MISSING else type(field.default)
    for field in fields(Reading)
    if field.name != "table"
}
DAMAGE: Final = (ValueError, KeyError, TypeError, AttributeError)

# Format n -> what turns its page into that of format n + 1; a saved project is never left behind.
MIGRATIONS: Final[dict[int, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    1: lambda page: {**page, "format": 2, "salt": ""},  # nothing could be hashed yet
}


def to_json(project: Project, *, saved: datetime) -> dict[str, Any]:
    """Return the page of a project; tables are named by their file's id.

    Examples
    --------
    >>> to_json(Project("k" * 22, "Shop"), saved=datetime(2026, 3, 1))["format"]
    2
    """
    return {
        "format": FORMAT,
        "key": project.key,
        "name": project.name,
        "saved": saved.isoformat(timespec="seconds"),
        "settings": dict(project.settings),
        "salt": project.salt,
        "files": [_file(stored) for stored in project.files],
    }


def from_json(
    page: Mapping[str, Any], table_of: Callable[[str], pd.DataFrame], raw_of: Callable[[str], bytes]
) -> Project:
    """Return the project a page describes.

    Parameters
    ----------
    table_of : place of a file's table, see `StoredFile.place` -> the table.
    raw_of : a file's id -> the file itself, empty where it was not kept.

    Raises
    ------
    FileRefused : made by a later version, or damaged.
    """
    page = current(page)
    try:
        return Project(
            key=str(page["key"]),
            name=str(page["name"]),
            files=tuple(_stored(file, table_of, raw_of) for file in page["files"]),
            settings=dict(page["settings"]),
            salt=str(page["salt"]),
            saved=datetime.fromisoformat(page["saved"]),
        )
    except DAMAGE as error:
        raise damaged() from error


def listed(page: Mapping[str, Any]) -> Listed:
    """Return a project's page as a list shows it.

    Raises
    ------
    FileRefused : made by a later version, or damaged.
    """
    page = current(page)
    try:
        names = tuple(str(file["seen"]["name"]) for file in page["files"])
        return Listed(str(page["key"]), str(page["name"]), datetime.fromisoformat(page["saved"]), names)
    except DAMAGE as error:
        raise damaged() from error


def current(page: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page in today's format.

    Raises
    ------
    FileRefused : of no format, or a later one.
    """
    page = dict(page) if isinstance(page, Mapping) else {}
    while page.get("format") in MIGRATIONS:
        page = MIGRATIONS[page["format"]](page)
    if page.get("format") == FORMAT:
        return page
    if isinstance(made := page.get("format"), int) and made > FORMAT:
        raise FileRefused(
            f"This project was saved by a later segattr (format {made}; this one reads {FORMAT}). "
            "Update segattr, then open it again."
        )
    raise damaged()


def damaged() -> FileRefused:
    """Return what to say of something that is no project, or no longer one."""
    return FileRefused("This is no segattr project, or it is damaged. Import the project's file again.")


def _file(stored: StoredFile) -> dict[str, Any]:
    return {
        "id": stored.id,
        "decided": dict(stored.decided),
        "seen": {name: _plain(getattr(stored.reading, name)) for name in SEEN},
    }


def _stored(
    file: Mapping[str, Any], table_of: Callable[[str], pd.DataFrame], raw_of: Callable[[str], bytes]
) -> StoredFile:
    seen: dict[str, Any] = {name: SEEN[name](value) for name, value in file["seen"].items() if name in SEEN}
    id = str(file["id"])
    table = table_of(place_of(id, str(seen.get("sheet", ""))))
    return StoredFile(id, Reading(table=table, **seen), dict(file["decided"]), raw_of(id))


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
