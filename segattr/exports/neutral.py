"""Text that a spreadsheet would take for a formula, made plain text again."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

# What starts a formula in Excel, LibreOffice or Google Sheets, wide East Asian forms included, after anything
# a spreadsheet skips; and the control characters that some of them skip to the next cell on.
_FORMULA: Final = re.compile(r"^(?:[\s\x00-\x1f\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n])")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might calculate the text instead of showing it.

    Examples
    --------
    >>> looks_like_formula("=1+1"), looks_like_formula("Email"), looks_like_formula(" -2")
    (True, False, True)
    """
    return _FORMULA.match(text) is not None


def neutralise(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet would calculate it.

    Names that come from files reach the person who opens the export: ``=HYPERLINK(…)`` as a campaign must
    stay a name.

    References
    ----------
    OWASP, CSV injection.

    Examples
    --------
    >>> neutralise("=1+1"), neutralise("Email")
    ("'=1+1", 'Email')
    """
    return f"'{text}" if looks_like_formula(text) else text


def texts(values: pd.Series) -> list[str]:
    """Return the values as plain text: moments as ISO dates in UTC, missing ones empty.

    Examples
    --------
    >>> texts(pd.Series(["Email", None]))
    ['Email', '']
    """
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return [_iso(moment) for moment in values]
    return ["" if missing else str(value) for value, missing in zip(values, values.isna(), strict=True)]


def _iso(moment: object) -> str:
    return "" if not isinstance(moment, pd.Timestamp) else moment.isoformat(sep=" ")
