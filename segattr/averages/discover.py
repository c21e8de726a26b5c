"""What the average hides: groups that differ from what the groups already found explain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.candidates import Candidates, candidates
from segattr.averages.confirmation import measured
from segattr.averages.halves import HELD_OUT
from segattr.averages.known_before import afterwards_of, is_outcome_itself
from segattr.averages.metrics import RATE
from segattr.averages.rates import require_rates
from segattr.averages.search import Search
from segattr.averages.sides import Side, Sides, sides_of
from segattr.averages.surprise import Surprise, expected, luck, surprise
from segattr.averages.units import Units, units_of
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.reduce.door import UNKNOWN

BEYOND_LUCK: Final = 10.0  # at five expected conversions still once in 1e10 tries: no worlds need be drawn


def discover(
    dataset: Dataset, dims: Sequence[str] | None = None, seed: int = 0, *, metric: str = "rate"
) -> pd.DataFrame:
    """Return the groups the blended figure hides, each measured again on people the search never saw.

    Parameters
    ----------
    dims : columns groups may be made of, alone or up to three together; None takes every column people can
        be told apart by, but for those that are the outcome by another name.
    seed : decides who is held out and which worlds of luck are drawn; same data and seed, same answer.

    metric : ``rate``, or an amount per person: ``value_per_person``, ``margin_per_person``,
        ``orders_per_person``. Then the columns called ``rate`` hold averages, and the highest 0.5 % of the
        amounts are cut to the next lower one.

    Returns
    -------
    DataFrame, in the order found: ``segment`` (``device=mobile & region=South``); over everybody ``people,
        converters, rate``, ``rest`` (rate of everybody else), ``expected`` (the rate the groups found before
        it lead to expect) and ``stake`` (converters beyond that; below 0 where they are missing);
        ``found_people, found_rate`` in the part searched; ``held_people, held_converters, held_rate,
        held_low, held_high`` (95 % range) and ``held_expected`` in the part held out; ``p`` (one-sided
        there, Holm over all found) and ``confirmed``; ``shrunk`` (rate with luck taken off), ``uncapped``
        (average with nothing cut); ``peers`` (everybody else at the group's mix of the other groups found)
        and ``prize, prize_low, prize_high`` (converters, or money, beyond that); ``least`` (smallest
        difference the part held out would show), ``verdict`` (``confirmed``, ``too small to say`` or ``not
        confirmed``), ``caveat`` (``afterwards``: made of a column that may have come about after the outcome)
        and ``design_effect``. No rows where nothing differs by more than luck would make it.
        ``attrs["tried"]``: how many candidates there were.

    Raises
    ------
    UnsuitableData : the data hold no rate, or not the metric. UnknownName : no such column.

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
    if metric == RATE.name:
        require_rates(dataset)
    units = units_of(dataset)
    return discover_in(units, _dims(units, dims), seed=seed, metric=metric)


def discover_in(
    units: Units,
    dims: Sequence[str],
    *,
    seed: int = 0,
    search: Search | None = None,
    metric: str = "rate",
) -> pd.DataFrame:
    """Return what `discover` returns, of people already listed."""
    search = search or Search()
    sides = sides_of(units, dims, seed=seed, metric=metric)
    offered = offered_in(sides, dims, search)
    rows = found_in(offered, sides, search, np.random.default_rng([seed, 1]))
    table = measured(offered, rows, sides, search, afterwards=afterwards_of(units, dims))
    table.attrs["tried"] = len(offered)
    return table


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


def offered_in(sides: Sides, dims: Sequence[str], search: Search) -> Candidates:
    """Return every group large enough to be a finding."""
    people, converters = sides.searched.people, sides.searched.converters
    rate = float(converters.sum() / max(people.sum(), 1.0))
    return candidates(
        sides.cells,
        dims,
        people,
        rate=min(rate, 1 - rate) if sides.of_rates else rate,
        depth=search.depth,
        fewest=search.fewest,
        contributors=search.contributors if sides.of_rates else search.spenders,
        never=(UNKNOWN,),
    )


def found_in(
    offered: Candidates,
    sides: Sides,
    search: Search,
    rng: np.random.Generator,
    given: NDArray[np.bool_] | None = None,
) -> list[int]:
    """Return the candidates found, in order: each the most surprising given those before it.

    Parameters
    ----------
    given : groups known before the search began, × cells.
    """
    rows: list[int] = []
    side = sides.searched
    known = np.zeros((0, len(side.people)), dtype=bool) if given is None else given
    if not len(offered) or not _undecided(side, rates=sides.of_rates):
        return rows
    while len(rows) < search.most:
        groups = np.vstack([known, offered.cells_of(rows)])
        fit = expected(side.people, side.amount, groups, side.likelihood)
        best = _most_surprising(offered, surprise(fit, offered.members), side, search, rates=sides.of_rates)
        if best is None:
            break
        row, size = best
        if size < BEYOND_LUCK and size <= np.quantile(
            luck(fit, offered.members, rng, worlds=search.worlds), search.luck
        ):
            break
        rows.append(row)
    return rows


def _undecided(side: Side, *, rates: bool) -> bool:
    total = side.amount.sum()
    return bool(0 < total < side.people.sum()) if rates else bool(total > 0)


def _most_surprising(
    offered: Candidates, seen: Surprise, side: Side, search: Search, *, rates: bool
) -> tuple[int, float] | None:
    """Return the candidate with the largest surprise worth saying; the plainest of those as good."""
    base = search.base(seen.expected, np.asarray(offered.members @ side.people), rates=rates)
    one = 1.0 if rates else side.amount.sum() / max(side.converters.sum(), 1.0)
    worth = (np.abs(seen.surplus) >= search.relative * base) & (
        np.abs(seen.surplus) >= search.stake * one * (1 - HELD_OUT)
    )
    size = np.where(worth, np.abs(seen.z), 0.0)
    if not len(size) or size.max() <= 0:
        return None
    near = np.flatnonzero(size >= size.max() - 1e-9)
    row = int(near[np.argmin(offered.depth[near])])
    return row, float(size[row])
