"""What a condition may ask of a field, by the kind of the field's values: one line per question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import nan
from typing import Final, Literal

import narwhals.stable.v2 as nw

Kind = Literal["text", "number", "time"]
Takes = Literal["nothing", "one", "many", "two"]
Value = str | int | float
Ask = Callable[[nw.Expr, tuple[Value, ...]], nw.Expr]

KINDS: Final[dict[Kind, str]] = {"text": "text", "number": "numbers", "time": "dates"}
GAP: Final = "…"  # where the value stands in a title
HOW_MANY: Final[dict[Takes, str]] = {
    "nothing": "no value",
    "one": "one value",
    "many": "one or more values",
    "two": "two values",
}


@dataclass(frozen=True)
class Question:
    """One thing that can be asked of a field.

    Attributes
    ----------
    title : the question in words, as it stands between field and value.
    takes : how many values it compares with.
    asks : kind of field -> the expression, given the column and the values as that kind holds them. A time is
        asked with the first microsecond of the day, see `day_after` for the end of it.
    looks_first : whether it can be answered only after a look at everybody, see `segattr.segments.at_hand`;
        the expression is then given what was found.
    """

    title: str
    takes: Takes
    asks: Mapping[Kind, Ask]
    looks_first: bool = False

    def said(self, values: Sequence[Value]) -> str:
        """Return the question with its values in words.

        Examples
        --------
        >>> QUESTIONS["top_percent"].said((20,)), QUESTIONS["between"].said((1, 2.5))
        ('is in the top 20 %', 'is between 1 and 2.5')
        """
        joint = {"two": " and ", "many": ", "}.get(self.takes, "")
        texts = joint.join(str(plain(value)) for value in values)
        if GAP in self.title:
            return self.title.replace(GAP, texts or GAP)
        return " ".join(filter(None, (self.title, texts)))


def microseconds(day: str) -> int:
    """Return the first moment of a day in microseconds since 1970, UTC.

    Raises
    ------
    ValueError : not a day written as 2026-03-31.

    Examples
    --------
    >>> microseconds("1970-01-02")
    86400000000
    """
    moment = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def day_after(moment: Value) -> int:
    """Return the same time of the next day."""
    return int(moment) + 86_400_000_000


def as_number(value: Value) -> float:
    """Return a value as a number; what is none is a number nothing equals.

    Examples
    --------
    >>> as_number("18"), as_number("many")
    (18.0, nan)
    """
    try:
        return float(value)
    except ValueError:
        return nan


def is_percent(value: Value) -> bool:
    """Whether a value is a whole number from 1 to 99.

    Examples
    --------
    >>> is_percent(20), is_percent(0.5), is_percent("20")
    (True, False, False)
    """
    return not isinstance(value, str) and 1 <= value <= 99 and float(value).is_integer()


def plain(value: object) -> Value:
    """Return a value as a definition holds it: whole numbers without a point.

    Examples
    --------
    >>> plain(18.0), plain(2.5), plain("18")
    (18, 2.5, '18')
    """
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return value if isinstance(value, int) else str(value)


def _on_day(column: nw.Expr, values: tuple[Value, ...]) -> nw.Expr:
    return (column >= values[0]) & (column < day_after(values[0]))


def _within(column: nw.Expr, values: tuple[Value, ...]) -> nw.Expr:
    return (column >= values[0]) & (column <= values[1])


def _is_in(column: nw.Expr, values: tuple[Value, ...]) -> nw.Expr:
    return column.is_in(list(values))


def _same(ask: Ask, *kinds: Kind) -> dict[Kind, Ask]:
    return dict.fromkeys(kinds, ask)


QUESTIONS: Final[dict[str, Question]] = {
    "is": Question("is", "one", _same(lambda c, v: c == v[0], "text", "number") | _same(_on_day, "time")),
    "is_not": Question(
        "is not",
        "one",
        _same(lambda c, v: c != v[0], "text", "number") | _same(lambda c, v: ~_on_day(c, v), "time"),
    ),
    "one_of": Question("is one of", "many", _same(_is_in, "text", "number")),
    "contains": Question("contains", "one", {"text": lambda c, v: c.str.contains(str(v[0]), literal=True)}),
    "starts_with": Question("starts with", "one", {"text": lambda c, v: c.str.starts_with(str(v[0]))}),
    "matches": Question("matches the pattern", "one", {"text": _is_in}, looks_first=True),
    "at_least": Question("is at least", "one", {"number": lambda c, v: c >= v[0]}),
    "at_most": Question("is at most", "one", {"number": lambda c, v: c <= v[0]}),
    "between": Question(
        "is between",
        "two",
        {"number": _within, "time": lambda c, v: (c >= v[0]) & (c < day_after(v[1]))},
    ),
    "top_percent": Question(
        f"is in the top {GAP} %", "one", {"number": lambda c, v: c >= v[0]}, looks_first=True
    ),
    "bottom_percent": Question(
        f"is in the bottom {GAP} %", "one", {"number": lambda c, v: c <= v[0]}, looks_first=True
    ),
    "before": Question("is before", "one", {"time": lambda c, v: c < v[0]}),
    "after": Question("is after", "one", {"time": lambda c, v: c >= day_after(v[0])}),
    "is_missing": Question("is missing", "nothing", _same(lambda c, _: c.is_null(), *KINDS)),
    "is_known": Question("is known", "nothing", _same(lambda c, _: ~c.is_null(), *KINDS)),
}
PERCENTS: Final = ("top_percent", "bottom_percent")
