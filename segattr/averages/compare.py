"""Two campaigns, pages, channels or periods side by side, and their difference at equal mix."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.reversal import ALPHA, alarms, both_sides, judged
from segattr.averages.units import COUNTS, SUM
from segattr.errors import UnknownName, UnsuitableData
from segattr.statistics.counts import Array, two_sided_quantile
from segattr.statistics.intervals import newcombe, wilson
from segattr.statistics.multiplicity import bh
from segattr.statistics.stratified import stratified

MET: Final = 0.5  # share of both groups' people in strata they share, below which nothing is held equal
WITHIN: Final = (
    *("within", "rate_a", "rate_b", "standardised", "low", "high", "risk_difference", "odds_ratio", "crude"),
    *("p_crude", "p_cmh", "p_homogeneity", "kind", "evidence", "p_shift", "adjusted", "alarm", "afterwards"),
)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two groups compared.

    Attributes
    ----------
    column, a, b : the column, and the two of its values.
    sides : a row each: ``value, people, converters, rate, low, high``.
    crude, low, high, p : difference a − b (0-1), its range, and the p-value of the pooled z test.
    within : a row per column whose values can be held equal, alarms first, then the surest; see `compare`.
    left_out : columns in whose values the two hardly meet.
    cells : what it was worked out from.
    level : confidence of the ranges.
    """

    column: str
    a: str
    b: str
    sides: pd.DataFrame
    crude: float
    low: float
    high: float
    p: float
    within: pd.DataFrame
    left_out: tuple[str, ...]
    cells: pd.DataFrame
    level: float = 0.95

    def strata(self, within: str) -> pd.DataFrame:
        """Return both groups inside every value of a column.

        Returns
        -------
        DataFrame ``stratum, people_a, converters_a, rate_a, low_a, high_a``, the same of b, ``difference``
        (nan where one is missing) and ``share`` (of the people of both, 0-1), the largest first.
        """
        counts = _counts(self.cells, self.column, within)
        labels = [str(name) for name in counts.unstack(level=1)["people"].columns]
        x_a, n_a, x_b, n_b = both_sides(counts, self.a, self.b)
        table = pd.DataFrame({"stratum": labels, **_side("a", x_a, n_a, self.level)})
        table = table.assign(**_side("b", x_b, n_b, self.level))
        table["difference"] = table["rate_a"] - table["rate_b"]
        there = (n_a + n_b) > 0
        table["share"] = (n_a + n_b) / max(float((n_a + n_b).sum()), 1.0)
        return table[there].sort_values("share", ascending=False, kind="stable", ignore_index=True)


def compare(
    cells: pd.DataFrame,
    column: str,
    a: str,
    b: str,
    *,
    dims: Sequence[str] | None = None,
    afterwards: Collection[str] = (),
    level: float = 0.95,
    alpha: float = ALPHA,
) -> Comparison:
    """Compare the people of two values of a column, crude and with every other column held equal in turn.

    Parameters
    ----------
    cells : ``*dimensions, people, converters``; periods compare as any column does.
    column, a, b : the column, and the two of its values.
    dims : columns to hold equal; all others if left out.
    afterwards : those that came about after people were in a or b; shown, marked, and without an alarm.
    level : confidence of the ranges (0-1).
    alpha : error allowed over all columns tried together (false discovery rate, 0-1).

    Returns
    -------
    Comparison : its ``within`` has ``rate_a, rate_b`` (both at the mix of the two together), ``standardised``
        (their difference) with ``low, high``, Mantel-Haenszel ``risk_difference`` and ``odds_ratio``,
        ``p_cmh``, ``p_homogeneity`` (do odds ratios differ by stratum?), ``kind`` and ``evidence`` (see
        `segattr.averages.reversal`), ``p_shift`` (does holding it equal change the difference?), ``adjusted``
        over the columns tried, ``alarm`` and ``afterwards``.

    Raises
    ------
    UnknownName : no such column. UnsuitableData : one of both has nobody in it, or both are the same.

    Notes
    -----
    An alarm says that a comparison is not what it looks like, not what caused it.

    References
    ----------
    Keiding, Clayton (2014), Standardization and control for confounding in observational studies, Statistical
    Science 29:529. doi:10.1214/13-STS453

    Examples
    --------
    >>> stones = pd.DataFrame({"treatment": list("aabb"), "size": ["small", "large"] * 2})
    >>> stones = stones.assign(people=[87, 263, 270, 80], converters=[81, 192, 234, 55])
    >>> found = compare(stones, "treatment", "a", "b")
    >>> found.within[["within", "kind", "evidence"]].values.tolist()
    [['size', 'full reversal', 'weak']]
    """
    others = [name for name in (_dims(cells) if dims is None else dims) if name != column]
    _check(cells, [column, *others], a, b)
    sides = _both(cells, column, a, b, level)
    (x_a, x_b), (n_a, n_b) = (sides[name].to_numpy(float) for name in ("converters", "people"))
    low, high = newcombe(x_a, n_a, x_b, n_b, level=level)
    rows, left_out = [], []
    for name in others:
        row = _row(_counts(cells, column, name), a, b, level, alpha)
        if row is None:
            left_out.append(name)
        else:
            rows.append({"within": name, **row, "afterwards": name in afterwards})
    whole = stratified([x_a], [n_a], [x_b], [n_b])
    within = _ranked(rows, alpha)
    return Comparison(
        *(column, a, b, sides, whole.crude, float(low), float(high), whole.p_crude),
        *(within, tuple(left_out), cells, level),
    )


def _dims(cells: pd.DataFrame) -> list[str]:
    return [str(name) for name in cells.columns if name not in COUNTS and not str(name).startswith(SUM)]


def _check(cells: pd.DataFrame, names: Sequence[str], a: str, b: str) -> None:
    missing = [name for name in names if name not in cells]
    if missing:
        raise UnknownName(
            f"There is no column {missing[0]!r} to compare by. Columns there: {', '.join(_dims(cells))}.",
            name=missing[0],
        )
    if a == b:
        raise UnsuitableData(f"{a!r} cannot be compared with itself. Choose two different values.")


def _both(cells: pd.DataFrame, column: str, a: str, b: str, level: float) -> pd.DataFrame:
    counts = cells.groupby(column, observed=True)[list(COUNTS)].sum()
    counts.index = counts.index.astype("str")
    for name in (a, b):
        if not counts["people"].get(name, 0) > 0:
            raise UnsuitableData(f"Nobody is in {name!r}, so it cannot be compared.")
    both = counts.loc[[a, b]].rename_axis("value").reset_index()
    low, high = wilson(both["converters"], both["people"], level=level)
    return both.assign(rate=both["converters"] / both["people"], low=low, high=high)


def _counts(cells: pd.DataFrame, column: str, within: str) -> pd.DataFrame:
    return cells.groupby([column, within], observed=True)[list(COUNTS)].sum()


def _row(counts: pd.DataFrame, a: str, b: str, level: float, alpha: float) -> dict[str, object] | None:
    """Return what holding one column equal shows; None where the two hardly meet in its values."""
    x_a, n_a, x_b, n_b = both_sides(counts, a, b)
    shared = (n_a > 0) & (n_b > 0)
    if n_a[shared].sum() < MET * n_a.sum() or n_b[shared].sum() < MET * n_b.sum() or len(n_a) < 2:
        return None
    found = stratified(x_a, n_a, x_b, n_b)
    x_a, n_a, x_b, n_b = (part[shared] for part in (x_a, n_a, x_b, n_b))
    weight = (n_a + n_b) / (n_a + n_b).sum()
    reach = two_sided_quantile(level) * np.sqrt(_variance(weight, x_a, n_a) + _variance(weight, x_b, n_b))
    return {
        "rate_a": float((weight * x_a / n_a).sum()),
        "rate_b": float((weight * x_b / n_b).sum()),
        "low": max(found.standardised - float(reach), -1.0),
        "high": min(found.standardised + float(reach), 1.0),
        "risk_difference": found.risk_difference,
        "odds_ratio": found.odds_ratio,
        **judged((x_a, n_a, x_b, n_b), found, alpha),
    }


def _variance(weight: Array, x: Array, n: Array) -> float:
    rate = (x + 0.5) / (n + 1)  # so that a stratum nobody of converted does not pass for a sure one
    return float((weight**2 * rate * (1 - rate) / n).sum())


def _ranked(rows: list[dict[str, object]], alpha: float) -> pd.DataFrame:
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype="object") for name in WITHIN})
    table = pd.DataFrame(rows)
    tried = np.where(table["afterwards"], np.nan, table["p_shift"])
    table["adjusted"] = bh(tried)
    table["alarm"] = alarms(table, alpha=alpha) & ~table["afterwards"]
    ordered = table.sort_values(
        ["afterwards", "alarm", "adjusted"], ascending=[True, False, True], kind="stable", ignore_index=True
    )
    return ordered[list(WITHIN)]


def _side(name: str, x: Array, n: Array, level: float) -> dict[str, Array]:
    low, high = wilson(x, n, level=level)
    rate = x / np.where(n > 0, n, np.nan)
    return {
        f"{figure}_{name}": values
        for figure, values in zip(
            ("people", "converters", "rate", "low", "high"), (n, x, rate, low, high), strict=True
        )
    }
