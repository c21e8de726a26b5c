"""Who moved from which segment into which between two dates, by one and the same definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.segments.as_of import is_day
from segattr.segments.clusters import Clusters
from segattr.segments.rules import Rules
from segattr.segments.scores import Scores
from segattr.segments.segment import segment
from segattr.statistics.intervals import wilson

NEW: Final = "(new)"  # not a customer at the first date
GONE: Final = "(gone)"  # no longer one at the second

Dated = Rules | Scores | Clusters


@dataclass(frozen=True, eq=False)
class Migration:
    """Who moved.

    Attributes
    ----------
    moves : ``before, after, customers, share``, a row per pair that occurs; ``share`` is of those who were in
        ``before``. Whoever came in between was in `NEW` before, whoever left is in `GONE` after.
    shares : ``segment, before, after, share_before, share_after, change, low, high``, a row per segment: how
        many customers, of all there were at each date, and by how much that share changed, with an interval.
    """

    moves: pd.DataFrame
    shares: pd.DataFrame

    @property
    def stayed(self) -> float:
        """Share of those there at both dates who are in the segment they were in; nan without any."""
        both = self.moves[(self.moves["before"] != NEW) & (self.moves["after"] != GONE)]
        same = both.loc[both["before"] == both["after"], "customers"].sum()
        return float(same / both["customers"].sum()) if len(both) else float("nan")

    @property
    def table(self) -> pd.DataFrame:
        """Customers, a row per segment before and a column per segment after."""
        wide = self.moves.pivot_table(index="before", columns="after", values="customers", aggfunc="sum")
        order = list(self.shares["segment"])
        return wide.reindex(index=[*order, NEW], columns=[*order, GONE]).fillna(0).astype(int)


def migration(
    before: pd.Series, after: pd.Series, *, level: float = 0.95, order: Sequence[str] = ()
) -> Migration:
    """Return who moved between two dates.

    Parameters
    ----------
    before, after : the segment of every customer there was, indexed by ``customer_id``, as
        `segattr.segments.segment.segment` gives them. Whoever is ``(unknown)`` was not there.
    level : confidence of the intervals, between 0 and 1.
    order : the segments in the order they are told in; those not named come after.

    Raises
    ------
    UnsuitableData : a customer is listed twice.

    Notes
    -----
    Most customers are there at both dates, so the two shares go together; the interval takes that into
    account. It says what chance in who moved would leave, and nothing of why they did.

    References
    ----------
    Newcombe (1998), Improved confidence intervals for the difference between binomial proportions based on
    paired data, method 10 (doi:10.1002/(SICI)1097-0258(19981130)17:22<2635::AID-SIM954>3.0.CO;2-C); Zou and
    Donner (2008), Construction of confidence limits about effect measures. doi:10.1002/sim.3095

    Examples
    --------
    >>> found = migration(pd.Series({"ann": "new", "bob": "old"}), pd.Series({"ann": "old", "cem": "new"}))
    >>> found.moves[["before", "after", "customers"]].to_numpy().tolist()
    [['new', 'old', 1], ['old', '(gone)', 1], ['(new)', 'new', 1]]
    """
    then, now = (_there(labels) for labels in (before, after))
    there = dict.fromkeys([*then.unique(), *now.unique()])
    order = list(dict.fromkeys([*(name for name in order if name in there), *there]))
    everybody = then.index.union(now.index)
    pairs = pd.DataFrame(
        {
            "before": then.reindex(everybody).fillna(NEW).to_numpy(object),
            "after": now.reindex(everybody).fillna(GONE).to_numpy(object),
        }
    )
    moves = pairs.value_counts(sort=False).rename("customers").reset_index()
    place = {name: n for n, name in enumerate([*order, NEW, GONE])}
    moves = moves.sort_values(["before", "after"], key=lambda names: names.map(place), ignore_index=True)
    shares = [_share(name, pairs, level) for name in order]
    of_before = moves.groupby("before")["customers"].transform("sum")
    return Migration(
        moves.assign(share=moves["customers"] / of_before), pd.DataFrame(shares, columns=COLUMNS)
    )


COLUMNS: Final = ["segment", "before", "after", "share_before", "share_after", "change", "low", "high"]


def moved(dataset: Dataset, rule: Dated, first: str, second: str, *, level: float = 0.95) -> Migration:
    """Return who moved between two days of a client's data, by one definition read as of each.

    Parameters
    ----------
    first, second : days, as 2026-03-31.

    Raises
    ------
    BadSetting : they are no days, or in the wrong order.

    Notes
    -----
    Limits of scores and centres of groups stay what they are: cut anew, everybody would seem to move.
    """
    if not (is_day(first) and is_day(second) and first < second):
        raise BadSetting(f"Customers move from one day to a later one, not from {first} to {second}.")
    then, now = (segment(dataset, replace(rule, moment=day)) for day in (first, second))
    return migration(then, now, level=level, order=rule.labels_in_order)


def _there(labels: pd.Series) -> pd.Series:
    if labels.index.has_duplicates:
        twice = labels.index[labels.index.duplicated()][0]
        raise UnsuitableData(f"{twice!r:.60} is listed twice, so nobody can say where they moved.")
    return labels[labels.notna() & (labels != UNKNOWN)].astype("object")


def _share(name: str, pairs: pd.DataFrame, level: float) -> tuple[object, ...]:
    was_there, is_there = (pairs["before"] != NEW).to_numpy(), (pairs["after"] != GONE).to_numpy()
    was, now = (pairs["before"] == name).to_numpy(), (pairs["after"] == name).to_numpy()
    n = was_there.sum(), is_there.sum()
    x = was.sum(), now.sum()
    if not n[0] or not n[1]:
        return (
            name,
            int(x[0]),
            int(x[1]),
            *(float(a / b) if b else np.nan for a, b in zip(x, n, strict=True)),
            np.nan,
            np.nan,
            np.nan,
        )
    both = was_there & is_there
    together = _correlation(was[both], now[both]) * both.sum() / np.sqrt(float(n[0]) * float(n[1]))
    p1, p2 = float(x[0] / n[0]), float(x[1] / n[1])
    low, high = change_between(x, n, together=float(together), level=level)
    return (name, int(x[0]), int(x[1]), p1, p2, p2 - p1, low, high)


def change_between(
    x: tuple[float, float], n: tuple[float, float], *, together: float, level: float = 0.95
) -> tuple[float, float]:
    """Return the interval of the second share minus the first.

    Parameters
    ----------
    x, n : customers in the segment and in all, at the first date and the second.
    together : correlation of the two shares; 0 where other people were asked, which is Newcombe's interval.

    Examples
    --------
    >>> low, high = change_between((10, 20), (100, 100), together=0.0)
    >>> f"{low:.3f} {high:.3f}"
    '0.000 0.199'
    """
    (p1, p2), (low, high) = np.array(x) / np.array(n), wilson(x, n, level=level)
    down = (p2 - low[1]) ** 2 + (high[0] - p1) ** 2 - 2 * together * (p2 - low[1]) * (high[0] - p1)
    up = (high[1] - p2) ** 2 + (p1 - low[0]) ** 2 - 2 * together * (high[1] - p2) * (p1 - low[0])
    return float(p2 - p1 - np.sqrt(max(down, 0))), float(p2 - p1 + np.sqrt(max(up, 0)))


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    if not len(first) or first.all() or second.all() or not first.any() or not second.any():
        return 0.0
    return float(np.corrcoef(first, second)[0, 1])
