"""A shop small enough to test every model on, and the ways to change it."""

from functools import cache

import numpy as np
import pandas as pd

from segattr.reduce.summarise import summarise
from segattr.reduce.summary import Summary
from segattr.reduce.window import Window
from tests.conftest import quickest

CHANNELS = ("Affiliate", "Direct", "Email", "Search", "Search Brand")
NEVER_SOLD = "Window shopping"
WINDOW = Window(lookback_days=30, half_life_days=5)


def log(*, people=150, seed=5):
    """Touchpoints, orders and customers: repeat buyers, ties, orders without a touch, milestones, lookers."""
    dice = np.random.default_rng(seed)
    names = [f"c{i}" for i in range(people)]
    start = pd.Timestamp("2024-01-01", tz="UTC")
    who = np.repeat(names, dice.integers(0, 6, people))
    days = pd.to_timedelta(dice.integers(0, 60, len(who)), unit="D")
    seen = pd.DataFrame({"customer_id": who, "ts": start + days, "channel": dice.choice(CHANNELS, len(who))})
    looked = pd.DataFrame(
        {"customer_id": [f"looker{i}" for i in range(8)], "ts": start, "channel": NEVER_SOLD}
    )
    seen = pd.concat([seen, looked], ignore_index=True)
    buyers = dice.choice(names, people // 2)
    bought = start + pd.to_timedelta(dice.integers(10, 70, len(buyers)), unit="D")
    orders = pd.DataFrame(
        {"customer_id": buyers, "ts": bought, "value": dice.integers(1, 90, len(buyers)) * 1.0}
    )
    orders = orders.assign(
        margin=orders["value"] * 0.4,
        lead_ts=orders["ts"] - pd.Timedelta(days=9),
        opportunity_ts=orders["ts"] - pd.Timedelta(days=4),
    )
    tiers = pd.DataFrame({"customer_id": names, "tier": dice.choice(["10", "9", "vip"], people)})[
        : people - 20
    ]
    return {"touchpoints": numbered(seen), "conversions": numbered(orders), "customers": tiers}


def numbered(table):
    return table.assign(row=range(len(table)))


def made(tables, *, window=WINDOW, segmentation="tier") -> Summary:
    return summarise(**quickest()(**tables), segmentation=segmentation, window=window)


@cache
def shop() -> Summary:
    """The shop as it is."""
    return made(log())


@cache
def without_orders() -> Summary:
    tables = log()
    return made(tables | {"conversions": tables["conversions"][:0]})


@cache
def worth(times) -> Summary:
    """The same orders at another value, margins as they were."""
    tables = log()
    orders = tables["conversions"]
    return made(tables | {"conversions": orders.assign(value=orders["value"] * times)})


RENAMED = {"Affiliate": "zz top", "Email": "Aa", "Search": "Search Brand", "Search Brand": "b"}


@cache
def under_other_names() -> Summary:
    tables = log()
    seen = tables["touchpoints"]
    return made(tables | {"touchpoints": seen.assign(channel=seen["channel"].replace(RENAMED))})


@cache
def one_channel_each() -> Summary:
    """Everybody keeps to one channel: there is nothing to divide."""
    tables = log()
    seen = tables["touchpoints"]
    own = {who: CHANNELS[i % len(CHANNELS)] for i, who in enumerate(sorted(seen["customer_id"].unique()))}
    return made(tables | {"touchpoints": seen.assign(channel=seen["customer_id"].map(own))})
