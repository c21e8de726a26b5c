"""What the average hides: groups that differ from what the groups already found explain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.candidates import Candidates, candidates
from segattr.averages.confirmation import measured
from segattr.averages.halves import HELD_OUT, parts
from segattr.averages.known_before import is_outcome_itself
from segattr.averages.search import Search
from segattr.averages.surprise import Surprise, expected, luck, surprise
from segattr.averages.units import COUNTS, Units, units_of
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.reduce.door import UNKNOWN
from segattr.statistics.counts import Array

BEYOND_LUCK: Final = 10.0  # at five expected conversions still once in 1e10 tries: no worlds need be drawn


def discover(dataset: Dataset, dims: Sequence[str] | None = None, seed: int = 0) -> pd.DataFrame:
    """Return the groups the blended rate hides, each measured again on people the search never saw.

    Parameters
    ----------
    dims : columns groups may be made of, alone or up to three together; None takes every column people can
        be told apart by, but for those that are the outcome by another name.
    seed : decides who is held out and which worlds of luck are drawn; same data and seed, same answer.

    Returns
    -------
    DataFrame, in the order found: ``segment`` (``device=mobile & region=South``); over everybody ``people,
        converters, rate``, ``rest`` (rate of everybody else), ``expected`` (the rate the groups found before
        it lead to expect) and ``stake`` (converters beyond that; below 0 where they are missing);
        ``found_people, found_rate`` in the part searched; ``held_people, held_converters, held_rate,
        held_low, held_high`` (95 % Wilson) and ``held_expected`` in the part held out; ``p`` (one-sided
        there, Holm over all found) and ``confirmed``. No rows where nothing differs by more than luck would
        make it.

    Raises
    ------
    UnsuitableData : the data hold no rate. UnknownName : no such column.

    Notes
    -----
    Three people in five are searched. Each step tests every candidate against a logistic model of the groups
    already found, so that "returning & Chrome" is no finding once "returning" is; it ends when the largest
    surprise is not beyond what 95 % of worlds without any further difference reach. ``found_rate`` is
    flattered by the search; ``held_rate`` is not. What is found is an association: who is in a group may
    have converted more for other reasons.

    References
    ----------
    Rao (1948), doi:10.1017/S0305004100023987. Holm (1979), A simple sequentially rejective multiple test
    procedure, Scandinavian Journal of Statistics 6:65. Cox (1975), A note on data-splitting for the
    evaluation of significance levels, Biometrika 62:441. doi:10.1093/biomet/62.2.441

    Examples
    --------
    >>> import segattr as sa
    >>> visits = {"visitor": ["new", "returning"], "people": [5000, 2000], "converters": [50, 160]}
    >>> discover(sa.load(outcomes=pd.DataFrame(visits)))[["segment", "people", "rate", "confirmed"]]
             segment  people  rate  confirmed
    0  visitor=new    5000  0.01       True
    """
    units = units_of(dataset)
    return discover_in(units, _dims(units, dims), seed=seed)


def discover_in(
    units: Units, dims: Sequence[str], *, seed: int = 0, search: Search | None = None
) -> pd.DataFrame:
    """Return what `discover` returns, of people already listed."""
    search = search or Search()
    cells, searched, held = _cells(units, dims, seed)
    people, converters = (searched[name] + held[name] for name in COUNTS)
    offered = candidates(
        cells,
        dims,
        searched["people"],
        rate=float(searched["converters"].sum() / max(searched["people"].sum(), 1.0)),
        depth=search.depth,
        fewest=search.fewest,
        never=(UNKNOWN,),
    )
    rows = _found(offered, searched, search, np.random.default_rng([seed, 1]))
    sides = {
        "": (people, converters),
        "found": (searched["people"], searched["converters"]),
        "held": (held["people"], held["converters"]),
    }
    return measured(offered, rows, sides, search)


def _dims(units: Units, dims: Sequence[str] | None) -> list[str]:
    if dims is None:
        return [name for name in units.labels if not is_outcome_itself(units, name)]
    missing = [name for name in dims if name not in units.labels]
    if missing:
        raise UnknownName(
            f"People cannot be told apart by a column {missing[0]!r}. "
            f"Columns there: {', '.join(units.labels) or 'none'}.",
            name=missing[0],
            known=tuple(units.labels),
        )
    return list(dict.fromkeys(dims))


def _cells(
    units: Units, dims: Sequence[str], seed: int
) -> tuple[pd.DataFrame, dict[str, Array], dict[str, Array]]:
    """Return one row per combination of values, and people and converters of both parts."""
    labels = pd.DataFrame({name: units.labels[name] for name in dims}, index=range(len(units.index)))
    groups = labels.groupby(list(dims), observed=True, sort=True) if dims else None
    place = groups.ngroup().to_numpy() if groups is not None else np.zeros(len(labels), dtype=np.int64)
    size = int(place.max()) + 1 if len(place) else 0
    first = np.unique(place, return_index=True)[1]
    searched, held = (
        {name: np.bincount(place, part[name], minlength=size).astype(np.float64) for name in COUNTS}
        for part in parts(units, seed=seed)
    )
    return labels.iloc[first].reset_index(drop=True), searched, held


def _found(
    offered: Candidates, searched: Mapping[str, Array], search: Search, rng: np.random.Generator
) -> list[int]:
    """Return the candidates found, in order: each the most surprising given those before it."""
    rows: list[int] = []
    people, converters = (searched[name] for name in COUNTS)
    if not len(offered) or not 0 < converters.sum() < people.sum():
        return rows
    while len(rows) < search.most:
        fit = expected(people, converters, offered.cells_of(rows))
        best = _most_surprising(offered, surprise(fit, offered.members), search)
        if best is None:
            break
        row, size = best
        if size < BEYOND_LUCK and size <= np.quantile(
            luck(fit, offered.members, rng, worlds=search.worlds), search.luck
        ):
            break
        rows.append(row)
    return rows


def _most_surprising(offered: Candidates, seen: Surprise, search: Search) -> tuple[int, float] | None:
    """Return the candidate with the largest surprise worth saying; the plainest of those as good."""
    worth = (np.abs(seen.surplus) >= search.relative * seen.expected) & (
        np.abs(seen.surplus) >= search.stake * (1 - HELD_OUT)
    )
    size = np.where(worth, np.abs(seen.z), 0.0)
    if not len(size) or size.max() <= 0:
        return None
    near = np.flatnonzero(size >= size.max() - 1e-9)
    row = int(near[np.argmin(offered.depth[near])])
    return row, float(size[row])
