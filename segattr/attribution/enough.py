"""When there is too little data for an interval to be believed."""

from __future__ import annotations

from math import ceil
from typing import Final

import pandas as pd

MIN_CREDITED: Final = 20
"""Credited conversions of a share below which its interval has not been shown to hold."""

MIN_CONVERSIONS: Final = 100
"""Conversions of a segment below which its intervals have not been shown to hold."""


def too_little(credit: pd.DataFrame) -> pd.Series:
    """Say for each row whether there is too little data to show an interval.

    Parameters
    ----------
    credit : from `segattr.attribute`, whole segments.

    Returns
    -------
    Series : True for shares of fewer than 20 credited conversions, for shares that leave fewer than 20 to
        all others, and in segments of fewer than 100.

    Notes
    -----
    Above these sizes the 95 % intervals held the truth in 93 to 97 of 100 simulated worlds, on conversions,
    on money and for the Markov chain (docs/intervals.md).

    Examples
    --------
    >>> rows = [("last", "all", "Email", 90.0), ("last", "all", "Post", 15.0)]
    >>> too_little(pd.DataFrame(rows, columns=["model", "segment", "channel", "conversions"])).tolist()
    [True, True]
    """
    whole = credit.groupby(["model", "segment"])["conversions"].transform("sum")
    counted = credit["conversions"]
    few = (counted < MIN_CREDITED) | (whole - counted < MIN_CREDITED)
    return (few | (whole < MIN_CONVERSIONS)).rename("too_little")


def more_needed(conversions: float) -> int:
    """Return how many more conversions a segment needs before its intervals can be shown.

    Examples
    --------
    >>> more_needed(41), more_needed(250)
    (59, 0)
    """
    return max(ceil(MIN_CONVERSIONS - conversions), 0)
