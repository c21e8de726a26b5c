"""How much people had to do with each kind of touch, and how often their journeys converted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.attribution.next_touch import touches_of
from segattr.reduce.summary import Summary
from segattr.statistics.intervals import wilson

COLUMNS = ["segment", "channel", "touches", "share", "journeys", "converted", "rate", "low", "high"]


def engagement(summary: Summary) -> pd.DataFrame:
    """Return touches and journeys by channel, or by whatever else the touches are told apart by.

    Parameters
    ----------
    summary : with ``transitions`` and ``sets``; made with ``touch_by="content"`` it is about contents.

    Returns
    -------
    DataFrame ``segment, channel, touches, share, journeys, converted, rate, low, high``: touches of all
    journeys, converted or not, and their share of the segment's touches; journeys with such a touch, those
    of them that converted, and the rate, 0 to 1, with its 95 % interval. Over 31 channels, those behind the
    thirtieth stand together as ``n others``. Most touches first.

    Notes
    -----
    Journeys with a touch converted so often; that is no word on whether the touch made them. Longer journeys
    have more kinds of touches, and who is about to buy looks at more.

    Examples
    --------
    >>> import segattr as sa
    >>> paths = pd.DataFrame({"path": ["Ads > Email", "Email"], "conversions": [3, 1], "nulls": [1, 5]})
    >>> found = engagement(sa.summarise(sa.load(paths=paths)))
    >>> found[["channel", "touches", "journeys", "rate"]].to_numpy().tolist()
    [['Email', 10.0, 10.0, 0.4], ['Ads', 4.0, 4.0, 0.75]]
    """
    if summary.transitions.empty:
        return pd.DataFrame(columns=COLUMNS)
    rows = _touches(summary).merge(_journeys(summary), on=["segment", "channel"], how="outer")
    rows = rows.fillna(dict.fromkeys(("touches", "journeys", "converted"), 0))
    low, high = wilson(rows["converted"], rows["journeys"])
    rows = rows.assign(
        share=rows["touches"] / rows.groupby("segment")["touches"].transform("sum"),
        rate=rows["converted"] / rows["journeys"].where(rows["journeys"] > 0),
        low=low,
        high=high,
        _place=rows["segment"].map({name: place for place, name in enumerate(summary.segments)}),
    )
    rows = rows.sort_values(["_place", "touches"], ascending=[True, False], kind="stable", ignore_index=True)
    return rows[COLUMNS]


def _touches(summary: Summary) -> pd.DataFrame:
    rows = touches_of(summary)
    others = summary.folded[-1] if len(summary.folded) < len(summary.channels) else ""
    rows["channel"] = rows["channel"].where(rows["channel"].isin(summary.folded), others)
    return rows.groupby(["segment", "channel"])["touches"].sum().reset_index()


def _journeys(summary: Summary) -> pd.DataFrame:
    """Count journeys by each channel of their set, whose bits stand in the order of the folded names."""
    sets = summary.sets
    sets = sets[sets["journeys"] > 0]
    has = (sets["channels"].to_numpy("int64")[:, None] >> np.arange(len(summary.folded)) & 1).astype(bool)
    row, place = np.nonzero(has)
    cells = sets.iloc[row]
    counted = pd.DataFrame(
        {
            "segment": cells["segment"].astype("str").to_numpy(),
            "channel": pd.array([summary.folded[code] for code in place], dtype="str"),
            "journeys": cells["journeys"].to_numpy(),
            "converted": cells["conversions"].to_numpy(),
        }
    )
    return counted.groupby(["segment", "channel"], as_index=False)[["journeys", "converted"]].sum()
