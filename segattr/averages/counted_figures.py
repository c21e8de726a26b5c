"""Which columns of rows that are already counted are figures of the row, and so nothing to split by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import pandas as pd

from segattr.data.bands import NAMING
from segattr.io.content import words_of
from segattr.io.numbers import read_numbers

LEAST_REPEATED: Final = 0.75
"""Share of a column's different numbers that stand in two rows or more, from which they name groups."""

CLOCKS: Final = frozenset(
    (
        *("age", "band", "bucket", "hour", "day", "weekday", "week", "month", "quarter"),
        *("alter", "stunde", "tag", "wochentag", "woche", "monat", "quartal"),
    )
)
"""A number whose header is nothing but these words (and *of*, *the*, *nth*) is a group, however rare."""

_BETWEEN: Final = frozenset(("of", "the", "nth"))
_LENGTH: Final = re.compile(r"\d+:\d{2}(:\d{2})?(\.\d+)?|(\d+ ?(d|days?|h|hrs?|m|mins?|s|secs?)\b ?)+")


def figures_among(counted: pd.DataFrame, offered: Sequence[str]) -> frozenset[str]:
    """Return which of the columns offered to split by are figures of the rows: *Engaged sessions* 750.

    A row that counts many people holds other figures of theirs beside: sessions, events, seconds. In a split
    each would make nearly every row a segment of its own. Numbers (lengths of time among them) are groups
    where `LEAST_REPEATED` of the different ones come again in another row, as a year or a 0/1 does, or where
    the header names a group (`CLOCKS`, or a code such as a postcode or a year). A column of numbers that
    alone could split the rows, with no day beside it, is what they are rows of, and stays.

    Notes
    -----
    A figure with few different values, most of which come again (0, 1 or 2 conversions in each of a thousand
    rows), cannot be told from a code; it stays offered.

    Examples
    --------
    >>> report = pd.DataFrame({"channel": ["a", "b", "a"], "year": [1, 1, 2], "Event count": [75, 40, 12]})
    >>> sorted(figures_among(report, ["channel", "year", "Event count"]))
    ['Event count']
    """
    figures = frozenset(name for name in offered if _is_figure(counted[name]))
    dated = any(pd.api.types.is_datetime64_any_dtype(dtype) for dtype in counted.dtypes)
    return frozenset() if len(figures) == len(offered) == 1 and not dated else figures


def _is_figure(values: pd.Series) -> bool:
    words = words_of(str(values.name))
    if any(map(NAMING.fullmatch, words)) or (words and CLOCKS.issuperset(set(words) - _BETWEEN)):
        return False
    met = values.value_counts()
    met = met[met > 0]  # of categories, those met
    return bool((met > 1).mean() < LEAST_REPEATED) and _are_numbers(pd.Series(met.index.astype("str")))


def _are_numbers(texts: pd.Series) -> bool:
    """Whether all different cells are numbers or lengths of time; 00701 is the name of something."""
    if texts.str.match(r"\s*0\d+\s*$").any():
        return False
    return not read_numbers(texts[[not _LENGTH.fullmatch(text) for text in texts]]).unread.any()
