"""Whether the revenue of the conversions adds up to what finance has, month by month."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnsuitableData

MONTH: Final = "%Y-%m"
COLUMNS: Final = ("month", "recorded", "control", "difference", "share")
NEEDS: Final = "Control totals are held against the money of conversions; these data hold none."
ODD: Final = "'{month}' is no month. Write control totals per month, such as 2026-03."


def control_totals(dataset: Dataset, totals: Mapping[str, float]) -> pd.DataFrame:
    """Return the revenue of each month beside what finance has for it.

    Parameters
    ----------
    totals : month, written ``2026-03`` -> its revenue as finance has it, in the currency of the data.

    Returns
    -------
    DataFrame : ``month``; ``recorded``, the value of the month's conversions (UTC); ``control``, nan where
        finance said nothing; ``difference`` (recorded minus control) and its ``share`` of the control total.
        Every month with conversions or with a control total, in order.

    Raises
    ------
    UnsuitableData : the conversions carry no money.
    BadSetting : a month is written otherwise.

    Notes
    -----
    A difference need not be an error: refunds, tax, shipping and the day an order is booked on differ between
    tools. A first or last month that the data hold only in part is short by what is not in them.

    Examples
    --------
    >>> day = pd.to_datetime(["2026-03-05", "2026-04-06"], utc=True)
    >>> orders = pd.DataFrame({"customer_id": ["a", "b"], "ts": day, "value": [90.0, 20.0]})
    >>> control_totals(Dataset(conversions=orders), {"2026-03": 100.0}).head(1).values.tolist()
    [['2026-03', 90.0, 100.0, -10.0, -0.1]]
    """
    return beside(revenue_by_month(dataset), totals)


def revenue_by_month(dataset: Dataset) -> pd.Series:
    """Return the value of each month's conversions (UTC), by month, such as 2026-03.

    Raises
    ------
    UnsuitableData : the conversions carry no money.
    """
    orders = dataset.conversions
    if orders is None or "value" not in orders or orders["value"].isna().all():
        raise UnsuitableData(NEEDS)
    moments = orders["ts"].dt
    sums = orders["value"].groupby((moments.year * 100 + moments.month).to_numpy()).sum()
    return sums.set_axis([f"{month // 100:04d}-{month % 100:02d}" for month in sums.index])


def beside(recorded: pd.Series, totals: Mapping[str, float]) -> pd.DataFrame:
    """Return `control_totals` of revenue already added up by month."""
    control = pd.Series({_month(month): float(total) for month, total in totals.items()}, dtype="float64")
    both = recorded.index.union(control.index).sort_values()
    table = pd.DataFrame(
        {
            "month": both.astype("str"),
            "recorded": recorded.reindex(both).fillna(0.0).to_numpy(),
            "control": control.reindex(both).to_numpy(),
        }
    )
    difference = table["recorded"] - table["control"]
    return table.assign(
        difference=difference, share=difference / table["control"].where(table["control"] != 0)
    )


def summed(table: pd.DataFrame) -> tuple[int, float, float]:
    """Return how many months have a control total, and what was recorded and controlled in them.

    Examples
    --------
    >>> rows = {"month": ["2026-03", "2026-04"], "recorded": [90.0, 5.0], "control": [100.0, None]}
    >>> summed(pd.DataFrame(rows))
    (1, 90.0, 100.0)
    """
    known = table[table["control"].notna()]
    return len(known), float(known["recorded"].sum()), float(known["control"].sum())


def _month(text: str) -> str:
    try:
        return datetime.strptime(text, MONTH).strftime(MONTH)
    except ValueError as error:
        raise BadSetting(ODD.format(month=text)) from error
