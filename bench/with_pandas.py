"""Contender: the same nine rule models in idiomatic pandas, by one of two ways to the journeys."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

HALF_LIFE = pd.Timedelta(days=7)


def merged(touches: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """Join every touch to the conversion that follows it, as of its time: for those who know `merge_asof`."""
    orders = orders.sort_values("ts").assign(closed=lambda rows: rows["ts"], journey=np.arange(len(orders)))
    joined = pd.merge_asof(touches.sort_values("ts"), orders, on="ts", by="customer_id", direction="forward")
    return joined.dropna(subset="journey").sort_values(["journey", "ts"])


def stacked(touches: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """Stack touches and conversions, sort by customer and time, and count conversions: the textbook's way."""
    both = pd.concat([touches.assign(closes=0), orders.assign(closes=1)], ignore_index=True)
    both = both.sort_values(["customer_id", "ts", "closes"])
    both["slot"] = both.groupby("customer_id")["closes"].cumsum() - both["closes"]
    closing = both[both["closes"] == 1][["customer_id", "slot", "ts", "value"]].rename(
        columns={"ts": "closed"}
    )
    closing["journey"] = np.arange(len(closing))
    open_ones = both[both["closes"] == 0].drop(columns=["closes", "value"])
    return open_ones.merge(closing, on=["customer_id", "slot"])


WAYS = {"merged": merged, "stacked": stacked}


def journeys(folder: Path, way: str) -> pd.DataFrame:
    """Return the touches that led to a conversion, numbered within their journey."""
    touches = pd.read_parquet(folder / "touchpoints.parquet")
    joined = WAYS[way](touches, pd.read_parquet(folder / "conversions.parquet"))
    grouped = joined.groupby("journey")["ts"]
    return joined.assign(position=grouped.cumcount() + 1, length=grouped.transform("size"))


def ends(touches: pd.DataFrame, first: float, middle: float, last: float) -> pd.Series:
    """Weights for first, middle and last; two touches share in proportion."""
    is_first, is_last = touches["position"] == 1, touches["position"] == touches["length"]
    many = np.select([is_first, is_last], [first, last], middle / (touches["length"] - 2).clip(lower=1))
    two = np.where(is_first, first, last) / (first + last)
    return pd.Series(
        np.select([touches["length"] == 1, touches["length"] == 2], [1.0, two], many), touches.index
    )


def main(folder: Path, out: Path, way: str) -> None:
    """Print the seconds, on the clock and of the processor, from opening the files to the credit table."""
    begin, worked = time.perf_counter(), time.process_time()
    t = journeys(folder, way)
    named = t["position"].where(t["channel"] != "Direct", 0).groupby(t["journey"]).transform("max")
    decay = 0.5 ** ((t["closed"] - t["ts"]) / HALF_LIFE)
    shares = {
        "first": (t["position"] == 1).astype(float),
        "last": (t["position"] == t["length"]).astype(float),
        "last_non_direct": (t["position"] == named.where(named > 0, t["length"])).astype(float),
        "linear": 1 / t["length"],
        "time_decay": decay / decay.groupby(t["journey"]).transform("sum"),
        "u_shaped": ends(t, 0.4, 0.2, 0.4),
        "j_shaped": ends(t, 0.2, 0.2, 0.6),
        "inverse_j": ends(t, 0.6, 0.2, 0.2),
        "custom": ends(t, 0.3, 0.4, 0.3),
    }
    parts = [
        pd.DataFrame({"channel": t["channel"], "conversions": share, "value": share * t["value"]})
        .groupby("channel", as_index=False)
        .sum()
        .assign(model=model)
        for model, share in shares.items()
    ]
    credit = pd.concat(parts, ignore_index=True)
    print(time.perf_counter() - begin, time.process_time() - worked)
    credit[["model", "channel", "conversions", "value"]].to_csv(out, index=False)


main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
