"""Dates that a spreadsheet turned round: 3 May read as 5 March, and all after the 12th left as text."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.io.dates import Dates

LAST = 12  # the highest number that can be both a day and a month
FEWEST = 20  # dates, before their days say anything
FEWEST_DAYS = 8  # different ones; monthly and weekly figures have fewer
SAMPLE = 1_000
AGAIN = "Compare a date you know, or export again without opening the file in Excel."


def swapped_said(dates: Dates, moments: pd.Series, *, column: str) -> str:
    """Return a sentence where days and months were probably swapped before the file came here, else nothing.

    Parameters
    ----------
    dates : the column read both ways.
    moments : the order that was chosen.
    column : its header.

    Examples
    --------
    >>> from segattr.io.dates import read_dates
    >>> days = [f"2024-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 13)]
    >>> turned = read_dates(pd.Series(days))
    >>> swapped_said(turned, turned.moments(), column="When").split(":")[0]
    "No date in 'When' lies after the 12th of a month"
    """
    if dates.shapes and {"year first", "day and month"} <= set(dates.shapes):
        return _mixed(dates, moments, column)
    sample = moments.dropna().iloc[:: max(1, len(moments) // SAMPLE)]
    if _days(sample).max(initial=0) > LAST:
        return ""
    days = _days(moments.dropna())
    if len(days) < FEWEST or days.max() > LAST or len(np.unique(days)) < FEWEST_DAYS:
        return ""
    return (
        f"No date in '{column}' lies after the 12th of a month: a spreadsheet may have swapped days and "
        f"months and lost the other rows. {AGAIN}"
    )


def _mixed(dates: Dates, moments: pd.Series, column: str) -> str:
    texts = pd.Series(dates.cells.spread(dates.cells.texts.to_numpy(dtype=object), blank=None), dtype="str")
    stored = texts.str.match(r"\d{4}-").fillna(value=False).to_numpy(dtype=bool)
    first, rest = _days(moments[stored].dropna()), _days(moments[~stored].dropna())
    if len(first) < FEWEST // 2 or not len(rest) or first.max() > LAST or rest.min() <= LAST:
        return ""
    return (
        f"'{column}' holds {len(first):,} dates of the 1st to the 12th in one form and {len(rest):,} later "
        f"ones in another: a spreadsheet has probably swapped day and month in the former. {AGAIN}"
    )


def _days(moments: pd.Series) -> np.ndarray:
    plain = pd.DatetimeIndex(moments).tz_localize(None).to_numpy(dtype="datetime64[D]")
    return np.asarray((plain - plain.astype("datetime64[M]").astype("datetime64[D]")).astype(int) + 1)
