"""Which split says most about an average, and whether any says more than chance would."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.averages.cells import COUNTS, summed
from segattr.averages.metrics import METRICS, Metric
from segattr.averages.powers import figures_of
from segattr.averages.units import SUM
from segattr.averages.yardsticks import yardstick_of
from segattr.statistics.multiplicity import bh

CHANCE = 0.05  # false findings allowed among the splits shown as telling
WORTH_SAYING = 0.10  # a segment must differ from the blended figure by a tenth of it
READABLE = 12  # segments a picture can hold
DECIDED = 0.99  # share of people in segments where nobody or everybody converted: the split is the outcome
EXPECTED = 5  # contributors a segment must be expected to have before its difference counts as large

COLUMNS = ["dimension", "segments", "strength", "p", "verdict"]


def telling_splits(cells: pd.DataFrame, metric: str = "rate") -> pd.DataFrame:
    """Rank dimensions by how much they tell about who converts, or who brings how much.

    Parameters
    ----------
    cells : ``*dimensions, people, converters`` and sums (see `segattr.averages.cells.cells`).
    metric : which average, see `segattr.averages.metrics.METRICS`; the cells must carry it.

    Returns
    -------
    DataFrame ``dimension, segments, strength, p, adjusted, verdict``, the most telling first. ``strength`` is
    0 to 1: the bias-corrected Cramér's V of a rate, Kelley's ε of an average; ``adjusted`` controls the false
    discovery rate over all dimensions tried; ``verdict`` is ``telling``, ``chance`` (no more than chance
    would give), ``slight`` (beyond chance, but no segment differs by a tenth of the blended figure) or
    ``outcome`` (the split is the outcome itself).

    Notes
    -----
    A split can be telling because the dimension is a consequence of converting (pages seen, basket size).
    Only you know what was there before.

    References
    ----------
    Bergsma (2013), A bias-correction for Cramér's V, J. Korean Stat. Soc. 42:323.
    doi:10.1016/j.jkss.2012.10.002
    Benjamini, Hochberg (1995), Controlling the false discovery rate, JRSS B 57:289.
    """
    names = [c for c in cells.columns if c not in COUNTS and not str(c).startswith(SUM)]
    figures = figures_of(cells, METRICS[metric])
    counted = {name: summed(cells[[name, *figures]], (name,)) for name in names}
    measured = [_measure(counted[name], name, METRICS[metric]) for name in names]
    rows = pd.DataFrame(measured, columns=COLUMNS)
    candidates = rows["verdict"] != "outcome"
    adjusted = pd.Series(np.nan, index=rows.index)
    adjusted[candidates] = bh(rows.loc[candidates, "p"].to_numpy(float))
    by_chance = candidates & ~(adjusted <= CHANCE)
    verdict = rows["verdict"].mask(by_chance, "chance")
    table = rows.assign(adjusted=adjusted, verdict=verdict)
    rank = verdict.map({"telling": 0, "slight": 1, "chance": 2, "outcome": 3})
    order = (
        table.assign(rank=rank)
        .sort_values(["rank", "strength"], ascending=[True, False], kind="stable")
        .index
    )
    return table.loc[order].reset_index(drop=True)


def _measure(counted: pd.DataFrame, name: str, metric: Metric) -> tuple[str, int, float, float, str]:
    yardstick = yardstick_of(metric)
    base = yardstick.base(counted)
    blended = yardstick.figures(counted.drop(columns=name).sum().to_frame().T, level=0.95)["figure"].iloc[0]
    undecided = 0 < blended < 1 if metric.is_rate else base["contributors"].sum() > 0
    if len(counted) < 2 or not undecided:
        return name, len(counted), 0.0, 1.0, "slight"
    strength, p = yardstick.tells(counted)
    figure = yardstick.figures(counted, level=0.95)["figure"].fillna(blended)
    expected = base["n"] * base["contributors"].sum() / base["n"].sum()
    large = (expected >= EXPECTED) & ((figure - blended).abs() >= WORTH_SAYING * abs(blended))
    is_outcome = metric.bottom == "people" and p <= CHANCE and decided(counted)  # not so with groups of one
    verdict = "outcome" if is_outcome else "telling" if large.any() else "slight"
    return name, len(counted), strength, p, verdict


def decided(counted: pd.DataFrame) -> bool:
    """Whether (nearly) everybody is in a segment where nobody or everybody converted.

    Not where nobody or everybody did at all: then no segment could be otherwise.

    Examples
    --------
    >>> decided(pd.DataFrame({"people": [40, 960], "converters": [40, 0]}))
    True
    """
    if counted["converters"].sum() in (0, counted["people"].sum()):
        return False
    all_or_none = (counted["converters"] == 0) | (counted["converters"] == counted["people"])
    return bool(counted["people"][all_or_none].sum() >= DECIDED * counted["people"].sum())


def first_split(splits: pd.DataFrame) -> str | None:
    """Return the dimension to open with: the most telling one a picture can hold, None where none tells.

    Parameters
    ----------
    splits : from `telling_splits`.
    """
    telling = splits[splits["verdict"] == "telling"]
    readable = telling[telling["segments"] <= READABLE]
    best = readable if len(readable) else telling
    return None if best.empty else str(best["dimension"].iloc[0])
