"""What the visitor compares: the choices made sound for the data, and the comparison that follows from them.

Nothing here draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segattr.averages.cells import inside, summed
from segattr.averages.compare import Comparison, compare
from segattr.averages.periods import clocks
from segattr.averages.split import opening
from segattr.errors import UnsuitableData
from segattr.ui import averages_store, state
from segattr.ui.averages_view import View, sets_of
from segattr.words import averages_compare as words
from segattr.words.averages_compare import Held, Side

MOST_VALUES: Final = 60
PERIOD: Final = "period"
FIGURES: Final = ("rate_a", "rate_b", "standardised", "p_crude", "p_cmh")

SHORT: Final = 27  # letters of a row that a picture shows in full


@dataclass(frozen=True, eq=False)
class Pair:
    """One comparison.

    Attributes
    ----------
    column, a, b : the column, and the two of its values.
    columns, options : what there is to choose from.
    within : the column held equal; empty where none can be.
    chosen : what the visitor chose to hold equal; empty where it is left to the page.
    afterwards : columns that are never held equal by the page itself.
    found : the comparison.
    """

    column: str
    a: str
    b: str
    columns: list[str]
    options: list[str]
    within: str
    chosen: str
    afterwards: list[str]
    found: Comparison

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both groups as they look."""
        rows = self.found.sides.set_index("value")
        first, second = (
            Side(name, *rows.loc[name, ["people", "rate", "low", "high"]].astype(float))
            for name in (self.a, self.b)
        )
        return first, second

    @property
    def held(self) -> Held | None:
        """The comparison at the same mix of the column held equal."""
        rows = self.found.within[self.found.within["within"] == self.within]
        if rows.empty:
            return None
        row = rows.iloc[0]
        rate_a, rate_b, left, p_crude, p = row[list(FIGURES)].astype(float)
        return Held(self.within, rate_a, rate_b, left, p_crude, p, str(row["kind"]), str(row["evidence"]))


def pair(now: View) -> Pair:
    """Return the comparison the visitor has chosen, as far as the data carry it.

    Raises
    ------
    UnsuitableData : there are no two values to compare.
    """
    wanted = (*state.get().pair, "", "", "", "")[:4]
    columns = [*comparable(now), *_periods(now)]
    if not columns:
        raise UnsuitableData(words.NOTHING.format(many=now.speech.many))
    column = wanted[0] if wanted[0] in columns else _first(now, columns)
    cells = _cells(now, column)
    values = _values(cells, column)
    if len(values) < 2:
        raise UnsuitableData(words.NOTHING.format(many=now.speech.many))
    a = wanted[1] if wanted[0] == column and wanted[1] in values else values[0]
    others = [value for value in values if value != a]
    b = wanted[2] if wanted[2] in others and wanted[0] == column else others[0]
    afterwards = afterwards_of(now)
    found = compare(cells, column, a, b, dims=now.dimensions, afterwards=afterwards, level=now.level)
    known = [str(name) for name in found.within["within"]]
    chosen = wanted[3] if wanted[3] in known else ""
    before = [name for name in known if name not in afterwards]
    return Pair(column, a, b, columns, values, chosen or next(iter(before), ""), chosen, afterwards, found)


def comparable(now: View) -> list[str]:
    """Return the columns that tell at least two groups apart."""
    segments = dict(zip(now.splits["dimension"], now.splits["segments"], strict=True))
    return [name for name in now.dimensions if 2 <= segments.get(name, 0) <= MOST_VALUES]


def _periods(now: View) -> list[str]:
    """Return the name periods are compared by, where the data have any."""
    return [PERIOD] if clocks(now.dataset) and PERIOD not in now.dimensions else []


def _cells(now: View, column: str) -> pd.DataFrame:
    """Return the cells of everybody in focus; by period where periods are compared."""
    if column in now.dimensions:
        return now.cells
    choices = state.get()
    known = clocks(now.dataset)
    clock = choices.clock if choices.clock in known else known[0]
    cells = averages_store.period_cells(now.dataset.key, choices.every, clock, sets_of(choices))
    return inside(cells, now.focus)


def afterwards_of(now: View) -> list[str]:
    """Return the columns that came about after the outcome, or say it themselves."""
    table = standings_of(now)
    return [str(name) for name in table["dimension"][table["standing"] != "before"]]


def standings_of(now: View) -> pd.DataFrame:
    """Return which columns were known before the outcome."""
    return averages_store.standings(now.dataset.key)


def rows(shown: Pair) -> pd.DataFrame:
    """Return what the picture draws: both sides as they look, at the same mix, and in every segment."""
    first, second = shown.sides
    lines = [(words.ALL, *first), (words.ALL, *second)]
    held = shown.held
    nothing = float("nan")
    if held is not None:
        lines += [
            (_equal(held.within), name, nothing, rate, nothing, nothing)
            for name, rate in ((shown.a, held.rate_a), (shown.b, held.rate_b))
        ]
        strata = shown.found.strata(shown.within)
        largest = strata.assign(n=strata["people_a"].fillna(0) + strata["people_b"].fillna(0))
        for row in largest.nlargest(words.MOST_STRATA, "n").to_dict("records"):
            lines += [
                (str(row["stratum"]), name, *(row[f"{c}_{side}"] for c in ("people", "rate", "low", "high")))
                for side, name in (("a", shown.a), ("b", shown.b))
                if row[f"people_{side}"] > 0
            ]
    return pd.DataFrame(lines, columns=["row", "side", "people", "rate", "low", "high"])


def _equal(within: str) -> str:
    """Return the row at the same mix; the column is named where its name does not end in …."""
    label = f"{words.EQUAL} of {within}"
    return label if len(label) <= SHORT else words.EQUAL


def _first(now: View, columns: Sequence[str]) -> str:
    wanted = [name for name in now.by if name in columns]
    telling = opening(now.splits) if len(now.splits) else ""
    return wanted[0] if wanted else telling if telling in columns else columns[0]


def _values(cells: pd.DataFrame, column: str) -> list[str]:
    counted = summed(cells, (column,))
    if isinstance(cells[column].dtype, pd.CategoricalDtype) and cells[column].cat.ordered:
        there = set(counted[column][counted["people"] > 0].astype("str"))
        return [str(value) for value in reversed(cells[column].cat.categories) if str(value) in there]
    largest = counted[counted["people"] > 0].sort_values("people", ascending=False, kind="stable")
    return [str(value) for value in largest[column]]
