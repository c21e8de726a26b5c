"""Contender: the same nine models in idiomatic pandas, one of two ways to the journeys; also by segment."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

HALF_LIFE, LOOKBACK = pd.Timedelta(days=7), pd.Timedelta(days=30)


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
MODELS = (
    *("first", "last", "last_non_direct", "linear", "time_decay"),
    *("u_shaped", "j_shaped", "inverse_j", "custom"),
)


def journeys(folder: Path, way: str, lookback: pd.Timedelta | None, *, rows: bool) -> pd.DataFrame:
    """Return the touches that led to a conversion, numbered within their journey; perhaps with their row."""
    touches = pd.read_parquet(folder / "touchpoints.parquet")
    touches = touches.reset_index(names="touch") if rows else touches
    joined = WAYS[way](touches, pd.read_parquet(folder / "conversions.parquet"))
    if lookback is not None:
        joined = joined[joined["closed"] - joined["ts"] <= lookback]
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


def main(folder: Path, out: Path, way: str, by: str = "", more: str = "") -> None:
    """Print the seconds, on the clock and of the processor, from opening the files to the credit table."""
    begin, worked = time.perf_counter(), time.process_time()
    t = journeys(folder, way, LOOKBACK if by else None, rows=bool(more))
    if by:
        people = pd.read_parquet(folder / "customers.parquet").rename(columns={by: "segment"})
        t = t.merge(people, on="customer_id", how="left")
    else:
        t["segment"] = "all"
    credit = credited(t)
    if by:
        credit = pd.concat([credit, untouched(folder, t, people)], ignore_index=True)
        converted(folder, people)
    if more:
        walked(folder, t, people)
    print(time.perf_counter() - begin, time.process_time() - worked)
    named = ["model", *(["segment"] if by else []), "channel"]
    credit[[*named, "conversions", "value"]].to_csv(out, index=False)


def credited(t: pd.DataFrame) -> pd.DataFrame:
    """Return the credit of nine models by segment and channel."""
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
    keys = {"segment": t["segment"], "channel": t["channel"]}
    parts = [
        pd.DataFrame({**keys, "conversions": share, "value": share * t["value"]})
        .groupby([*keys], as_index=False)
        .sum()
        .assign(model=model)
        for model, share in shares.items()
    ]
    return pd.concat(parts, ignore_index=True)


def untouched(folder: Path, t: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return conversions without a touch in reach, as credit of ``(no touch)`` under every model."""
    orders = pd.read_parquet(folder / "conversions.parquet").merge(people, on="customer_id", how="left")
    closed = t[["customer_id", "closed"]].drop_duplicates().rename(columns={"closed": "ts"})
    bare = orders.merge(closed, on=["customer_id", "ts"], how="left", indicator=True)
    left = (
        bare[bare["_merge"] == "left_only"].groupby("segment")["value"].agg(conversions="size", value="sum")
    )
    return left.reset_index().assign(channel="(no touch)").merge(pd.DataFrame({"model": MODELS}), how="cross")


def converted(folder: Path, people: pd.DataFrame) -> pd.DataFrame:
    """Return people, converters and their rate by segment."""
    buyers = pd.read_parquet(folder / "conversions.parquet")["customer_id"].unique()
    bought = people.assign(bought=people["customer_id"].isin(buyers))
    return bought.groupby("segment")["bought"].agg(["size", "sum", "mean"])


def walked(folder: Path, t: pd.DataFrame, people: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return journeys, won and lost, and their conversions, by path and by set of channels; by segment."""
    touches = pd.read_parquet(folder / "touchpoints.parquet")
    left = touches[~touches.index.isin(t["touch"])].merge(people, on="customer_id", how="left")
    left = left.assign(journey=-1 - pd.factorize(left["customer_id"])[0], converted=0)
    both = pd.concat([t.assign(converted=1), left], ignore_index=True)
    both = both.sort_values(["journey", "ts"])
    whole = both.groupby("journey").agg(
        segment=("segment", "first"), converted=("converted", "first"), path=("channel", " > ".join)
    )
    once = both.drop_duplicates(["journey", "channel"]).sort_values(["journey", "channel"])
    whole["channels"] = once.groupby("journey")["channel"].agg(" + ".join)
    tables = [
        whole.groupby(["segment", name])["converted"].agg(journeys="size", conversions="sum")
        for name in ("path", "channels")
    ]
    return tables[0], tables[1]


main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
