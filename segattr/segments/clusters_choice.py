"""How many groups: what every index says, and one recommendation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from segattr.segments.clusters_fit import Fit, fit, on_threads, sample
from segattr.segments.clusters_indices import (
    beyond_one_cloud,
    calinski_harabasz,
    davies_bouldin,
    gaps,
    silhouettes,
)
from segattr.segments.clusters_stability import AGAIN, stability
from segattr.words import clusters as words

Progress = Callable[[float, str], None]  # share done, what is done now; whatever it raises ends the work

KS: Final = tuple(range(2, 9))
PRACTICAL: Final = (3, 6)  # what a team can tell apart and act on
STABLE: Final = 0.75  # Hennig (2007)
LEAST_SHARE, LEAST_PEOPLE = 0.05, 100
LOOKED_AT: Final = 3_000  # customers the advice is worked out on
ERRORS: Final = 2.0  # standard errors a gap must be above that of one group


@dataclass(frozen=True, eq=False)
class Advice:
    """How many groups to make.

    Attributes
    ----------
    k : the number recommended.
    verdict : ``natural``, ``blurred`` (groups, none of them stable) or ``none`` (slices of a continuum).
    table : a row per k with what each index says.
    picks : index -> the k it would take; the gap may take 1.
    """

    k: int
    verdict: str
    table: pd.DataFrame
    picks: dict[str, int]

    @property
    def text(self) -> str:
        """The recommendation in words."""
        return words.advice(self.k, self.verdict, self.picks)


def nothing_shown(_share: float, _what: str) -> None:
    """Take progress and show none."""


def advice(
    points: np.ndarray,
    *,
    ks: Sequence[int] = KS,
    again: int = AGAIN,
    progress: Progress = nothing_shown,
) -> Advice:
    """Return how many groups there seem to be.

    Parameters
    ----------
    points : a row per customer, see `segattr.segments.clusters_scaling`; of many, a sample is looked at.
    ks : numbers of groups to compare, rising by one.
    again : how often groups are looked for again.
    progress : told the share done before each step; an exception it raises cancels.
    """
    looked_at = sample(points, LOOKED_AT)
    different = len(np.unique(looked_at, axis=0))
    ks = [k for k in ks if k <= different - 1] or [min(2, different)]
    with on_threads(1):  # many small fits: threads would wait for each other
        rows, fits = [], []
        for place, k in enumerate(ks):
            progress(0.85 * place / len(ks), words.TRYING.format(k=k))
            fits.append(fit(looked_at, k))
            rows.append(_row(looked_at, k, fits[-1], whole=len(points), again=again))
        progress(0.85, words.COMPARING)
        wide = silhouettes(looked_at, [found.labels for found in fits])
        one, *gap = gaps(looked_at, [1, *ks])
        table = pd.DataFrame(rows).assign(
            silhouette=wide, gap=[g for g, _ in gap], gap_error=[error for _, error in gap]
        )
        said = recommended(table, alone=one[0])
        if said.verdict == "natural" and not beyond_one_cloud(looked_at, said.k):
            said = replace(said, verdict="none")
    progress(1.0, words.COMPARING)
    return said


def _row(points: np.ndarray, k: int, found: Fit, *, whole: int, again: int) -> dict[str, float]:
    stable = stability(points, found, times=again)
    share = float(np.bincount(found.labels, minlength=k).min() / len(points))
    return {
        "k": k,
        "inertia": found.inertia,
        "calinski_harabasz": calinski_harabasz(points, found.labels) if len(points) > k else np.nan,
        "davies_bouldin": davies_bouldin(points, found.labels) if len(points) > k else np.nan,
        "jaccard": min(stable.jaccard),
        "agreement": stable.agreement,
        "smallest_share": share,
        "smallest": round(share * whole),
    }


def recommended(table: pd.DataFrame, *, alone: float) -> Advice:
    """Return the recommendation that a table of k leads to.

    Parameters
    ----------
    table : a row per k as of `Advice`.
    alone : the gap of a single group.

    Notes
    -----
    Groups are natural where k of them fit better than a box without groups would allow, by more than
    `ERRORS` standard errors over a single group, and come back when customers are drawn again. Among the k
    for which all groups do, none of them tiny, the best Calinski-Harabasz of 3 to 6 is taken, because more
    than that nobody serves.
    """
    by_k = table.set_index("k")
    picks = _picks(by_k, alone)
    fine = by_k[
        (by_k["jaccard"] >= STABLE)
        & ((by_k["smallest_share"] >= LEAST_SHARE) | (by_k["smallest"] >= LEAST_PEOPLE))
    ]
    there = bool((by_k["gap"] - ERRORS * by_k["gap_error"] > alone).any()) and picks["gap"] > 1
    practical = fine[(fine.index >= PRACTICAL[0]) & (fine.index <= PRACTICAL[1])]
    if there and len(fine):
        best = practical if len(practical) else fine
        return Advice(_k(best["calinski_harabasz"].idxmax()), "natural", table, picks)
    k = min(max(picks["elbow"], PRACTICAL[0]), PRACTICAL[1], int(by_k.index.max()))
    return Advice(k, "blurred" if there else "none", table, picks)


def _picks(by_k: pd.DataFrame, alone: float) -> dict[str, int]:
    stable = by_k.index[by_k["jaccard"] >= STABLE]
    return {
        "silhouette": _k(by_k["silhouette"].idxmax()),
        "calinski_harabasz": _k(by_k["calinski_harabasz"].idxmax()),
        "davies_bouldin": _k(by_k["davies_bouldin"].idxmin()),
        "elbow": elbow(by_k["inertia"]),
        "gap": _gap_pick(by_k, alone),
        "stable": int(stable.max()) if len(stable) else 1,
    }


def elbow(inertia: pd.Series) -> int:
    """Return the k at which more groups begin to help little: farthest below the line from first to last.

    Examples
    --------
    >>> elbow(pd.Series([100.0, 20.0, 15.0, 10.0], index=[1, 2, 3, 4]))
    2
    """
    if len(inertia) < 3 or inertia.iloc[0] <= inertia.iloc[-1]:
        return int(inertia.index[0])
    down = (inertia - inertia.iloc[-1]) / (inertia.iloc[0] - inertia.iloc[-1])
    along = (inertia.index - inertia.index[0]) / (inertia.index[-1] - inertia.index[0])
    return _k((1 - down - along).idxmax())


def _k(place: object) -> int:
    assert isinstance(place, int | np.integer)  # the index of a table by k
    return int(place)


def _gap_pick(by_k: pd.DataFrame, alone: float) -> int:
    """Return the smallest k whose gap the next one does not beat by more than its error."""
    if bool((by_k["gap"] - ERRORS * by_k["gap_error"] <= alone).all()):
        return 1
    later = by_k["gap"].shift(-1) - by_k["gap_error"].shift(-1)
    enough = by_k.index[(by_k["gap"] >= later) & (by_k["gap"] > alone)]
    return int(enough[0]) if len(enough) else _k(by_k["gap"].idxmax())
