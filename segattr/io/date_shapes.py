"""How people and tools write a moment, as patterns over lower-case text with single blanks."""

from __future__ import annotations

# Hours east of Greenwich; the American ones as in RFC 5322, section 4.3. A time in any other zone is
# unreadable rather than taken as UTC.
ZONES: dict[str, int] = {
    **{"": 0, "z": 0, "utc": 0, "gmt": 0, "ut": 0, "wet": 0, "west": 1, "bst": 1},
    **{"cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3},
    **{"est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7},
}

_MONTH_NAMES = (
    "january jan januar janv janvier jänner jän",
    "february feb februar févr fév février fevrier fevr",
    "march mar märz mär mrz maerz mars",
    "april apr avril avr",
    "may mai",
    "june jun juni juin",
    "july jul juli juil juillet",
    "august aug août aout",
    "september sep sept septembre",
    "october oct oktober okt octobre",
    "november nov novembre",
    "december dec dezember dez décembre déc decembre",
)
MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()
}

_ZONE = r"z|[a-z]{2,4}(?:[+-]\d{1,2}(?::?\d{2})?)?|[+-]\d{2}(?::?\d{2})?"
_CLOCK = (
    r"(?:[t ,]+(?:at |um |à )?(?P<hour>\d{1,2})(?:[:h.](?P<minute>\d{2}))?(?:[:.](?P<second>\d{2}))?"
    r"(?:[.,](?P<fraction>\d{1,9}))?(?: ?uhr)?(?: ?(?P<half>[ap])\.?m\.?)?"
    rf"(?: ?(?P<zone>{_ZONE}))?(?: ?\(.*\))?)?$"
)
_WEEKDAY = r"^(?:\pL+\.?,? )?"
_NAME = r"(?P<name>\pL{3,})\.?"
_YEAR = r"(?P<year>\d{4}|\d{2})"

YEAR_FIRST = r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})" + _CLOCK
COMPACT = (
    r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
    r"(?:[t _-]?(?P<hour>\d{2})(?:(?P<minute>\d{2})(?P<second>\d{2})?)?)?(?P<zone>z)?$"
)
YEAR_MONTH = r"^(?P<year>(?:19|20)\d{2})[-/](?P<month>\d{1,2})$"
OPEN = r"^(?P<first>\d{1,2})(?P<mark>[-/.]) ?(?P<other>\d{1,2})[-/.] ?" + _YEAR + _CLOCK
DAY_NAME = _WEEKDAY + r"(?P<day>\d{1,2})(?:\.|st|nd|rd|th|er)?[ /-]*" + _NAME + r"[ ,/-]*" + _YEAR + _CLOCK
NAME_DAY = _WEEKDAY + _NAME + r"[ /-]*(?P<day>\d{1,2})(?:st|nd|rd|th)?,?[ /-]+(?P<year>\d{4})" + _CLOCK
NAME_YEAR = r"^" + _NAME + r"[ ,/-]+(?P<year>\d{4})$"

# Shapes that say themselves which part is the month; the first that fits is taken.
SETTLED: dict[str, str] = {
    "year first": YEAR_FIRST,
    "digits only": COMPACT,
    "year and month": YEAR_MONTH,
    "day and month name": DAY_NAME,
    "month name and day": NAME_DAY,
    "month name and year": NAME_YEAR,
}
# What Arrow itself reads, fast.
PLAIN_ISO = r"^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)?$"
