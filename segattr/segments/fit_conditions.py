"""Conditions that other data cannot tell people apart by: values nobody has, limits that all or none pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.reduce.engines import enter, to_pandas
from segattr.segments.at_hand import Limited
from segattr.segments.conditions import RANKED, Condition, Group, Part
from segattr.segments.fields import Field
from segattr.segments.questions import PERCENTS, Value
from segattr.segments.spelled import Spelled, read_as, texts_in
from segattr.words.segments_fit import said

Kind = Literal["unseen", "out of range"]
Asked = Condition | Spelled | Limited
LIMITS: Final = RANKED | {"before", "after", "matches", *PERCENTS}
Fields = Mapping[str, Field]


def conditions_in(part: Part) -> list[Asked]:
    """Return the conditions of a group, each once.

    Examples
    --------
    >>> tv = Condition("device", "is", ("tv",))
    >>> len(conditions_in(Group("all", (tv, Group("none", (tv,))))))
    1
    """
    return list(dict.fromkeys(_each(part)))


def unfit(condition: Asked, people: pd.DataFrame, fields: Fields) -> Iterator[tuple[str, Kind, str]]:
    """Yield field, kind and sentence of what in a condition does not fit these people.

    Parameters
    ----------
    people, fields : as `segattr.segments.fields.fields_of_people` gives them, in pandas.
    """
    asked = condition if isinstance(condition, Condition) else condition.asked
    known = people[people[fields[asked.field].column].notna()]
    if known.empty:
        return
    passes = _passes(condition, known, fields)
    yield from (
        _limits(asked, known, fields, passes)
        if asked.question in LIMITS
        else _unseen(asked, known, fields, passes, read=isinstance(condition, Spelled))
    )


def _limits(
    asked: Condition, known: pd.DataFrame, fields: Fields, passes: NDArray[np.bool_]
) -> Iterator[tuple[str, Kind, str]]:
    if passes.any() and not passes.all():
        return
    how = "everybody passes" if passes.any() else "nobody passes"
    yield asked.field, "out of range", said(how, asked.describe(), *_ends(known, fields[asked.field]))


def _unseen(
    asked: Condition, known: pd.DataFrame, fields: Fields, passes: NDArray[np.bool_], *, read: bool
) -> Iterator[tuple[str, Kind, str]]:
    """Yield values that nobody has; of texts read as numbers or days only whether anybody has any."""
    values: tuple[Value, ...] = asked.values  # noqa: PD011 - of a condition, not of a frame
    if read or len(values) < 2:
        wanted = ~passes if asked.question == "is_not" else passes
        unseen = () if wanted.any() else values
    else:
        unseen = tuple(value for value in values if not _has(value, asked, known, fields))
    if unseen:
        yield asked.field, "unseen", said("unseen", asked.field, *unseen)


def _has(value: Value, asked: Condition, known: pd.DataFrame, fields: Fields) -> bool:
    return bool(_passes(Condition(asked.field, "is", (value,), asked.ignore_case), known, fields).any())


def _passes(condition: Asked, known: pd.DataFrame, fields: Fields) -> NDArray[np.bool_]:
    found = to_pandas(enter(known).select(fits=condition.holds(fields)))["fits"]
    return np.asarray(found, dtype=bool)


def _ends(known: pd.DataFrame, field: Field) -> tuple[str, str]:
    """Return the lowest and the highest value in words; of texts that are neither numbers nor days, none."""
    read = (
        read_as(texts_in(known[field.column])) if field.kind == "text" else (field.kind, known[field.column])
    )
    if read is None:
        return "", ""
    kind, values = read
    low, high = float(values.min()), float(values.max())
    if kind == "number":
        return f"{low:,.10g}", f"{high:,.10g}"
    days = (pd.Timestamp(int(end), unit="us").date().isoformat() for end in (low, high))
    return next(days), next(days)


def _each(part: Part) -> Iterator[Asked]:
    if isinstance(part, Group):
        for each in part.parts:
            yield from _each(each)
    elif isinstance(part, Asked):
        yield part
