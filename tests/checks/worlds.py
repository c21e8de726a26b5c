"""A small shop without a fault, and each fault planted in it."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pandas as pd

import segattr as sa
from segattr.data.identity import content_key

TODAY = pd.Timestamp("2026-06-15", tz="UTC")
START = pd.Timestamp("2026-01-01")
DAYS, CUSTOMERS, TOUCHES, ORDERS = 150, 600, 4_000, 400
CHANNELS = {
    "Paid Search": ("google", "cpc"),
    "Email": ("newsletter", "email"),
    "Social": ("facebook", "social"),
}


@dataclass(frozen=True)
class World:
    """The frames of a client as they come out of his files."""

    touchpoints: pd.DataFrame
    conversions: pd.DataFrame
    customers: pd.DataFrame
    costs: pd.DataFrame

    def dataset(self):
        """Load what differs from the clean world; the rest is loaded once."""
        kept = vars(clean())
        tables = {
            role: tables_of_clean()[role] if frame is kept.get(role) else loaded(role, frame)
            for role, frame in vars(self).items()
        }
        return sa.Dataset(**tables, key=content_key(tables))

    def with_rows(self, role, rows, **changes):
        """Change some rows of a table: column -> value for the rows marked."""
        table = getattr(self, role).copy()
        for name, value in changes.items():
            column = table[name].astype(object) if name in table else pd.Series(None, table.index, object)
            column[rows] = value
            table[name] = column if column.map(type).nunique() > 1 else column.infer_objects()
        return replace(self, **{role: table})

    def with_column(self, role, **columns):
        return replace(self, **{role: getattr(self, role).assign(**columns)})

    def with_more(self, role, rows):
        return replace(self, **{role: pd.concat([getattr(self, role), rows], ignore_index=True)})


@dataclass(frozen=True)
class WithApp(World):
    """A client who has an app as well."""

    events: pd.DataFrame


def loaded(role, frame):
    return sa.load(**{role: frame}).tables[role]


@cache
def tables_of_clean():
    return sa.load(**vars(clean())).tables


@cache
def clean():
    rng = np.random.default_rng(7)
    who = rng.integers(0, CUSTOMERS, TOUCHES)
    hour = rng.choice(
        24, TOUCHES, p=np.r_[np.full(8, 0.01), np.full(8, 0.04), np.full(4, 0.1), np.full(4, 0.05)]
    )
    at = (np.arange(TOUCHES) % DAYS) * 24 + hour + rng.random(TOUCHES)
    channel = rng.choice(list(CHANNELS), TOUCHES)
    touches = pd.DataFrame(
        {
            "customer_id": [f"C{one:04d}" for one in who],
            "ts": START + pd.to_timedelta(at * 3_600_000_000 // 1, unit="us"),
            "channel": channel,
            "campaign": [f"{one} always on" for one in channel],
            "source": [CHANNELS[one][0] for one in channel],
            "medium": [CHANNELS[one][1] for one in channel],
        }
    ).sort_values("ts", ignore_index=True)
    origin = touches[touches["ts"] < START + pd.Timedelta(days=DAYS - 6)].sample(ORDERS, random_state=1)
    lag = pd.to_timedelta(rng.integers(1, 6, ORDERS), unit="D")
    value = rng.integers(20, 200, ORDERS).astype(float)
    orders = pd.DataFrame(
        {
            "order_id": [f"O{place:05d}" for place in range(ORDERS)],
            "customer_id": origin["customer_id"].to_numpy(),
            "ts": (origin["ts"] + lag).to_numpy(),
            "value": value,
            "margin": value * 0.4,
        }
    )
    people = pd.DataFrame(
        {
            "customer_id": [f"C{one:04d}" for one in range(CUSTOMERS)],
            "created_ts": START - pd.to_timedelta(rng.integers(1, 90, CUSTOMERS), unit="D"),
            "region": rng.choice(["North", "South", "West"], CUSTOMERS),
            "plan": rng.choice(["basic", "plus"], CUSTOMERS),
        }
    )
    months = pd.date_range(START, periods=5, freq="MS")
    costs = pd.DataFrame(
        [
            {
                "channel": one,
                "campaign": f"{one} always on",
                "start": month,
                "end": month + pd.offsets.MonthEnd(),
                "clicks": 100 + place,
                "spend": 50.0 + place + 7 * month.month,
            }
            for place, one in enumerate(CHANNELS)
            for month in months
        ]
    )
    return World(touches, orders, people, costs)
