"""What a project is: the files as they were read, what was decided about them, and what was chosen."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from segattr.errors import UnknownName
from segattr.io.reading import Reading

KEY_BYTES: Final = 16  # 128 random bits: nobody guesses another's project
SOUND_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, eq=False)
class StoredFile:
    """One file of a project.

    Attributes
    ----------
    id : hash of the file's content.
    reading : its table as it was read, before any mapping.
    decided : what the visitor decided about it, as plain JSON.
    raw : the file itself, where another part of it may be wanted; else empty.
    """

    id: str
    reading: Reading
    decided: Mapping[str, Any] = field(default_factory=dict)
    raw: bytes = b""

    @property
    def place(self) -> str:
        """What its table is kept under: another part of the same file has another place.

        Examples
        --------
        >>> import pandas as pd
        >>> StoredFile("a1b2c3d4e5f60718", Reading("o.xlsx", pd.DataFrame(), sheet="May")).place
        'a1b2c3d4e5f60718-8c78fe5b'
        """
        return place_of(self.id, self.reading.sheet)


@dataclass(frozen=True, eq=False)
class Project:
    """Everything needed to find the work again as it was.

    Attributes
    ----------
    key : what it is found under; whoever knows it may open the project.
    name : as the visitor calls it.
    files : in the order they came.
    settings : everything chosen on the pages, as plain JSON.
    salt : what e-mails and phone numbers in the files are hashed with; empty where they are not.
    saved : when it was last saved, UTC; None before that.

    Examples
    --------
    >>> Project(new_key(), "Shop").files
    ()
    """

    key: str
    name: str = ""
    files: tuple[StoredFile, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    salt: str = ""
    saved: datetime | None = None


@dataclass(frozen=True)
class Listed:
    """A saved project as a list shows it, without its tables.

    Attributes
    ----------
    key, name, saved : as in `Project`.
    files : names of its files.
    """

    key: str
    name: str
    saved: datetime
    files: tuple[str, ...]


def new_key() -> str:
    """Return a key nobody can guess.

    Examples
    --------
    >>> len(new_key())
    22
    """
    return secrets.token_urlsafe(KEY_BYTES)


def place_of(id: str, sheet: str) -> str:
    """Return what a file's table is kept under."""
    part = hashlib.sha256(sheet.encode()).hexdigest()[:8]
    return sound_key(f"{id}-{part}" if sheet else id)


def sound_key(key: str) -> str:
    """Return the key if it has a key's form; it names a folder, so nothing else may come through.

    Raises
    ------
    UnknownName : it has not.
    """
    if not SOUND_KEY.fullmatch(key):
        raise UnknownName("This link leads to no project. Open it from the list, or import its file.")
    return key
