"""Texts like a pattern: one way to read it on every engine, in time that grows only with the texts."""

from __future__ import annotations

from functools import cache
from time import monotonic
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segattr.data.expressions import LONGEST, written_out
from segattr.errors import UnsuitableData

AT_ONCE: Final = 1_000  # texts looked at before the clock is
MOST_SECONDS: Final = 20.0
FOREIGN: Final = ("(?=", "(?!", "(?<=", "(?<!", "(?>", r"\1", r"\k", "(?(")
UNKNOWN: Final = (
    "Looking ahead or back and repeating what was found are not known here, because they can take for ever"
)


@cache
def unreadable(pattern: str) -> str:
    r"""Return what keeps a pattern from being read, in words; empty where nothing does.

    Examples
    --------
    >>> unreadable("cp[cm]"), unreadable("a(")
    ('', 'cannot be read: missing ): a(')
    >>> unreadable(r"(a)\1").startswith("cannot be read: invalid escape sequence: \\1. Looking ahead")
    True
    """
    if not pattern:
        return "is empty"
    if len(pattern) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if written_out(pattern) > LONGEST:
        return f"repeats too much: written out it is longer than {LONGEST} characters"
    try:
        for each in (pattern, _whole(pattern)):
            _matches(pa.array([""]), each, ignore_case=False)
    except UnicodeError:
        return "holds half a character"
    except pa.ArrowInvalid as error:
        reason = str(error).removeprefix("Invalid regular expression: ")
        foreign = any(sign in reason for sign in FOREIGN)
        return f"cannot be read: {reason}{f'. {UNKNOWN}' if foreign else ''}"
    return ""


def matching(texts: pd.Series, pattern: str, *, ignore_case: bool = False) -> pd.Series:
    """Return which texts are, as a whole, like a pattern in the syntax of RE2.

    Raises
    ------
    UnsuitableData : the texts are so many and so long that it takes too much time.

    References
    ----------
    Cox (2010), Regular Expression Matching in the Wild. https://swtch.com/~rsc/regexp/regexp3.html

    Examples
    --------
    >>> matching(pd.Series(["CPC", "cpm", "cpcs"]), "cp[cm]", ignore_case=True).tolist()
    [True, True, False]
    """
    array, began = pa.array(texts, type=pa.large_string()), monotonic()
    found: list[bool] = []
    for start in range(0, len(array), AT_ONCE):
        if monotonic() - began > MOST_SECONDS:
            raise UnsuitableData(
                f"Texts cannot be held against the pattern {pattern!r:.100} within {MOST_SECONDS:.0f} "
                "seconds. Make it plainer: fewer parts that may be repeated or left out.",
                name=pattern,
            )
        some = _matches(array.slice(start, AT_ONCE), _whole(pattern), ignore_case=ignore_case)
        found += some.to_pylist()
    return pd.Series(found, index=texts.index, dtype=bool)


def _whole(pattern: str) -> str:
    return rf"\A(?:{pattern})\z"


def _matches(texts: pa.Array, pattern: str, *, ignore_case: bool) -> pa.Array:
    return pc.match_substring_regex(texts, pattern, ignore_case=ignore_case)
