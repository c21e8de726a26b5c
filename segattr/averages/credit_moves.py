"""Credit by month, and what of a channel's change each segment and each model accounts for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from segattr.attribution.attribute import attribute
from segattr.attribution.model import Model
from segattr.averages.over_time import at
from segattr.averages.period_cells import PERIOD
from segattr.errors import UnsuitableData
from segattr.reduce.summary import Summary, label_order

KEYS: Final = ["model", "segment", "channel"]


def credit_over_time(summary: Summary, models: Sequence[str | Model]) -> pd.DataFrame:
    """Return every month's credit under every model.

    Parameters
    ----------
    summary : made with ``by_month=True``.
    models : as `segattr.attribute` takes them.

    Returns
    -------
    DataFrame ``period`` (``2026-03``, the month of the conversion) and the columns of `segattr.attribute`, in
    order of time. ``share`` is of the segment's conversions of that month.

    Raises
    ------
    UnsuitableData : the Summary was made without months. UnknownName : no such model.

    Notes
    -----
    Rule models add up over months. Models that learn from journeys (Markov, Shapley) are fitted to each month
    alone, so their months do not add up to the fit of all of them; with few conversions they jump.
    """
    months = sorted(int(month) for month in summary.conversions["month"].unique() if month)
    if not months:
        raise UnsuitableData("This Summary has no months: make it with by_month=True.")
    parts = [
        attribute(_month(summary, month), list(models)).assign(period=f"{month // 100}-{month % 100:02d}")
        for month in months
    ]
    table = pd.concat(parts, ignore_index=True)
    return table[[PERIOD, *(name for name in table.columns if name != PERIOD)]]


def credit_moved(
    table: pd.DataFrame, before: str, after: str, *, measure: str = "conversions"
) -> pd.DataFrame:
    """Return how the credit of each channel moved between two months, per model and segment.

    Parameters
    ----------
    table : see `credit_over_time`.
    measure : ``conversions`` or ``value``.

    Returns
    -------
    DataFrame ``model, segment, channel, before, after, change``, and what the change is made of: ``volume``
    (the segment had more or fewer conversions) and ``credit`` (the channel had another share of them); the
    two are exactly the change. Per model, all changes together are the change of the conversions themselves.

    Raises
    ------
    UnknownName : the table has no such month.

    Notes
    -----
    The split takes the mean of both months as weights, as Kitagawa's does, so neither month is favoured.
    Credit, not effect: a channel's share may grow because another one was switched off.

    References
    ----------
    Kitagawa (1955), Components of a difference between two rates, JASA 50:1168.
    doi:10.1080/01621459.1955.10501299

    Examples
    --------
    >>> rows = [("1", "linear", "all", "Email", 8.0), ("1", "linear", "all", "Search", 2.0)]
    >>> rows += [("2", "linear", "all", "Email", 9.0), ("2", "linear", "all", "Search", 11.0)]
    >>> table = pd.DataFrame(rows, columns=["period", "model", "segment", "channel", "conversions"])
    >>> credit_moved(table, "1", "2")[["channel", "change", "volume", "credit"]].values.tolist()
    [['Email', 1.0, 6.25, -5.25], ['Search', 9.0, 3.75, 5.25]]
    """
    sides = [at(table, period).set_index(KEYS)[measure] for period in (before, after)]
    both = pd.concat(sides, axis=1, keys=["before", "after"]).fillna(0.0).reset_index()
    total = both.groupby(["model", "segment"])[["before", "after"]].transform("sum")
    share = both[["before", "after"]] / total.where(total != 0)
    share = share.fillna({"before": share["after"], "after": share["before"]}).fillna(0.0)
    volume = (total["after"] - total["before"]) * share.mean(axis=1)
    change = both["after"] - both["before"]
    found = both.assign(change=change, volume=volume, credit=change - volume)
    order = {name: place for place, name in enumerate(dict.fromkeys(table["model"]))}
    rows = sorted(
        found.index,
        key=lambda row: (
            order[found.loc[row, "model"]],
            *(label_order(str(found.loc[row, k])) for k in KEYS[1:]),
        ),
    )
    return found.loc[rows].reset_index(drop=True)


def _month(summary: Summary, month: int) -> Summary:
    """Return the Summary of the conversions of one month; tables without months are left as they are."""
    tables = {
        name: rows[rows["month"] == month] if "month" in rows else rows
        for name, rows in summary.tables.items()
    }
    return replace(summary, tables=tables)
