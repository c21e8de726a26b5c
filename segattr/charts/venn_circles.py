"""Where two or three circles stand so that what they share is to scale, and where its figures are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import acos, pi, sin, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

Way = tuple[int, ...]  # the circles a region is inside of, by their places
Array = NDArray[np.float64]

WIDTH, HEIGHT = 304, 290  # pixels; what a phone has
EDGE: Final = 3  # pixels around the circles
LETTER, ROOM = 7.2, 5.0  # pixels: how wide a digit is, and what it needs above and below its middle
GONE: Final = 3.0  # pixels; a region that is narrower is not seen
APART: Final = (1.04, 1.2, 1.5)  # of the least distance at which two circles share nothing
WITHIN: Final = (0.9, 0.5, 0.0)  # of the most at which one holds the other
GRID: Final = 4.0  # pixels between the points at which a figure may stand


@dataclass(frozen=True, eq=False)
class Circles:
    """Circles in a box of `WIDTH` × `HEIGHT` pixels, or less high, from its upper left corner.

    Attributes
    ----------
    middles : x and y of each.
    radii : of each.
    places : where the figure of each region that can be seen stands.
    to_scale : whether the circles' areas, and those of what each two share, are as the counts.
    """

    middles: Array
    radii: Array
    places: Mapping[Way, tuple[float, float]]
    to_scale: bool

    @property
    def height(self) -> float:
        """How high a box they take."""
        return float((self.middles[:, 1] + self.radii).max()) + EDGE


def circles(counts: Mapping[Way, int], k: int) -> Circles:
    """Return two or three circles for the people of each region.

    Parameters
    ----------
    counts : how many are inside of exactly these circles, for each of the 2^k - 1 ways.
    k : 2 or 3 circles; in each there is somebody.

    Notes
    -----
    Areas of the circles and of what pairs share are to scale where circles can be placed so, every region
    that holds people has room for its figure, and no region is seen that holds nobody. Otherwise the circles
    are of one size, and every region is seen.

    Examples
    --------
    >>> circles({(0,): 300, (1,): 100, (0, 1): 200}, 2).to_scale
    True
    """
    for middles, radii in _to_scale(counts, k):
        spots = {}
        for way, n in counts.items():
            spots[way] = _spot(middles, radii, way, n)
            if spots[way][2] < ROOM if n else spots[way][2] > GONE:
                break
        else:
            places = {way: spot[:2] for way, spot in spots.items() if counts[way]}
            return Circles(middles, radii, places, to_scale=True)
    return _plain(counts, k)


def shared_area(one: float, other: float, apart: float) -> float:
    """Return the area two circles share.

    Parameters
    ----------
    one, other : their radii.
    apart : the distance of their middles.

    Examples
    --------
    >>> shared_area(1, 1, 2), round(shared_area(2, 1, 0), 4)
    (0.0, 3.1416)
    """
    if apart >= one + other:
        return 0.0
    if apart <= abs(one - other):
        return pi * min(one, other) ** 2
    x = (apart**2 + one**2 - other**2) / (2 * apart)
    parts = ((one, x), (other, apart - x))
    return sum(_cap(radius, place) for radius, place in parts)


def _cap(radius: float, place: float) -> float:
    """Return the area of a circle beyond a line at this distance from its middle."""
    half = acos(max(-1.0, min(1.0, place / radius)))
    return radius**2 * (half - sin(half) * place / radius)


def _to_scale(counts: Mapping[Way, int], k: int) -> Iterator[tuple[Array, Array]]:
    """Yield middles and radii of circles that are to scale, as far as there are any."""
    sizes = [sum(n for way, n in counts.items() if place in way) for place in range(k)]
    radii = np.sqrt(np.array(sizes, dtype=float) / pi)
    pairs = list(combinations(range(k), 2))
    both = [sum(n for way, n in counts.items() if {*pair} <= {*way}) for pair in pairs]
    offered = [_distances(radii[i], radii[j], n) for (i, j), n in zip(pairs, both, strict=True)]
    for distances in product(*offered):
        middles = _middles(distances)
        if middles is not None:
            yield _fitted(middles, radii)


def _distances(one: float, other: float, both: int) -> Sequence[float]:
    """Return how far apart two middles may be, so that the circles share that much."""
    touching, inside, smaller = one + other, abs(one - other), pi * min(one, other) ** 2
    if both <= 0:
        return [touching * step for step in APART]
    if both >= smaller * (1 - 1e-9):
        return [inside * step for step in WITHIN] if inside > 0 else [0.0]
    near, far = inside, touching
    for _ in range(50):
        middle = (near + far) / 2
        near, far = (middle, far) if shared_area(one, other, middle) > both else (near, middle)
    return [(near + far) / 2]


def _middles(distances: Sequence[float]) -> Array | None:
    """Return two or three points at these distances from each other; None where there are no such."""
    if len(distances) == 1:
        return np.array([[0.0, 0.0], [distances[0], 0.0]])
    first, second, third = distances  # of 0 and 1, 0 and 2, 1 and 2
    slack = 1e-9 * max(distances)
    if first <= slack:
        return np.array([[0.0, 0.0], [0.0, 0.0], [second, 0.0]]) if abs(second - third) <= slack else None
    if second + third < first - slack or abs(second - third) > first + slack:
        return None
    x = (first**2 + second**2 - third**2) / (2 * first)
    return np.array([[0.0, 0.0], [first, 0.0], [x, sqrt(max(second**2 - x**2, 0.0))]])


def _fitted(middles: Array, radii: Array) -> tuple[Array, Array]:
    low, high = (middles - radii[:, None]).min(axis=0), (middles + radii[:, None]).max(axis=0)
    box = np.array([WIDTH, HEIGHT], dtype=float)
    scale = float(((box - 2 * EDGE) / (high - low)).min())
    left = (WIDTH - (high - low)[0] * scale) / 2
    return (middles - low) * scale + np.array([left, EDGE]), radii * scale


def _spot(middles: Array, radii: Array, way: Way, n: int) -> tuple[float, float, float]:
    """Return where a region has most room for a figure, and how far that is from all lines; below 0: none."""
    side = np.array([1.0 if place in way else -1.0 for place in range(len(radii))])
    half = max(LETTER * len(f"{n:,}") / 2 - ROOM, 0.0) if n else 0.0
    across, down = np.meshgrid(np.arange(0, WIDTH + 1, GRID), np.arange(0, HEIGHT + 1, GRID))
    points = np.stack([across.ravel(), down.ravel()], axis=1)
    ends = [points + np.array([step, 0.0]) for step in (-half, 0.0, half)]
    room = np.min([_inside(end, middles, radii, side) for end in ends], axis=0)
    best = int(room.argmax())
    return float(points[best, 0]), float(points[best, 1]), float(room[best])


def _inside(points: Array, middles: Array, radii: Array, side: Array) -> Array:
    """Return how far inside of a region points are, from its nearest line; below 0 outside."""
    inside: Array = ((radii - np.linalg.norm(points[:, None] - middles, axis=2)) * side).min(axis=1)
    return inside


def _plain(counts: Mapping[Way, int], k: int) -> Circles:
    """Return circles of one size that show every region."""
    corners = [[0.0, 0.0], [1.05, 0.0], [0.525, 0.91]][:k]
    middles, radii = _fitted(np.array(corners), np.ones(k))
    places = {way: _spot(middles, radii, way, n)[:2] for way, n in counts.items()}
    return Circles(middles, radii, places, to_scale=False)
