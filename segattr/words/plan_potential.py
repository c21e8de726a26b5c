"""What the Plan page says of potential: what a segment would bring at a comparable rate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from segattr.words.numbers import count, interval, many, money, percent, share

Name = Callable[[str], str]
Verdict = Literal["found", "none", "small"]

PICTURE: Final = "How far is each segment from its comparable?"
COMPARABLES: Final = {"rest": "everybody else", "best": "the best segment"}
NOTHING: Final = "(nothing)"
EQUAL_HELP: Final = (
    "Compares like with like: the others' rate at this segment's own mix of the column. Choose "
    "what was there "
    "before the outcome, such as new or returning, never what came of it."
)
NOT_A_PROMISE: Final = (
    "A gap is what was seen, not a promise that it can be closed: a segment may be what it is "
    "for good reason."
)
BY_ORDERS: Final = (
    "These segments are told apart by their orders, so a conversion rate of theirs says nothing. "
    "Choose segments "
    "by what was known before, or see what their customers bring on the Value page."
)
NO_OUTCOMES: Final = (
    "Potential needs people and who of them converted: orders with customers or touchpoints, or "
    "visits with an "
    "outcome. Bring them on the Data page."
)


@dataclass(frozen=True)
class Gap:
    """A segment, its rate with range, its comparable's rate, and what the gap is at least and in all."""

    name: str
    people: int
    rate: float
    low: float
    high: float
    comparable: float
    at_least: float
    more: float
    value_low: float = float("nan")
    margin_low: float = float("nan")


def headline(
    verdict: Verdict, found: Gap | None, *, beside: str, equal: str, currency: str, name: Name = str
) -> str:
    """Return the answer as Markdown.

    Examples
    --------
    >>> gap = Gap("new", 5000, 0.01, 0.008, 0.013, 0.08, 285, 350, 27_100)
    >>> said = headline("found", gap, beside="everybody else", equal="", currency="EUR")
    >>> print(said[:84])
    **new** converted at **1.0 %** (0.8–1.3; 5,000 people), everybody else at **8.0 %**.
    """
    if verdict == "small":
        return "Every segment here is small (fewer than 30 people): nothing can be said of their potential."
    if verdict == "none" or found is None:
        mix = f" at equal mix of {name(equal)}" if equal else ""
        return f"**No segment is below {beside}**{mix} by more than chance would give."
    mix = f" at the same mix of {name(equal)}" if equal else ""
    span = interval(found.low, found.high).strip("()")
    people = many(found.people, "person", "people")
    start = (
        f"**{name(found.name)}** converted at **{percent(found.rate)}** ({span}; {people}), "
        f"{beside} at **{percent(found.comparable)}**{mix}."
    )
    worth = _worth(found, currency)
    return (
        f"{start} At that rate there would be **at least {count(found.at_least)} conversions more**{worth} "
        f"({count(found.more)} at the figures as they are)."
    )


def _worth(found: Gap, currency: str) -> str:
    parts = [
        f"**{money(amount, currency)}** of {what}"
        for amount, what in ((found.value_low, "revenue"), (found.margin_low, "margin"))
        if amount == amount and amount > 0
    ]
    return f", worth {', '.join(parts)}" if parts else ""


def said(small: bool, at_least: float, highest: float, covered: float) -> str:
    """Return how a row is to be read.

    Parameters
    ----------
    at_least : conversions more at the lower end, 0 or more. highest : the upper end of the gap.
    covered : share (0-1) of people who have anybody to be held against.

    Examples
    --------
    >>> said(True, 0, 1, 1), said(False, 12, 0.1, 1), said(False, 0, 0.1, 1)
    ('small', 'below, beyond chance', 'no more than chance')
    >>> said(False, 0, -0.02, 0.5)
    'above, beyond chance (50 % comparable)'
    """
    if small:
        return "small"
    away = "below" if at_least > 0 else "above" if highest < 0 else ""
    word = f"{away}, beyond chance" if away else "no more than chance"
    return word if covered > 0.995 else f"{word} ({share(covered)} comparable)"
