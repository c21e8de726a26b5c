"""A synthetic log that every contender can read: the same touches, the same conversions, no ties."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

CHANNELS = {
    "Paid Search": 20,
    "Paid Search Brand": 12,
    "Organic Search": 15,
    "Email": 12,
    "Direct": 15,
    "Paid Social": 8,
    "Display": 6,
    "Affiliate": 4,
    "Referral": 3,
    "Video": 2,
    "SMS": 2,
    "Push": 1,
}
PLANS = {"free": 0.6, "basic": 0.25, "team": 0.1, "business": 0.05}
DAYS, TOUCHES_PER_CUSTOMER, TOUCHES_PER_CONVERSION = 180, 5, 20


def write_log(folder: Path, touches: int, *, seed: int = 1) -> None:
    """Write ``touchpoints``, ``conversions``, ``customers``, and the first two as ``flat``, rows shuffled.

    A conversion happens at the moment of a touch and closes the journey with it: the only kind of log a
    library that takes one flagged table can read. No two touches share a second, so there are 15 M at most.
    """
    random = np.random.default_rng(seed)
    names = np.array([*CHANNELS], dtype=object)
    weights = np.array([*CHANNELS.values()], dtype=float)
    start = pd.Timestamp("2026-01-01").value // 1000
    moment = start + random.choice(DAYS * 86_400, touches, replace=False).astype("int64") * 1_000_000
    customer = random.integers(0, touches // TOUCHES_PER_CUSTOMER, touches)
    flat = pd.DataFrame(
        {
            "customer_id": pd.Series("customer-" + customer.astype(str).astype(object), dtype="str"),
            "ts": pd.to_datetime(moment, unit="us"),
            "channel": pd.Series(random.choice(names, touches, p=weights / weights.sum()), dtype="str"),
            "converted": (random.random(touches) < 1 / TOUCHES_PER_CONVERSION).astype("int64"),
        }
    )
    flat["value"] = np.where(flat["converted"] == 1, random.gamma(2, 30, touches).round(2), 0.0)
    folder.mkdir(parents=True, exist_ok=True)
    flat.to_parquet(folder / "flat.parquet", index=False)
    flat[["customer_id", "ts", "channel"]].to_parquet(folder / "touchpoints.parquet", index=False)
    orders = flat.loc[flat["converted"] == 1, ["customer_id", "ts", "value"]]
    orders.to_parquet(folder / "conversions.parquet", index=False)
    listed = random.permutation(touches // TOUCHES_PER_CUSTOMER)
    plans = random.choice(np.array([*PLANS], dtype=object), len(listed), p=[*PLANS.values()])
    ids = pd.Series("customer-" + listed.astype(str).astype(object), dtype="str")
    people = pd.DataFrame({"customer_id": ids, "plan": pd.Series(plans, dtype="str")})
    people.to_parquet(folder / "customers.parquet", index=False)
