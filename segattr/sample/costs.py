"""What the visits cost, by campaign and month."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.sample.allocate import quotas
from segattr.sample.spots import COST_PER_ORDER, SPOTS


def costs(touchpoints: pd.DataFrame, *, acquired: pd.Series) -> pd.DataFrame:
    """Bill every paid campaign month by month.

    Parameters
    ----------
    touchpoints : timestamp, channel, campaign.
    acquired : campaign -> customers whose first order began with it; sets the spend of the two campaigns the
        story is about, the others are paid per click.

    Returns
    -------
    frame : channel, campaign, start, end (days), clicks, spend (EUR); campaign × month.

    Examples
    --------
    >>> visits = pd.DataFrame({"channel": ["Email"] * 3, "campaign": ["Newsletter"] * 3})
    >>> costs(visits.assign(timestamp=pd.Timestamp("2026-03-02")), acquired=pd.Series())["spend"].tolist()
    [0.06]
    """
    month = touchpoints["timestamp"].dt.to_period("M").rename("month")
    clicks = (
        touchpoints.groupby(["channel", "campaign", month], observed=True)
        .size()
        .rename("clicks")
        .reset_index()
    )
    spend = np.rint(100 * clicks["clicks"] * SPOTS["cost_per_click"].reindex(clicks["campaign"]).to_numpy())
    for campaign, price in COST_PER_ORDER.items():
        mine = clicks["campaign"] == campaign
        total = round(100 * price * int(acquired.get(campaign, 0)))
        spend[mine] = quotas(total, clicks.loc[mine, "clicks"].to_numpy())
    return pd.DataFrame(
        {
            "channel": clicks["channel"],
            "campaign": clicks["campaign"],
            "start": clicks["month"].dt.start_time,
            "end": clicks["month"].dt.end_time.dt.normalize(),
            "clicks": clicks["clicks"],
            "spend": spend / 100,
        }
    )
