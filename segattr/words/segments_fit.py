"""What the fit report says, where a saved set meets other data."""

from __future__ import annotations

from typing import Final

MOST_NAMED: Final = 5  # values in one sentence
SAID: Final[dict[str, str]] = {
    "missing": "The data hold no column {0!r}.",
    "no step": "The data hold no {0}, which {1!r} asks about.",
    "no value": "The column {0!r} is empty here: only who is asked *is missing* passes.",
    "unseen": "Nobody has {values} in {0!r}.",
    "nobody passes": "Nobody passes {0!r}{range}.",
    "everybody passes": "Everybody passes {0!r}{range}, so it tells nobody apart.",
    "mostly outside": "Most values of {0!r} lie outside {1} to {2}, within which the groups were found.",
    "day": "The set is as of {0}; the data go from {1} to {2}.",
    "empty": "Nobody is in {0!r}.",
    "nobody known": "Nobody is in any segment of the set.",
}
KINDS: Final = {
    "missing": "column missing",
    "unusable": "cannot be used",
    "unseen": "value unseen",
    "out of range": "limit out of range",
    "no value": "column empty",
    "day": "day outside the data",
    "empty": "segment empty",
}
COLUMNS: Final = {"set": "set", "segment": "segment", "field": "column", "kind": "what", "said": "found"}
REPORT: Final = "Report"
TITLE: Final = "What does not fit these data?"
ALL_FITS: Final = "**{sets}** opened. Every column, value and limit is there, and nobody's segment is empty."
SOME: Final = (
    "**{sets}** opened; {n} below. A set that cannot be used is kept, to be used where the data hold what it "
    "asks about."
)


def said(what: str, *about: object) -> str:
    """Return the sentence for something that does not fit.

    Examples
    --------
    >>> said("unseen", "device", "tv", "watch")
    "Nobody has 'tv' or 'watch' in 'device'."
    >>> said("nobody passes", "age is at least 90", "18", "77")
    "Nobody passes 'age is at least 90': values go from 18 to 77."
    """
    named = [repr(value) for value in about[1:]]
    shown = named[:MOST_NAMED]
    more = [f"{len(named) - MOST_NAMED} more values"] if len(named) > MOST_NAMED else []
    *first, last = [*shown, *more] or [""]
    values = f"{', '.join(first)} or {last}" if first else last
    ends = about[1:3]
    within = f": values go from {ends[0]} to {ends[1]}" if len(ends) == 2 and all(ends) else ""
    return SAID[what].format(*about, values=values, range=within)
