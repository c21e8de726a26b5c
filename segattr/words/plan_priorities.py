"""What the Plan page says of the priority list: whom to call first, and what the score is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from segattr.words.numbers import count, many, money, share

Name = Callable[[str], str]

PICTURE: Final = "What are the first scores made of?"
PARTS: Final = {
    "recency": "Seen lately",
    "value": "Value so far",
    "segment": "Segment's rate",
    "lead": "Open lead",
}
PARTS_HELP: Final = {
    "recency": "Halves with every 30 days since the last touch or order.",
    "value": "Place among all buyers by what they spent so far; nothing for who never bought.",
    "segment": "The sure (lower) end of the segment's conversion rate beside that of the best segment.",
    "lead": "A lead that has not converted since.",
}
ORDERS_WORK: Final = (
    "A score puts work in order and predicts nothing: its parts are added up by weights that are "
    "yours to set. "
    "The file holds the facts behind every point."
)
FIRST: Final = 100


def headline(
    people: int,
    *,
    listed: int,
    days: float,
    part_of_value: float,
    segments: Mapping[str, int],
    name: Name = str,
) -> str:
    """Return the answer as Markdown.

    Parameters
    ----------
    people : on the list. listed : the first of them this is about.
    days : since they were last seen, the median; part_of_value : share (0-1) of all money they brought.
    segments : segment -> how many of the first are of it.

    Examples
    --------
    >>> headline(7000, listed=100, days=9.4, part_of_value=0.31, segments={"returning": 96, "new": 4})[:85]
    'Of **7,000 people**, the first **100** were last seen **9 days** ago (median) and bro'
    >>> headline(70, listed=70, days=1, part_of_value=1.0, segments={})
    'All **70 people** fit the list: they were last seen **1 day** ago (median).'
    """
    whom = f"Of **{many(people, 'person', 'people')}**, the first **{count(listed)}** were"
    if listed >= people:
        whom = f"All **{many(people, 'person', 'people')}** fit the list: they were"
    start = f"{whom} last seen **{many(float(f'{days:.0f}'), 'day')}** ago (median)"
    if part_of_value == part_of_value and listed < people:
        start += f" and brought **{share(part_of_value)}** of all revenue so far"
    largest = max(segments, key=lambda each: segments[each], default="")
    mix = f" **{count(segments[largest])}** of them are **{name(largest)}**." if len(segments) > 1 else ""
    return f"{start}.{mix}"


def missing(parts: Sequence[str], *, by_orders: bool) -> str:
    """Return which parts of the score these data do not carry.

    Examples
    --------
    >>> missing(["lead"], by_orders=False)
    'Not part of the score, for lack of data: open lead (a lead date in the CRM export).'
    """
    why = {
        "recency": "dates of touches or orders",
        "value": "orders with a value",
        "segment": "told apart by orders, so their rate is circular"
        if by_orders
        else "two segments, and people who did not order",
        "lead": "a lead date in the CRM export",
    }
    told = [f"{PARTS[part].lower()} ({why[part]})" for part in parts]
    return f"Not part of the score, for lack of data: {', '.join(told)}." if told else ""


def weights(points: Mapping[str, float]) -> str:
    """Return the weights as one setting.

    Examples
    --------
    >>> weights({"recency": 60.0, "value": 40.0})
    'points of 100: seen lately 60, value so far 40'
    """
    return "points of 100: " + ", ".join(f"{PARTS[name].lower()} {most:.3g}" for name, most in points.items())


def first_of_all(score: float, spent: float, currency: str) -> str:
    """Return the score and money of who stands first.

    Examples
    --------
    >>> first_of_all(97.8, 280, "EUR")
    'score 98, €280 so far'
    """
    return f"score {score:.0f}, {money(spent, currency)} so far"
