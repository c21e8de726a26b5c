"""The touch table: every touch in its journey, before anyone asks about segments.

A journey is a customer's touches since the previous conversion. Counting a customer's conversions before each
event gives touches and the conversion that closes them the same slot number, so that journeys need one window
and one equal join, on any engine. Touches of customers who never converted need neither.
"""

from __future__ import annotations

from math import log

import narwhals.stable.v2 as nw

from segattr.reduce.door import col, pick, whole
from segattr.reduce.engines import Frame
from segattr.reduce.window import Window

MICROSECONDS_PER_DAY = 86_400_000_000
FOREVER = 1e7  # days; no engine compares with infinity the same way
LEAST_EXPONENT = -600.0  # a weight of 1e-261 is nothing; PostgreSQL refuses what is too small for a float
JOURNEYS_PER_CUSTOMER = 1 << 24  # a journey's number: customer × this + 2 × slot + converted
SEATED = [
    *("customer", "journey", "channel", "length", "days_left", "nearest"),
    *("lead_at", "opportunity_at", "value", "margin", "repeat"),
]
CONVERSION = ["closed_at", "value", "margin", "lead_ts", "opportunity_ts"]


def events(touches: Frame, conversions: Frame) -> Frame:
    """Return touches and conversions of converting customers in one order, numbered per customer.

    Columns added: ``slot`` (conversions before this event) and ``nth`` (touches up to and with this event).
    At one instant a touch comes before the conversion, and the file's row decides the rest. Conversions carry
    their own number where touches carry the channel: what they were worth is looked up when they are few.
    """
    names = ["customer", "ts", "row", "channel", "closes"]
    both = [
        touches.with_columns(closes=whole(0)).select(names),
        conversions.with_columns(closes=whole(1), channel=col("conversion")).select(names),
    ]
    everything = nw.concat(both, how="vertical")
    order = ["ts", "closes", "row", "channel"]
    before = {
        "slot": col("closes").cum_sum().over("customer", order_by=order) - col("closes"),
        "nth": (whole(1) - col("closes")).cum_sum().over("customer", order_by=order),
    }
    return everything.with_columns(**{name: place.cast(nw.Int64) for name, place in before.items()})


def closings(numbered: Frame, conversions: Frame) -> Frame:
    """Return the conversions: ``customer, slot``, their worth, ``repeat`` and their journey's number."""
    places = numbered.filter(col("closes") == 1).select("customer", "slot", conversion=col("channel"))
    worth = conversions.select("conversion", *CONVERSION[1:], closed_at=col("ts"))
    closed = places.join(worth, on="conversion", how="inner")
    repeat = pick(col("slot") > 0, whole(1), whole(0))
    return closed.select("customer", "slot", *CONVERSION, repeat=repeat, journey=_journey(whole(1)))


def credited(numbered: Frame, closed: Frame, window: Window) -> Frame:
    """Return the touches within reach of a conversion, once per conversion they may serve.

    Columns: ``customer, journey, nth, channel, days_left, value, margin, repeat`` and the milestones.
    """
    touches = numbered.filter(col("closes") == 0).select("customer", "slot", "nth", "ts", "channel")
    if window.reuse:
        later = touches.rename({"slot": "opened"}).join(closed, on="customer", how="inner")
        pairs = later.filter(col("slot") >= col("opened"))
    else:
        pairs = touches.join(closed, on=["customer", "slot"], how="inner")
    reached = pairs.with_columns(days_left=_days_left()).filter(_in_reach(window))
    return reached if window.repeats == "all" else thinned(reached, window)


def thinned(touches: Frame, window: Window) -> Frame:
    """Leave out touches that repeat a channel, and number those left in their journeys anew, as ``nth``."""
    if window.repeats == "collapse":
        before = col("channel").shift(1).over("journey", order_by="nth")
        kept = touches.with_columns(before=before).filter(
            col("before").is_null() | (col("before") != col("channel"))
        )
    else:
        first = col("nth").min().over("journey", "channel")
        kept = touches.with_columns(before=first).filter(col("before") == col("nth"))
    order = col("one").cum_sum().over("journey", order_by="nth").cast(nw.Int64)
    names = touches.collect_schema().names()
    return (
        kept.with_columns(one=whole(1)).with_columns(again=order).with_columns(nth=col("again")).select(names)
    )


def lost(numbered: Frame, closed: Frame, window: Window) -> Frame:
    """Return the touches of converting customers that no conversion reaches back to.

    They form journeys of their own: ``customer, journey, nth, channel, ts, unclosed, repeat``; the last one
    of a customer may be unclosed, that is: nothing was bought after it. ``repeat`` is 1 where something was
    before it.
    """
    touches = numbered.filter(col("closes") == 0).select("customer", "slot", "nth", "ts", "channel")
    left = touches.join(closed.select("customer", "slot", "closed_at"), on=["customer", "slot"], how="left")
    out_of_reach = col("closed_at").is_null() | ~_in_reach(window)
    kept = left.with_columns(days_left=_days_left()).filter(out_of_reach)
    unclosed = pick(col("closed_at").is_null(), whole(1), whole(0))
    repeat = pick(col("slot") > 0, whole(1), whole(0))
    return kept.with_columns(journey=_journey(whole(0)), unclosed=unclosed, repeat=repeat).select(
        "customer", "journey", "nth", "channel", "ts", "unclosed", "repeat"
    )


def seat(reached: Frame, *, direct: list[int]) -> Frame:
    """Give every credited touch its ``position`` and ``length``, and what else its journey is known by.

    Added: ``nearest`` (days between the last touch and the conversion), ``lead_at`` and ``opportunity_at``
    (position of the last touch before each milestone, 0 where there is none) and ``named_at`` (position of
    the last touch that is not direct, of the last touch where all are).
    """
    named = pick(col("channel").is_in(direct), whole(0), col("nth")) if direct else col("nth")
    reached = reached.with_columns(
        by_lead=_before("lead_ts"), by_opportunity=_before("opportunity_ts"), named=named, one=whole(1)
    )
    per_journey = reached.group_by("journey").agg(
        first=col("nth").min(),
        length=col("one").sum(),
        nearest=col("days_left").min(),
        lead_at=col("by_lead").sum(),
        opportunity_at=col("by_opportunity").sum(),
        last_named=col("named").max(),
    )
    widened = [col(c).cast(nw.Int64) for c in ("length", "lead_at", "opportunity_at")]
    seated = reached.join(per_journey.with_columns(*widened), on="journey", how="inner")
    named_at = pick(col("last_named") > 0, col("last_named") - col("first") + 1, col("length"))
    return seated.select(*SEATED, position=col("nth") - col("first") + 1, named_at=named_at)


def first_journey() -> nw.Expr:
    """Return the number of the journey that ends in a customer's first conversion."""
    return col("customer") * JOURNEYS_PER_CUSTOMER + 1


def decay_weight(window: Window) -> nw.Expr:
    """Return a touch's undivided decay weight, 1 for the journey's last touch, so that nothing underflows.

    Halving per half-life before the conversion; the common factor of a journey cancels when it is divided.
    """
    exponent = (col("days_left") - col("nearest")) * (-log(2) / window.half_life_days)
    return exponent.clip(lower_bound=LEAST_EXPONENT).exp()


def _journey(converted: nw.Expr) -> nw.Expr:
    return col("customer") * JOURNEYS_PER_CUSTOMER + col("slot") * 2 + converted


def _days_left() -> nw.Expr:
    return (col("closed_at") - col("ts")).cast(nw.Float64) / MICROSECONDS_PER_DAY


def _in_reach(window: Window) -> nw.Expr:
    return col("days_left") <= min(window.lookback_days, FOREVER)


def _before(milestone: str) -> nw.Expr:
    """1 for touches up to the milestone; a milestone after the conversion is not one of this journey."""
    reached = (col("ts") <= col(milestone)) & (col(milestone) <= col("closed_at"))
    return pick(reached, whole(1), whole(0))
