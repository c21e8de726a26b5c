"""Which split says most about who converts, and whether any says more than chance would."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.averages.cells import COUNTS, summed
from segattr.statistics.heterogeneity import heterogeneity
from segattr.statistics.multiplicity import bh

CHANCE = 0.05  # false findings allowed among the splits shown as telling
WORTH_SAYING = 0.10  # a segment must differ from the blended rate by a tenth of it
READABLE = 12  # segments a picture can hold
DECIDED = 0.99  # share of people in segments where nobody or everybody converted: the split is the outcome


def telling_splits(cells: pd.DataFrame) -> pd.DataFrame:
    """Rank dimensions by how much they tell about who converts.

    Parameters
    ----------
    cells : ``*dimensions, people, converters`` (see `segattr.averages.cells.cells`).

    Returns
    -------
    DataFrame ``dimension, segments, strength, p, adjusted, verdict``, the most telling first. ``strength`` is
    the bias-corrected Cramér's V, 0 to 1; ``adjusted`` controls the false discovery rate over all dimensions
    tried; ``verdict`` is ``telling``, ``chance`` (no more than chance would give), ``slight`` (beyond chance,
    but no segment differs by a tenth of the blended rate) or ``outcome`` (the split is the outcome itself).

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
    names = [c for c in cells.columns if c not in COUNTS]
    rows = pd.DataFrame([_measure(summed(cells, (name,)), name) for name in names], columns=COLUMNS)
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


COLUMNS = ["dimension", "segments", "strength", "p", "verdict"]


def _measure(counted: pd.DataFrame, name: str) -> tuple[str, int, float, float, str]:
    people, converters = (counted[c].to_numpy(float) for c in COUNTS)
    blended = converters.sum() / people.sum() if people.sum() else 0.0
    if len(counted) < 2 or not 0 < blended < 1:
        return name, len(counted), 0.0, 1.0, "slight"
    spread = heterogeneity(converters, people)
    all_or_none = people[(converters == 0) | (converters == people)].sum() / people.sum()
    rates = np.divide(converters, people, out=np.full_like(people, blended), where=people > 0)
    large = (people * blended >= 5) & (np.abs(rates - blended) >= WORTH_SAYING * blended)
    is_outcome = all_or_none >= DECIDED and spread.p <= CHANCE  # not so with groups of one
    verdict = "outcome" if is_outcome else "telling" if large.any() else "slight"
    return name, len(counted), spread.cramers_v_corrected, spread.p, verdict


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
