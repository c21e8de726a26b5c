"""Groups as plain rules one can read and change, and how far the rules put the same customers together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from segattr.errors import UnsuitableData
from segattr.reduce.engines import enter, to_pandas
from segattr.segments.clusters import Clusters
from segattr.segments.clusters_fit import SEED
from segattr.segments.clusters_scaling import Number
from segattr.segments.conditions import Condition, Group, Part
from segattr.segments.fields import prepared
from segattr.segments.questions import plain
from segattr.segments.rules import Rule, Rules

if TYPE_CHECKING:
    from sklearn.tree import DecisionTreeClassifier

LEAST: Final = 30  # customers in a leaf
DIGITS: Final = 2  # of a limit
GOOD: Final = 0.8  # precision and recall from which rules may stand for a group

Limits = tuple[tuple[int, bool, float], ...]  # place of the column, whether above, the limit


@dataclass(frozen=True, eq=False)
class AsRules:
    """Rules that stand for groups.

    Attributes
    ----------
    rules : the rules, in the order of the groups; a group that no rule finds is left out.
    fidelity : share of the grouped customers whom the rules put into their group.
    groups : a row per group: ``group, customers, by_rules, precision, recall``; precision is the share
        of those the rules find that belong there, recall the share of those belonging that the rules find.
    """

    rules: Rules
    fidelity: float
    groups: pd.DataFrame

    @property
    def good(self) -> bool:
        """Whether every group is found well enough to be replaced by its rule."""
        return bool((self.groups[["precision", "recall"]] >= GOOD).all(axis=None))


def as_rules(clusters: Clusters, people: pd.DataFrame, *, leaves: int | None = None) -> AsRules:
    """Return rules in the fields' own units that put customers into nearly the same groups.

    Parameters
    ----------
    people : a row per customer, a column per field of the groups, as of the moment they were found.
    leaves : the most boxes the rules may take in all; None for the fewest, from one per group to two, that
        nothing more is gained by.

    Raises
    ------
    UnsuitableData : nobody is grouped, or everybody alike.

    Notes
    -----
    Limits are rounded to two digits and the rules are scored as they then stand. A missing value passes no
    condition, so that rules find fewer of the customers of whom not all is known.
    """
    labels = clusters.placed(people)["label"]
    grouped = labels != clusters.others
    people, labels = people[grouped], labels[grouped]
    if labels.nunique() < 2:
        raise UnsuitableData("All of these customers are in one group, so there is nothing to tell apart.")
    k = labels.nunique()
    tries = [
        _scored(clusters, people, labels, n) for n in ([leaves] if leaves else sorted({k, k + k // 2, 2 * k}))
    ]
    best = max(each.fidelity for each in tries)
    return next(each for each in tries if each.fidelity >= best - 0.01)


def _scored(clusters: Clusters, people: pd.DataFrame, labels: pd.Series, leaves: int) -> AsRules:
    rules = _rules(clusters, people, labels, leaves)
    rows, fields = prepared(enter(people.reset_index(drop=True)), {name: name for name in rules.fields})
    found = to_pandas(rows.select(label=rules.label(fields)))["label"].to_numpy(object)
    true = labels.to_numpy(object)
    groups = [_hits(name, true == name, found == name) for name in clusters.names if (true == name).any()]
    return AsRules(rules, float((found == true).mean()), pd.DataFrame(groups))


def _hits(name: str, true: np.ndarray, found: np.ndarray) -> dict[str, object]:
    own, by, both = int(true.sum()), int(found.sum()), int((true & found).sum())
    precision = both / by if by else 0.0
    return {"group": name, "customers": own, "by_rules": by, "precision": precision, "recall": both / own}


def _rules(clusters: Clusters, people: pd.DataFrame, labels: pd.Series, leaves: int) -> Rules:
    from sklearn.tree import DecisionTreeClassifier  # here: only who asks for rules should wait for it

    seen = _columns(clusters, people)
    least = max(1, min(LEAST, len(people) // (4 * leaves)))
    tree = DecisionTreeClassifier(max_leaf_nodes=leaves, min_samples_leaf=least, random_state=SEED)
    tree.fit(seen, labels)
    boxes: dict[str, list[Part]] = {name: [] for name in clusters.names}
    for name, limits in _leaves(tree):
        boxes[name].append(_box(clusters, people, limits))
    rules = tuple(Rule(name, _any(parts)) for name, parts in boxes.items() if parts)
    return Rules(rules, clusters.name, clusters.others, "customer", clusters.moment)


def _columns(clusters: Clusters, people: pd.DataFrame) -> np.ndarray:
    """Return what the tree looks at: numbers in their units, and whether a text is a level."""
    numbers = [people[each.field].fillna(each.fill).to_numpy(float) for each in clusters.scaling.numbers]
    levels = [
        (people[each.field] == level).fillna(False).to_numpy(float)
        for each in clusters.scaling.categories
        for level in each.levels
    ]
    return np.column_stack([*numbers, *levels])


def _leaves(tree: DecisionTreeClassifier) -> Iterator[tuple[str, Limits]]:
    inner = tree.tree_

    def below(node: int, limits: Limits) -> Iterator[tuple[str, Limits]]:
        if inner.children_left[node] < 0:
            yield str(tree.classes_[inner.value[node][0].argmax()]), limits
            return
        place, limit = int(inner.feature[node]), float(inner.threshold[node])
        yield from below(inner.children_left[node], (*limits, (place, False, limit)))
        yield from below(inner.children_right[node], (*limits, (place, True, limit)))

    yield from below(0, ())


def _box(clusters: Clusters, people: pd.DataFrame, limits: Limits) -> Group:
    numbers = clusters.scaling.numbers
    tightest: dict[tuple[int, bool], float] = {}
    for place, above, limit in limits:
        pick = max if above else min
        tightest[place, above] = pick(tightest.get((place, above), limit), limit)
    levels = [(each.field, level) for each in clusters.scaling.categories for level in each.levels]
    parts: list[Part] = []
    for (place, above), limit in tightest.items():
        if place < len(numbers):
            parts.append(_limit(numbers[place], people, above, limit))
        else:
            field, level = levels[place - len(numbers)]
            parts.append(Condition(field, "is" if above else "is_not", (level,)))
    return Group("all", tuple(parts))


def _limit(number: Number, people: pd.DataFrame, above: bool, limit: float) -> Condition:
    values = people[number.field].dropna().to_numpy(float)
    if bool((values == np.round(values)).all()):  # 3 or more, rather than 2.5 or more
        whole = np.floor(rounded(limit))
        return Condition(number.field, "at_least" if above else "at_most", (plain(float(whole + above)),))
    return Condition(number.field, "at_least" if above else "at_most", (plain(rounded(limit)),))


def _any(parts: list[Part]) -> Group:
    only = parts[0]
    return only if len(parts) == 1 and isinstance(only, Group) else Group("any", tuple(parts))


def rounded(limit: float, digits: int = DIGITS) -> float:
    """Return a limit to so many significant digits.

    Examples
    --------
    >>> rounded(127.4), rounded(0.0468), rounded(2.5)
    (130.0, 0.047, 2.5)
    """
    return float(f"{limit:.{digits}g}")
