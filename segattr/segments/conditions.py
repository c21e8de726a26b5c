"""What makes a person fit: conditions, and groups of them that all, any or none must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from math import isnan
from operator import and_, or_
from typing import Final, Literal, Protocol

import narwhals.stable.v2 as nw

from segattr.errors import UnsuitableData
from segattr.reduce.door import col
from segattr.segments.fields import Field
from segattr.segments.patterns import unreadable
from segattr.segments.questions import (
    HOW_MANY,
    KINDS,
    PERCENTS,
    QUESTIONS,
    Kind,
    Value,
    as_number,
    is_percent,
    microseconds,
)

How = Literal["all", "any", "none"]
HOWS: Final[tuple[How, ...]] = ("all", "any", "none")
MOST_VALUES: Final = 1_000
LONGEST_TEXT: Final = 500
RANKED: Final = frozenset({"at_least", "at_most", "between"})  # a text that is no number has no place there


class Part(Protocol):
    """A condition of any kind, or a group of them."""

    def fields(self) -> Iterator[str]:
        """Yield the fields it asks about."""
        ...

    def renamed(self, names: Mapping[str, str]) -> Part:
        """Return the same about fields of other names."""
        ...

    def problem(self) -> str:
        """Return what keeps it from being asked, in words; empty where nothing does."""
        ...

    def describe(self) -> str:
        """Return it in words."""
        ...

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON."""
        ...

    def holds(self, fields: Mapping[str, Field]) -> nw.Expr:
        """Return whether it holds, true or false in every row."""
        ...


@dataclass(frozen=True)
class Condition:
    """One question about one field.

    Parameters
    ----------
    field : a column of the customers or, at their first touch, of the touchpoints; of visits, one of the
        outcomes.
    question : a name of `segattr.segments.questions.QUESTIONS`.
    values : what it is compared with. Days are written 2026-03-31 and are days in UTC. A text is compared
        with numbers as the number it spells.
    ignore_case : whether ``Ads`` and ``ads`` are the same text.

    Notes
    -----
    A missing value passes no question but ``is_missing``: it neither equals something nor differs from it.
    ``top_percent``, ``bottom_percent`` and ``matches`` take a look at everybody before they can be answered,
    see `segattr.segments.at_hand`.

    Examples
    --------
    >>> Condition("device", "is", ("mobile",)).describe()
    'device is mobile'
    """

    field: str
    question: str
    values: tuple[Value, ...] = ()
    ignore_case: bool = False

    def fields(self) -> Iterator[str]:
        """Yield the field."""
        yield self.field

    def renamed(self, names: Mapping[str, str]) -> Condition:
        """Return the same question about a field of another name."""
        return replace(self, field=names.get(self.field, self.field))

    def problem(self) -> str:
        """Return what is wrong or not yet said."""
        asked = QUESTIONS.get(self.question)
        if asked is None:
            return f"there is no question {self.question!r}; choose {', '.join(QUESTIONS)}"
        if not self.field:
            return "no field is named"
        wanted = {"nothing": (0, 0), "one": (1, 1), "two": (2, 2), "many": (1, MOST_VALUES)}[asked.takes]
        if not wanted[0] <= len(self.values) <= wanted[1]:
            return f"{self.field!r} {asked.title} takes {HOW_MANY[asked.takes]}"
        if any(isinstance(v, str) and len(v) > LONGEST_TEXT for v in self.values):
            return f"a value of {self.field!r} is longer than {LONGEST_TEXT} characters"
        if self.question in PERCENTS and not is_percent(self.values[0]):
            return f"{self.field!r} {asked.title} takes a whole number from 1 to 99"
        if self.question == "matches":
            return self._unreadable(self.values[0])
        return ""

    def describe(self) -> str:
        """Return the condition in words."""
        return f"{self.field} {QUESTIONS[self.question].said(self.values)}"

    def to_json(self) -> dict[str, object]:
        """Return the condition as plain JSON: the question is the key of its value."""
        takes = QUESTIONS[self.question].takes
        value = True if takes == "nothing" else self.values[0] if takes == "one" else list(self.values)
        case = {"ignore_case": True} if self.ignore_case else {}
        return {"field": self.field, self.question: value, **case}

    def holds(self, fields: Mapping[str, Field]) -> nw.Expr:
        """Return whether the field's value passes; never where there is none, unless that is asked.

        Raises
        ------
        UnsuitableData : the question cannot be asked of what the field holds.
        RuntimeError : it takes a look at everybody first, and nobody took it.
        """
        field, asked = fields[self.field], QUESTIONS[self.question]
        ask = asked.asks.get(field.kind)
        if ask is None:
            raise self.misplaced(field.kind)
        if asked.looks_first:
            raise RuntimeError(f"{self.describe()!r} is asked before `at_hand` took a look at everybody")
        values, column = self._values(field.kind), col(field.column)
        if asked.takes == "nothing":
            return ask(column, ())
        if self.ignore_case and field.kind == "text":
            column, values = column.str.to_lowercase(), tuple(str(v).lower() for v in values)
        return (ask(column, values) & ~column.is_null()).fill_null(False)

    def _unreadable(self, pattern: Value) -> str:
        reason = unreadable(pattern) if isinstance(pattern, str) else "is no text"
        return f"the pattern {pattern!r:.100} {reason}" if reason else ""

    def misplaced(self, kind: Kind) -> UnsuitableData:
        """Return the error that the question cannot be asked of a field of this kind."""
        offered = ", ".join(asked.title for asked in QUESTIONS.values() if kind in asked.asks)
        return UnsuitableData(
            f"{self.field!r} holds {KINDS[kind]}, so '{QUESTIONS[self.question].title}' cannot be asked of "
            f"it. Choose one of: {offered}.",
            name=self.field,
        )

    def _values(self, kind: Kind) -> tuple[Value, ...]:
        if kind == "text":
            return tuple(map(str, self.values))
        if kind == "number":
            numbers = tuple(map(as_number, self.values))
            if any(map(isnan, numbers)) and self.question in RANKED:
                raise self._misfit("numbers", "Write the number like 1234.5.")
            return numbers
        try:
            return tuple(microseconds(str(value)) for value in self.values)
        except ValueError as error:
            raise self._misfit("dates", "Write the day like 2026-03-31.") from error

    def _misfit(self, holds: str, do: str) -> UnsuitableData:
        found = " and ".join(repr(value) for value in self.values)
        return UnsuitableData(f"{self.field!r} holds {holds}; found {found:.100}. {do}", name=self.field)


@dataclass(frozen=True)
class Group:
    """Conditions of which all, any or none must hold; groups may stand inside groups.

    Examples
    --------
    >>> Group("any", (Condition("device", "is", ("tv",)), Condition("age", "at_most", (18,)))).describe()
    'any of (device is tv; age is at most 18)'
    """

    how: How
    parts: tuple[Part, ...]

    def fields(self) -> Iterator[str]:
        """Yield the fields its parts ask about."""
        for part in self.parts:
            yield from part.fields()

    def renamed(self, names: Mapping[str, str]) -> Group:
        """Return the same group about fields of other names."""
        return replace(self, parts=tuple(part.renamed(names) for part in self.parts))

    def problem(self) -> str:
        """Return the first thing that is wrong in it."""
        if self.how not in HOWS:
            return f"a group is {', '.join(HOWS)}, not {self.how!r}"
        if not self.parts:
            return "a group has no condition"
        return next(filter(None, (part.problem() for part in self.parts)), "")

    def describe(self) -> str:
        """Return the group in words."""
        if len(self.parts) == 1 and self.how != "none":
            return self.parts[0].describe()
        return f"{self.how} of ({'; '.join(part.describe() for part in self.parts)})"

    def to_json(self) -> dict[str, object]:
        """Return the group as plain JSON."""
        return {self.how: [part.to_json() for part in self.parts]}

    def holds(self, fields: Mapping[str, Field]) -> nw.Expr:
        """Return whether all, any or none of its parts hold."""
        parts = [part.holds(fields) for part in self.parts]
        if self.how == "all":
            return reduce(and_, parts)
        found = reduce(or_, parts)
        return ~found if self.how == "none" else found
