"""What is said about notes: how one is pinned, what it is about, and where it goes."""

from __future__ import annotations

from typing import Final

KINDS: Final = {"finding": "finding", "chart": "picture", "segment": "segment"}
ADD: Final = "Add a note"
KEEP: Final = "Keep the note"
TO: Final = "It is about"
TEXT: Final = "What you know that is not in the data"
EXAMPLE: Final = "The shop was closed for two days in May."
GOES: Final = "Notes are kept with the project and stand in every report you make of it."
ONLY_HERE: Final = (
    "On the sample a note stays for this visit; with your own files it is kept with the project."
)
SAY_SOMETHING: Final = "Write the note first."
REMOVE: Final = "Remove this note"
REMOVED: Final = "The note is removed."
UNDO: Final = "Bring it back"
FULL: Final = "There are {most} notes, which is as many as a project holds. Remove one first."


def label(n: int) -> str:
    """Return what the button says.

    Parameters
    ----------
    n : notes there are about what is shown.

    Examples
    --------
    >>> label(0), label(2)
    ('Add a note', 'Notes (2)')
    """
    return f"Notes ({n})" if n else ADD


def pinned(kind: str, about: str) -> str:
    """Return what a note is about, in a few words.

    Examples
    --------
    >>> pinned("chart", "Credit per channel")
    'on the picture “Credit per channel”'
    """
    return f"on the {KINDS[kind]} “{about}”"
