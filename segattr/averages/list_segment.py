"""One segment of the list: how large it is, how its people ordered, and which goal that suggests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.averages.list_members import Members
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.segments.segmentation import Segmentation
from segattr.statistics.intervals import wilson

Goal = Literal[
    "first_purchase", "repeat_purchase", "reactivation", "upsell", "renewal", "referral", "retention"
]
Trait = tuple[str, str]  # a trait and its value; two empty texts stand for the top itself
THE_TOP: Final[Trait] = ("", "")
MOST: Final = 0.5  # share of people from which something is said of the segment
SILENT_DAYS: Final = 180  # since the last order, from which buyers are to be won back
DAY: Final = 86_400_000_000  # microseconds


@dataclass(frozen=True)
class ListSegment:
    """One segment beside everybody who is not in it. Rates are of people who ordered at all, 0-1.

    Attributes
    ----------
    name : what it is called.
    people, everybody : how many are in it, and on the list.
    top, tops : how many of the top are in it, and how many there are.
    buyers, rate, low, high : how many ordered at all, their share and its 95 % range.
    others_rate : the same of everybody else; nan where there is nobody.
    again : share of the buyers with more than one order; nan without buyers.
    silent_days : half of the buyers ordered no later than so many days ago; nan without buyers.
    """

    name: str
    people: int
    everybody: int
    top: int
    tops: int
    buyers: int
    rate: float
    low: float
    high: float
    others_rate: float
    again: float
    silent_days: float


def list_segment(members: Members, trait: Trait, *, as_of: pd.Timestamp | None) -> ListSegment:
    """Return the segment of everybody with a trait, or of the top itself.

    Parameters
    ----------
    as_of : the latest moment in the data; days since an order are counted back from it.
    """
    people = members.people
    inside = members.flags("top") if trait == THE_TOP else members.having(*trait)
    ever = people["ever"].to_numpy(int)
    buyers, size = int((ever[inside] > 0).sum()), int(inside.sum())
    low, high = wilson(buyers, size)
    last = people["last"].to_numpy("int64")[inside & (ever > 0)]
    today = as_of.value // 1_000 if as_of is not None else 0
    return ListSegment(
        name=members.top.label if trait == THE_TOP else f"{trait[0]}: {trait[1]}",
        people=size,
        everybody=len(people),
        top=int((inside & members.flags("top")).sum()),
        tops=int(members.flags("top").sum()),
        buyers=buyers,
        rate=buyers / size if size else np.nan,
        low=float(low),
        high=float(high),
        others_rate=float((ever[~inside] > 0).mean()) if size < len(people) else np.nan,
        again=float((ever[inside] > 1).sum() / buyers) if buyers else np.nan,
        silent_days=float(np.median((today - last) // DAY)) if buyers else np.nan,
    )


def proposed_goal(segment: ListSegment) -> Goal:
    """Return the revenue goal that a segment's orders suggest.

    Where fewer than half have ordered, a first purchase; where half of those who did have not for half a
    year, reactivation; where fewer than half of them ordered again, a repeat purchase; else retention. The
    others (upsell, renewal, referral) no table of orders can suggest.
    """
    if not segment.rate >= MOST:
        return "first_purchase"
    if segment.silent_days > SILENT_DAYS:
        return "reactivation"
    return "retention" if segment.again >= MOST else "repeat_purchase"


def definition(members: Members, trait: Trait) -> Segmentation:
    """Return the segment as a definition that can be kept: the top's own, or a rule of one condition."""
    if trait == THE_TOP:
        return members.top
    name, value = trait
    who = Group("all", (Condition(members.columns[name], "is", (value,)),))
    return Rules((Rule(value, who),), name=f"{name}: {value}"[:100])
