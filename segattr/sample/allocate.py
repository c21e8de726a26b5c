"""Handing things out in exact proportions, so that a planted rate is a rate and not a hope.

Only uniform draws are taken from the generator, and every order comes from a stable sort of them: the two
things NumPy has never changed, which keeps a sample the same bytes on every machine and version.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Labels = npt.NDArray[np.object_]
K = TypeVar("K", bound=object)


def quotas(total: int, weights: Sequence[float] | Floats | Counts) -> Counts:
    """Split a whole number by weights, exactly, with the largest remainders rounded up.

    Parameters
    ----------
    total : how many there are to hand out.
    weights : relative shares; they need not add up to one.

    Returns
    -------
    array : whole numbers that add up to ``total``, each less than one away from its exact share.

    References
    ----------
    Hamilton's method of apportionment, in Balinski and Young (1982), Fair Representation, Yale.

    Examples
    --------
    >>> quotas(10, [1, 1, 1]).tolist()
    [4, 3, 3]
    """
    exact = np.asarray(weights, dtype=np.float64) * total / np.sum(weights)
    whole = np.floor(exact + 1e-9).astype(np.int64)
    most_owed = np.argsort(np.round(whole - exact, 9), kind="stable")
    whole[most_owed[: total - int(whole.sum())]] += 1
    return whole


def order(rng: np.random.Generator, size: int) -> Counts:
    """Return the numbers 0 to ``size`` - 1 in random order.

    Examples
    --------
    >>> sorted(order(np.random.default_rng(0), 3).tolist())
    [0, 1, 2]
    """
    return np.argsort(rng.random(size), kind="stable").astype(np.int64)


def dealt(rng: np.random.Generator, total: int, shares: Mapping[K, float]) -> Labels:
    """Deal labels like cards: exactly their shares of ``total``, in random order.

    Parameters
    ----------
    total : how many labels to deal.
    shares : label -> relative share.

    Returns
    -------
    array : ``total`` labels.

    Examples
    --------
    >>> sorted(dealt(np.random.default_rng(0), 4, {"a": 0.75, "b": 0.25}).tolist())
    ['a', 'a', 'a', 'b']
    """
    labels = np.array([*shares, None], dtype=object)[:-1]
    return labels[np.repeat(np.arange(len(labels)), quotas(total, list(shares.values())))[order(rng, total)]]


def evenly(rng: np.random.Generator, size: int) -> Floats:
    """Draw numbers in [0, 1) that fill the range evenly: one in each of ``size`` slices, in random order.

    Their mean hardly varies, so a planted average holds in small samples too.

    Examples
    --------
    >>> sorted((4 * evenly(np.random.default_rng(0), 4)).astype(int).tolist())
    [0, 1, 2, 3]
    """
    return (order(rng, size) + rng.random(size)) / max(size, 1)


def picked(rng: np.random.Generator, eligible: Flags, count: int) -> Flags:
    """Pick exactly ``count`` of the eligible rows at random, or all of them if there are fewer.

    Examples
    --------
    >>> picked(np.random.default_rng(0), np.array([True, False, True]), 2).tolist()
    [True, False, True]
    """
    ranked = np.argsort(rng.random(len(eligible)) + ~eligible, kind="stable")
    chosen = np.zeros(len(eligible), dtype=np.bool_)
    chosen[ranked[: min(count, int(eligible.sum()))]] = True
    return chosen


def dealt_calmly(
    rng: np.random.Generator, strata: Labels, shares: Mapping[K, float], *, redrawn: float = 0.25
) -> Labels:
    """Deal labels that say nothing about the strata, not even by bad luck.

    Every stratum gets the exact shares; then a part of the rows is dealt again across all strata, so that
    rates still differ a little, as they do in life, but never enough to look like a finding.

    Parameters
    ----------
    strata : one label per row.
    shares : label -> relative share.
    redrawn : part of the rows dealt again, 0-1.

    Returns
    -------
    array : one label per row.

    Examples
    --------
    >>> strata = np.array(["x", "x", "y", "y"], dtype=object)
    >>> dealt_calmly(np.random.default_rng(0), strata, {"a": 1, "b": 1}, redrawn=0)[:2].tolist().count("a")
    1
    """
    labels = np.empty(len(strata), dtype=object)
    for stratum in sorted(set(strata)):
        rows = np.flatnonzero(strata == stratum)
        labels[rows] = dealt(rng, len(rows), shares)
    again = np.flatnonzero(picked(rng, np.ones(len(strata), dtype=np.bool_), round(redrawn * len(strata))))
    labels[again] = labels[again][order(rng, len(again))]
    return labels
