"""What is said about projects that are kept on this machine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

GO_ON: Final = "Go on where you left off"
OPEN_FILE: Final = "Open a project file"
OPEN_FILE_HELP: Final = (
    "A project you downloaded before, here or on another machine: a file ending in .segattr."
)
DOWNLOAD: Final = "Download as one file"
DELETE: Final = "Delete from this machine"
DELETED: Final = "The project was deleted from this machine."
SALTED: Final = (
    "E-mails and phone numbers in it are hashed. What they are hashed with is part of the project, so that "
    "the next export joins: whoever holds the project or its file can try out addresses."
)
NOT_KEPT: Final = "Nothing is kept on this machine: download the project to go on with it later."


def kept(*, place: str) -> str:
    """Return where the work is kept, and what that means.

    Examples
    --------
    >>> kept(place="~/.segattr")
    'Saved by itself on this machine (~/.segattr) and found again under the address of this page.'
    """
    return f"Saved by itself on this machine ({place}) and found again under the address of this page."


def entry(name: str, saved: datetime, files: Sequence[str], *, escape: Callable[[str], str] = str) -> str:
    """Return one saved project as a line of a list.

    Parameters
    ----------
    saved : when it was last saved.
    files : their names; three are named, the others counted.
    escape : makes a client's text fit for Markdown.

    Examples
    --------
    >>> entry("Shop", datetime(2026, 3, 1, 9, 5), ["a.csv", "b.csv", "c.csv", "d.csv"])
    '**Shop** · 1 March 2026, 09:05 · a.csv, b.csv, c.csv and 1 more'
    """
    named = ", ".join(escape(file) for file in files[:3])
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    when = f"{saved.day} {saved:%B %Y, %H:%M}"
    return " · ".join(
        part for part in (f"**{escape(name or 'Unnamed project')}**", when, named + more) if part
    )


def file_name(name: str) -> str:
    """Return what a downloaded project is called.

    Examples
    --------
    >>> file_name("Shop: North/South"), file_name("")
    ('Shop North South.segattr', 'project.segattr')
    """
    plain = "".join(letter if letter.isalnum() or letter in " -_" else " " for letter in name)
    return f"{' '.join(plain.split())[:80] or 'project'}.segattr"
