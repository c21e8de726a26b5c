"""The ways most conversions came about."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from segattr.reduce.summary import Summary
from segattr.reduce.tables import PER_WORD, PLACE_BITS, WORDS
from segattr.statistics.intervals import wilson

ARROW: Final = " > "
EARLIER: Final = "… > "  # stands before a path of which only the last 24 touches are kept
_PLACE = (1 << PLACE_BITS) - 1


def top_paths(summary: Summary, *, most: int = 10) -> pd.DataFrame:
    """Return the paths most conversions came by, per segment.

    Parameters
    ----------
    summary : with ``paths``, which keep the thousand most walked ones of a segment.
    most : paths per segment.

    Returns
    -------
    DataFrame ``segment, path, touches, journeys, conversions, value, share, rate, low, high``: the channels
    in order, the number of touches, journeys that went this way, how many of them converted and for how much,
    ``share`` of the segment's conversions with a touch, and the ``rate`` of those journeys that converted,
    0 to 1, with its 95 % interval; most conversions first.

    Notes
    -----
    Journeys, not customers, are what the interval counts as independent; customers who come back often make
    it a little too narrow. Short paths lead such lists because there are few ways to be short.

    Examples
    --------
    >>> import segattr as sa
    >>> paths = pd.DataFrame({"path": ["Ads > Email", "Email"], "conversions": [3, 1], "nulls": [1, 9]})
    >>> top_paths(sa.summarise(sa.load(paths=paths)), most=1)[["path", "share", "rate"]].to_numpy().tolist()
    [['Ads > Email', 0.75, 0.75]]
    """
    keys = ["segment", *WORDS, "length"]
    sums = (
        summary.paths.groupby(keys, observed=True)[["journeys", "conversions", "value"]].sum().reset_index()
    )
    won = sums[sums["conversions"] > 0].sort_values(
        ["conversions", "journeys"], ascending=False, kind="stable"
    )
    rows = won.groupby("segment", observed=True).head(most)
    rows = rows.sort_values("segment", kind="stable").reset_index(drop=True)
    whole = summary.attributed.reindex(rows["segment"]).to_numpy(float)
    low, high = wilson(rows["conversions"], rows["journeys"])
    return pd.DataFrame(
        {
            "segment": rows["segment"].astype("str"),
            "path": pd.Series(_written(rows, summary.folded), dtype="str"),
            "touches": rows["length"],
            **{name: rows[name] for name in ("journeys", "conversions", "value")},
            "share": rows["conversions"] / whole,
            "rate": rows["conversions"] / rows["journeys"],
            "low": low,
            "high": high,
        }
    )


def _written(rows: pd.DataFrame, folded: tuple[str, ...]) -> list[str]:
    """Write paths out of their packed touches, the last one lowest."""
    shifts = np.arange(PER_WORD) * PLACE_BITS
    codes = np.hstack([rows[word].to_numpy("int64")[:, None] >> shifts & _PLACE for word in WORDS])
    kept = PER_WORD * len(WORDS)
    return [
        EARLIER * (length > kept) + ARROW.join(folded[code - 1] for code in reversed(path[:length]))
        for path, length in zip(codes.tolist(), rows["length"].tolist(), strict=True)
    ]
