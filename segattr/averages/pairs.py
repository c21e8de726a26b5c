"""Pairs of channels or campaigns: people who met both, beside what each of the two alone leads to expect."""

from __future__ import annotations

from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from segattr.averages.candidates import Candidates
from segattr.averages.confirmation import measured
from segattr.averages.discover import found_in
from segattr.averages.search import Search
from segattr.averages.sides import Sides, sides_of
from segattr.averages.units import Units, units_of
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName, UnsuitableData

MOST: Final = 20  # values that are paired with each other, those most people met
YES: Final = "met"
NO: Final = "not met"


def pairs(
    dataset: Dataset, by: str = "channel", seed: int = 0, *, search: Search | None = None
) -> pd.DataFrame:
    """Return the pairs whose people converted more or less often than each of the two alone leads to expect.

    Parameters
    ----------
    by : column of the touchpoints, ``channel`` or ``campaign``.
    seed : decides who is held out, see `segattr.discover`.

    Returns
    -------
    DataFrame ``pair, a, b`` and the columns of `segattr.discover`, in the order found; no rows for silence.
        ``expected`` comes from a model of every single channel, so that a pair is no finding because one of
        its two is good. ``attrs["tried"]``: how many pairs had enough people.

    Raises
    ------
    UnsuitableData : no touchpoints with conversions. UnknownName : no such column.

    Notes
    -----
    What somebody met counts up to their first conversion. People who meet many channels are looked at for
    longer, which the single channels allow for only in part: a pair that stands out is an association.

    Examples
    --------
    >>> touches = pd.DataFrame({"customer_id": list("aab"), "ts": "2026-01-01", "channel": ["x", "y", "x"]})
    >>> orders = pd.DataFrame({"customer_id": ["a"], "ts": ["2026-01-02"]})
    >>> import segattr as sa
    >>> len(pairs(sa.load(touchpoints=touches, conversions=orders)))
    0
    """
    search = search or Search()
    units = met_of(dataset, by)
    names = list(units.labels)
    sides = sides_of(units, names, seed=seed)
    met = np.array([(sides.cells[name].astype("str") == YES).to_numpy() for name in names], dtype=bool)
    met = met.reshape(len(names), len(sides.cells))
    offered = _offered(names, met, sides, search)
    rows = found_in(offered, sides, search, np.random.default_rng([seed, 1]), met)
    table = measured(offered, rows, sides, search, given=met)
    both = [[name for name, _ in offered.conditions[row]] for row in rows]
    table.insert(0, "pair", [" + ".join(names) for names in both])
    table.insert(1, "a", [one for one, _ in both])
    table.insert(2, "b", [other for _, other in both])
    table.attrs["tried"] = len(offered)
    return table.drop(columns="segment")


def _offered(names: list[str], met: NDArray[np.bool_], sides: Sides, search: Search) -> Candidates:
    """Return the pairs that enough people met both of."""
    people, converters = sides.searched.people, sides.searched.converters
    rate = float(converters.sum() / max(people.sum(), 1.0))
    needed = max(float(search.fewest), search.contributors / rate if rate > 0 else np.inf)
    two = [(a, b) for a, b in combinations(range(len(names)), 2)]
    large = [(a, b) for a, b in two if needed <= people[met[a] & met[b]].sum() < people.sum()]
    members = np.array([met[a] & met[b] for a, b in large], dtype=float).reshape(len(large), len(people))
    conditions = tuple(((names[a], YES), (names[b], YES)) for a, b in large)
    return Candidates(conditions, csr_array(members))


def met_of(dataset: Dataset, by: str = "channel") -> Units:
    """Return everybody with a column per channel: whether they met it before they first converted.

    Raises
    ------
    UnsuitableData : no touchpoints with conversions. UnknownName : no such column.
    """
    if dataset.touchpoints is None or dataset.conversions is None:
        raise UnsuitableData("Pairs of channels need touchpoints and conversions.")
    touches = dataset.touchpoints
    if by not in touches:
        found = ", ".join(map(str, touches.columns))
        raise UnknownName(f"The touchpoints have no column {by!r}. Found: {found}.", name=by)
    units = units_of(dataset.with_(outcomes=None))
    first = dataset.conversions.groupby(dataset.conversions["customer_id"].astype("str"))["ts"].min()
    who = touches["customer_id"].astype("str")
    before = ~(touches["ts"] > who.map(first))
    place = units.index.get_indexer(pd.Index(who))
    seen = pd.DataFrame({"who": place, "what": touches[by].astype("str")})
    seen = seen[before.to_numpy() & (place >= 0) & touches[by].notna().to_numpy()].drop_duplicates()
    largest = seen["what"].value_counts().index[:MOST]
    labels: dict[str, pd.Categorical] = {}
    for name in sorted(map(str, largest)):
        met = np.zeros(len(units.index), dtype=bool)
        met[seen["who"][seen["what"] == name].to_numpy()] = True
        labels[name] = pd.Categorical(pd.Series(np.where(met, YES, NO), dtype="object"))
    return Units(units.index, labels, units.amounts)
