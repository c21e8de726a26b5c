"""The goals of the segments beside what the last quarter gave: met or not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

from segattr.exports.report_parts import Part
from segattr.exports.report_quarters import HEADERS as QUARTERLY
from segattr.exports.report_spend import span
from segattr.segments.cards import Card
from segattr.words import report_sections as said

COLUMNS: Final = (
    *("Segment", "Goal", "Measured by", "Before", "Target", "Until", "Quarter", "Now", "Now from", "Now to"),
    *("Met", "Owner"),
)
# What people call a measure -> columns of the quarters it is made of, and what one of its units is there.
FIGURES: Final[dict[str, tuple[str, str, float]]] = {
    "conversion rate": ("rate", "", 100.0),
    "conversion": ("rate", "", 100.0),
    "revenue": ("value", "", 1.0),
    "margin": ("margin", "", 1.0),
    "orders": ("orders", "", 1.0),
    "new customers": ("new", "", 1.0),
    "people": ("people", "", 1.0),
    "visits": ("visits", "", 1.0),
    "order value": ("value", "orders", 1.0),
    "average order value": ("value", "orders", 1.0),
    "revenue per person": ("value", "people", 1.0),
    "cac": ("cac", "", 1.0),
    "acquisition cost": ("cac", "", 1.0),
    "spend": ("spend", "", 1.0),
}
LESS_IS_MORE: Final = frozenset({"cac", "spend"})


class Figure(NamedTuple):
    """What a quarter gave, with its range; nan where there is none."""

    now: float
    low: float = float("nan")
    high: float = float("nan")


def goals_part(cards: Mapping[str, Card], by_quarter: Part) -> Part:
    """Return the part with a row per segment that has a goal.

    Parameters
    ----------
    by_quarter : the quarters to judge by; the last of them counts.
    """
    title = said.TITLES[said.GOALS]
    with_goal = {name: card for name, card in cards.items() if card.goal or card.target is not None}
    if not with_goal:
        return Part(said.GOALS, title, notes=(said.NO_GOALS,))
    rows = [_row(name, card, by_quarter.table) for name, card in with_goal.items()]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    told = [row[COLUMNS.index("Met")] for row in rows]
    judged = [
        str(text).startswith(said.MET_GOAL) for text in told if text not in (said.CANNOT_TELL, said.NO_TARGET)
    ]
    notes = (*([said.met(judged)] if judged else []), said.GOALS_ARE)
    return Part(said.GOALS, title, table, notes)


def _row(segment: str, card: Card, quarters: pd.DataFrame) -> tuple[object, ...]:
    column = QUARTERLY["segment"]
    own = quarters[quarters[column] == segment] if column in quarters else quarters
    last = str(own[QUARTERLY["period"]].iloc[-1]) if len(own) else ""
    found = _figure(card.metric, own.iloc[-1]) if len(own) else Figure(float("nan"))
    return (
        *(segment, card.goal, card.metric, _number(card.baseline), _number(card.target), card.deadline, last),
        *found,
        *(_verdict(card, found, last), card.owner),
    )


def _figure(metric: str, row: pd.Series) -> Figure:
    column, by, unit = FIGURES.get(metric.strip().lower().removesuffix(" (%)"), ("", "", 1.0))
    value = row.get(QUARTERLY.get(column, ""))
    if value is None or pd.isna(value):
        return Figure(float("nan"))
    if by:
        over = float(row.get(QUARTERLY[by], 0.0))
        return Figure(float(value) / over if over > 0 else float("nan"))
    ends = (float(row[QUARTERLY[end]]) * unit for end in ("low", "high")) if column == "rate" else ()
    return Figure(float(value) * unit, *ends)


def _number(figure: float | None) -> float:
    return float("nan") if figure is None else float(figure)


def _verdict(card: Card, found: Figure, quarter: str) -> str:
    if card.target is None:
        return said.NO_TARGET
    if pd.isna(found.now):
        return said.CANNOT_TELL
    column = FIGURES[card.metric.strip().lower().removesuffix(" (%)")][0]
    falls = card.target < card.baseline if card.baseline is not None else column in LESS_IS_MORE
    if found.now <= card.target if falls else found.now >= card.target:
        sure = pd.isna(found.low) or (found.high <= card.target if falls else found.low >= card.target)
        return said.MET_GOAL if sure else f"{said.MET_GOAL}, {said.WITHIN_CHANCE}"
    over = _ends(quarter) >= card.deadline if card.deadline and _ends(quarter) else not card.deadline
    return said.NOT_MET if over else said.OPEN.format(day=card.deadline)


def _ends(quarter: str) -> str:
    return span(quarter)[1].date().isoformat() if " Q" in quarter else ""
