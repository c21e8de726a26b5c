"""What a chain of earlier journeys foretells of later ones, and how far off it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtrit
from scipy.stats import t

from segattr.reduce.groups import GROUPS
from segattr.reduce.summary import Summary
from segattr.reduce.tables import CONVERTED, LOST, STATE_BITS
from segattr.statistics.jackknife import jackknife_interval
from segattr.statistics.multiplicity import bh

Counts = npt.NDArray[np.float64]

UNSEEN: Final = 0.5  # of a move never made before: Krichevsky, Trofimov (1981)
MOST: Final = 40  # channels told apart, those touched most; the rest are one
LEAST_MOVES: Final = 100  # from a channel in each half, below which nothing is said of it
LEVEL: Final = 0.95
_LAST = (1 << STATE_BITS) - 1


def moves_of(summaries: Sequence[Summary]) -> tuple[list[str], list[Counts]]:
    """Count the moves of several Summaries on the same axes.

    Parameters
    ----------
    summaries : with ``transitions``, of any Markov order.

    Returns
    -------
    names : the channels told apart, those with most moves; the rest are not named.
    counts : per Summary, (groups, origins, targets): origins are the start, the named channels and the rest;
        targets are the same without the start, then a conversion, then nothing.
    """
    touched = pd.concat([_touched(summary) for summary in summaries]).groupby(level=0).sum()
    names = list(touched.sort_index().sort_values(ascending=False, kind="stable").index[:MOST])
    place = {name: i for i, name in enumerate(names)}
    return names, [_counted(summary, place) for summary in summaries]


def losses(earlier: Counts, later: Counts) -> pd.DataFrame:
    """Return how well later moves are foretold: ``kind, loss``, the mean log-loss of a move.

    Parameters
    ----------
    earlier, later : (groups, origins, targets), from `moves_of`.

    Returns
    -------
    DataFrame : ``blind`` (every move alike, whatever came before it), ``earlier`` (by the last touch, as the
        earlier journeys went), ``later`` (by the last touch, as the other customers' later journeys went).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> counts = rng.poisson(5.0, (GROUPS, 3, 4)).astype(float)
    >>> losses(counts, counts)["kind"].tolist()
    ['blind', 'earlier', 'later']
    """
    before, after = earlier.sum(axis=0), later.sum(axis=0)
    others = after - later
    chances = {
        "blind": np.broadcast_to(_chance(before.sum(axis=0)), before.shape),
        "earlier": _chance(before),
        "later": _chance(others),
    }
    lost = {kind: -(np.log(chance) * later).sum() / later.sum() for kind, chance in chances.items()}
    return pd.DataFrame({"kind": list(lost), "loss": list(lost.values())})


def forecast(names: Sequence[str], earlier: Counts, later: Counts) -> pd.DataFrame:
    """Return whether a touch of a channel led straight to a conversion as often later as before.

    Returns
    -------
    DataFrame ``channel, moves_before, rate_before, moves_after, rate_after, difference, low, high, p,
    moved``: one row per channel with 100 moves or more on both sides, most moves first. The range is the 95 %
    one, from leaving out each random group of customers; ``p`` is adjusted over the rows
    (Benjamini-Hochberg), ``moved`` where it is below 0.05.
    """
    sides = [side[:, 1 : len(names) + 1] for side in (earlier, later)]
    moves = [side.sum(axis=2) for side in sides]
    made = [side[:, :, -2] for side in sides]
    kept = np.flatnonzero(np.minimum(*(count.sum(axis=0) for count in moves)) >= LEAST_MOVES)
    rates = [hit.sum(axis=0)[kept] / count.sum(axis=0)[kept] for hit, count in zip(made, moves, strict=True)]
    without = [
        _without(hit)[:, kept] / _without(count)[:, kept] for hit, count in zip(made, moves, strict=True)
    ]
    difference = rates[1] - rates[0]
    low, high = jackknife_interval(difference, without[1] - without[0], level=LEVEL, scale="plain")
    error = (high - difference) / stdtrit(GROUPS - 1, 0.5 + LEVEL / 2)
    size = np.divide(np.abs(difference), error, out=np.zeros(len(kept)), where=error > 0)
    p = bh(2 * t.sf(size, GROUPS - 1)) if len(kept) else size
    rows = {
        "channel": pd.Series([names[int(i)] for i in kept], dtype="str"),
        "moves_before": moves[0].sum(axis=0)[kept].astype("int64"),
        "rate_before": rates[0],
        "moves_after": moves[1].sum(axis=0)[kept].astype("int64"),
        "rate_after": rates[1],
        **{"difference": difference, "low": low, "high": high, "p": p, "moved": p < 1 - LEVEL},
    }
    return pd.DataFrame(rows)


def _touched(summary: Summary) -> pd.Series:
    onward = summary.transitions.query("target > 0")
    counts = np.bincount(onward["target"], onward["moves"], len(summary.channels) + 1)[1:]
    return pd.Series(counts, index=pd.Index(summary.channels, dtype="str"))


def _counted(summary: Summary, place: dict[str, int]) -> Counts:
    cells, rest = summary.transitions, len(place)
    channel = np.array([place.get(name, rest) for name in summary.channels], dtype="int64")
    origin, target = cells["origin"].to_numpy("int64") & _LAST, cells["target"].to_numpy("int64")
    codes = np.concatenate([[0], channel + 1])
    there = codes[np.maximum(target, 0)] - 1
    there = np.select([target == CONVERTED, target == LOST], [rest + 1, rest + 2], there)
    counts = np.zeros((GROUPS, rest + 2, rest + 3))
    np.add.at(
        counts, (cells["group"].to_numpy("int64"), codes[origin], there), cells["moves"].to_numpy(float)
    )
    return counts


def _chance(counts: Counts) -> Counts:
    """Chance of every move from where one stands, half a count given to each beforehand."""
    chance: Counts = (counts + UNSEEN) / (counts + UNSEEN).sum(axis=-1, keepdims=True)
    return chance


def _without(counts: Counts) -> Counts:
    left: Counts = counts.sum(axis=0) - counts
    return left
