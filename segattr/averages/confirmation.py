"""What was found, measured on everybody, on the people searched, and on those who were held out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.candidates import Candidates
from segattr.averages.equal_mix import equal_mix
from segattr.averages.honest import detectable, p_of, range_of, shrunk
from segattr.averages.search import Search
from segattr.averages.sides import Side, Sides
from segattr.averages.surprise import Expected, expected
from segattr.statistics.multiplicity import holm

COLUMNS: Final = (
    *("segment", "people", "converters", "rate", "rest", "expected", "stake"),
    *("found_people", "found_rate", "held_people", "held_converters", "held_rate", "held_low", "held_high"),
    *("held_expected", "p", "confirmed", "shrunk", "uncapped", "peers", "prize", "prize_low", "prize_high"),
    *("least", "verdict", "caveat", "design_effect"),
)


def measured(
    offered: Candidates,
    rows: Sequence[int],
    sides: Sides,
    search: Search,
    *,
    afterwards: Collection[str] = (),
    given: NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    """Measure what was found on every part, against what the findings before it lead to expect there.

    Parameters
    ----------
    rows : which candidates were found, in order.
    afterwards : columns that may have come about after the outcome; a finding made of one says so.
    given : groups known before the search began, × cells.

    Returns
    -------
    DataFrame with the columns of `segattr.discover`.
    """
    if not rows:
        return pd.DataFrame({name: pd.Series(dtype=_dtype(name)) for name in COLUMNS})
    known = np.zeros((0, len(sides.cells)), dtype=bool) if given is None else given
    lines = [_line(offered, rows, step, sides, known) for step in range(len(rows))]
    marks = [_caveat(offered.conditions[row], afterwards) for row in rows]
    table = pd.DataFrame(lines).assign(caveat=marks, design_effect=sides.design_effect)
    return _confirmed(table, search, rates=sides.of_rates)


def _line(
    offered: Candidates, rows: Sequence[int], step: int, sides: Sides, given: NDArray[np.bool_]
) -> dict[str, object]:
    inside = offered.cells_of([rows[step]])[0]
    earlier = np.vstack([given, offered.cells_of(rows[:step])])
    others = np.vstack([given, offered.cells_of([*rows[:step], *rows[step + 1 :]])])
    fits = {name: _fit(side, earlier) for name, side in _parts(sides).items()}
    whole, found, held = (_figures(fits[name], side, inside) for name, side in _parts(sides).items())
    sign = float(np.sign(found["rate"] - found["expected"])) or 1.0
    low, high = range_of(sides.held, inside)
    return {
        "segment": " & ".join(f"{column}={value}" for column, value in offered.conditions[rows[step]]),
        **whole,
        "rest": _figures(fits["whole"], sides.whole, ~inside)["rate"],
        "stake": (whole["rate"] - whole["expected"]) * whole["people"],
        **{f"found_{name}": value for name, value in found.items()},
        **{f"held_{name}": value for name, value in held.items()},
        "held_low": low,
        "held_high": high,
        "p": p_of(fits["held"], sides.held, inside, sign=sign),
        "least": detectable(sides.held, inside, held["expected"], sign=sign),
        "shrunk": shrunk(sides, [column for column, _ in offered.conditions[rows[step]]], inside),
        "uncapped": _ratio(float(sides.uncapped[inside].sum()), whole["people"]),
        **_prize(sides.whole, inside, others),
    }


def _parts(sides: Sides) -> dict[str, Side]:
    return {"whole": sides.whole, "found": sides.searched, "held": sides.held}


def _fit(side: Side, groups: NDArray[np.bool_]) -> Expected:
    return expected(side.people, side.amount, groups, side.likelihood)


def _figures(fit: Expected, side: Side, inside: NDArray[np.bool_]) -> dict[str, float]:
    people = float(side.people[inside].sum())
    return {
        "people": people,
        "converters": float(side.converters[inside].sum()),
        "rate": _ratio(float(side.amount[inside].sum()), people),
        "expected": _ratio(float((fit.people * fit.rate)[inside].sum()), people),
    }


def _prize(side: Side, inside: NDArray[np.bool_], others: NDArray[np.bool_]) -> dict[str, float]:
    found = equal_mix(side.people, side.amount, inside, others, side.likelihood, range_of(side, inside))
    return {
        "peers": found.peers,
        "prize": found.prize,
        "prize_low": found.low,
        "prize_high": found.high,
    }


def _confirmed(table: pd.DataFrame, search: Search, *, rates: bool) -> pd.DataFrame:
    p = holm(table["p"])
    seen = (table["found_rate"] - table["found_expected"]).to_numpy()
    off = (table["held_rate"] - table["held_expected"]) * np.sign(seen)
    base = search.base(table["held_expected"].to_numpy(), np.ones(len(table)), rates=rates)
    confirmed = (p < search.alpha) & (off >= search.relative * base)
    could = np.abs(seen) >= table["least"]  # False where nothing would show
    verdict = np.where(confirmed, "confirmed", np.where(could, "not confirmed", "too small to say"))
    table = table.assign(p=p, confirmed=confirmed, verdict=verdict)
    return table[list(COLUMNS)].astype({name: _dtype(name) for name in COLUMNS})


def _caveat(conditions: Sequence[tuple[str, str]], afterwards: Collection[str]) -> str:
    return "afterwards" if any(column in afterwards for column, _ in conditions) else ""


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else float("nan")


def _dtype(name: str) -> str:
    whole = ("people", "converters", "found_people", "held_people", "held_converters")
    texts = ("segment", "verdict", "caveat")
    if name in texts:
        return "str"
    return "bool" if name == "confirmed" else "int64" if name in whole else "float64"
