"""What came of a segment's campaigns, inside the segment and outside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.io.cells import among
from segattr.statistics.intervals import wilson

DAY: Final = 86_400  # seconds
COLUMNS: Final = ["where", "people", "reached", "buyers", "orders", "value", "rate", "low", "high"]


def read_back(
    dataset: Dataset, inside: pd.Series, campaigns: Sequence[str], *, lookback_days: float = 30
) -> pd.DataFrame:
    """Return whom some campaigns reached, and their orders after such a touch, in a segment and elsewhere.

    Parameters
    ----------
    inside : whether a customer is in the segment, indexed by ``customer_id``; everybody there is.
    campaigns : names in the touchpoints; capitals do not matter.
    lookback_days : days before an order in which a touch counts, the boundary included.

    Returns
    -------
    DataFrame : two rows, ``where`` is ``inside`` and ``outside``. ``people`` there are, ``reached`` by a
        touch of the campaigns at any time, ``buyers`` and ``orders`` with such a touch within the window
        before, their ``value`` (nan where no order says it), and buyers ÷ reached as ``rate`` with its 95 %
        Wilson range ``low, high``.

    Raises
    ------
    UnsuitableData : no touch says which campaign it belongs to, or there are no orders.

    Notes
    -----
    An order counts whole, whatever else touched its customer: this is contact before an order, neither credit
    shared out nor an effect. Campaigns aimed at those who buy anyway look good here.

    Examples
    --------
    >>> days = pd.to_datetime(["2026-01-01", "2026-01-05"], utc=True)
    >>> seen = pd.DataFrame({"customer_id": ["a"], "ts": days[:1], "channel": "x", "campaign": "May"})
    >>> bought = pd.DataFrame({"customer_id": ["a"], "ts": days[1:], "value": [10.0]})
    >>> found = read_back(Dataset(touchpoints=seen, conversions=bought), pd.Series({"a": True}), ["may"])
    >>> found[["where", "reached", "orders", "value"]].values.tolist()
    [['inside', 1, 1, 10.0], ['outside', 0, 0, 0.0]]
    """
    touches, orders = dataset.table("touchpoints"), dataset.table("conversions")
    if "campaign" not in touches:
        raise UnsuitableData(
            "No touchpoint says which campaign it belongs to. Bring an export that names the campaign.",
            table="touchpoints",
        )
    wanted = {name.casefold() for name in campaigns}
    own = touches["campaign"].astype("str").str.casefold().isin(wanted) & touches["customer_id"].notna()
    contacts = touches.loc[own, ["customer_id", "ts"]].astype({"customer_id": "str"})
    served = _after(contacts, orders, lookback_days)
    return _counted(inside, contacts, served)


def _after(contacts: pd.DataFrame, orders: pd.DataFrame, lookback_days: float) -> pd.DataFrame:
    """Return the orders whose customer had a contact within the window before, ``customer_id, value``."""
    known = orders[orders["customer_id"].notna() & orders["ts"].notna()]
    value = known.get("value", np.nan)
    bought = pd.DataFrame({"customer_id": known["customer_id"].astype("str"), "ts": known["ts"]})
    bought = bought.assign(value=value).sort_values("ts")
    dated = contacts[contacts["ts"].notna()].sort_values("ts")
    last = pd.merge_asof(
        bought,
        dated.assign(touched=dated["ts"]).astype({"ts": bought["ts"].dtype}),
        on="ts",
        by="customer_id",
    )
    days = (last["ts"] - last["touched"]).dt.total_seconds() / DAY
    served: pd.DataFrame = last.loc[days <= lookback_days, ["customer_id", "value"]]
    return served


def _counted(inside: pd.Series, contacts: pd.DataFrame, served: pd.DataFrame) -> pd.DataFrame:
    reached = set(contacts["customer_id"].unique())
    rows = []
    for where, people in (("inside", inside.index[inside]), ("outside", inside.index[~inside])):
        own = served[among(served["customer_id"], people)]
        priced = own["value"].dropna()
        value = float(priced.sum()) if len(priced) or own.empty else np.nan
        n, buyers = len(reached & set(people)), own["customer_id"].nunique()
        low, high = wilson(buyers, n)
        rate = buyers / n if n else np.nan
        rows.append((where, len(people), n, buyers, len(own), value, rate, float(low), float(high)))
    return pd.DataFrame(rows, columns=COLUMNS)
