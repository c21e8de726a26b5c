"""Every group that could be a finding: the combinations of values that enough people have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from segattr.statistics.counts import Array

DEEPEST: Final = 3
FEWEST_PEOPLE: Final = 200
FEWEST_EXPECTED: Final = 5.0  # conversions at the blended rate; fewer and the test's normal curve is none

Condition = tuple[str, str]


@dataclass(frozen=True, eq=False)
class Candidates:
    """Groups of cells, one per row.

    Attributes
    ----------
    conditions : what each candidate is: ``(column, value)`` pairs, in the order of the columns' names.
    members : sparse matrix, candidates × cells, 1 where the cell belongs to the candidate.
    """

    conditions: tuple[tuple[Condition, ...], ...]
    members: csr_array

    def __len__(self) -> int:
        """Return how many candidates there are."""
        return len(self.conditions)

    def cells_of(self, rows: Sequence[int]) -> NDArray[np.bool_]:
        """Return which cells belong to each of some candidates, candidates × cells."""
        return np.asarray(self.members[list(rows)].toarray() > 0)

    @property
    def depth(self) -> NDArray[np.int64]:
        """How many conditions each has."""
        return np.array([len(each) for each in self.conditions], dtype=np.int64)


def candidates(
    cells: pd.DataFrame,
    dims: Sequence[str],
    people: Array,
    *,
    rate: float,
    depth: int = DEEPEST,
    fewest: int = FEWEST_PEOPLE,
    contributors: float = FEWEST_EXPECTED,
    never: Sequence[str] = (),
) -> Candidates:
    """Return all combinations of up to ``depth`` columns' values that enough people have.

    Parameters
    ----------
    cells : a row per combination of values, one column per dimension.
    people : people in each cell.
    rate : blended rate (0-1), which says how many conversions a group of some size should have; where most
        convert, the rate of those who do not.
    fewest, contributors : people a candidate needs, and conversions expected among them.
    never : values no candidate is made of.

    Notes
    -----
    A group that holds everybody, or nobody outside it, is none. Two candidates of exactly the same cells are
    one: the one with fewer conditions stays.

    Examples
    --------
    >>> cells = pd.DataFrame({"device": ["mobile", "desktop"], "region": ["South", "South"]})
    >>> found = candidates(cells, ["device", "region"], np.array([400.0, 600.0]), rate=0.1)
    >>> found.conditions
    ((('device', 'desktop'),), (('device', 'mobile'),))
    """
    needed = max(float(fewest), contributors / rate if rate > 0 else np.inf)
    codes, levels = _codes(cells, sorted(dims))
    offered = [~np.isin(names, list(never)) for names in levels]
    blocks: list[csr_array] = []
    conditions: list[tuple[Condition, ...]] = []
    for size in range(1, depth + 1):
        for columns in combinations(range(len(levels)), size):
            block, places = _block(codes, columns, people, needed)
            sound = [
                row
                for row, place in enumerate(places)
                if all(offered[c][p] for c, p in zip(columns, place, strict=True))
            ]
            blocks.append(block[sound])
            names = sorted(dims)
            conditions += [
                tuple((names[c], str(levels[c][p])) for c, p in zip(columns, places[row], strict=True))
                for row in sound
            ]
    members = vstack(blocks, format="csr") if blocks else csr_array((0, len(cells)))
    keep = _first_of_each(members)
    return Candidates(tuple(conditions[row] for row in keep), members[keep])


def _codes(
    cells: pd.DataFrame, dims: Sequence[str]
) -> tuple[list[NDArray[np.int64]], list[NDArray[np.str_]]]:
    coded = [pd.factorize(cells[name].astype("str"), sort=True) for name in dims]
    return [codes.astype(np.int64) for codes, _ in coded], [
        np.asarray(names, dtype=str) for _, names in coded
    ]


def _block(
    codes: list[NDArray[np.int64]], columns: tuple[int, ...], people: Array, needed: float
) -> tuple[csr_array, list[tuple[int, ...]]]:
    """Return the large groups of one combination of columns: their cells, and the values' places."""
    sizes = [int(codes[c].max()) + 1 if len(codes[c]) else 0 for c in columns]
    key = np.ravel_multi_index([codes[c] for c in columns], sizes) if len(people) else np.zeros(0, np.int64)
    groups, inside = np.unique(key, return_inverse=True)
    counted = np.bincount(inside, weights=people, minlength=len(groups))
    large = (counted >= needed) & (counted < people.sum())
    row_of = np.where(large, np.cumsum(large) - 1, -1)[inside]
    cells = np.flatnonzero(row_of >= 0)
    block = csr_array((np.ones(len(cells)), (row_of[cells], cells)), shape=(int(large.sum()), len(people)))
    places = (
        np.stack(np.unravel_index(groups[large], sizes), axis=1)
        if len(groups)
        else np.zeros((0, len(columns)))
    )
    return block, [tuple(map(int, place)) for place in places]


def _first_of_each(members: csr_array) -> NDArray[np.int64]:
    """Return the rows that are not the same cells as an earlier one."""
    rng = np.random.default_rng(0)  # a random weight per cell: equal sums are equal sets
    marks = members @ rng.random((members.shape[1], 2))
    first: dict[tuple[float, float], int] = {}
    for row, (one, other) in enumerate(np.round(marks, 9)):
        first.setdefault((one, other), row)
    return np.array(sorted(first.values()), dtype=np.int64)
