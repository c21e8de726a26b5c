"""Where young cohorts may get to, if they grow as older ones did: projected, and said to be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.errors import UnsuitableData

FEWEST_COHORTS = 3  # behind each link; of fewer, one odd month would decide


@dataclass(frozen=True, eq=False)
class Projection:
    """A triangle of cohorts filled up to its longest age.

    Attributes
    ----------
    table : like the triangle, with every cell filled.
    projected : of the same shape: True where a cell is projected, not observed.
    links : by age, by how much the money of all cohorts observed one age longer grew until then.
    """

    table: pd.DataFrame
    projected: pd.DataFrame
    links: pd.Series


def chain_ladder(triangle: pd.DataFrame, *, fewest: int = FEWEST_COHORTS) -> Projection:
    """Fill in the ages a cohort has not reached yet, by the growth of the cohorts that have.

    Parameters
    ----------
    triangle : cumulative money, a row per cohort and a column per age, nan where not observed; from
        `segattr.value.cohorts.wide`.
    fewest : cohorts the triangle must have, so that no odd month decides alone.

    Raises
    ------
    UnsuitableData : fewer cohorts, or money that does not grow from something above 0.

    Notes
    -----
    The links are pooled: Σ money at the later age ÷ Σ money of the same cohorts at the earlier one. Nothing
    is carried beyond the age of the oldest cohort. It assumes that young cohorts behave as old ones did; a
    new audience, a price or a season breaks it.

    References
    ----------
    Mack (1993), Distribution-free calculation of the standard error of chain ladder reserve estimates, ASTIN
    Bulletin 23:213. doi:10.2143/AST.23.2.2005092

    Examples
    --------
    >>> young = pd.DataFrame([[90.0, 120.0], [80.0, np.nan]], index=["2025-01", "2025-02"])
    >>> float(chain_ladder(young, fewest=1).table.iloc[1, 1].round(2))
    106.67
    """
    seen = triangle.to_numpy(float)
    if len(triangle) < fewest:
        raise UnsuitableData(
            f"{len(triangle)} cohorts are too few to project from; {fewest} are needed. "
            "Load a longer period, or read the observed ages alone."
        )
    links = pd.Series([_link(seen, age) for age in range(seen.shape[1] - 1)], index=triangle.columns[:-1])
    filled = seen.copy()
    for age, link in enumerate(links):
        missing = np.isnan(filled[:, age + 1])
        filled[missing, age + 1] = filled[missing, age] * link
    return Projection(
        pd.DataFrame(filled, triangle.index, triangle.columns),
        pd.DataFrame(np.isnan(seen), triangle.index, triangle.columns),
        links,
    )


def _link(seen: np.ndarray, age: int) -> float:
    both = ~np.isnan(seen[:, age + 1])
    before = seen[both, age].sum()
    if before <= 0:
        raise UnsuitableData(
            f"Up to age {age} the cohorts brought nothing, so growth from there cannot be projected."
        )
    return float(seen[both, age + 1].sum() / before)
