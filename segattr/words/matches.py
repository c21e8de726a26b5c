"""What the Data page says about the customers the tables share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from segattr.words.numbers import count, percent

TITLE: Final = "Do my sources agree on who my customers are?"
PICTURE: Final = "How many of one table's customers another table knows"
HAVE: Final[Mapping[str, str]] = {
    "touchpoints": "are seen in touchpoints",
    "conversions": "convert",
    "customers": "are listed among customers",
    "events": "are seen in events",
}
NOBODY: Final = "Nobody stands in two of these tables: their customer ids do not match."
METHOD: Final = (
    "Each square counts the different customers of the table on the left, and how many of them the other "
    "table knows by the same id. The two directions answer different questions: of those who convert, nearly "
    "all should be seen in touchpoints; of those seen, only some convert. Ranges are Wilson's, 95 %."
)
BY: Final[Mapping[str, str]] = {"": "All together", "week": "By week"}


def headline(source: str, other: str, rate: float, people: int) -> str:
    """Return the weakest link between the tables, in a sentence.

    Examples
    --------
    >>> headline("conversions", "touchpoints", 0.934, 1200)
    'Of the 1,200 customers who **convert**, **93 %** are found in touchpoints.'
    >>> headline("conversions", "touchpoints", 0.0, 1)
    'The only customer in conversions is not found in touchpoints.'
    """
    if people == 1:
        return f"The only customer in {source} is {'' if rate else 'not '}found in {other}."
    return (
        f"Of the {count(people)} customers who **{HAVE[source]}**, **{percent(rate)}** are found in {other}."
    )
