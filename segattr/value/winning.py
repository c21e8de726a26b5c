"""What a new customer cost beside what one brings, per segment, reconciled to all that was spent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.attribution.cost import spend_of
from segattr.data.dataset import Dataset
from segattr.reduce.door import UNKNOWN
from segattr.value.acquisition import UNALLOCATED, acquisition_cost, payback, placed, worth_to_cost
from segattr.value.growth import growth
from segattr.value.lifetime import spent_to
from segattr.value.purchases import EVERYBODY as ALL
from segattr.value.purchases import Purchases


@dataclass(frozen=True, eq=False)
class Winning:
    """What new customers cost.

    Attributes
    ----------
    rows : ``segment, spend, customers, cac, ltv, ratio, low, high, payback``; the segment ``all`` comes last
        and holds all spend. ``cac`` is nan where nobody was won, ``ratio`` where there is no cost or nobody
        old enough; ``payback`` is the age in months at which the cost came back, nan where it did not.
    unplaced : spend of channels nobody was seen in, which is in ``all`` and in no segment.
    outside : spend of days without data, which is in nothing.
    to_age : the age values and payback are looked at.
    """

    rows: pd.DataFrame
    unplaced: float
    outside: float
    to_age: int


def winning(
    dataset: Dataset, bought: Purchases, *, to_age: int, labels: pd.Series | None = None
) -> Winning | None:
    """Return what a new customer cost and how often that came back; None where nobody knows the spend.

    Parameters
    ----------
    labels : segment by ``customer_id`` of everybody who was seen, customer or not; as for `bought`.

    Notes
    -----
    A channel's spend is shared out by the touches of everybody in it, converted or not: by credit, every
    segment of a channel would cost the same per order by construction. All customers who first ordered in the
    data count as new. The range of the ratio is of the value; the cost is taken as known.
    """
    spend = spend_of(dataset)
    seen = dataset.touchpoints
    if spend is None or seen is None or not spend.rows["spend"].sum() + spend.unplaced["spend"].sum() > 0:
        return None
    table = placed(_by_channel(spend.rows, spend.unplaced), _touches(seen, labels))
    names = sorted(set(bought.segments))
    new = bought.segments.value_counts().reindex(names).fillna(0)
    rows = acquisition_cost(table.reindex(columns=[*names, UNALLOCATED], fill_value=0.0), new)
    # What was shown to segments nobody was won in is spent all the same: it belongs to the whole.
    spent = float(table.to_numpy().sum())
    rows.loc[ALL, ["spend", "cac"]] = [spent, spent / max(float(new.sum()), 1.0)]
    curves = growth(bought, to_age=to_age)
    beside = pd.DataFrame(
        [
            _beside(bought, curves, str(name), cac, to_age)
            for name, cac in zip(rows.index, rows["cac"], strict=True)
        ]
    )
    merged = pd.concat([rows.rename_axis("segment").reset_index(), beside], axis=1)
    return Winning(merged, float(table[UNALLOCATED].sum()), spend.outside, to_age)


def _by_channel(known: pd.DataFrame, unplaced: pd.DataFrame) -> pd.Series:
    return pd.concat([known, unplaced]).groupby("channel")["spend"].sum()


def _touches(seen: pd.DataFrame, labels: pd.Series | None) -> pd.DataFrame:
    """Return how often each channel was met by people of each segment."""
    who = seen["customer_id"].astype("str")
    segment = who.map(labels).fillna(UNKNOWN) if labels is not None else pd.Series(ALL, index=who.index)
    return pd.crosstab(seen["channel"].astype("str"), segment.astype("str"))


def _beside(
    bought: Purchases, curves: pd.DataFrame, segment: str, cac: float, to_age: int
) -> dict[str, float]:
    """Return what the segment's customers brought to the age, as multiple of what one cost."""
    there = (bought.cohorts <= bought.until).to_numpy() & (bought.observed >= to_age)
    inside = there if segment == ALL else there & (bought.segments == segment).to_numpy()
    spent = spent_to(bought, to_age=to_age)[inside]
    nothing = {"ltv": np.nan, "ratio": np.nan, "low": np.nan, "high": np.nan, "payback": np.nan}
    if not len(spent):
        return nothing
    if not cac > 0:
        return nothing | {"ltv": float(spent.mean())}
    found = worth_to_cost(spent, cost=cac)
    own = curves[curves["segment"] == segment].set_index("age")["ltv"]
    reached = payback(own, cost=cac)
    low_high = {"low": found.low, "high": found.high} if len(spent) > 1 else {"low": np.nan, "high": np.nan}
    return {
        "ltv": float(spent.mean()),
        "ratio": found.ratio,
        **low_high,
        "payback": np.nan if reached is None else float(reached),
    }
