"""What channel rules would do to the channels, before they do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.data.channel_groups import first_rules, keys_of, named
from segattr.data.channel_rule import Rule
from segattr.data.dataset import Dataset


@dataclass(frozen=True, eq=False)
class Regrouping:
    """What rules do to the channels.

    Attributes
    ----------
    taken : per rule, how many touches it takes: those no rule before it does.
    channels : ``channel``, touches ``before`` and ``after``, ``difference``; the largest after first.
    moved : touches whose channel becomes another.
    unassigned : touches no rule takes.
    left_over : ``source``, ``medium`` and ``touches`` of those, the most first.
    touches : all of them.
    """

    taken: tuple[int, ...]
    channels: pd.DataFrame
    moved: int
    unassigned: int
    left_over: pd.DataFrame
    touches: int


def combinations(dataset: Dataset) -> pd.DataFrame:
    """Return how many ``touches`` there are of each source, medium, campaign and channel."""
    touches = dataset.table("touchpoints")
    keys = keys_of(touches).assign(channel=touches["channel"].astype("str").fillna("").to_numpy())
    return keys.groupby(list(keys), sort=False, as_index=False).size().rename(columns={"size": "touches"})


def regrouped(met: pd.DataFrame, rules: Sequence[Rule]) -> Regrouping:
    """Return what rules would do to the channels.

    Parameters
    ----------
    met : as `combinations` returns it.

    Examples
    --------
    >>> met = pd.DataFrame({"source": ["x"], "medium": ["mail"], "campaign": [""], "channel": ["x"]})
    >>> found = regrouped(met.assign(touches=3), [Rule("Mail", medium="mail")])
    >>> found.taken, found.moved, found.channels.values.tolist()
    ((3,), 3, [['Mail', 0, 3, 3], ['x', 3, 0, -3]])
    """
    places, touches = first_rules(met, rules), met["touches"].to_numpy()
    taken = np.bincount(places + 1, touches, minlength=len(rules) + 1).astype(int)
    new = named(places, rules)
    before, after = (pd.Series(touches).groupby(np.asarray(names)).sum() for names in (met["channel"], new))
    both = before.index.union(after.index)
    channels = pd.DataFrame(
        {
            "channel": both.astype("str"),
            "before": before.reindex(both, fill_value=0).to_numpy(),
            "after": after.reindex(both, fill_value=0).to_numpy(),
        }
    ).sort_values(["after", "before"], ascending=False, kind="stable", ignore_index=True)
    return Regrouping(
        tuple(int(number) for number in taken[1:]),
        channels.assign(difference=channels["after"] - channels["before"]),
        moved=int(touches[new != met["channel"].to_numpy()].sum()),
        unassigned=int(touches[places < 0].sum()),
        left_over=_left_over(met[places < 0]),
        touches=int(touches.sum()),
    )


def _left_over(met: pd.DataFrame) -> pd.DataFrame:
    left = met.groupby(["source", "medium"], sort=False)["touches"].sum()
    return left.sort_values(ascending=False, kind="stable").reset_index()


def costs_left_behind(dataset: Dataset, found: Regrouping) -> list[str]:
    """Return the channels of the costs that touches have now and would have no longer, most spend first."""
    if dataset.costs is None:
        return []
    gone = found.channels[(found.channels["before"] > 0) & (found.channels["after"] == 0)]["channel"]
    spend = dataset.costs["spend"].groupby(dataset.costs["channel"].astype("str").to_numpy()).sum()
    return [str(name) for name in spend.sort_values(ascending=False).index if name in set(gone)]
