"""What became of an audience: who converted since, of those reached and of those held out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import MissingColumn, UnreadableValues, UnsuitableData
from segattr.io.cells import among
from segattr.plan.audiences import CONTROL, REACHED
from segattr.statistics.comparison import Comparison, compare_two
from segattr.statistics.intervals import wilson
from segattr.statistics.power import detectable_difference, people_per_group

NEEDED: Final = ("customer_id", "group")
FEWEST: Final = 30  # people of a group, as on every page
WORTH_SEEING: Final = 0.2  # of the control's rate: the difference the needed size is worked out for
Verdict = Literal["more", "fewer", "chance", "few", "unmeasured"]


@dataclass(frozen=True, eq=False)
class ReadBack:
    """What an audience did after the day it was made.

    Attributes
    ----------
    name : the audience. since, until : first and last day looked at.
    rows : ``group, people, converters, rate, low, high, value`` (per person; nan where orders carry none),
        reached first; a group without anybody has no row.
    difference : reached minus control with its range; None without a control.
    visible : the smallest difference this many people would show; nan without a control.
    needed : people in each group for a difference of `WORTH_SEEING` of the control's rate; nan where unknown.
    unknown : people of the list who are not in these data.
    """

    name: str
    since: pd.Timestamp
    until: pd.Timestamp
    rows: pd.DataFrame
    difference: Comparison | None
    visible: float
    needed: float
    unknown: int

    @property
    def verdict(self) -> Verdict:
        """What can be said of the two groups."""
        if self.difference is None:
            return "unmeasured"
        if self.rows["people"].min() < FEWEST:
            return "few"
        if self.difference.difference_low > 0:
            return "more"
        return "fewer" if self.difference.difference_high < 0 else "chance"


def read_back(listed: pd.DataFrame, dataset: Dataset, *, since: str = "") -> ReadBack:
    """Compare whom an audience reached with whom it held out, by orders after the day it was made.

    Parameters
    ----------
    listed : a list that segattr wrote: ``customer_id, group`` and, if there, ``audience, exported``.
    dataset : data that go on after that day.
    since : the day from which orders count, as 2026-09-01; empty for the day after the list's.

    Raises
    ------
    MissingColumn, UnreadableValues : it is another kind of list. UnsuitableData : no orders after that day,
    or nobody of the list is in these data.

    Notes
    -----
    Everybody on the list counts, whether or not the campaign got to them, so the difference is that of
    *trying* to reach people (intention to treat). It is an effect, not credit, as long as the control was
    left alone. Newcombe's range; without a control nothing is measured.
    """
    people = _people(listed)
    orders = dataset.table("conversions")
    start, until = _since(listed, since), pd.Timestamp(orders["ts"].max())
    later = orders[orders["ts"] >= start]
    if not len(orders) or until < start:
        raise UnsuitableData(
            f"There is no order from {start:%Y-%m-%d} on, so nothing can be read back yet. Bring data that "
            "go on after the audience was made.",
            table="conversions",
        )
    met = _met(people, dataset)
    if met.empty:
        raise UnsuitableData("Nobody of this list is in these data: its ids are of other customers.")
    rows = _rows(met, later)
    known: dict[str, dict[str, float]] = rows.set_index("group").to_dict("index")  # type: ignore[assignment]
    there = REACHED in known and CONTROL in known
    reached, control = (known.get(name, {}) for name in (REACHED, CONTROL))
    apart = (
        compare_two(reached["converters"], reached["people"], control["converters"], control["people"])
        if there
        else None
    )
    visible, needed = _sizes(reached, control) if there else (np.nan, np.nan)
    name = str(listed["audience"].iloc[0]) if "audience" in listed else ""
    return ReadBack(name, start, until, rows, apart, visible, needed, len(people) - len(met))


def _people(listed: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in NEEDED if name not in listed]
    if missing:
        raise MissingColumn(
            f"This list has no column {missing[0]!r}; found: {', '.join(map(str, listed))}. Bring the CSV "
            "that was downloaded under Audiences.",
            column=missing[0],
        )
    rows = listed[list(NEEDED)].astype("str").drop_duplicates("customer_id")
    other = set(rows["group"]) - {REACHED, CONTROL}
    if other:
        raise UnreadableValues(
            f"The column 'group' says {sorted(other)[0]!r}; it can say {REACHED} or {CONTROL}.",
            column="group",
        )
    return rows


def _since(listed: pd.DataFrame, since: str) -> pd.Timestamp:
    if since:
        return pd.Timestamp(since, tz="UTC")
    said = pd.to_datetime(listed["exported"], utc=True, errors="coerce") if "exported" in listed else None
    if said is None or said.isna().all():
        raise MissingColumn(
            "This list does not say on which day it was made. Choose the day from which orders count.",
            column="exported",
        )
    return pd.Timestamp(said.max()).floor("D") + pd.Timedelta(days=1)


def _met(people: pd.DataFrame, dataset: Dataset) -> pd.DataFrame:
    """Return the people of the list whom the data know.

    Files have an apostrophe before ids that a spreadsheet would calculate.
    """
    tables = (dataset.customers, dataset.touchpoints, dataset.conversions)
    known = {
        str(who) for table in tables if table is not None for who in table["customer_id"].dropna().unique()
    }
    plain = [who if who in known else who.removeprefix("'") for who in people["customer_id"]]
    rows = people.assign(customer_id=plain)
    return rows[rows["customer_id"].isin(known)]


def _rows(met: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    who = later["customer_id"].astype("str")
    bought = among(met["customer_id"].astype("str"), who)
    worth = pd.Series(np.nan, index=met.index)
    if "value" in later and later["value"].notna().any():
        worth = met["customer_id"].map(later["value"].groupby(who).sum()).fillna(0.0)
    grouped = met.assign(bought=bought, worth=worth).groupby("group")
    rows = pd.DataFrame(
        {
            "people": grouped.size(),
            "converters": grouped["bought"].sum().astype("int64"),
            "value": grouped["worth"].mean(),
        }
    )
    low, high = wilson(rows["converters"], rows["people"])
    rows = rows.assign(rate=rows["converters"] / rows["people"], low=low, high=high)
    order = [name for name in (REACHED, CONTROL) if name in rows.index]
    return rows.loc[order, ["people", "converters", "rate", "low", "high", "value"]].reset_index()


def _sizes(reached: dict[str, float], control: dict[str, float]) -> tuple[float, float]:
    """Return the difference these people could show, and how many it takes for one worth seeing."""
    rate = control["rate"]
    if not 0 < rate < 1:
        return np.nan, np.nan
    seen = float(detectable_difference(reached["people"], control["people"], rest_rate=rate))
    wanted = min(rate * (1 + WORTH_SEEING), (1 + rate) / 2)
    return seen, float(people_per_group(rate, wanted))
