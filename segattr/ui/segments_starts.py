"""Ready starts of a segment set: the values a column has, each of them a segment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import pandas as pd

from segattr.averages.population import Population
from segattr.segments.conditions import Condition, Group
from segattr.segments.questions import plain
from segattr.ui.segments_draft import Draft

MOST_SEGMENTS: Final = 12  # of one column; what a picture holds
MOST_OFFERED: Final = 200  # values in a list to choose from
MOST_LEVELS: Final = 60  # values beyond which a column names or measures rather than groups
JOIN: Final = " · "


def each_value(everybody: Population, columns: Sequence[str], *, name: str = "") -> Draft:
    """Return a draft with a segment per value of a column, or per combination, the largest first.

    Parameters
    ----------
    columns : columns of the population; the values with the fewest people stay with everyone else.
    name : what the set is called; the columns' names if empty.
    """
    found = {column: everybody.column(column) for column in columns}
    rows = pd.DataFrame(dict(enumerate(found.values())))
    people = pd.Series(everybody.people, index=rows.index)
    counted = people.groupby([rows[place] for place in rows], dropna=False).sum()
    largest = counted.sort_values(ascending=False, kind="stable").head(MOST_SEGMENTS)
    draft = Draft(name=name or JOIN.join(columns), unit=everybody.unit)
    for values in largest.index:
        parts = [
            _condition(column, value)
            for column, value in zip(columns, values if isinstance(values, tuple) else (values,), strict=True)
        ]
        draft = draft.with_segment(JOIN.join(map(label_of, parts)), Group("all", tuple(parts)))
    return draft


def splitting(everybody: Population) -> list[str]:
    """Return the fields that have 2 to 60 different values, which makes them groups of people."""
    return [
        name
        for name, field in everybody.fields.items()
        if field.kind != "time"
        and field.column in everybody.rows  # those worked out are asked about when somebody does
        and 2 <= everybody.rows[field.column].nunique(dropna=False) <= MOST_LEVELS
    ]


def offered_values(everybody: Population, field: str) -> list[str]:
    """Return a field's values to choose from, those of most people first."""
    if everybody.fields[field].kind == "time":
        return []
    values = everybody.values(field)
    counted = pd.Series(everybody.people[values.index], index=values.index).groupby(values).sum()
    ranked = counted.sort_values(ascending=False, kind="stable").head(MOST_OFFERED)
    return [str(plain(value)) for value in ranked.index]


def day_of(moment: int) -> str:
    """Return the day of a moment in microseconds.

    Examples
    --------
    >>> day_of(86_400_000_000)
    '1970-01-02'
    """
    return datetime.fromtimestamp(moment / 1_000_000, tz=UTC).date().isoformat()


def label_of(condition: Condition) -> str:
    """Return what a segment of this condition alone would be called."""
    value = "".join(map(str, condition.values))
    return value or f"no {condition.field}"


def _condition(column: str, value: object) -> Condition:
    if pd.isna(value):  # type: ignore[call-overload]
        return Condition(column, "is_missing")
    return Condition(column, "is", (plain(value),))


def of_value(field: str, value: str) -> Condition:
    """Return the condition that a field has this value."""
    return Condition(field, "is", (value,))
