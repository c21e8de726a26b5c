"""Any average of each audience whole, beside everybody who is not in it. Audiences do not add up."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.cells import summed
from segattr.averages.finding import worth_seeing
from segattr.averages.metrics import METRICS, Metric
from segattr.averages.powers import figures_of
from segattr.averages.split import SMALL
from segattr.averages.units import COUNTS
from segattr.averages.yardsticks import yardstick_of
from segattr.segments.audiences import audiences_of, in_audience
from segattr.segments.rules import Rules
from segattr.statistics.multiplicity import bh

COLUMNS: Final = (
    *("audience", "people", "share", "n", "contributors", "figure", "low", "high", "rest"),
    *("difference", "difference_low", "difference_high", "adjusted", "faded", "enough"),
)


def audience_figures(
    cells: pd.DataFrame, dimension: str, rule: Rules, *, metric: str = "rate", level: float = 0.95
) -> pd.DataFrame:
    """Return one metric of each audience, with everybody who is in it.

    Parameters
    ----------
    cells : people, converters and sums by every dimension, see `segattr.averages.cells.cells`.
    dimension : the column of ``cells`` that holds the labels of the set.
    rule : a set of audiences that may overlap.
    metric : which average, see `segattr.averages.metrics.METRICS`; the cells must carry it.
    level : confidence of the ranges (0-1).

    Returns
    -------
    DataFrame : a row per audience in order: ``people`` and their ``share`` of everybody; ``n`` (who is
        averaged over), ``contributors, figure, low, high``; ``rest`` (the figure of everybody not in it),
        ``difference, difference_low, difference_high``; ``adjusted`` (p-value, nan where not tested);
        ``faded`` (fewer than `SMALL` people, or no range); ``enough`` (a difference worth seeing would have
        shown).

    Notes
    -----
    An audience and its rest are two groups without anybody in common, so the comparison is the usual one;
    p-values are adjusted over the audiences (Benjamini-Hochberg, which holds where tests go together because
    audiences share people). Two audiences are never compared with each other: they may share people.

    Examples
    --------
    >>> from segattr.segments.conditions import Condition, Group
    >>> from segattr.segments.rules import Rule
    >>> asked = {"VIP": "tier", "Mail": "mail"}
    >>> rules = tuple(Rule(n, Group("all", (Condition(f, "is", ("yes",)),))) for n, f in asked.items())
    >>> labels = ["only VIP", "only Mail", "VIP + Mail", "everyone else"]
    >>> cells = pd.DataFrame({"set": labels, "people": [60, 80, 40, 820], "converters": [6, 8, 16, 20]})
    >>> found = audience_figures(cells, "set", Rules(rules, mode="overlapping"))
    >>> found[["audience", "people", "figure", "rest"]].round(3).values.tolist()
    [['VIP', 100, 0.22, 0.031], ['Mail', 120, 0.2, 0.03]]
    """
    cells = cells.loc[:, ~cells.columns.duplicated(keep="last")]  # a column of the client's called "people"
    measured = METRICS[metric]
    figures = figures_of(cells, measured)
    counted = summed(cells[list(dict.fromkeys([dimension, *figures]))], (dimension,))
    rows = [
        _beside_rest(counted, in_audience(rule, counted[dimension], name), measured, level)
        | {"audience": name}
        for name in audiences_of(rule)
    ]
    found = pd.DataFrame(rows, columns=[*COLUMNS[:12], "p", "faded", "enough"])
    return found.assign(adjusted=bh(found["p"]))[list(COLUMNS)]


def _beside_rest(
    counted: pd.DataFrame, inside: pd.Series, metric: Metric, level: float
) -> dict[str, float | str | bool]:
    sides = [summed(counted[side.to_numpy()], ()) for side in (inside, ~inside)]
    both, yardstick = pd.concat(sides, ignore_index=True), yardstick_of(metric)
    base = yardstick.base(both)
    figures = yardstick.figures(both, level=level)
    beside, n = yardstick.beside(both, level=level).iloc[0], base["n"].to_numpy(float)
    people = both[COUNTS[0]].to_numpy(float)
    blended = base["contributors"].sum() / max(n.sum(), 1) if metric.is_rate else _average(base, figures)
    return {
        "people": int(people[0]),
        "share": people[0] / people.sum() if people.sum() else np.nan,
        "n": int(n[0]),
        "contributors": float(base["contributors"].iloc[0]),
        **{name: float(figures[name].iloc[0]) for name in ("figure", "low", "high")},
        "rest": float(figures["figure"].iloc[1]),
        **{name: float(beside[name]) for name in ("difference", "difference_low", "difference_high")},
        "p": float(beside["p"]) if n.all() else np.nan,
        "faded": bool(n[0] < SMALL or np.isnan(figures["low"].iloc[0])),
        "enough": bool(yardstick.visible(both)[0] <= worth_seeing(blended, metric)),
    }


def _average(base: pd.DataFrame, figures: pd.DataFrame) -> float:
    weight = base["weight"].sum()
    return float((base["weight"] * figures["figure"].fillna(0)).sum() / weight) if weight else float("nan")
