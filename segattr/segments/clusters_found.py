"""Finding the groups there are among a client's customers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.engines import to_pandas
from segattr.reduce.moments import day_number, source_on
from segattr.reduce.source import source_of_dataset
from segattr.segments.as_of import latest_of
from segattr.segments.clusters import MOST, Clusters
from segattr.segments.clusters_choice import Advice, Progress, advice, nothing_shown
from segattr.segments.clusters_fit import SEED, Fit, fit, nearest, on_threads, ordered, sample
from segattr.segments.clusters_names import names
from segattr.segments.clusters_scaling import Scaling, scaling_of
from segattr.segments.clusters_stability import AGAIN, Stability, stability
from segattr.segments.fields import fields_of_people
from segattr.words import clusters as words

FIELDS: Final = ("days since last order", "orders so far", "average order")
WORTH: Final = ("spent so far", "margin so far", "average order", "orders so far")  # the first that is there
LEAST: Final = 50  # customers
SMALL: Final = 50_000  # customers below which one thread is faster
SEEN_AGAIN: Final = 4_000  # customers among whom the groups are looked for again


@dataclass(frozen=True, eq=False)
class Found:
    """Groups, and how far to believe in them.

    Attributes
    ----------
    clusters : the definition. advice : on the number of groups; None where it was given.
    stability : how alike the groups come back; ``jaccard`` is in the order of the groups.
    """

    clusters: Clusters
    advice: Advice | None
    stability: Stability


def people_of(dataset: Dataset, fields: Sequence[str] = FIELDS, *, day: str = "") -> pd.DataFrame:
    """Return a row per customer, a column per field: the files' own columns, or what is worked out.

    Parameters
    ----------
    day : as of when, as 2026-03-31; empty for the latest.

    Raises
    ------
    UnknownName : there is no such field. UnsuitableData : a field holds dates.
    """
    source = source_of_dataset(dataset)
    source = source_on(source, day_number(day)) if day else source
    today = day or latest_of(dataset)
    rows, known = fields_of_people(source, fields, today=day_number(today) if today else None)
    dates = [name for name in fields if known[name].kind == "time"]
    if dates:
        raise UnsuitableData(f"{dates[0]!r} holds dates, in which customers have no distance.", name=dates[0])
    people = to_pandas(rows).astype({"customer_id": "str"}).set_index("customer_id").sort_index()
    return people.rename(columns={known[name].column: name for name in fields})[list(fields)]


def find_clusters(
    people: pd.DataFrame,
    *,
    k: int | None = None,
    worth: pd.Series | None = None,
    name: str = words.TITLE,
    again: int = AGAIN,
    progress: Progress = nothing_shown,
) -> Found:
    """Return the groups there are among customers, the one worth most first.

    Parameters
    ----------
    people : a row per customer, a column per field, see `people_of`.
    k : how many; None for the number advised.
    worth : what each customer is worth, under the same index, to order the groups by; None for the first of
        `WORTH` among the fields, else the size of the groups.
    name : what the set is called.
    again : how often the groups are looked for again, to see how stable they are.
    progress : told the share done and what is done now; an exception it raises cancels, and comes through.

    Raises
    ------
    UnsuitableData : too few customers, or no field tells them apart. BadSetting : k is out of range.
    """
    if k is not None and not 2 <= k <= MOST:
        raise BadSetting(f"Groups are 2 to {MOST}, not {k}.", setting="k", value=k)
    enough = people[people.notna().sum(axis=1) * 2 >= people.shape[1]]
    if len(enough) < LEAST:
        raise UnsuitableData(
            f"{len(enough)} customers have enough of these fields to be compared; it takes {LEAST}."
        )
    scaling = scaling_of(enough)
    people = people[scaling.told(people)]
    points = scaling.points(people)
    said = None
    if k is None:
        said = advice(points, again=again, progress=lambda done, what: progress(0.8 * done, what))
    progress(0.8, words.GROUPING)
    clusters = _clusters(scaling, points, people, said.k if said is not None else k or 2, worth, name)
    stable = _again(points, clusters, again)
    progress(1.0, words.GROUPING)
    return Found(clusters, said, stable)


def stability_of(clusters: Clusters, people: pd.DataFrame, *, again: int = AGAIN) -> Stability | None:
    """Return how alike saved groups come back among customers; None where too few are grouped to tell.

    Parameters
    ----------
    people : a row per customer, a column per field of the groups.
    again : how often the groups are looked for again.
    """
    points = clusters.scaling.points(people[clusters.scaling.told(people)])
    enough = len(points) >= LEAST and len(np.unique(sample(points, SEEN_AGAIN), axis=0)) > len(clusters.names)
    return _again(points, clusters, again) if enough else None


def _clusters(
    scaling: Scaling, points: np.ndarray, people: pd.DataFrame, k: int, worth: pd.Series | None, name: str
) -> Clusters:
    if len(np.unique(sample(points, SEEN_AGAIN), axis=0)) < k:
        raise UnsuitableData(f"Fewer than {k} kinds of customers differ in these fields. Take fewer groups.")
    with on_threads(1 if len(points) < SMALL else None):  # threads of small fits wait for each other
        found = fit(points, k)
    sizes = np.bincount(found.labels, minlength=k)
    found = ordered(found, np.argsort(-_worth(people, worth, found.labels, sizes), kind="stable"))
    own = names(scaling, found.centres, np.bincount(found.labels, minlength=k))
    centres = tuple(tuple(float(at) for at in centre) for centre in found.centres)
    return Clusters(scaling, centres, own, name=name)


def _worth(
    people: pd.DataFrame, worth: pd.Series | None, labels: np.ndarray, sizes: np.ndarray
) -> np.ndarray:
    """Return what customers of each group are worth on average."""
    field = next((name for name in WORTH if name in people), None)
    values = people[field] if worth is None and field is not None else worth
    if values is None:
        return sizes.astype(float)
    amounts = values.reindex(people.index).fillna(0).to_numpy(float)
    worth_of: np.ndarray = np.bincount(labels, weights=amounts, minlength=len(sizes)) / np.maximum(sizes, 1)
    return worth_of


def _again(points: np.ndarray, clusters: Clusters, times: int) -> Stability:
    looked_at, centres = sample(points, SEEN_AGAIN, seed=SEED + 1), np.array(clusters.centres)
    with on_threads(1):
        return stability(looked_at, Fit(centres, nearest(looked_at, centres), 0.0), times=times)
