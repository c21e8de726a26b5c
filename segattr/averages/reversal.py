"""Two campaigns, pages or channels compared: whether the difference holds inside the segments."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import combinations
from typing import Final, Literal, TypeAlias

import numpy as np
import pandas as pd
from scipy.special import ndtr

from segattr.averages.units import COUNTS
from segattr.errors import UnsuitableData
from segattr.reduce.door import UNKNOWN
from segattr.statistics.counts import Array
from segattr.statistics.multiplicity import bh
from segattr.statistics.stratified import Stratified, stratified

Kind = Literal[
    "full reversal", "difference vanishes", "reversal after adjusting", "depends on segment", "consistent"
]
Evidence = Literal["strong", "partial", "weak"]
Both: TypeAlias = tuple[Array, Array, Array, Array]  # converters and people of a, then of b, by stratum

ALPHA: Final = 0.05
MATERIAL: Final = 0.2  # change of the difference, as a share of it, that is worth an alarm
FEWEST: Final = 200  # people in each of the two groups
MOST_LEVELS: Final = 12  # values of a column that are compared with each other, the largest
COLUMNS: Final = (
    *("column", "a", "b", "within", "crude", "standardised", "p_crude", "p_cmh", "p_homogeneity"),
    *("kind", "evidence", "p_shift", "adjusted", "alarm"),
)


def kind_of(found: Stratified, *, alpha: float = ALPHA) -> Kind:
    """Return what becomes of a difference once segments are held equal.

    Parameters
    ----------
    found : the comparison.
    alpha : error allowed when a difference is called one (0-1).

    Notes
    -----
    *full reversal*: every stratum points the other way. *difference vanishes*: beyond chance before, not
    after. *reversal after adjusting*: the adjusted difference points the other way, beyond chance.
    *depends on segment*: odds ratios differ by stratum, and point both ways.

    References
    ----------
    Simpson (1951), The interpretation of interaction in contingency tables, JRSS B 13:238.
    doi:10.1111/j.2517-6161.1951.tb00088.x

    Examples
    --------
    >>> kind_of(stratified([81, 192], [87, 263], [234, 55], [270, 80]))
    'full reversal'
    """
    inside = found.differences[~np.isnan(found.differences)]
    turned = found.crude != 0 and len(inside) > 0 and bool((inside * np.sign(found.crude) < 0).all())
    if turned:
        return "full reversal"
    if found.p_crude < alpha and not found.p_cmh < alpha:
        return "difference vanishes"
    if found.standardised * found.crude < 0 and found.p_cmh < alpha:
        return "reversal after adjusting"
    if found.p_homogeneity < alpha and inside.min() < 0 < inside.max():
        return "depends on segment"
    return "consistent"


def evidence_of(found: Stratified, *, alpha: float = ALPHA) -> Evidence:
    """Return how many of both differences, crude and adjusted, are beyond chance: two, one or none.

    Examples
    --------
    >>> evidence_of(stratified([81, 192], [87, 263], [234, 55], [270, 80]))
    'weak'
    """
    grades: tuple[Evidence, ...] = ("weak", "partial", "strong")
    return grades[int(found.p_crude < alpha) + int(found.p_cmh < alpha)]


def compared(cells: pd.DataFrame, column: str, a: str, b: str, *, within: str) -> Stratified:
    """Compare the people of two values of a column inside every value of another.

    Parameters
    ----------
    cells : ``*dimensions, people, converters``.
    column, a, b : the column, and the two of its values.
    within : the column whose values are held equal; it must have been known before the outcome, and before
        people came to be in a or b.

    Raises
    ------
    UnsuitableData : one of both has no people, or they share no value of ``within``.
    """
    counts = cells.groupby([column, within], observed=True)[list(COUNTS)].sum()
    return _compared(counts, a, b)


def reversals(
    cells: pd.DataFrame, dims: Sequence[str], *, afterwards: Collection[str] = (), alpha: float = ALPHA
) -> pd.DataFrame:
    """Return every comparison that other segments change, the surest first.

    Parameters
    ----------
    dims : columns whose values are compared, and inside whose values.
    afterwards : those that came about after people were in their group, such as pages viewed; a comparison is
        never adjusted for them.
    alpha : error allowed over all comparisons together (false discovery rate, 0-1).

    Returns
    -------
    DataFrame ``column, a, b, within, crude, standardised, p_crude, p_cmh, p_homogeneity, kind, evidence``,
    ``p_shift`` (does holding the segments equal change the difference at all?), ``adjusted`` (the same, for
    all comparisons tried) and ``alarm``: not consistent, evidence not weak, the change beyond chance and at
    least a fifth of the difference.

    Notes
    -----
    Only groups of 200 people and more are compared, of each column its twelve largest. An alarm says that a
    comparison is not what it looks like, not what caused it.
    """
    rows: list[dict[str, object]] = []
    for column in dims:
        for within in dims:
            if within != column and within not in afterwards:
                rows += _pairs(cells, column, within, alpha)
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in COLUMNS})
    table = pd.DataFrame(rows)
    table["adjusted"] = bh(table["p_shift"].to_numpy(dtype=float))
    table["alarm"] = alarms(table, alpha=alpha)
    ordered = table.sort_values(["alarm", "adjusted"], ascending=[False, True], kind="stable")
    return ordered[list(COLUMNS)].reset_index(drop=True)


def alarms(table: pd.DataFrame, *, alpha: float = ALPHA) -> pd.Series:
    """Return which comparisons are not what they look like; see `reversals`."""
    moved = (table["crude"] - table["standardised"]).abs() >= MATERIAL * table["crude"].abs()
    told = (table["kind"] != "consistent") & (table["evidence"] != "weak")
    return told & moved & (table["adjusted"] < alpha)


def _pairs(cells: pd.DataFrame, column: str, within: str, alpha: float) -> list[dict[str, object]]:
    counts = cells.groupby([column, within], observed=True)[list(COUNTS)].sum()
    people = counts["people"].groupby(level=0, observed=True).sum()
    large = people[(people >= FEWEST) & (people.index.astype("str") != UNKNOWN)]
    names = sorted(large.nlargest(MOST_LEVELS).index.astype("str"))
    sides = _sides(counts)
    rows = []
    for a, b in combinations(names, 2):
        both = (*sides[a], *sides[b])
        try:
            found = stratified(*both)
        except UnsuitableData:  # the two never meet: there is nothing to hold equal
            continue
        rows.append({"column": column, "a": a, "b": b, "within": within, **judged(both, found, alpha)})
    return rows


def judged(both: Both, found: Stratified, alpha: float = ALPHA) -> dict[str, object]:
    """Return what `reversals` says of one comparison, its adjusted p-value and alarm apart.

    Parameters
    ----------
    both : see `both_sides`; found : their comparison.
    """
    return {
        **{"crude": found.crude, "standardised": found.standardised},
        **{"p_crude": found.p_crude, "p_cmh": found.p_cmh, "p_homogeneity": found.p_homogeneity},
        **{"kind": kind_of(found, alpha=alpha), "evidence": evidence_of(found, alpha=alpha)},
        "p_shift": p_of_shift(*both),
    }


def both_sides(counts: pd.DataFrame, a: str, b: str) -> Both:
    """Return converters and people of a, then of b, one per value of the column held equal.

    Parameters
    ----------
    counts : ``people, converters`` by the column compared and the one held equal.

    Raises
    ------
    UnsuitableData : one of both has no people.
    """
    sides = _sides(counts)
    missing = [name for name in (a, b) if name not in sides]
    if missing:
        raise UnsuitableData(f"Nobody is in {missing[0]!r}, so it cannot be compared.")
    return (*sides[a], *sides[b])


def _sides(counts: pd.DataFrame) -> dict[str, tuple[Array, Array]]:
    """Return converters and people of every value of the column compared, one per value held equal."""
    by_stratum = counts.unstack(level=1, fill_value=0)
    x, n = (by_stratum[name].to_numpy(dtype=float) for name in ("converters", "people"))
    return {str(name): (x[row], n[row]) for row, name in enumerate(by_stratum.index)}


def _compared(counts: pd.DataFrame, a: str, b: str) -> Stratified:
    return stratified(*both_sides(counts, a, b))


def p_of_shift(x_a: Array, n_a: Array, x_b: Array, n_b: Array) -> float:
    """Return the p-value of "holding the strata equal changes nothing", their sizes taken as they are."""
    shared = (n_a > 0) & (n_b > 0)
    x_a, n_a, x_b, n_b = (part[shared] for part in (x_a, n_a, x_b, n_b))
    weight = (n_a + n_b) / (n_a + n_b).sum()
    shift = variance = 0.0
    for x, n, sign in ((x_a, n_a, 1), (x_b, n_b, -1)):
        rate, lean = (x + 0.5) / (n + 1), n / n.sum() - weight
        shift += sign * float((lean * x / n).sum())
        variance += float((lean**2 * rate * (1 - rate) / n).sum())
    return float(2 * ndtr(-abs(shift) / np.sqrt(variance))) if variance > 0 else 1.0
