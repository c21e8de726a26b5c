"""Random logs that sit on the edges: ties, window boundaries, strangers, leap days, missing ids and dates."""

import random
from datetime import UTC, datetime
from math import inf

import pandas as pd
from hypothesis import strategies as st

from segattr.reduce.window import Window
from tests.reduce.oracle import DAY, Log, Order, Touch

SECOND = 1_000_000
LOOKBACKS = (1, 7, 30, inf)
ANCHORS = tuple(
    int(datetime(*moment, tzinfo=UTC).timestamp()) * SECOND
    for moment in ((1999, 12, 31, 23, 59, 59), (2000, 2, 29), (2024, 2, 29, 12), (2024, 12, 31, 23, 30))
)
GAPS = (
    *(0, 0, 1, SECOND, 3_600 * SECOND, 5 * DAY, 20 * DAY, 45 * DAY),
    *(back for days in (1, 7, 30) for back in (-days * DAY, -days * DAY - 1, -days * DAY + 1)),
)
CHANNELS = ("Direct", "Email", "email", "Paid Search", "Search", "Søgning", None, "")
IDS = ("c1", "c2", "o'brien", "Zoë", "5", "05", None)
TIERS = ("a", "b", "10", "9", None, "")
WORTHS = (0.0, 1.0, 19.99, 250.5, -5.0, None)


def moment(choose):
    return choose(ANCHORS) + choose(GAPS)


def make_log(choose, *, touches, orders, ids=IDS, channels=CHANNELS, customers=True):
    """Draw a log from any source of choices, hypothesis' or a seeded generator's."""
    rows = choose((True, True, False))
    seen = tuple(
        Touch(choose(ids), None if choose(range(20)) == 7 else moment(choose), choose(channels), row)
        for row in shuffled(choose, touches)
    )
    bought = tuple(
        Order(
            choose((*ids, "stranger")),
            None if choose(range(20)) == 7 else moment(choose),
            *worth(choose, row, rows),
            *(choose((None, moment(choose))) for _ in range(2)),
            row,
        )
        for row in shuffled(choose, orders)
    )
    known = [*(i for i in ids if i and choose((True, True, False))), "outsider"]
    listed = (
        tuple((name, choose(TIERS)) for name in known) if customers and choose((True, True, False)) else None
    )
    stages = tuple((choose((None, moment(choose))), choose((None, moment(choose)))) for _ in listed or ())
    return Log(seen, bought, listed, rows, stages if listed and choose((True, False)) else None)


def shuffled(choose, count):
    """Row numbers in an order of their own: the file's order is not the frame's."""
    left = list(range(count))
    return [left.pop(choose(range(len(left)))) for _ in range(count)]


def worth(choose, row, rows):
    """Value and margin; without rows every order has a value of its own, for the value decides ties."""
    return (choose(WORTHS), choose(WORTHS)) if rows else (float(row), choose(WORTHS))


def make_window(choose):
    return Window(
        lookback_days=choose(LOOKBACKS),
        half_life_days=choose((1, 7, 2.5)),
        direct=choose((("Direct",), (), ("Direct", "Email"), ("nobody",))),
        reuse=choose((False, True)),
        open_journeys=choose(("lost", "exclude")),
        markov_order=choose((1, 2, 3, 4)),
        repeats=choose(("all", "collapse", "unique")),
    )


@st.composite
def logs(draw, most=14):
    def choose(options):
        return draw(st.sampled_from(options))

    sizes = st.integers(0, most), st.integers(0, 6)
    return make_log(choose, touches=draw(sizes[0]), orders=draw(sizes[1])), make_window(choose)


def seeded(seed, *, people=25, touches=900, orders=120, channels=CHANNELS):
    """One large log: hundreds of small worlds for the price of one reduce."""
    dice = random.Random(seed)
    ids = (*(f"p{i}" for i in range(people)), *IDS)
    return make_log(dice.choice, touches=touches, orders=orders, ids=ids, channels=channels), make_window(
        dice.choice
    )


def frames(log, *, unit="us", zone="UTC"):
    """The log as pandas frames under the canonical names."""
    return {
        "touchpoints": table(
            log.touches, {"customer": "str", "ts": "time", "channel": "str", "row": "int64"}, log, unit, zone
        ),
        "conversions": table(
            log.orders,
            {"customer": "str", "ts": "time", "value": "float64", "margin": "float64"}
            | {"lead": "time", "opportunity": "time", "row": "int64"},
            log,
            unit,
            zone,
        ),
        "customers": None if log.customers is None else known(log, unit, zone),
    }


def known(log, unit, zone):
    """The customers with their tier and, where the log has them, their milestones."""
    who, tiers = ([row[i] for row in log.customers] for i in (0, 1))
    made = pd.DataFrame({"customer_id": who, "tier": tiers}, dtype="str")
    if log.stages is None:
        return made
    stages = {n: times([stage[i] for stage in log.stages], unit, zone) for i, n in enumerate(STAGES)}
    return made.assign(**stages)


STAGES = ("lead_ts", "opportunity_ts")
NAMES = {"customer": "customer_id", "lead": "lead_ts", "opportunity": "opportunity_ts"}


def table(events, fields, log, unit, zone):
    columns = {}
    for name, kind in fields.items():
        values = [getattr(event, name) for event in events]
        columns[NAMES.get(name, name)] = (
            times(values, unit, zone) if kind == "time" else pd.Series(values, dtype=kind)
        )
    made = pd.DataFrame(columns)
    return made if log.rows else made.drop(columns="row")


def times(values, unit, zone):
    """Microseconds since 1970 UTC as a column of dates; without a zone they are read as UTC."""
    utc = pd.Series(pd.array(values, dtype="Int64")).astype("datetime64[us]").dt.tz_localize("UTC")
    shown = utc.dt.tz_convert(zone) if zone else utc.dt.tz_localize(None)
    return shown.dt.as_unit(unit)
