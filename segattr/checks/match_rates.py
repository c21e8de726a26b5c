"""Which of a source's customers another source knows: every pair of tables, by week and by segment."""

from __future__ import annotations

from itertools import permutations
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.evidence import WITH_PEOPLE, Evidence
from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.segments.segment import segment
from segattr.segments.segmentation import Segmentation
from segattr.statistics.intervals import wilson

WEEK: Final = "week"
EVERYBODY: Final = "(everybody)"


def match_rates(dataset: Dataset, by: Segmentation | str | None = None) -> pd.DataFrame:
    """Return for every pair of tables how many of the one's customers are found in the other.

    Parameters
    ----------
    by : ``"week"`` (Monday to Sunday, UTC, of the rows of the first table), a segmentation as
        `segattr.segment` takes it, or None for everybody together.

    Returns
    -------
    DataFrame : ``source, other``, ``week`` or ``segment`` where asked for, ``people`` (different customers of
        the source), ``found`` (those the other table knows too), ``rate`` (0 to 1), ``low``, ``high`` (its
        interval, Wilson, 95 %).

    Raises
    ------
    UnsuitableData : fewer than two tables have customers.

    Notes
    -----
    The two directions differ: all buyers may be among the visitors while few visitors buy. A rate below 80 %
    from conversions to touchpoints means journeys are missing; from touchpoints to conversions it is a
    conversion rate and says nothing about matching.

    References
    ----------
    Wilson (1927), Probable inference, JASA 22:209. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> day = pd.to_datetime(["2026-01-05", "2026-01-06"], utc=True)
    >>> seen = pd.DataFrame({"customer_id": ["a", "b"], "ts": day, "channel": "Email"})
    >>> bought = pd.DataFrame({"customer_id": ["a", "z"], "ts": day})
    >>> rates = match_rates(Dataset(touchpoints=seen, conversions=bought))
    >>> rates[["source", "other", "found", "people"]].values.tolist()
    [['touchpoints', 'conversions', 1, 2], ['conversions', 'touchpoints', 1, 2]]
    """
    evidence = Evidence(dataset, pd.Timestamp.now("UTC"))
    roles = [role for role in WITH_PEOPLE if (evidence.people(role) >= 0).any()]
    if len(roles) < 2:
        raise UnsuitableData("Match rates compare the customers of two tables; only one here has customers.")
    groups = {role: _groups(evidence, role, by) for role in roles}
    counted = [_pair(evidence, *pair, groups[pair[0]]) for pair in permutations(roles, 2)]
    table = pd.concat([rows for rows in counted if len(rows)], ignore_index=True)
    low, high = wilson(table["found"], table["people"])
    rates = table.assign(rate=table["found"] / table["people"], low=low, high=high)
    name = WEEK if by == WEEK else "segment"
    return rates.drop(columns="group") if by is None else rates.rename(columns={"group": name})


def _groups(evidence: Evidence, role: str, by: Segmentation | str | None) -> tuple[np.ndarray, pd.Index]:
    """Return per row of a table the place of its group, -1 for none, and the groups."""
    rows = evidence.rows(role)
    if by is None:
        return np.zeros(len(rows), dtype=np.int64), pd.Index([EVERYBODY])
    if isinstance(by, str) and by == WEEK:
        if "ts" not in rows:  # a list of customers happens at no time
            return np.full(len(rows), -1), pd.Index([])
        days = rows["ts"].dt.tz_convert("UTC").dt.tz_localize(None).dt.normalize()
        codes, weeks = pd.factorize(days - pd.to_timedelta(days.dt.day_of_week, unit="D"), sort=True)
        return codes, pd.Index(weeks)
    labels = segment(evidence.dataset, by)
    of_ids, names = pd.factorize(labels.reindex(evidence.ids).fillna("(unknown)"), sort=True)
    return np.append(of_ids, -1)[evidence.people(role)], pd.Index(names)


def _pair(evidence: Evidence, role: str, other: str, groups: tuple[np.ndarray, pd.Index]) -> pd.DataFrame:
    codes, names = groups
    people = evidence.people(role)
    there = (people >= 0) & (codes >= 0)
    once = np.unique(codes[there] * len(evidence.ids) + people[there])  # a customer counts once per group
    group, who = np.divmod(once, len(evidence.ids))
    everyone = np.bincount(group, minlength=len(names))
    found = np.bincount(group, evidence.known(other)[who], minlength=len(names)).astype(np.int64)
    table = pd.DataFrame({"source": role, "other": other, "group": names, "people": everyone, "found": found})
    return table[table["people"] > 0].reset_index(drop=True)
