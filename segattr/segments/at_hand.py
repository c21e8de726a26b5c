"""Conditions that take a look at everybody first: where the top begins, which texts are like a pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from segattr.reduce.door import col, lit, whole
from segattr.reduce.engines import Frame, enter, to_pandas
from segattr.segments.conditions import Condition, Group, Part
from segattr.segments.fields import Field
from segattr.segments.patterns import matching
from segattr.segments.questions import PERCENTS, QUESTIONS
from segattr.segments.spelled import Spelled, read_as

FROM: Final = {"top_percent": "from", "bottom_percent": "up to"}
Settle = Callable[[Condition, Frame, Field, str], Part]


@dataclass(frozen=True)
class Limited:
    """A condition that takes the top or the bottom, with the limit that was found.

    Attributes
    ----------
    asked : the condition.
    limit : the value of the person at whom the share wanted is reached; None where nobody has a value.
    known, inside : how many have a value, and how many of them pass.
    texts : of a column of texts that read as numbers, those that pass.

    Notes
    -----
    Counted from the best, the person at place ``ceil(share * known)`` gives the limit (the nearest rank), so
    equal values have equal answers and at least the share wanted passes; with many equal values more do.
    Whoever has no value is not counted and passes neither the top nor the bottom; of what customers did so
    far nor does who never did, whose count or sum is 0.

    References
    ----------
    Hyndman and Fan (1996), Sample quantiles in statistical packages, The American Statistician 50:361,
    definition 1. doi:10.1080/00031305.1996.10473566
    """

    asked: Condition
    limit: float | None
    known: int
    inside: int
    texts: tuple[str, ...] | None = None

    def fields(self) -> Iterator[str]:
        """Yield the field."""
        return self.asked.fields()

    def renamed(self, names: Mapping[str, str]) -> Limited:
        """Return the same about a field of another name."""
        return replace(self, asked=self.asked.renamed(names))

    def problem(self) -> str:
        """Return what is wrong with the condition."""
        return self.asked.problem()

    def describe(self) -> str:
        """Return the condition in words, with its limit.

        Examples
        --------
        >>> Limited(Condition("spent", "top_percent", (20,)), 812.0, 100, 20).describe()
        'spent is in the top 20 %, from 812'
        """
        if self.limit is None:
            return f"{self.asked.describe()}, and nobody has a value"
        return f"{self.asked.describe()}, {FROM[self.asked.question]} {self.limit:,.10g}"

    def to_json(self) -> dict[str, object]:
        """Return the condition, not its limit: that is found again in other data."""
        return self.asked.to_json()

    def holds(self, fields: Mapping[str, Field]) -> nw.Expr:
        """Return whether the value is at the limit or beyond it."""
        field = fields[self.asked.field]
        column = col(field.column)
        if self.limit is None:
            return column.is_null() & ~column.is_null()
        if self.texts is not None:
            return (column.is_in(list(self.texts)) & ~column.is_null()).fill_null(False)
        passes = QUESTIONS[self.asked.question].asks["number"](column, (self.limit,))
        return (passes & _ranked(field)).fill_null(False)


def settled(group: Group, rows: Frame, fields: Mapping[str, Field], *, people: str = "") -> Group:
    """Return the group with every condition that needs it answered by a look at everybody.

    Parameters
    ----------
    rows, fields : everybody, as `segattr.segments.fields` gives them.
    people : the column of ``rows`` that says how many a row counts; empty where each counts one.

    Raises
    ------
    UnsuitableData : a question cannot be asked of what a field holds.

    Examples
    --------
    >>> everybody = enter(pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0, 5.0]}))
    >>> top = Group("all", (Condition("spent", "top_percent", (20,)),))
    >>> settled(top, everybody, {"spent": Field("x", "number")}).describe()
    'spent is in the top 20 %, from 5'
    """
    return replace(group, parts=tuple(_settled(part, rows, fields, people) for part in group.parts))


def looks_first(part: Part) -> bool:
    """Whether a condition of a group takes a look at everybody before it can be answered.

    Examples
    --------
    >>> looks_first(Group("all", (Condition("age", "top_percent", (5,)),)))
    True
    """
    if isinstance(part, Group):
        return any(map(looks_first, part.parts))
    return isinstance(part, Condition) and QUESTIONS[part.question].looks_first


def _settled(part: Part, rows: Frame, fields: Mapping[str, Field], people: str) -> Part:
    if isinstance(part, Group):
        return settled(part, rows, fields, people=people)
    if not isinstance(part, Condition) or not looks_first(part):
        return part
    return SETTLE[part.question](part, rows, fields[part.field], people)


def _like_pattern(asked: Condition, rows: Frame, field: Field, people: str) -> Part:  # noqa: ARG001 - as all
    if field.kind != "text":
        raise asked.misplaced(field.kind)
    texts = to_pandas(rows.select(text_=col(field.column)).unique())["text_"].dropna().astype("str")
    (pattern,) = asked.values  # noqa: PD011 - of a condition, not of a frame
    likes = matching(texts, str(pattern), ignore_case=asked.ignore_case)
    return Spelled(asked, tuple(sorted(texts[likes])))


def _limited(asked: Condition, rows: Frame, field: Field, people: str) -> Part:
    counted = _counted(rows, field, people)
    if field.kind == "number":
        return _with_limit(asked, counted)
    amounts = to_pandas(counted)
    amounts = amounts[amounts["value_"].notna()].reset_index(drop=True)
    texts = amounts["value_"].astype("str")
    read = read_as(texts) if field.kind == "text" else None
    if read is None or read[0] != "number":
        if field.kind == "text" and not len(texts):
            return Limited(asked, None, 0, 0)
        raise asked.misplaced(field.kind)
    same = amounts.assign(value_=read[1].to_numpy()).groupby("value_", as_index=False)["people_"].sum()
    found = _with_limit(asked, enter(same))
    assert found.limit is not None  # somebody has a value
    inside = read[1] >= found.limit if asked.question == "top_percent" else read[1] <= found.limit
    return replace(found, texts=tuple(texts[np.asarray(inside, dtype=bool)]))


def _ranked(field: Field) -> nw.Expr:
    """Return who has something to be ranked by."""
    known = ~col(field.column).is_null()
    return known & (col(field.column) != 0) if field.adds_up else known


def _counted(rows: Frame, field: Field, people: str) -> Frame:
    """Return ``value_, people_``, a row per different value that anybody has."""
    n = col(people).cast(nw.Float64) if people else lit(1.0).cast(nw.Float64)
    each = rows.filter(_ranked(field)).select(value_=col(field.column), people_=n)
    summed = each.group_by("value_").agg(people_=col("people_").sum())
    return summed.filter(col("people_") > 0)


def _with_limit(asked: Condition, counted: Frame) -> Limited:
    top = asked.question == "top_percent"
    ordered = counted.with_columns(order_=-col("value_") if top else col("value_"), one_=whole(1))
    reached = ordered.with_columns(
        reached_=col("people_").cum_sum().over("one_", order_by="order_"),
        known_=col("people_").sum().over("one_"),
    )
    (percent,) = asked.values  # noqa: PD011 - of a condition, not of a frame
    better = col("reached_") - col("people_")
    inside = reached.filter(better * 100 < col("known_") * int(percent))
    last = col("value_").min() if top else col("value_").max()
    found = to_pandas(inside.select(limit_=last, inside_=col("people_").sum(), known_=col("known_").max()))
    limit, passes, known = found.iloc[0]
    if pd.isna(limit):
        return Limited(asked, None, 0, 0)
    return Limited(asked, float(limit) + 0.0, int(known), int(passes))  # 0, never -0


SETTLE: Final[dict[str, Settle]] = {"matches": _like_pattern, **dict.fromkeys(PERCENTS, _limited)}
