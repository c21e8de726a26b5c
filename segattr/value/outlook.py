"""What the customers of each segment may still bring: projected where the data carry it, else refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.value.chain_ladder import chain_ladder
from segattr.value.cohorts import cohorts, wide
from segattr.value.gates import Foretold, Gate, customers_of, fitted, foretold, gates
from segattr.value.purchases import EVERYBODY, Purchases

YEAR: Final = 52.0  # weeks; never further ahead than the data reach back
MOST_SEGMENTS: Final = 8  # the largest; a fit takes a moment


@dataclass(frozen=True)
class Outlook:
    """What one segment's customers brought and may bring, per customer.

    Attributes
    ----------
    segment : its label, ``all`` for everybody. customers, repeaters : in it, and who came back.
    so_far : money brought up to now. orders, ahead : orders and money expected in the ``weeks`` to come; nan
        where the data do not carry it.
    ladder, ladder_age : chain ladder's value of an acquired customer at that age in months; nan where not
        projected.
    held : repeat orders foretold for the last part of the time, beside what happened; None without one.
    closed : the conditions not met. why : what else stands against it, in words; empty for nothing.
    """

    segment: str
    customers: int
    repeaters: int
    so_far: float
    orders: float
    ahead: float
    weeks: float
    ladder: float
    ladder_age: int
    held: Foretold | None
    closed: tuple[Gate, ...] = ()
    why: str = ""

    @property
    def carried(self) -> bool:
        """Whether repeat orders were projected."""
        return not np.isnan(self.ahead)


def outlook(dataset: Dataset, bought: Purchases, *, labels: pd.Series | None = None) -> list[Outlook]:
    """Return what the customers of everybody and of the largest segments may still bring.

    Parameters
    ----------
    bought : the same customers in the same segments, for the chain ladder; by value.
    labels : segment by ``customer_id``; by default everybody is one segment.

    Returns
    -------
    list of Outlook : everybody first, then the segments by their customers.

    Notes
    -----
    Every segment is fitted on its own customers, by BG/NBD for how often they come back and Gamma–Gamma for
    what an order brings, and only where `segattr.value.gates.gates` are passed.

    References
    ----------
    Fader, Hardie, Lee (2005), Marketing Science 24:275. doi:10.1287/mksc.1040.0098
    """
    people = customers_of(dataset)
    ids = people.index.astype("str")
    people = people.set_axis(ids)
    ladders = cohorts(bought)
    orders = dataset.table("conversions").dropna(subset=["customer_id", "ts"])
    spent = orders["value"].fillna(0.0).groupby(orders["customer_id"].astype("str")).sum().reindex(ids)
    weeks = min(YEAR, float(people["age"].max()))
    everybody = _one(dataset, EVERYBODY, people, spent, weeks, ladders)
    if labels is None:
        return [everybody]
    segment = labels.reindex(ids).fillna(UNKNOWN).astype("str")
    largest = segment.value_counts().head(MOST_SEGMENTS).index
    return [
        everybody,
        *(
            _one(
                dataset,
                str(name),
                people[(segment == name).to_numpy()],
                spent,
                weeks,
                ladders[ladders["segment"] == name],
            )
            for name in largest
        ),
    ]


def _one(
    dataset: Dataset, segment: str, people: pd.DataFrame, spent: pd.Series, weeks: float, rows: pd.DataFrame
) -> Outlook:
    closed = tuple(gate for gate in gates(people) if not gate.passed)
    orders = ahead = float("nan")
    held, why = None, ""
    if not closed:
        try:
            orders, ahead = _ahead(people, weeks)
            held = foretold(dataset, of=people.index)
        except UnsuitableData as error:
            orders = ahead = float("nan")
            why = str(error)
    ladder, age = _ladder(rows)
    so_far = float(spent.reindex(people.index).mean())
    repeaters = int((people["repeats"] > 0).sum())
    return Outlook(
        segment, len(people), repeaters, so_far, orders, ahead, weeks, ladder, age, held, closed, why
    )


def _ahead(people: pd.DataFrame, weeks: float) -> tuple[float, float]:
    """Return orders and money to be expected per customer in the weeks to come."""
    coming, worth = fitted(people)
    x, last, age = (people[name].to_numpy(float) for name in ("repeats", "last", "age"))
    orders = coming.expected(x, last, age, ahead=weeks)
    return float(orders.mean()), float((orders * worth.expected(x, people["average"].to_numpy(float))).mean())


def _ladder(rows: pd.DataFrame) -> tuple[float, int]:
    """Return chain ladder's value per acquired customer at the oldest cohort's age, in months."""
    summed = rows.groupby(["cohort", "age"], as_index=False)[["customers", "cumulative"]].sum()
    if summed.empty:
        return float("nan"), 0
    try:
        grown = chain_ladder(wide(summed)).table
    except UnsuitableData:
        return float("nan"), int(summed["age"].max())
    acquired = summed.drop_duplicates("cohort")["customers"].sum()
    return float(grown.iloc[:, -1].sum() / acquired), int(grown.columns[-1])
