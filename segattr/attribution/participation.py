"""Participation: the conversions a channel had any part in, each counted whole for every one of them."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pandas as pd

from segattr.attribution.model import per_channel
from segattr.errors import UnsuitableData
from segattr.reduce.summary import Summary

COLUMNS = ["segment", "channel", "conversions", "value", "share"]


class _Whole:
    """Reads like a model, so that intervals can be had of it; it is none, because it shares nothing out."""

    name: ClassVar[str] = "participation"
    title: ClassVar[str] = "Participation"
    meaning: ClassVar[str] = "Every conversion counts whole for each of the different channels before it."
    needs: ClassVar[tuple[str, ...]] = ("set_sizes",)
    additive: ClassVar[bool] = True

    def credit(self, summary: Summary) -> pd.DataFrame:
        return per_channel(summary.set_sizes, np.ones(len(summary.set_sizes)), count="journeys")


def participation(summary: Summary, *, interval: bool = False) -> pd.DataFrame:
    """Count the conversions each channel took part in.

    Parameters
    ----------
    summary : from `segattr.summarise`.
    interval : add ``low`` and ``high``, the 95 % interval of ``share``, by leaving out each of 64 random
        groups of customers in turn.

    Returns
    -------
    DataFrame ``segment, channel, conversions, value, share [, low, high]``: conversions with a touch of the
    channel before them, what they were worth, and their share of the segment's conversions, 0 to 1.

    Raises
    ------
    UnsuitableData : intervals of counted paths, which carry no customers.

    Notes
    -----
    A conversion counts once for every channel it passed, so that the rows add up to more than there were and
    must not be added up: this says how far a channel reaches, not what it earned. That is why it does not
    stand among the models.

    References
    ----------
    Adobe Analytics, documentation of its attribution models (participation).

    Examples
    --------
    >>> from segattr.reduce.paths import summarise_paths
    >>> paths = pd.DataFrame({"path": ["Ads > Email > Ads", "Email"], "conversions": [3.0, 1.0]})
    >>> participation(summarise_paths(paths))[["channel", "conversions", "share"]].to_numpy().tolist()
    [['Ads', 3.0, 0.75], ['Email', 4.0, 1.0]]
    """
    if interval and not summary.timed:
        raise UnsuitableData(
            "Counted conversion paths carry no customers, so there are no intervals to give."
        )
    totals = summary.conversions.groupby("segment", observed=True)["conversions"].sum()
    rows = _Whole().credit(summary)
    rows = rows.assign(share=rows["conversions"] / totals.reindex(rows["segment"]).to_numpy(float))
    if interval:
        from segattr.attribution.intervals import share_intervals  # here: its SciPy costs every start 0.3 s

        rows = share_intervals(rows, _Whole(), summary)
    columns = COLUMNS + (["low", "high"] if interval else [])
    return rows[columns].astype({"segment": "str", "channel": "str"})
