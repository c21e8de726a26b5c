"""Who spent how much in the months up to the last day of the data."""

from __future__ import annotations

from typing import Final, Literal

import narwhals.stable.v2 as nw
import pandas as pd

from segattr.reduce.door import NOBODY, col, narrow_conversions, pick, whole
from segattr.reduce.engines import NEVER, Frame, in_microseconds
from segattr.reduce.source import Source
from segattr.segments.as_of import latest_moment

By = Literal["value", "orders"]
DAY: Final = 86_400_000_000  # microseconds
FINENESS: Final = (
    10_000  # parts of a unit of money: sums compared as whole numbers tie where people see a tie
)


def begins(source: Source, *, months: int) -> int:
    """Return the moment the last ``months`` begin, in microseconds, counted back from the latest moment.

    The latest moment is that of the last touch, conversion or event; `NEVER` without any.
    """
    latest = latest_moment(source)
    if latest is None:
        return NEVER
    since = pd.Timestamp(latest, unit="us") - pd.DateOffset(months=months)
    return since.value // 1_000


def spending(source: Source, *, months: int, by: By = "value") -> Frame:
    """Return what everybody who ordered in the period spent.

    Parameters
    ----------
    months : how far back from the latest moment of touches, conversions and events; the first moment is
        outside.
    by : ``value`` adds the orders' values up, ``orders`` counts them.

    Returns
    -------
    Frame ``customer_id, orders, amount``; ``amount`` in ten-thousandths of a unit of money, or in orders.
    Orders nobody can be linked to are nobody's.
    """
    since = begins(source, months=months)
    orders = narrow_conversions(source.conversions).filter(col("ts") > since, col("customer_id") != NOBODY)
    summed = (
        orders.with_columns(one=whole(1))
        .group_by("customer_id")
        .agg(orders=col("one").sum(), money=col("value").sum())
    )
    worth = (col("money") * FINENESS).round() if by == "value" else col("orders")
    return summed.select("customer_id", "orders", amount=worth.cast(nw.Int64))


def behaviour(source: Source) -> Frame:
    """Return how everybody who was seen came to a first order, if to any.

    Returns
    -------
    Frame ``customer_id, touches, days``: touches up to the first order, or so far where there is none; whole
    days from the first touch to the first order, -1 without an order. Who was not seen before an order is not
    in it.
    """
    orders = narrow_conversions(source.conversions).filter(col("customer_id") != NOBODY)
    bought = orders.group_by("customer_id").agg(bought=col("ts").min())
    seen = source.touchpoints.filter(~col("customer_id").is_null(), ~col("ts").is_null())
    dated = in_microseconds(seen.select("customer_id", "ts"), "ts").with_columns(
        customer_id=col("customer_id").cast(nw.String)
    )
    joined = dated.join(bought, on="customer_id", how="left").with_columns(
        bought=col("bought").fill_null(NEVER), one=whole(1)
    )
    before = joined.filter(col("ts") <= col("bought")).group_by("customer_id")
    counted = before.agg(touches=col("one").sum(), seen=col("ts").min(), bought=col("bought").min())
    return counted.select(
        "customer_id",
        "touches",
        days=pick(col("bought") == NEVER, whole(-1), (col("bought") - col("seen")) // DAY),
    )


def everybody(source: Source) -> Frame:
    """Return who is on the list: customers, ids seen in touchpoints, and whoever ordered.

    Returns
    -------
    Frame ``customer_id, ever, last``: orders at all, and the moment of the last one, `NEVER` without any.
    """
    orders = narrow_conversions(source.conversions).filter(col("customer_id") != NOBODY)
    bought = orders.select("customer_id", ever=whole(1), last=col("ts"))
    seen = source.people.select("customer_id", ever=whole(0), last=whole(0))
    summed = nw.concat([bought, seen], how="vertical").group_by("customer_id")
    counted = summed.agg(ever=col("ever").sum(), last=col("last").max())
    return counted.with_columns(last=pick(col("ever") == 0, whole(NEVER), col("last")))
