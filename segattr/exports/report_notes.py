"""The notes of a report: what people know that is not in the data, beside what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import pandas as pd

from segattr.exports.report_parts import Part
from segattr.words import notes as kinds
from segattr.words import report_sections as said

if TYPE_CHECKING:
    from segattr.project.notes import Note

KIND, ABOUT, NOTE, WHEN = "Pinned to", "About", "Note", "Written on"
COLUMNS: Final = (KIND, ABOUT, NOTE, WHEN)


def notes_part(notes: Sequence[Note]) -> Part:
    """Return the part with a row per note, those about one thing together."""
    first = {(note.pinned_to, note.about): place for place, note in reversed(list(enumerate(notes)))}
    ordered = sorted(notes, key=lambda note: first[note.pinned_to, note.about])
    rows = [(kinds.KINDS[note.pinned_to], note.about, note.text, note.when) for note in ordered]
    told = (said.NOTED,) if notes else (said.NO_NOTES,)
    return Part(said.NOTES, said.TITLES[said.NOTES], pd.DataFrame(rows, columns=list(COLUMNS)), told)


def noted(notes: Sequence[Note], pinned_to: str, about: str) -> str:
    """Return the notes pinned to one thing as one text; empty for none.

    Examples
    --------
    >>> noted((), "finding", "mobile converts less")
    ''
    """
    return "\n".join(note.text for note in notes if note.pinned_to == pinned_to and note.is_about(about))
