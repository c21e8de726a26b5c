"""Whether channels keep their places from month to month."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.period_cells import PERIOD
from segattr.reduce.summary import NO_TOUCH

LEAST_CHANNELS: Final = 3  # two can only be in one order or the other


def ranks_by_month(credit: pd.DataFrame) -> pd.DataFrame:
    """Compare the order of the channels in every month with the month before.

    Parameters
    ----------
    credit : from `credit_over_time`, one segment or everybody.

    Returns
    -------
    DataFrame ``model, period, leader, conversions, correlation``: the channel with the largest share, the
    conversions of the month, and Spearman's correlation of the shares with those of the month before; missing
    in the first month and with fewer than three channels.

    Notes
    -----
    Months of few conversions change places by chance: read the correlation beside their number.

    Examples
    --------
    >>> rows = [("last", m, c, s) for m, three in (("2026-01", (5, 3, 2)), ("2026-02", (6, 3, 1)))
    ...         for c, s in zip("abc", three)]
    >>> table = pd.DataFrame(rows, columns=["model", "period", "channel", "conversions"])
    >>> ranks_by_month(table)["correlation"].tolist()
    [nan, 1.0]
    """
    rows = []
    for model, own in credit[credit["channel"] != NO_TOUCH].groupby("model", sort=False):
        wide = own.pivot_table(index="channel", columns=PERIOD, values="conversions", aggfunc="sum").fillna(
            0.0
        )
        alike = [np.nan, *(_alike(wide[a], wide[b]) for a, b in zip(wide, wide.columns[1:], strict=False))]
        for month, correlation in zip(wide.columns, alike, strict=True):
            rows.append((model, month, wide[month].idxmax(), wide[month].sum(), correlation))
    return pd.DataFrame(rows, columns=["model", PERIOD, "leader", "conversions", "correlation"])


def _alike(one: pd.Series, other: pd.Series) -> float:
    if len(one) < LEAST_CHANNELS or one.nunique() < 2 or other.nunique() < 2:
        return float("nan")
    return float(one.rank().corr(other.rank()))
