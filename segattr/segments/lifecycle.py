"""Where customers stand: from the first contact to the last order, by limits that the data tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.data.dataset import Dataset
from segattr.reduce.engines import to_pandas
from segattr.reduce.source import source_of_dataset
from segattr.segments.advocates import YES, advocacy
from segattr.segments.conditions import Condition, Group, Part
from segattr.segments.derived import answered, taken
from segattr.segments.feature_table import feature_table, must_be_told
from segattr.segments.questions import plain
from segattr.segments.ranks import cuts
from segattr.segments.rules import Rule, Rules
from segattr.segments.schemes import FREQUENCY, MONEY, RECENCY
from segattr.segments.spending import behaviour

MOST_CAME_BACK: Final = 0.75  # of the orders that came again had come by then: later is late
NEARLY_ALL: Final = 0.90
FEWEST_GAPS: Final = 30
LATE, GONE = 90, 180  # days, a convention where too few came again to tell
NEW_DAYS: Final = 30
FEWEST_TOUCHES: Final = 3
SUBSCRIBES: Final = (
    "subscri",
    "newsletter",
    "opt_in",
    "opt-in",
    "optin",
    "accepts_marketing",
    "accepts marketing",
)
SUBSCRIBED: Final = (*YES, "subscribed", "Subscribed")
TOUCHES, SEEN_ON, SEEN = "touches so far", "days with a touch", "days since first seen"
SEEN_ONCE, KNOWN_LONGER = "seen once, a while ago", "known for longer"


@dataclass(frozen=True)
class Limits:
    """What the data say of when customers come again.

    Attributes
    ----------
    late, gone : days without an order after which most, and nearly all, who came again had come.
    gaps : days between orders that this rests on; below `FEWEST_GAPS` the limits are a convention.
    touches : contacts that nine in ten buyers had fewer of before their first order; 0 where nobody knows.
    spent : what the best fifth of buyers spent at least; 0 where nobody knows.
    """

    late: int = LATE
    gone: int = GONE
    gaps: int = 0
    touches: int = 0
    spent: float = 0.0


def limits_of(dataset: Dataset) -> Limits:
    """Return the limits of a client's customers."""
    gaps = _gaps(dataset.table("conversions"))
    late, gone = LATE, GONE
    if len(gaps) >= FEWEST_GAPS:
        late, gone = (max(ceil(np.quantile(gaps, share)), 1) for share in (MOST_CAME_BACK, NEARLY_ALL))
    return Limits(late, max(gone, late + 1), len(gaps), _touches(dataset), _spent(dataset))


def lifecycle(dataset: Dataset) -> Rules:
    """Return the stages that these data can tell.

    Raises
    ------
    UnsuitableData : there are no orders.

    Notes
    -----
    Gaps longer than the data are not in the data, so that short files call customers gone too early.
    """
    must_be_told(dataset, [RECENCY, FREQUENCY])
    stages = _stages(dataset, limits_of(dataset))
    rules = tuple(Rule(name, Group("all", parts)) for name, parts in stages)
    others = SEEN_ONCE if dataset.touchpoints is not None else KNOWN_LONGER
    return Rules(rules, name="Lifecycle", others=others)


def _stages(dataset: Dataset, limits: Limits) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """Yield the stages with what makes them, the first that fits first."""
    yield "inactive", (Condition(RECENCY, "at_least", (limits.gone + 1,)),)
    yield "almost churned", (Condition(RECENCY, "at_least", (limits.late + 1,)),)
    once, again = (Condition(FREQUENCY, "at_least", (times,)) for times in (1, 2))
    if spoken := advocacy(dataset):
        yield "advocate", (once, Group("any", spoken))
    if limits.spent:
        yield "high value", (again, Condition(MONEY, "at_least", (plain(limits.spent),)))
    yield "repeat buyer", (again,)
    yield "first-time buyer", (once,)
    listed = dataset.tables.get("customers", pd.DataFrame())
    for name, column in (("qualified", "opportunity_ts"), ("lead", "lead_ts")):
        if column in listed and listed[column].notna().any():
            yield name, (Condition(column, "is_known"),)
    if limits.touches:
        yield "contacted again and again", (Condition(TOUCHES, "at_least", (limits.touches,)),)
    for column in listed.columns:
        if any(part in str(column).lower() for part in SUBSCRIBES):
            yield "subscriber", (Condition(str(column), "one_of", SUBSCRIBED),)
            break
    if _is_told(dataset, SEEN_ON):
        yield "returning visitor", (Condition(SEEN_ON, "at_least", (2,)),)
    if _is_told(dataset, SEEN):
        yield "new", (Condition(SEEN, "at_most", (NEW_DAYS,)),)


def _is_told(dataset: Dataset, name: str) -> bool:
    return answered(dataset, name) and not taken(dataset, name)


def _gaps(orders: pd.DataFrame) -> NDArray[np.int64]:
    """Return the days between each order and the customer's next."""
    known = orders[orders["customer_id"].notna() & orders["ts"].notna()].sort_values("ts")
    days = known["ts"].dt.floor("D")
    gaps = days.groupby(known["customer_id"].astype("str")).diff().dropna()
    return np.asarray(gaps.dt.days, dtype="int64")


def _touches(dataset: Dataset) -> int:
    if not _is_told(dataset, TOUCHES):
        return 0
    seen = to_pandas(behaviour(source_of_dataset(dataset)))
    buyers = seen.loc[seen["days"] >= 0, "touches"]
    if len(buyers) < FEWEST_GAPS:
        return 0
    return max(int(np.quantile(buyers, NEARLY_ALL)) + 1, FEWEST_TOUCHES)


def _spent(dataset: Dataset) -> float:
    """Return what a buyer of the best fifth spent; equal sums are never told apart."""
    if not _is_told(dataset, MONEY):
        return 0.0
    people = feature_table(dataset, [FREQUENCY, MONEY])
    best = cuts(people.loc[people[FREQUENCY] > 0, MONEY].tolist(), levels=5)[-1]
    return best or 0.0
