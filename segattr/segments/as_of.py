"""When a set reads what changes: at the first touch, at the visit, or as of a day."""

from __future__ import annotations

from datetime import date
from typing import Final

from segattr.data.dataset import Dataset

FIRST_TOUCH: Final = "first touch"
LATEST: Final = "latest"


def is_day(moment: str) -> bool:
    """Whether a moment is a day, written as 2026-03-31.

    Examples
    --------
    >>> is_day("2026-03-31"), is_day("latest"), is_day("20260331")
    (True, False, False)
    """
    try:
        return date.fromisoformat(moment).isoformat() == moment
    except ValueError:
        return False


def latest_of(dataset: Dataset) -> str:
    """Return the last day a touch or conversion happened; empty where there is none."""
    return dataset.as_of.date().isoformat() if dataset.as_of is not None else ""


def when(moment: str, *, day: str = "") -> str:
    """Return a set's moment in words.

    Parameters
    ----------
    day : what the latest day is, where that is known.

    Examples
    --------
    >>> when("first touch"), when("latest", day="2026-08-30"), when("2026-03-31")
    ('at first touch', 'as of 2026-08-30, the latest day', 'as of 2026-03-31')
    """
    if moment == LATEST:
        return f"as of {day}, the latest day" if day else "as of the latest day"
    return f"as of {moment}" if is_day(moment) else f"at {moment}"
