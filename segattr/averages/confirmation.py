"""What was found, measured on everybody, on the people searched, and on those who were held out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtr

from segattr.averages.candidates import Candidates
from segattr.averages.search import Search
from segattr.averages.surprise import Expected, expected, surprise
from segattr.statistics.counts import Array
from segattr.statistics.intervals import wilson
from segattr.statistics.multiplicity import holm

COLUMNS: Final = (
    *("segment", "people", "converters", "rate", "rest", "expected", "stake"),
    *("found_people", "found_rate", "held_people", "held_converters", "held_rate", "held_low", "held_high"),
    *("held_expected", "p", "confirmed"),
)


def measured(
    offered: Candidates, rows: Sequence[int], sides: Mapping[str, tuple[Array, Array]], search: Search
) -> pd.DataFrame:
    """Measure what was found on every part, against what the findings before it lead to expect there.

    Parameters
    ----------
    rows : which candidates were found, in order.
    sides : people and converters of each cell, of everybody (``""``), of the part searched (``"found"``) and
        of the part held out (``"held"``).

    Returns
    -------
    DataFrame with the columns of `segattr.discover`.
    """
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype=_dtype(name)) for name in COLUMNS})
    lines = [_line(offered, row, rows[:step], sides) for step, row in enumerate(rows)]
    return _confirmed(pd.DataFrame(lines), search)


def _line(
    offered: Candidates, row: int, before: Sequence[int], sides: Mapping[str, tuple[Array, Array]]
) -> dict[str, object]:
    inside, earlier = offered.cells_of([row])[0], offered.cells_of(before)
    fits = {side: expected(people, converters, earlier) for side, (people, converters) in sides.items()}
    whole, found, held = (_figures(fits[side], inside) for side in ("", "found", "held"))
    z_found, z_held = (_z(fits[side], offered, row) for side in ("found", "held"))
    return {
        "segment": " & ".join(f"{column}={value}" for column, value in offered.conditions[row]),
        **whole,
        "rest": _figures(fits[""], ~inside)["rate"],
        "stake": whole["converters"] - whole["expected"] * whole["people"],
        **{f"found_{name}": value for name, value in found.items()},
        **{f"held_{name}": value for name, value in held.items()},
        "p": float(ndtr(-z_held * np.sign(z_found))),
    }


def _confirmed(table: pd.DataFrame, search: Search) -> pd.DataFrame:
    low, high = wilson(table["held_converters"], table["held_people"])
    p = holm(table["p"])
    off = (table["held_rate"] - table["held_expected"]) * np.sign(
        table["found_rate"] - table["found_expected"]
    )
    worth = off >= search.relative * table["held_expected"]
    table = table.assign(held_low=low, held_high=high, p=p, confirmed=(p < search.alpha) & worth)
    return table[list(COLUMNS)].astype({name: _dtype(name) for name in COLUMNS})


def _z(fit: Expected, offered: Candidates, row: int) -> float:
    return float(surprise(fit, offered.members[[row]]).z[0])


def _figures(fit: Expected, inside: NDArray[np.bool_]) -> dict[str, float]:
    people, converters = fit.people[inside].sum(), fit.converters[inside].sum()
    return {
        "people": people,
        "converters": converters,
        "rate": _ratio(converters, people),
        "expected": _ratio((fit.people * fit.rate)[inside].sum(), people),
    }


def _ratio(part: float, whole: float) -> float:
    return float(part / whole) if whole > 0 else float("nan")


def _dtype(name: str) -> str:
    whole = ("people", "converters", "found_people", "held_people", "held_converters")
    return {"segment": "str", "confirmed": "bool"}.get(name, "int64" if name in whole else "float64")
