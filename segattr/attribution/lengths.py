"""How long it takes to convert: in touches, and in days."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.reduce.summary import Summary

HALF: Final = 0.5
MOST: Final = 0.9  # share of conversions that "most" means
ROUNDING: Final = 1e-12


def lengths(summary: Summary) -> pd.DataFrame:
    """Return how many touches journeys had that ended in a conversion, per segment.

    Parameters
    ----------
    summary : with ``positions``.

    Returns
    -------
    DataFrame ``segment, touches, conversions, share``; shares, 0 to 1, add up to 1 in every segment.

    Examples
    --------
    >>> import segattr as sa
    >>> paths = pd.DataFrame({"path": ["Ads > Email", "Email"], "conversions": [3, 1]})
    >>> lengths(sa.summarise(sa.load(paths=paths)))[["touches", "share"]].to_numpy().tolist()
    [[1.0, 0.25], [2.0, 0.75]]
    """
    first = summary.positions[summary.positions["position"] == 1]
    return _shared(first.rename(columns={"touches": "conversions", "length": "touches"}), "touches")


def lags(summary: Summary) -> pd.DataFrame:
    """Return how many days passed from the first touch to the conversion, per segment.

    Parameters
    ----------
    summary : with ``lags``; counted paths carry no times.

    Returns
    -------
    DataFrame ``segment, days, conversions, share, so_far``: whole days (0 is within a day), and the share of
    the segment's conversions, 0 to 1, that took so long, and at most so long.

    Raises
    ------
    UnsuitableData : counted paths, or a Summary made before days were counted.

    Notes
    -----
    No journey is longer than the lookback window: where many are nearly as long, a longer window would find
    more. Journeys that may still convert are not among them, so that recent slow ones are missing.
    """
    rows = _shared(summary.lags.rename(columns={"journeys": "conversions"}), "days")
    return rows.assign(so_far=rows.groupby("segment")["share"].cumsum().clip(upper=1.0))


def lag_summary(summary: Summary) -> pd.DataFrame:
    """Return the usual time to convert, per segment.

    Returns
    -------
    DataFrame ``segment, conversions, median_days, within_day, most_days``: half of the conversions took at
    most ``median_days`` whole days, nine in ten at most ``most_days``; ``within_day`` is the share, 0 to 1,
    that took less than one.
    """
    found = []
    for segment, rows in lags(summary).groupby("segment", sort=False):
        days, so_far = rows["days"].to_numpy(), rows["so_far"].to_numpy()
        found.append(
            {
                "segment": segment,
                "conversions": int(rows["conversions"].sum()),
                "median_days": int(days[(so_far >= HALF - ROUNDING).argmax()]),
                "within_day": float(rows.loc[rows["days"] == 0, "share"].sum()),
                "most_days": int(days[(so_far >= MOST - ROUNDING).argmax()]),
            }
        )
    columns = ["segment", "conversions", "median_days", "within_day", "most_days"]
    return pd.DataFrame(found, columns=columns).astype({"segment": "str"})


def _shared(cells: pd.DataFrame, by: str) -> pd.DataFrame:
    rows = cells.groupby(["segment", by], observed=True)["conversions"].sum().reset_index()
    rows = rows[rows["conversions"] > 0].reset_index(drop=True)
    whole = rows.groupby("segment", observed=True)["conversions"].transform("sum")
    return rows.assign(share=rows["conversions"] / whole, segment=rows["segment"].astype("str"))
