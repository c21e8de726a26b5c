"""What is asked about files, and what is offered to be made of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

import pandas as pd

from segattr.words.numbers import count

Name = Callable[[str], str]  # makes a word of the client's safe to show


def rivals_said(role: str, files: Collection[str], *, name: Name = str) -> str:
    """Return that several files could play a role.

    Examples
    --------
    >>> rivals_said("costs", ["jan.csv", "feb.csv"])
    '**jan.csv** and **feb.csv** both look like costs.'
    """
    *others, last = (f"**{name(file)}**" for file in files)
    return f"{', '.join(others)} and {last} {'both' if len(others) == 1 else 'all'} look like {role}."


def counted_alike(role: str, *, same: bool) -> str:
    """Return why of several breakdowns only one is used.

    Examples
    --------
    >>> counted_alike("costs", same=True)[:47]
    'They count the same spend by different columns.'
    """
    what = {"costs": "spend", "outcomes": "people", "paths": "conversions"}.get(role, role)
    if role == "customers":
        return "They describe the same customers in different columns. One is used: choose which."
    they = "count the same" if same else "may count the same"
    twice = "they" if role in ("outcomes", "paths") else "it"
    return (
        f"They {they} {what} by different columns. Added up {twice} would count twice: "
        "choose the breakdown to use."
    )


def standing_twice(shared: int) -> str:
    """Return that rows stand in more than one file.

    Examples
    --------
    >>> standing_twice(1200)
    '1,200 rows stand in both. Below each other, these count twice.'
    """
    if shared == 1:
        return "1 row stands in both. Below each other, it counts twice."
    return f"{count(shared)} rows stand in both. Below each other, these count twice."


CONTINUES: Final = (
    "Same columns and no row in both: one goes on where the other ends, and all of them are used."
)
ON_REQUEST: Final = ("first_source", "latest_source", "latest_source_ts", "converted_ts", "deal_value")
DIFFERENT_COLUMNS: Final = (
    "Their columns differ, so they may come from two systems. "
    "Use both only if no contact or order is in each."
)


def short_journeys_offered(offers: Mapping[str, str], *, name: Name = str) -> str:
    """Return what first and latest source could make.

    Examples
    --------
    >>> short_journeys_offered({"first_source": "Original Source"})[:63]
    'It says where customers came from: first **Original Source**. A'
    """
    places = {"first_source": "first", "latest_source": "latest"}
    come = " and ".join(f"{word} **{name(offers[n])}**" for n, word in places.items() if n in offers)
    long = "one or two touches" if set(places) <= set(offers) else "one touch"
    won = f", with conversions by **{name(offers['converted_ts'])}**" if "converted_ts" in offers else ""
    worth = f" worth **{name(offers['deal_value'])}**" if won and "deal_value" in offers else ""
    return (
        f"It says where customers came from: {come}. As journeys of {long}{won}{worth}, this allows credit "
        "by channel; what happened in between stays unknown."
    )


SHORT_JOURNEYS_MADE: Final = (
    "Short journeys are made of it: at most two touches per customer, so models differ only between the "
    "first and the latest."
)
CONVERTED_IS: Final = "Which value counts as converted?"
SAME_FOR_ALL: Final = "— one value for all rows"


def answer_label(value: str, rows: int) -> str:
    """Return a value of the outcome with its rows.

    Examples
    --------
    >>> answer_label("Admitted", 12)
    'Admitted (12 rows)'
    """
    return f"{value} ({count(rows)} row{'' if rows == 1 else 's'})"


def date_readings(text: str, day: pd.Timestamp | None, month: pd.Timestamp | None) -> tuple[str, str]:
    """Return what a date means read day first, and read month first.

    Examples
    --------
    >>> date_readings("03/04/2024", pd.Timestamp("2024-04-03"), pd.Timestamp("2024-03-04"))
    ('03/04/2024 is 3 April 2024', '03/04/2024 is 4 March 2024')
    """
    if day is None or month is None:
        return "as in 31/12", "as in 12/31"
    return f"{text} is {day.day} {day:%B %Y}", f"{text} is {month.day} {month:%B %Y}"
