"""Groups found by k-means for the Segments page: looked for once, and what they are like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.segments.clusters import Clusters
from segattr.segments.clusters_choice import Progress
from segattr.segments.clusters_found import WORTH, Found, find_clusters, people_of, stability_of
from segattr.segments.clusters_plane import Plane
from segattr.segments.clusters_plane import plane as plane_of
from segattr.segments.clusters_profile import profile as profile_of
from segattr.segments.clusters_rules import AsRules
from segattr.segments.clusters_rules import as_rules as rules_of
from segattr.segments.clusters_stability import Stability
from segattr.segments.derived import answered
from segattr.segments.registry import text_of_segmentation
from segattr.ui import store

AGAIN: Final = 50  # times the groups are looked for again


@dataclass(frozen=True)
class Asked:
    """What groups were asked for; ``k`` is 0 for as many as are advised."""

    key: str
    fields: tuple[str, ...]
    k: int
    name: str


@dataclass
class Outcome:
    """What came of it: groups, or why there are none; neither before anybody has looked."""

    found: Found | None = None
    problem: str = ""


def outcome(asked: Asked) -> Outcome:
    """Return what came of looking for groups."""
    return store.kept(("groups", *astuple(asked)), Outcome)


def look(asked: Asked, progress: Progress) -> Outcome:
    """Look for groups, once for all visitors who have these data.

    Parameters
    ----------
    progress : as of `find_clusters`; where it raises, nothing is kept.
    """
    kept = outcome(asked)
    if kept.found is None and not kept.problem:
        try:
            kept.found = _found(asked, progress)
        except SegattrError as error:
            kept.problem = str(error)
    return kept


def advised(asked: Asked) -> Found | None:
    """Return what is known of the number of groups in the same fields, where somebody has asked."""
    return outcome(replace(asked, k=0)).found


def people(key: str, fields: Sequence[str], day: str = "") -> pd.DataFrame:
    """Return the fields of everybody; shared, so leave it as it is."""
    what = ("people in fields", key, tuple(fields), day)
    return store.kept(what, lambda: people_of(store.loaded(key), fields, day=day))


def profile(dataset: Dataset, made: Clusters) -> pd.DataFrame:
    """Return how customers of each group are, see `segattr.segments.clusters_profile`."""
    rule = made.of(dataset)
    return store.kept(_what("profile", dataset, made), lambda: profile_of(rule, _people(dataset, rule)))


def plane(dataset: Dataset, made: Clusters) -> Plane:
    """Return the groups in two dimensions, see `segattr.segments.clusters_plane`."""
    rule = made.of(dataset)
    return store.kept(_what("plane", dataset, made), lambda: plane_of(rule, _people(dataset, rule)))


def as_rules(dataset: Dataset, made: Clusters) -> AsRules:
    """Return the rules that stand for the groups, see `segattr.segments.clusters_rules`."""
    rule = made.of(dataset)
    return store.kept(_what("as rules", dataset, made), lambda: rules_of(rule, _people(dataset, rule)))


def stability(dataset: Dataset, made: Clusters) -> Stability | None:
    """Return how alike the groups come back, whatever they are called; None where too few are grouped."""
    rule = _nameless(made).of(dataset)
    return store.kept(
        _what("stability", dataset, _nameless(made)),
        lambda: stability_of(rule, _people(dataset, rule), again=AGAIN),
    )


def _found(asked: Asked, progress: Progress) -> Found:
    dataset = store.loaded(asked.key)
    field = next((name for name in WORTH if answered(dataset, name)), None)
    worth = people(asked.key, [field])[field] if field is not None else None
    found = find_clusters(
        people(asked.key, asked.fields),
        k=asked.k or None,
        worth=worth,
        name=asked.name,
        again=AGAIN,
        progress=progress,
    )
    what = _what("stability", dataset, _nameless(found.clusters))
    store.kept(what, lambda: found.stability)  # known already
    return found


def _people(dataset: Dataset, rule: Clusters) -> pd.DataFrame:
    return people(dataset.key, rule.fields, rule.as_of)


def _what(name: str, dataset: Dataset, made: Clusters) -> tuple[object, ...]:
    return ("groups", name, dataset.key, text_of_segmentation(made))


def _nameless(made: Clusters) -> Clusters:
    names = tuple(str(place) for place in range(1, len(made.names) + 1))
    return replace(made, names=names, name="groups", others="0")
