"""Notes: what somebody knows that is not in the data, pinned to what it is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

from segattr.errors import BadSetting

Pin = Literal["segment", "finding", "chart"]

PINS: Final[tuple[Pin, ...]] = get_args(Pin)
LONGEST: Final = 1_000  # characters of a note
LONGEST_ABOUT: Final = 400  # of what it is about; a longer sentence is cut, the same way each time
MOST: Final = 300  # notes of one project
_TURNS: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True)
class Note:
    """One note.

    Parameters
    ----------
    pinned_to : what kind of thing it is about: ``segment``, ``finding`` or ``chart``.
    about : the segment's name, the finding's sentence or the chart's title.
    text : what is noted, as it was written; signs that no eye sees are left out.
    when : the day it was written, as 2026-03-31.

    Raises
    ------
    BadSetting : nothing is said, it is too long, or it is pinned to nothing there is.

    Examples
    --------
    >>> Note("segment", "returning", " Loyalty card since May. ", "2026-05-04").text
    'Loyalty card since May.'
    """

    pinned_to: Pin
    about: str
    text: str
    when: str

    def __post_init__(self) -> None:
        """Leave out what no eye sees, and check the rest."""
        object.__setattr__(self, "text", seen(self.text))
        object.__setattr__(self, "about", subject(self.about))
        if self.pinned_to not in PINS:
            raise BadSetting(f"A note is pinned to a {', '.join(PINS)}, not to {self.pinned_to!r:.60}.")
        if not self.text or not self.about:
            raise BadSetting("A note says something, about something. Write what you know.", setting="text")
        if len(self.text) > LONGEST:
            raise BadSetting(
                f"A note has at most {LONGEST:,} characters; this one has {len(self.text):,}.", setting="text"
            )
        if not is_day(self.when):
            raise BadSetting(f"A note is of a day such as 2026-03-31, not of {self.when!r:.60}.")

    def is_about(self, about: str) -> bool:
        """Whether it is about this, however long that is."""
        return self.about == subject(about)

    def to_json(self) -> dict[str, str]:
        """Return the note as plain JSON."""
        return {"pinned_to": self.pinned_to, "about": self.about, "text": self.text, "when": self.when}


def subject(about: str) -> str:
    r"""Return what a note is about as notes hold it: in one line, and cut where it is long.

    Examples
    --------
    >>> subject("mobile\nin the South")
    'mobile in the South'
    """
    line = " ".join(seen(about).split())
    return line if len(line) <= LONGEST_ABOUT else f"{line[: LONGEST_ABOUT - 1]}…"


def read_notes(saved: object) -> tuple[Note, ...]:
    """Return the notes of a saved project; what is none is left out, and the others stay.

    Examples
    --------
    >>> read_notes([{"pinned_to": "chart", "about": "x", "text": "y", "when": "2026-01-02"}, 7])[0].text
    'y'
    """
    found = [_read(each) for each in saved] if isinstance(saved, list) else []
    return tuple(dict.fromkeys(note for note in found if note is not None))[:MOST]


def about_one_of(notes: Iterable[Note], pinned_to: Pin, about: str) -> tuple[Note, ...]:
    """Return the notes pinned to one thing, in the order they were written."""
    return tuple(note for note in notes if note.pinned_to == pinned_to and note.is_about(about))


def _read(saved: Any) -> Note | None:  # noqa: ANN401 - whatever a file says
    try:
        return Note(*(saved[name] for name in ("pinned_to", "about", "text", "when")))
    except (BadSetting, KeyError, TypeError, AttributeError):
        return None


def seen(text: str) -> str:
    r"""Return the text without control characters, and without those that turn its direction around.

    Examples
    --------
    >>> seen("loyal\x07 ones\t")
    'loyal ones'
    """
    lines = re.sub(r"\r\n?|[\v\f\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    kept = (
        c for c in lines if c == "\n" or (unicodedata.category(c) not in ("Cc", "Cs") and c not in _TURNS)
    )
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip()


def is_day(text: str) -> bool:
    """Whether a text is a day such as 2026-03-31.

    Examples
    --------
    >>> is_day("2026-03-31"), is_day("31.3.2026")
    (True, False)
    """
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
