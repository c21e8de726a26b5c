"""Whom to call first: people in the order of a score whose parts are stated and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnsuitableData
from segattr.statistics.counts import Array
from segattr.statistics.intervals import wilson

PARTS: Final = ("recency", "value", "segment", "lead")
WEIGHTS: Final = {"recency": 30.0, "value": 30.0, "segment": 25.0, "lead": 15.0}
HALF_LIFE_DAYS: Final = 30.0
DAY_SECONDS: Final = 86_400
LEAD_KINDS: Final = ("lead", "leads", "mql", "sql")


@dataclass(frozen=True, eq=False)
class Priorities:
    """Everybody in order, and what the score is made of.

    Attributes
    ----------
    rows : ``rank, customer_id, segment, score`` (0–100), a column of points per part (``recency_points`` …),
        and the facts behind them: ``last_seen, days_ago, spent, orders, segment_low, open_lead``.
    weights : the parts these data carry -> the most points each can give; they add up to 100.
    missing : parts that these data do not carry.
    """

    rows: pd.DataFrame
    weights: Mapping[str, float]
    missing: tuple[str, ...]


def priorities(
    dataset: Dataset,
    labels: pd.Series,
    *,
    weights: Mapping[str, float] | None = None,
    half_life_days: float = HALF_LIFE_DAYS,
    by_orders: bool = False,
) -> Priorities:
    """Put people in the order in which they are worth a call.

    Parameters
    ----------
    labels : everybody's segment by customer id, see `segattr.segments.segment.segment`.
    weights : part -> weight, 0 or more; parts the data do not carry are left out and the rest made 100.
    half_life_days : after so many days without a sign of life, recency counts half.
    by_orders : whether the segments are told apart by their orders; then their rate is no part of the score.

    Raises
    ------
    UnsuitableData : nobody to put in order. BadSetting : a weight below 0, or none above.

    Notes
    -----
    Parts, each 0 to 1: *recency* halves every half-life since the last touch or order; *value* is the place
    among buyers by money, equal sums alike, 0 for who never bought; *segment* is the lower end of the
    segment's conversion rate ÷ the highest such end, left out where everybody ordered; *lead* is 1 for a lead
    that has not converted since.
    Equal scores have an equal rank and stand in the order of money, last sign of life and id. A score orders
    work and predicts nothing: its weights are yours.
    """
    if not len(labels):
        raise UnsuitableData("Nobody can be put in order: bring customers, or touchpoints with ids.")
    facts = _facts(dataset, labels)
    parts = {
        "recency": _recency(facts, half_life_days),
        "value": _value(facts),
        "segment": None if by_orders else _segment(dataset, facts),
        "lead": _leads(dataset, facts),
    }
    there = {name: part for name, part in parts.items() if part is not None}
    if not there:
        raise UnsuitableData(
            "These data hold nothing to put people in order by: bring orders, touchpoints or lead dates."
        )
    wanted = _weights(weights, list(there))
    points = {f"{name}_points": np.round(weight * there[name], 9) for name, weight in wanted.items()}
    rows = facts.assign(**points, score=np.round(sum(points.values()), 6))
    if "lead" in there:
        rows["open_lead"] = there["lead"] > 0
    ordered = rows.sort_values(
        ["score", "spent", "last_seen", "customer_id"], ascending=[False, False, False, True], kind="stable"
    ).reset_index(drop=True)
    ordered.insert(0, "rank", ordered["score"].rank(method="min", ascending=False).astype("int64"))
    first = ["rank", "customer_id", "segment", "score", *points]
    return Priorities(
        ordered[[*first, *(name for name in ordered if name not in first)]],
        wanted,
        tuple(name for name in PARTS if name not in there),
    )


def _facts(dataset: Dataset, labels: pd.Series) -> pd.DataFrame:
    """Return what is known of everybody: a row per person, ordered by id."""
    people = pd.DataFrame({"segment": labels.astype("str")}).sort_index()
    people.index = people.index.astype("str").rename("customer_id")
    moments = []
    for table in (dataset.touchpoints, dataset.conversions):
        if table is not None:
            moments.append(table["ts"].groupby(table["customer_id"].astype("str")).max())
    last = pd.concat(moments, axis=1).max(axis=1) if moments else pd.Series(dtype="datetime64[us, UTC]")
    people["last_seen"] = pd.to_datetime(last.reindex(people.index), utc=True)
    as_of = dataset.as_of
    ago = (as_of - people["last_seen"]).dt.total_seconds() / DAY_SECONDS if as_of is not None else np.nan
    people["days_ago"] = ago
    orders = dataset.conversions
    who = orders["customer_id"].astype("str") if orders is not None else pd.Series(dtype="str")
    people["orders"] = who.value_counts().reindex(people.index).fillna(0).astype("int64")
    people["spent"] = 0.0
    if orders is not None and "value" in orders:
        people["spent"] = orders["value"].fillna(0.0).groupby(who).sum().reindex(people.index).fillna(0.0)
    return people.reset_index()


def _recency(facts: pd.DataFrame, half_life_days: float) -> Array | None:
    if not half_life_days > 0:
        raise BadSetting("The half-life of recency is above 0 days.", setting="half_life_days")
    if facts["days_ago"].isna().all():
        return None
    left = 0.5 ** (facts["days_ago"].to_numpy(float) / half_life_days)
    return np.asarray(np.nan_to_num(left, nan=0.0), dtype=float)


def _value(facts: pd.DataFrame) -> Array | None:
    spent = facts["spent"].to_numpy(float)
    paid = np.sort(spent[spent > 0])
    if not len(paid):
        return None
    below = np.searchsorted(paid, spent, side="left")
    return np.asarray(np.where(spent > 0, (below + 1) / len(paid), 0.0), dtype=float)


def _segment(dataset: Dataset, facts: pd.DataFrame) -> Array | None:
    ordered = facts["orders"] > 0
    if dataset.conversions is None or facts["segment"].nunique() < 2 or ordered.all():
        return None  # where everybody ordered, the lower end would go by how large a segment is
    bought = ordered.groupby(facts["segment"])
    low, _ = wilson(bought.sum(), bought.size())
    floor = pd.Series(low, index=bought.size().index)
    facts["segment_low"] = facts["segment"].map(floor)
    highest = float(floor.max())
    return facts["segment_low"].to_numpy(float) / highest if highest > 0 else None


def _leads(dataset: Dataset, facts: pd.DataFrame) -> Array | None:
    """Return 1 for whoever became a lead and has not converted since; None where nobody ever did."""
    orders, listed = dataset.conversions, dataset.customers
    since = []
    if listed is not None and "lead_ts" in listed:
        since.append(listed["lead_ts"].groupby(listed["customer_id"].astype("str")).max())
    won = orders
    if orders is not None and "kind" in orders:
        is_lead = orders["kind"].astype("str").str.lower().isin(LEAD_KINDS)
        since.append(orders.loc[is_lead, "ts"].groupby(orders["customer_id"].astype("str")).max())
        won = orders[~is_lead]
    moments = pd.concat(since, axis=1).max(axis=1).dropna() if since else pd.Series(dtype="float64")
    if moments.empty:
        return None
    became = pd.to_datetime(moments, utc=True).reindex(facts["customer_id"]).reset_index(drop=True)
    later = became.isna()
    if won is not None and len(won):
        last = won["ts"].groupby(won["customer_id"].astype("str")).max()
        later |= last.reindex(facts["customer_id"]).reset_index(drop=True) >= became
    return np.asarray(~later, dtype=float)


def _weights(weights: Mapping[str, float] | None, there: list[str]) -> dict[str, float]:
    chosen = {name: float((weights or WEIGHTS).get(name, 0.0)) for name in there}
    total = sum(chosen.values())
    if min(chosen.values(), default=0.0) < 0 or not np.isfinite(total):
        raise BadSetting("The weights of a score are 0 or more.", setting="weights")
    if not total > 0:
        raise BadSetting(
            "Every part of the score that these data carry has the weight 0; give one of them some.",
            setting="weights",
        )
    return {name: 100 * weight / total for name, weight in chosen.items() if weight > 0}
