"""The kept touch table: the events are read and put in order once, whatever is asked of them later."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import inf
from threading import RLock

import narwhals.stable.v2 as nw
import pandas as pd

from segattr.reduce import tables as table
from segattr.reduce.door import (
    NOTHING,
    UNKNOWN,
    col,
    narrow_conversions,
    narrow_touches,
    pick,
    whole,
    with_month,
)
from segattr.reduce.engines import NEVER, Frame, Pins, to_pandas, with_group
from segattr.reduce.folding import FOLDED, fold_names
from segattr.reduce.groups import GROUPS
from segattr.reduce.source import Source
from segattr.reduce.touches import (
    MICROSECONDS_PER_DAY,
    closings,
    credited,
    events,
    first_journey,
    lost,
    seat,
    thinned,
)
from segattr.reduce.window import Window
from segattr.segments.segmentation import Segmentation

MOVED = [
    "journey",
    "position",
    "length",
    "channel",
    "converted",
    "open",
    "counted",
    "repeat",
    "value",
    "margin",
]
# At one instant the row decides; all else an order is known by follows, so that every engine decides alike.
TURN = ["ts", "row", "value", "margin", "lead_ts", "opportunity_ts"]


@dataclass(eq=False)
class Journeys:
    """One client's touches in their journeys under one `Window`, before anyone asks about segments.

    Parameters
    ----------
    source : touchpoints, conversions and customers on one engine.
    window : which touches count.
    touch_by : what earns credit: ``channel``, ``campaign``, ``source_medium`` or ``content``.

    Notes
    -----
    Each property is worked out when first asked for and pinned on the engine until `close`. Credit needs the
    customers who converted, put in order; everybody else is read for tables of all journeys only. Hold `lock`
    while reading: an engine's connection serves one thread at a time.
    """

    source: Source
    window: Window = field(default_factory=Window)
    touch_by: str = "channel"

    def __post_init__(self) -> None:
        self.pins = Pins(self.source.touchpoints)
        self.lock = RLock()

    def close(self) -> None:
        """Free what is pinned on the engine."""
        self.pins.release()

    @property
    def root(self) -> Frame:
        """A frame of the engine, through which a reduce pins frames of its own."""
        return self.source.touchpoints

    def coded(self, segmentation: Segmentation, pins: Pins, /) -> tuple[Frame, list[str]]:
        """Return ``who, segment`` of everybody a segmentation puts somewhere, and the names from 1 on."""
        labels = pins.keep(segmentation.labels(self.source).filter(col("label") != UNKNOWN))
        coded = labels.select("label").unique().with_row_index("segment", order_by=["label"])
        coded = pins.keep(coded.with_columns(segment=col("segment").cast(nw.Int64) + 1))
        names = list(to_pandas(coded).sort_values("segment")["label"].astype(str))
        return labels.join(coded, on="label", how="inner").select("segment", who="customer_id"), names

    @cached_property
    def _touches(self) -> Frame:
        return narrow_touches(self.source.touchpoints, touch_by=self.touch_by)

    @cached_property
    def _conversions(self) -> Frame:
        narrow = narrow_conversions(self.source.conversions, self.source.customers)
        return self.pins.keep(_numbered(narrow, "conversion", TURN))

    @cached_property
    def _coded(self) -> Frame:
        """Channels with their code (1 is the first name), their touches and the last of them."""
        counted = self._touches.group_by("label").agg(touches=nw.len(), last_ts=col("ts").max())
        return self.pins.keep(_numbered(counted, "channel", ["label"]))

    @cached_property
    def _names(self) -> pd.DataFrame:
        return to_pandas(self._coded).sort_values("channel").astype({"label": "str"})

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """Every channel that was touched, in the order of the codes."""
        return tuple(self._names["label"])

    @property
    def folded(self) -> tuple[str, ...]:
        """Names behind the codes of sets and paths: the 31 channels, or the 30 largest and ``n others``."""
        return fold_names(dict(zip(self._names["label"], self._names["touches"], strict=True)))[1]

    @cached_property
    def until(self) -> int:
        """Last moment in the data, in microseconds since 1970 UTC; 0 without any."""
        last = to_pandas(self._conversions.select(col("ts").max()))["ts"].iloc[0]
        return max((int(ts) for ts in (last, *self._names["last_ts"]) if not pd.isna(ts)), default=0)

    @property
    def converters(self) -> Frame:
        """``who, customer`` of all with a conversion; ``customer`` is a number × 64 + the group."""
        return self._buyers.select("customer", who="customer_id")

    @cached_property
    def _buyers(self) -> Frame:
        ids = _numbered(
            with_group(self._conversions.select("customer_id").unique()), "number", ["customer_id"]
        )
        return self.pins.keep(ids.select("customer_id", customer=col("number") * GROUPS + col("group")))

    @cached_property
    def _events(self) -> Frame:
        codes = self._buyers
        touches = self._touches.join(codes, on="customer_id", how="inner")
        touches = touches.join(self._coded.select("label", "channel"), on="label", how="inner")
        touches = self.pins.keep(touches.select("customer", "ts", "row", "channel"))
        conversions = self._conversions.join(codes, on="customer_id", how="inner")
        return self.pins.keep(events(touches, conversions))

    @cached_property
    def closed(self) -> Frame:
        """One row per conversion: its ``customer``, journey, worth, ``repeat``, and ``no_touch`` (0 or 1)."""
        reached = self.touches.select("journey", reached=whole(1)).unique()
        closed = self._closings.join(reached, on="journey", how="left")
        return closed.with_columns(no_touch=pick(col("reached").is_null(), whole(1), whole(0)))

    @cached_property
    def _closings(self) -> Frame:
        return self.pins.keep(closings(self._events, self._conversions))

    @cached_property
    def months(self) -> Frame:
        """``journey, month`` of every conversion, YYYYMM in UTC."""
        return self.pins.keep(
            with_month(self._closings.select("journey", "closed_at"), "closed_at").drop("closed_at")
        )

    @cached_property
    def touches(self) -> Frame:
        """The credited touches: journey, ``position`` and ``length``, days left, milestones, worth."""
        direct = [code for code, name in enumerate(self.channels, start=1) if name in self.window.direct]
        return self.pins.keep(seat(credited(self._events, self._closings, self.window), direct=direct))

    @property
    def people(self) -> Frame:
        """``who, person, group, exposed, journey, converters`` of everybody the rates count.

        ``journey`` is that of their first conversion, null without one.
        """
        told = ("person", "group", "exposed", "journey", "converters")
        return self._everybody.select(*told, who="customer_id")

    @cached_property
    def _everybody(self) -> Frame:
        people = _numbered(with_group(self.source.people), "person", ["customer_id"])
        bought = self._buyers.with_columns(bought=first_journey())
        people = people.join(bought, on="customer_id", how="left")
        converters = pick(col("bought").is_null(), whole(0), whole(1))
        return self.pins.keep(
            people.select(
                "customer_id", "person", "group", "exposed", journey="bought", converters=converters
            )
        )

    @property
    def steps(self) -> Frame:
        """The moves between Markov states of every journey."""
        return table.steps(self._moves, self.window.markov_order)

    @cached_property
    def wholes(self) -> Frame:
        """One row per journey: its channel set, its last touches, and how it ended."""
        return self.pins.keep(table.wholes(self._moves))

    @cached_property
    def _moves(self) -> Frame:
        """Every touch of every journey, converted or lost: what Markov chains, sets and paths read."""
        who = self._buyers.join(self._everybody, on="customer_id", how="inner").select("customer", "person")
        won = self.touches.with_columns(converted=whole(1), open=whole(0), counted=whole(1))
        left = _seat_lost(lost(self._events, self._closings, self.window))
        buyers = nw.concat([self._ended(left, "customer"), won.select("customer", *MOVED)], how="vertical")
        both = [
            buyers.join(who, on="customer", how="inner").select("person", *MOVED),
            self._ended(self._others(), "person"),
        ]
        everything = nw.concat(both, how="vertical")
        fewest = self._coded.with_columns(fewest=0 - col("touches").cast(nw.Int64))
        ranked = _numbered(fewest, "rank", ["fewest", "label"])
        places = ranked.select("channel", folded=pick(col("rank") > FOLDED, whole(FOLDED), col("rank")))
        seated = everything.join(places, on="channel", how="inner")
        return self.pins.keep(seated.select("person", "folded", *MOVED))

    def _others(self) -> Frame:
        """Touches of people who never converted: one journey each."""
        strangers = self._touches.join(self._buyers.select("customer_id"), on="customer_id", how="anti")
        touches = strangers.join(
            self._everybody.select("customer_id", "person"), on="customer_id", how="inner"
        )
        touches = touches.join(self._coded.select("label", "channel"), on="label", how="inner")
        order = ["ts", "row", "channel"]
        placed = touches.with_columns(one=whole(1)).with_columns(
            nth=col("one").cum_sum().over("person", order_by=order).cast(nw.Int64)
        )
        return _seat_lost(placed.with_columns(journey=-1 - col("person"), unclosed=whole(1), repeat=whole(0)))

    def _ended(self, left: Frame, who: str) -> Frame:
        """Say which lost journeys may still convert, and whether they count."""
        reach = self.window.lookback_days
        since = -NEVER if reach == inf else self.until - round(reach * MICROSECONDS_PER_DAY)
        is_open = (col("unclosed") == 1) & (col("last_ts") >= since)
        ended = left.with_columns(open=pick(is_open, whole(1), whole(0)), converted=whole(0), **_nothing())
        ended = ended if self.window.repeats == "all" else _seat_again(thinned(ended, self.window))
        kept = whole(1) - col("open") if self.window.open_journeys == "exclude" else whole(1)
        return ended.with_columns(counted=kept).select(who, *MOVED)


def _numbered(frame: Frame, name: str, order: list[str]) -> Frame:
    """Add the rows' numbers, from 1."""
    return frame.with_row_index(name, order_by=order).with_columns((col(name).cast(nw.Int64) + 1).alias(name))


def _nothing() -> dict[str, nw.Expr]:
    return {"value": NOTHING, "margin": NOTHING}


def _seat_again(thinner: Frame) -> Frame:
    """Give journeys that lost touches their new places and length; when they ended stays what it was."""
    longest = thinner.group_by("journey").agg(longest=col("nth").max())
    seated = thinner.join(longest, on="journey", how="inner")
    return seated.with_columns(position=col("nth"), length=col("longest"))


def _seat_lost(placed: Frame) -> Frame:
    per_journey = (
        placed.with_columns(one=whole(1))
        .group_by("journey")
        .agg(first=col("nth").min(), length=col("one").sum(), last_ts=col("ts").max())
    )
    seated = placed.join(per_journey.with_columns(col("length").cast(nw.Int64)), on="journey", how="inner")
    return seated.with_columns(position=col("nth") - col("first") + 1)
