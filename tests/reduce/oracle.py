"""What a Summary must hold, worked out by hand: loops over rows, slow, and without a line of the reduce.

Keys are names where the Summary has codes: a Markov state is a tuple of channels, the latest first; a set
is a frozenset; a path is a tuple, the first touch first.
"""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import inf

DAY = 86_400_000_000
SALT = "segattr:"
NOBODY = "(no customer id)"


@dataclass(frozen=True)
class Touch:
    customer: str | None
    ts: int | None
    channel: str | None
    row: int = 0


@dataclass(frozen=True)
class Order:
    customer: str | None
    ts: int | None
    value: float | None = None
    margin: float | None = None
    lead: int | None = None
    opportunity: int | None = None
    row: int = 0


@dataclass(frozen=True)
class Log:
    """One client's files. Without ``rows`` the frames carry no row numbers and ties fall to the names."""

    touches: tuple[Touch, ...] = ()
    orders: tuple[Order, ...] = ()
    customers: tuple[tuple[str, str | None], ...] | None = None
    rows: bool = True
    stages: tuple[tuple[int | None, int | None], ...] | None = None  # lead and opportunity of each customer


@dataclass
class Journey:
    customer: str
    touches: list
    order: Order | None = None
    repeat: int = 0
    unclosed: bool = False
    open: bool = field(default=False)

    @property
    def channels(self):
        return [touch.channel or "(not set)" for touch in self.touches]

    @property
    def days_left(self):
        return [(self.order.ts - touch.ts) / DAY for touch in self.touches]


def group_of(customer):
    return int(hashlib.md5((SALT + customer).encode("utf-8")).hexdigest()[-2:], 16) % 64


def month_of(ts):
    when = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=ts)
    return when.year * 100 + when.month


def cents(value):
    """Orders of one instant without a row go by their value."""
    return round((value or 0) * 100)


class Oracle:
    def __init__(self, log, window, *, segmented=True, by_month=False):
        self.log, self.window, self.segmented, self.by_month = log, window, segmented, by_month
        self.touches = [t for t in log.touches if t.customer is not None and t.ts is not None]
        stages = dict(zip((who for who, _ in log.customers or ()), log.stages or (), strict=False))
        self.orders = [staged(o, stages.get(o.customer)) for o in log.orders if o.ts is not None]
        self.segment = dict(log.customers or ())
        self.people = {t.customer for t in log.touches if t.customer is not None} | set(self.segment)
        moments = [event.ts for event in [*self.touches, *self.orders]]
        self.until = max(moments, default=0)
        self.read()

    def thin(self, journeys):
        """Leave repeated touches of a channel out, as the window says."""
        for journey in journeys:
            kept = []
            for touch in journey.touches:
                names = [t.channel or "(not set)" for t in kept]
                before = names[-1:] if self.window.repeats == "collapse" else names
                if self.window.repeats == "all" or (touch.channel or "(not set)") not in before:
                    kept.append(touch)
            journey.touches = kept

    def read(self):
        self.won, self.lost, self.closed = [], [], []
        for customer in sorted(
            {t.customer for t in self.touches} | {o.customer or NOBODY for o in self.orders}
        ):
            self.follow(customer)
        self.thin([*self.won, *self.lost, *self.closed])

    def follow(self, customer):
        """Walk one customer's life from the first event to the last."""
        life = [
            (t.ts, 0, t.row if self.log.rows else 0, t.channel or "(not set)", t)
            for t in self.touches_of(customer)
        ]
        for order in (o for o in self.orders if (o.customer or NOBODY) == customer):
            place = (order.row,) if self.log.rows else (cents(order.value), order.value or 0)
            life.append((order.ts, 1, *place, order))
        life.sort(key=lambda event: event[:-1])
        seen, waiting, bought = [], [], 0
        for *_, event in life:
            if isinstance(event, Touch):
                seen.append(event)
                waiting.append(event)
            else:
                self.close(customer, event, seen, waiting, repeat=int(bought > 0))
                bought, waiting = bought + 1, []
        if waiting:
            late = Journey(customer, waiting, repeat=int(bought > 0), unclosed=True)
            self.lost.append(self.left_open(late))

    def touches_of(self, customer):
        return [t for t in self.touches if t.customer == customer]

    def reaches(self, order, touch):
        return self.window.lookback_days == inf or order.ts - touch.ts <= self.window.lookback_days * DAY

    def close(self, customer, order, seen, waiting, *, repeat):
        serving = [t for t in (seen if self.window.reuse else waiting) if self.reaches(order, t)]
        missed = [t for t in waiting if not self.reaches(order, t)]
        if serving:
            self.won.append(Journey(customer, serving, order, repeat))
        if missed:
            self.lost.append(Journey(customer, missed, repeat=repeat))
        self.closed.append(Journey(customer, serving, order, repeat))

    def left_open(self, journey):
        reach = self.window.lookback_days
        journey.open = reach == inf or journey.touches[-1].ts >= self.until - reach * DAY
        return journey

    # --- keys

    def segment_of(self, customer):
        if not self.segmented:
            return "all"
        known = customer in self.people and self.segment.get(customer)
        return known or "(unknown)"

    def month(self, journey):
        return month_of(journey.order.ts) if self.by_month and journey.order else 0

    def key(self, journey):
        return (
            self.segment_of(journey.customer),
            group_of(journey.customer),
            self.month(journey),
            journey.repeat,
        )

    # --- tables

    @property
    def channels(self):
        return tuple(sorted({t.channel or "(not set)" for t in self.touches}))

    @property
    def folded(self):
        """Channel -> the name it goes by in sets and paths."""
        counted = Counter(t.channel or "(not set)" for t in self.touches)
        ranked = sorted(counted, key=lambda channel: (-counted[channel], channel))
        if len(ranked) <= 31:
            return {channel: channel for channel in ranked}
        return {c: c if place < 30 else f"{len(ranked) - 30} others" for place, c in enumerate(ranked)}

    def tables(self):
        names = ("positions", "decay", "non_direct", "milestones", "transitions", "set_sizes")
        names += ("sets", "paths", "conversions", "rates", "lags")
        return {name: getattr(self, name)() for name in names}

    def positions(self):
        table = Sums()
        for journey in self.won:
            for place, channel in enumerate(journey.channels, start=1):
                table.add((*self.key(journey), channel, place, len(journey.touches)), 1, *money(journey))
        return table.sums

    def decay(self):
        table = Sums()
        for journey in self.won:
            soonest = min(journey.days_left)
            weights = [2 ** -((days - soonest) / self.window.half_life_days) for days in journey.days_left]
            for channel, weight in zip(journey.channels, weights, strict=True):
                share = weight / sum(weights)
                table.add((*self.key(journey), channel), share, *(m * share for m in money(journey)))
        return table.sums

    def non_direct(self):
        table = Sums()
        for journey in self.won:
            named = [channel for channel in journey.channels if channel not in self.window.direct]
            earner = named[-1] if named else journey.channels[-1]
            table.add((*self.key(journey), earner), 1, *money(journey))
        return table.sums

    def milestones(self):
        table = Sums()
        for journey in self.won:
            last = len(journey.touches)
            marks = {1: 1, 8: last}
            for mark, when in ((2, journey.order.lead), (4, journey.order.opportunity)):
                before = [t for t in journey.touches if when is not None and t.ts <= when <= journey.order.ts]
                if before:
                    marks[mark] = len(before)
            early = {place for mark, place in marks.items() if mark != 8}
            for place, channel in enumerate(journey.channels, start=1):
                here = sum(mark for mark, at in marks.items() if at == place)
                cell = (channel, here, sum(marks), len(early), int(last not in early), last)
                table.add((*self.key(journey), *cell), 1, *money(journey))
        return table.sums

    def counted(self):
        """Journeys that count: all, or all but those that may still convert."""
        kept = [j for j in self.lost if not (j.open and self.window.open_journeys == "exclude")]
        return [j for j in [*self.won, *kept] if j.customer in self.people]

    def transitions(self):
        table, order = Sums(), self.window.markov_order
        for journey in self.counted():
            walked = []
            for channel in journey.channels:
                table.add((*self.key(journey), tuple(walked[:order]), channel), 1, 0, 0)
                walked.insert(0, channel)
            end = "converted" if journey.order else "lost"
            table.add((*self.key(journey), tuple(walked[:order]), end), 1, *money(journey))
        return table.sums

    def set_sizes(self):
        table = Sums()
        for journey in self.won:
            for channel in set(journey.channels):
                table.add((*self.key(journey), channel, len(set(journey.channels))), 1, *money(journey))
        return table.sums

    def sets(self):
        table = Sums()
        for journey in [*self.won, *self.lost]:
            kept = not (journey.open and self.window.open_journeys == "exclude")
            key = (self.segment_of(journey.customer), self.month(journey))
            members = frozenset(self.folded[c] for c in journey.channels)
            table.add(
                (*key, members), int(kept), int(bool(journey.order)), int(journey.open), *money(journey)
            )
        return table.sums

    def paths(self):
        table = Sums()
        for journey in self.counted():
            key = (self.segment_of(journey.customer), self.month(journey))
            seen = tuple(self.folded[c] for c in journey.channels[-24:])
            table.add((*key, seen, len(journey.touches)), 1, int(bool(journey.order)), *money(journey))
        return table.sums

    def conversions(self):
        table = Sums()
        for journey in self.closed:
            untouched = int(not journey.touches)
            worth = money(journey)
            table.add(self.key(journey), 1, untouched, *worth, *(untouched * m for m in worth))
        return table.sums

    def lags(self):
        table = Sums()
        for journey in self.won:
            table.add((*self.key(journey), int(journey.days_left[0] // 1)), 1, *money(journey))
        return table.sums

    def rates(self):
        table = Sums()
        for person in self.people:
            bought = [month_of(o.ts) for o in self.orders if o.customer == person]
            key = (self.segment_of(person), group_of(person))
            table.add((*key, 0), 1, int(any(t.customer == person for t in self.touches)), 0)
            if bought:
                table.add((*key, min(bought) if self.by_month else 0), 0, 0, 1)
        return table.sums


class Sums:
    def __init__(self):
        self.sums = defaultdict(list)

    def add(self, key, *measures):
        before = self.sums[key] or [0] * len(measures)
        self.sums[key] = [a + b for a, b in zip(before, measures, strict=True)]


def staged(order, stages):
    """The order with the customer's milestones where it has none of its own."""
    lead, opportunity = stages or (None, None)
    return replace(
        order,
        lead=lead if order.lead is None else order.lead,
        opportunity=opportunity if order.opportunity is None else order.opportunity,
    )


def money(journey):
    if journey.order is None:
        return 0.0, 0.0
    return journey.order.value or 0.0, journey.order.margin or 0.0
