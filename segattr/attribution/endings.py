"""How journeys ended: in a conversion, in nothing, or not yet."""

from __future__ import annotations

import pandas as pd

from segattr.reduce.summary import Summary


def endings(summary: Summary) -> pd.DataFrame:
    """Tell journeys that may still convert from those that did not.

    Parameters
    ----------
    summary : with ``sets``.

    Returns
    -------
    DataFrame ``segment, journeys, converted, open, lost, open_share``: all journeys, those with a conversion
    at their end, those whose last touch lies within the lookback window of the end of the data, so that a
    conversion may still come, and those where it did not; ``open_share``, 0 to 1, is of all journeys.

    Notes
    -----
    Without a lookback window every journey without a conversion is open. Counted paths carry no times:
    nothing in them is open.

    Examples
    --------
    >>> import segattr as sa
    >>> touches = pd.DataFrame({"customer_id": ["a", "b"], "ts": ["2026-01-01", "2026-05-01"]})
    >>> orders = pd.DataFrame({"customer_id": ["c"], "ts": ["2026-05-03"]})
    >>> dataset = sa.load(touchpoints=touches.assign(channel="Email"), conversions=orders)
    >>> endings(sa.summarise(dataset))[["journeys", "open", "lost"]].to_numpy().tolist()
    [[2, 1, 1]]
    """
    cells = summary.sets.groupby("segment", observed=True)[["journeys", "conversions", "open"]].sum()
    left_out = cells["open"] if summary.window.open_journeys == "exclude" else 0
    journeys = cells["journeys"] + left_out
    rows = pd.DataFrame({"journeys": journeys, "converted": cells["conversions"], "open": cells["open"]})
    rows = rows.assign(lost=rows["journeys"] - rows["converted"] - rows["open"])
    rows["open_share"] = rows["open"] / rows["journeys"]
    return rows.reset_index().astype({"segment": "str"})
