"""Customers scored on a few measures, 1 the least, and put into named groups by their scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from math import isfinite
from typing import Any

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import BadSetting
from segattr.reduce.engines import Frame
from segattr.reduce.source import Source
from segattr.segments.as_of import LATEST
from segattr.segments.conditions import Condition, Group, Part
from segattr.segments.questions import plain
from segattr.segments.ranks import Cuts, cuts
from segattr.segments.rules import Rule, Rules
from segattr.segments.schemes import FREQUENCY, SCHEMES, Scheme


@dataclass(frozen=True)
class Scores:
    """Groups by scores whose limits were cut once: next quarter is measured by the same ones.

    Parameters
    ----------
    scheme : a name of `SCHEMES`.
    limits : per measure of the scheme, what a score of 2, 3 … takes (see `cuts`).
    name : what the set is called.
    moment : as of `Rules`.

    Raises
    ------
    BadSetting : there is no such scheme, or the limits are not in order.

    Examples
    --------
    >>> limits = ((90.0, 30.0), (2.0, 3.0), (50.0, None))
    >>> Scores("tiers", limits).rules.labels_in_order
    ('high value', 'middle value', 'low value', 'no order with a value')
    """

    scheme: str
    limits: tuple[Cuts, ...]
    name: str = ""
    moment: str = LATEST

    def __post_init__(self) -> None:
        """Check the definition."""
        if self.scheme not in SCHEMES:
            raise BadSetting(
                f"There are no scores {self.scheme!r}; choose {', '.join(SCHEMES)}.", setting="scheme"
            )
        object.__setattr__(self, "name", self.name or SCHEMES[self.scheme].title)
        scheme = SCHEMES[self.scheme]
        whole = len(self.limits) == len(scheme.measures) and all(
            len(own) == scheme.levels - 1 for own in self.limits
        )
        ordered = whole and all(map(_rising, self.limits, scheme.measures.values()))
        if not ordered:
            raise BadSetting(f"The limits of {self.name!r:.120} are not in order.", setting="limits")
        _ = self.rules  # names and moment are checked there

    @property
    def rules(self) -> Rules:
        """The same as rules one can read and change."""
        scheme = SCHEMES[self.scheme]
        return Rules(tuple(self._rules(scheme)), self.name, scheme.others, "customer", self.moment)

    @property
    def labels_in_order(self) -> tuple[str, ...]:
        """The groups, whoever is not scored last."""
        return self.rules.labels_in_order

    def of(self, dataset: Dataset) -> Rules:
        """Return the rules that the scores are, under the names of the dataset's fields.

        Raises
        ------
        UnsuitableData : the data hold no orders.
        """
        return self.rules.of(dataset)

    def describe(self) -> str:
        """Return the set, its groups, and of what and when they are."""
        return self.rules.describe()

    def to_json(self) -> dict[str, object]:
        """Return the definition as plain JSON."""
        limits = {
            field: [None if limit is None else plain(limit) for limit in own]
            for field, own in zip(SCHEMES[self.scheme].measures, self.limits, strict=True)
        }
        return {
            "kind": "scores",
            "scheme": self.scheme,
            "name": self.name,
            "moment": self.moment,
            "limits": limits,
        }

    def labels(self, source: Source) -> Frame:
        """Return ``customer_id, label`` of everybody."""
        return self.rules.labels(source)

    def _rules(self, scheme: Scheme) -> Iterator[Rule]:
        first = next(iter(scheme.measures))
        for name, least, total in scheme.groups:
            if self._limit(first, least) is None and least > 1:
                continue  # nobody scores as much
            parts: list[Part] = [self._at_least(first, least)] if least > 1 else []
            ways = list(self._ways(scheme, total))
            if not ways:
                continue
            if ways != [()]:
                groups = tuple(Group("all", way) for way in ways)
                parts += list(ways[0]) if len(ways) == 1 else [Group("any", groups)]
            asked = {field for part in parts if isinstance(part, Condition) for field in part.fields()}
            parts += [Condition(field, "is_known") for field in scheme.known if field not in asked]
            yield Rule(name, Group("all", tuple(parts)))

    def _ways(self, scheme: Scheme, total: int) -> Iterator[tuple[Condition, ...]]:
        """Yield the fewest ways to reach a sum of scores: conditions that must all hold."""
        levels = range(1, scheme.levels + 1)
        found: dict[tuple[int, ...], tuple[Condition, ...]] = {}
        for way in product(levels, repeat=len(scheme.summed)):
            wanted = {field: score for field, score in zip(scheme.summed, way, strict=True) if score > 1}
            if sum(way) != total or any(self._limit(f, s) is None for f, s in wanted.items()):
                continue
            lowest = tuple(self._lowest(f, s) for f, s in zip(scheme.summed, way, strict=True))
            found.setdefault(lowest, tuple(self._at_least(f, s) for f, s in wanted.items()))
        for lowest, conditions in found.items():
            easier = (o for o in found if o != lowest and all(x <= y for x, y in zip(o, lowest, strict=True)))
            if next(easier, None) is None:
                yield conditions

    def _limit(self, field: str, score: int) -> float | None:
        place = list(SCHEMES[self.scheme].measures).index(field)
        return self.limits[place][score - 2]

    def _lowest(self, field: str, score: int) -> int:
        """Return the lowest score that takes as much as this one."""
        if score == 1:
            return 1
        same = [s for s in range(2, score + 1) if self._limit(field, s) == self._limit(field, score)]
        return same[0]

    def _at_least(self, field: str, score: int) -> Condition:
        question = "at_least" if SCHEMES[self.scheme].measures[field] else "at_most"
        limit = self._limit(field, score)
        assert limit is not None  # scores that nobody has were left out
        return Condition(field, question, (plain(limit),))


def cut(scheme: str, people: pd.DataFrame, *, name: str = "", moment: str = LATEST) -> Scores:
    """Return the scores whose limits are cut where these people are.

    Parameters
    ----------
    people : a row per person, a column per measure; whoever has a missing value is not scored.
    """
    found = SCHEMES[scheme]
    scored = people[list(found.measures)].dropna()
    scored = scored[scored[FREQUENCY] > 0]
    limits = [
        cuts(scored[f].tolist(), levels=found.levels, high_is_good=good) for f, good in found.measures.items()
    ]
    return Scores(scheme, tuple(limits), name, moment)


def read_scores(definition: dict[str, Any]) -> Scores:
    """Return the scores of a saved definition.

    Raises
    ------
    BadSetting : it says something else, or something this version does not know.
    """
    if unknown := set(definition) - {"format", "kind", "scheme", "name", "moment", "limits"}:
        raise BadSetting(f"Scores have {sorted(unknown)[0]!r}, which this version does not know.")
    scheme, limits = SCHEMES.get(definition["scheme"]), definition["limits"]
    if scheme is None or not isinstance(limits, dict) or set(limits) != set(scheme.measures):
        raise BadSetting(f"Scores are {' or '.join(SCHEMES)}, with limits for each of their measures.")
    own = tuple(tuple(map(_number, limits[field])) for field in scheme.measures)
    texts = [definition.get(key, fallback) for key, fallback in (("name", ""), ("moment", LATEST))]
    if not all(isinstance(text, str) for text in texts):
        raise BadSetting("The name and the moment of scores are texts.")
    return Scores(definition["scheme"], own, *texts)


def _number(limit: object) -> float | None:
    if limit is not None and (isinstance(limit, bool) or not isinstance(limit, int | float)):
        raise BadSetting(f"A limit is a number, not {limit!r:.60}.")
    return None if limit is None else float(limit)


def _rising(limits: Cuts, high_is_good: bool) -> bool:
    """Whether better scores take more, and those nobody has come last."""
    there = [limit for limit in limits if limit is not None]
    last = limits[: len(there)] == tuple(there)
    steps = all((a <= b if high_is_good else a >= b) for a, b in pairwise(there))
    return last and steps and all(map(isfinite, there))
