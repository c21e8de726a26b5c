"""Whether groups are so small that an export would tell who is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found
from segattr.checks.texts import agreeing, counts, distinct, is_text, one_of, rows_where, shown
from segattr.words.numbers import many

FEWEST: Final = 10  # people; fewer in a cell of an export can be recognised
MOST_GROUPS: Final = 60
LEAST_PEOPLE: Final = 100
TOGETHER: Final = "(small groups)"


def small_groups(evidence: Evidence) -> Iterator[Found]:
    """Find groups of customers of fewer than ten people."""
    for role in ("customers", "outcomes"):
        for name, values in evidence.dimensions(role):
            if not is_text(values) or not 2 <= len(counts(values)) <= MOST_GROUPS:
                continue
            people = _people(evidence, role, values)
            small = people[(people < FEWEST) & (people.index != TOGETHER)]
            if not len(small) or people.sum() < LEAST_PEOPLE:
                continue
            found = evidence.found(
                role,
                rows_where(values, one_of(small.index)),
                title=f"{many(len(small), 'group')} of {name} {agreeing(len(small), 'have')} fewer than "
                f"{FEWEST} people, such as {shown(list(small.index), most=2)}: an export by it could tell "
                "who they are.",
                severity="medium",
                column=name,
            )
            yield replace(found, renamed=dict.fromkeys(_folded(people), TOGETHER))


def _people(evidence: Evidence, role: str, values: pd.Series) -> pd.Series:
    """Return how many people are in each group, the smallest first."""
    counted = evidence.column(role, "people")
    weight = np.ones(len(values)) if counted is None else counted.fillna(0).to_numpy(dtype=float)
    codes, texts = distinct(values)
    people = pd.Series(np.bincount(codes + 1, weight, minlength=len(texts) + 1)[1:], index=pd.Index(texts))
    return people[people > 0].sort_values(kind="stable")


def _folded(people: pd.Series) -> list[str]:
    """Return the groups to put together: the small ones, and the next until nobody can be told apart."""
    already = float(people.get(TOGETHER, 0.0))
    others = people.drop(TOGETHER, errors="ignore")
    fewest = int((others < FEWEST).sum())
    enough = int(np.searchsorted(others.cumsum().to_numpy() + already, FEWEST)) + 1
    return [str(name) for name in others.index[: max(fewest, enough)]]


CHECKS: Final = (
    Check(
        "small_groups",
        "Are groups so small (fewer than 10 people) that an export would tell who is in them?",
        "medium",
        "Put them together under one name before figures by this column leave the house.",
        (),
        small_groups,
        "fold",
    ),
)
