"""What the customers of each segment may still bring: projected where the data carry it, else refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.value.ahead import Expected, ahead
from segattr.value.chain_ladder import chain_ladder
from segattr.value.cohorts import cohorts, wide
from segattr.value.gates import Gate, fitted, gates
from segattr.value.hold_out import Foretold, Trial, trial
from segattr.value.ladder_error import ladder_range
from segattr.value.order_days import order_days
from segattr.value.purchases import EVERYBODY, Purchases

YEAR: Final = 52.0  # weeks; never further ahead than the data reach back
MOST_SEGMENTS: Final = 8  # the largest; a fit takes a moment
NOTHING: Final = Expected(float("nan"))


@dataclass(frozen=True)
class Ladder:
    """What chain ladder makes of an acquired customer: of whole months, so not of all brought so far.

    Attributes
    ----------
    grown : money at ``age`` months, with its 95 % range; nan where not projected.
    seen : money of the same customers in the months seen. age : that of the oldest cohort, 0 the first month.
    """

    grown: Expected = NOTHING
    seen: float = float("nan")
    age: int = 0


@dataclass(frozen=True)
class Outlook:
    """What one segment's customers brought and may bring, per customer.

    Attributes
    ----------
    segment : its label, ``all`` for everybody. customers, repeaters : in it, and who came back.
    so_far : money brought up to now. orders, ahead : orders and money expected in the ``weeks`` to come, with
        the 95 % range what these customers do may lie in; nan where the data do not carry it.
    ladder : the same by the growth of cohorts.
    held : repeat orders foretold for the last part of the time, beside what happened; None without one.
    closed : the conditions not met. why : what else stands against it, in words; empty for nothing.
    """

    segment: str
    customers: int
    repeaters: int
    so_far: float
    orders: Expected
    ahead: Expected
    weeks: float
    ladder: Ladder
    held: Foretold | None
    closed: tuple[Gate, ...] = ()
    why: str = ""

    @property
    def carried(self) -> bool:
        """Whether repeat orders were projected."""
        return not np.isnan(self.ahead.figure)


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
    what an order brings, and only where `segattr.value.gates.gates` are passed. The ranges are those of
    `segattr.value.ahead.ahead` and `segattr.value.ladder_error.ladder_range`.

    References
    ----------
    Fader, Hardie, Lee (2005), Marketing Science 24:275. doi:10.1287/mksc.1040.0098
    """
    days = order_days(dataset)
    people = days.people.assign(spent=days.spent)
    tried = trial(dataset, days)
    weeks = min(YEAR, float(people["age"].max()))
    ladders = cohorts(bought)
    whole = _Group(EVERYBODY, people, tried, np.ones(len(tried.people), dtype=bool), ladders)
    everybody = _one(whole, weeks)
    if labels is None:
        return [everybody]
    segment, names = pd.factorize(labels.reindex(days.ids).fillna(UNKNOWN).astype("str"))
    found = [everybody]
    for place in np.argsort(-np.bincount(segment), kind="stable")[:MOST_SEGMENTS]:
        own, rows = segment == place, ladders[ladders["segment"] == names[place]]
        group = _Group(str(names[place]), people[own], tried, own[tried.people.index], rows)
        found.append(_one(group, weeks))
    return found


@dataclass(frozen=True, eq=False)
class _Group:
    """Customers looked at together, which of those tried they are, and their cohorts."""

    name: str
    people: pd.DataFrame
    tried: Trial
    these: np.ndarray
    rows: pd.DataFrame


def _one(group: _Group, weeks: float) -> Outlook:
    people = group.people
    closed = tuple(gate for gate in gates(people) if not gate.passed)
    orders, money = NOTHING, NOTHING
    held, why = None, ""
    if not closed:
        try:
            found = ahead(people, *fitted(people), weeks=weeks)
            held = group.tried.foretold(group.these)
            orders, money = found.orders, found.money
        except UnsuitableData as error:
            why = str(error)
    ladder = _ladder(group.rows)
    so_far, repeaters = float(people["spent"].mean()), int((people["repeats"] > 0).sum())
    return Outlook(
        *(group.name, len(people), repeaters, so_far, orders, money, weeks, ladder, held, closed, why)
    )


def _ladder(rows: pd.DataFrame) -> Ladder:
    """Return chain ladder's value per acquired customer at the oldest cohort's age."""
    summed = rows.groupby(["cohort", "age"], as_index=False)[["customers", "cumulative"]].sum()
    if summed.empty:
        return Ladder()
    triangle = wide(summed)
    try:
        grown = chain_ladder(triangle)
    except UnsuitableData:
        return Ladder(age=int(summed["age"].max()))
    acquired = float(summed.drop_duplicates("cohort")["customers"].sum())
    figure, found = float(grown.table.iloc[:, -1].sum() / acquired), ladder_range(triangle, grown)
    ends = (found.low / acquired, found.high / acquired) if found else ()
    seen = float(triangle.ffill(axis=1).iloc[:, -1].sum() / acquired)
    return Ladder(Expected(figure, *ends), seen, int(grown.table.columns[-1]))
