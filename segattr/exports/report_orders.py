"""Quarters of orders alone: who ordered is known, who did not is not, so there is no conversion to tell."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.averages.periods import periods_of
from segattr.exports.report_parts import Subject
from segattr.reduce.door import UNKNOWN
from segattr.reduce.summary import label_order
from segattr.words import report as words

# What stands under another name where people are those who ordered.
HEADERS: Final = {
    "people": "Customers who ordered",
    "from_visits": "Revenue change: customers",
    "from_conversion": "Revenue change: orders each",
}


def orders_by_quarter(subject: Subject) -> pd.DataFrame | None:
    """Return ``period, segment, people, orders`` and the money; None where more than orders tells the time.

    Whoever did nothing but order converted in every quarter they were seen in: that 100 % is no rate.

    Returns
    -------
    DataFrame in the order of time; ``people`` are those who ordered in the quarter. ``attrs["periods"]``: the
    quarters.
    """
    orders = subject.dataset.conversions
    others = (subject.dataset.touchpoints, subject.dataset.outcomes)
    if orders is None or any(table is not None for table in others):
        return None
    known = orders[orders["customer_id"].notna() & orders["ts"].notna()]
    who = known["customer_id"].astype("str")
    rows = pd.DataFrame(
        {"period": periods_of(known["ts"], "quarter"), "segment": _segments(who, subject.labels)}
    )
    rows = rows.assign(who=who, **{name: known[name] for name in ("value", "margin") if name in known})
    money = {name: (name, "sum") for name in ("value", "margin") if name in rows}
    table = rows.groupby(["period", "segment"], as_index=False).agg(
        people=("who", "nunique"), orders=("who", "size"), **money
    )
    place = {name: at for at, name in enumerate(sorted(set(table["segment"]), key=label_order))}
    order = table.assign(_place=table["segment"].map(place)).sort_values(["period", "_place"]).index
    table = table.loc[order].reset_index(drop=True)
    table.attrs["periods"] = list(dict.fromkeys(map(str, table["period"])))
    return table if len(table) else None


def _segments(who: pd.Series, labels: pd.Series | None) -> pd.Series:
    if labels is None:
        return pd.Series(words.EVERYBODY, who.index, dtype="str")
    return who.map(labels).fillna(UNKNOWN).astype("str")
