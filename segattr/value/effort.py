"""What was put into each segment beside what it brought: who gets more than the others and brings less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.attribution.cost import spend_of
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.statistics.sums import Sums, average_interval, difference_interval
from segattr.value.lifetime import FEWEST_CUSTOMERS
from segattr.value.purchases import Money
from segattr.value.shares import sums_by

FEWEST_BUYERS: Final = 10  # in a segment; the money of fewer says nothing about the others
MEASURES: Final = ("touches", "spend", "money")


@dataclass(frozen=True, eq=False)
class Effort:
    """What segments got and gave.

    Attributes
    ----------
    rows : ``segment, people`` (seen or bought), ``buyers``, and of ``touches``, ``spend`` (where it is known)
        and ``money`` per person the figure, ``_low, _high, _rest`` and ``_side`` (1 above everybody else
        beyond chance, −1 below, 0 neither); ``small``; ``under``: more was put in, less came out. Those
        come first, small ones last.
    by : what was put in is judged by: ``spend``, or ``touches`` where nobody knows the spend.
    unplaced : spend of channels that nobody was seen in, which is in no segment.
    """

    rows: pd.DataFrame
    by: str
    unplaced: float


def effort(dataset: Dataset, labels: pd.Series, *, money: Money = "value", level: float = 0.95) -> Effort:
    """Return who got more than the others and brought less.

    Parameters
    ----------
    labels : segment by ``customer_id`` of everybody, buyers or not.
    money : ``value`` or ``margin``.

    Raises
    ------
    UnsuitableData : no touchpoints, or no money.

    Notes
    -----
    A touch costs its channel's spend divided by the channel's touches; touches of people who never bought
    cost as much. Everybody else, never everybody, is compared with; the ranges of each difference are at a
    level divided by the number of segments judged (Bonferroni), and both differences must be there.
    """
    people = _people(dataset, labels, money)
    segment, names = pd.factorize(people["segment"], sort=True)
    segments = [str(name) for name in names]
    ones = np.ones(len(people))
    kinds = {name: people[name].to_numpy(float) for name in MEASURES if name in people}
    sums = {name: sums_by(segment, len(segments), values, ones) for name, values in kinds.items()}
    counted, buyers = sums["money"].n, sums["money"].contributors
    small = (counted < FEWEST_CUSTOMERS) | (buyers < FEWEST_BUYERS)
    rows = pd.DataFrame({"segment": segments, "people": counted.astype(int), "buyers": buyers.astype(int)})
    judged = max(int((~small).sum()), 1)
    for name, each in sums.items():
        rows = rows.assign(**_figures(name, each, small, judged, level))
    by = "spend" if "spend" in kinds else "touches"
    under = (rows[f"{by}_side"] > 0) & (rows["money_side"] < 0)
    rows = rows.assign(small=small, under=under)
    rows = rows.sort_values(["small", "under", by], ascending=[True, False, False], kind="stable")
    spend = spend_of(dataset)
    return Effort(
        rows.reset_index(drop=True), by, 0.0 if spend is None else float(spend.unplaced["spend"].sum())
    )


def _people(dataset: Dataset, labels: pd.Series, money: Money) -> pd.DataFrame:
    """Return everybody's segment, touches, spend and money."""
    seen, orders = dataset.touchpoints, dataset.table("conversions").dropna(subset=["customer_id"])
    if seen is None or not len(seen) or money not in orders:
        raise UnsuitableData("This needs touchpoints, and orders with money.")
    brought = orders[money].fillna(0.0).groupby(orders["customer_id"].astype("str")).sum()
    met = seen.dropna(subset=["customer_id"])
    who = met["customer_id"].astype("str")
    touches = who.value_counts()
    everybody = labels.index.astype("str").union(touches.index).union(brought.index)
    columns = {"touches": touches, "money": brought}
    spend = spend_of(dataset)
    if spend is not None and spend.rows["spend"].sum() > 0:
        channel = met["channel"].astype("str")
        price = spend.rows.set_index("channel")["spend"] / channel.value_counts()
        columns["spend"] = channel.map(price).astype(float).fillna(0.0).groupby(who).sum()
    figures = {name: values.reindex(everybody).fillna(0.0) for name, values in columns.items()}
    known = labels.reindex(everybody).fillna(UNKNOWN).astype("str")
    return pd.DataFrame({"segment": known, **figures})


def _figures(name: str, sums: Sums, small: np.ndarray, judged: int, level: float) -> dict[str, np.ndarray]:
    low, high = average_interval(sums, level=level)
    rest = sums.rest
    apart_low, apart_high = difference_interval(sums, rest, level=1 - (1 - level) / judged)
    side = np.where(apart_low > 0, 1, np.where(apart_high < 0, -1, 0))
    return {
        name: sums.average,
        f"{name}_low": low,
        f"{name}_high": high,
        f"{name}_rest": rest.average,
        f"{name}_side": np.where(small, 0, side),
    }
