"""Groups as a picture: the plane in which customers differ most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.segments.clusters import Clusters

MOST: Final = 2_000  # points in a picture; more of them hide each other
NAMED: Final = 2  # fields that an axis is named by
NOTABLE: Final = 0.3  # weight from which a field is worth naming

Direction = tuple[tuple[str, float], ...]


@dataclass(frozen=True, eq=False)
class Plane:
    """Customers in the two directions in which they differ most.

    Attributes
    ----------
    points : ``x, y, group, confidence``, a row per customer drawn, under their ids.
    fields : the same customers in the fields' own units.
    shares : how much of all differences each direction shows (0-1).
    directions : of each, the fields it is mostly made of and their weights (-1 to 1), the heaviest first.
    customers : how many are grouped; the points are all of them, or a part picked by their ids.
    """

    points: pd.DataFrame
    fields: pd.DataFrame
    shares: tuple[float, float]
    directions: tuple[Direction, Direction]
    customers: int


def plane(clusters: Clusters, people: pd.DataFrame, *, most: int = MOST) -> Plane:
    """Return customers and their groups in two dimensions, by principal components.

    Parameters
    ----------
    people : a row per customer, a column per field of the groups.
    most : points; of more customers those with the lowest hash of their id, the same ones every time.

    Notes
    -----
    The components are those of everybody who is grouped, in the coordinates in which the groups were found.
    Groups that overlap here may be apart in a direction the plane does not show.

    References
    ----------
    Pearson (1901), On lines and planes of closest fit. doi:10.1080/14786440109462720
    """
    people = people[clusters.scaling.told(people)]
    points = clusters.scaling.points(people)
    if not len(points):
        nobody = pd.DataFrame(columns=["x", "y", "group", "confidence"], index=people.index)
        return Plane(nobody, people, (0.0, 0.0), ((), ()), 0)
    points = points - points.mean(axis=0)
    weights, shares = _components(points)
    drawn = _drawn(people.index, most)
    at = points[drawn] @ weights
    values = people.iloc[drawn][list(clusters.fields)]
    placed = clusters.placed(values).rename(columns={"label": "group"})
    placed = placed.assign(x=at[:, 0], y=at[:, 1])[["x", "y", "group", "confidence"]]
    first, second = (_mostly(clusters.scaling.coordinates, weights[:, place]) for place in (0, 1))
    return Plane(placed, values, shares, (first, second), len(people))


def _components(points: np.ndarray) -> tuple[np.ndarray, tuple[float, float]]:
    """Return the two main directions as columns, each with its heaviest weight above 0, and their shares."""
    spread: np.ndarray = points.T @ points / len(points)
    sizes, directions = np.linalg.eigh(spread)
    two = np.zeros((points.shape[1], 2))
    kept = directions[:, ::-1][:, :2]
    heaviest = np.abs(kept).argmax(axis=0)
    two[:, : kept.shape[1]] = kept * np.sign(kept[heaviest, range(kept.shape[1])])
    whole = float(sizes.sum())
    found = [float(max(size, 0.0)) / whole if whole > 0 else 0.0 for size in sizes[::-1][:2]]
    return two, (found[0], found[1] if len(found) > 1 else 0.0)


def _drawn(ids: pd.Index, most: int) -> np.ndarray:
    if len(ids) <= most:
        return np.arange(len(ids))
    hashes = pd.util.hash_array(ids.astype("str").to_numpy(object))
    return np.sort(np.argsort(hashes, kind="stable")[:most])


def _mostly(coordinates: tuple[str, ...], weights: np.ndarray) -> Direction:
    order = np.argsort(-np.abs(weights), kind="stable")[:NAMED]
    return tuple((coordinates[at], float(weights[at])) for at in order if abs(weights[at]) >= NOTABLE)
