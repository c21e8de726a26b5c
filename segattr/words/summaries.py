"""What is said of a Summary that was opened: what is in it, what it allows, and what takes the exports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from segattr.words.numbers import count, many

Name = Callable[[str], str]  # makes a word of the client's safe to show

NEEDS_ROWS: Final = (
    "These data are a Summary: counts and sums, and nobody's journey is in it. This view takes the rows it "
    "was made from: bring the exports (touchpoints, conversions, customers) on the Data page."
)
NOT_CHECKED: Final = "a Summary: no rows to check"
CHECK_BEFORE: Final = (
    "The audit asks rows, and a Summary has none. Whoever makes one checks the exports first: "
    "python -m segattr audit."
)
NO_SPEND: Final = (
    "These data are a Summary, which carries no spend. For cost beside credit, bring the exports it was made "
    "from, and spend per channel, on the Data page."
)
WITHOUT: Final = "this Summary was made without what it reads"
FIXED: Final = (
    "Fixed, because the tables of this Summary were counted under it: {settings}. For another window or "
    "another split, summarise the exports again."
)
FIXED_SEGMENTS: Final = (
    "A Summary is counted by one segment set, and by no other: show it, or everyone as one group."
)
INSTEAD: Final = (
    "Not in use: your exports hold more than a Summary does. Take them out to work from the Summary alone."
)
ANOTHER: Final = "Not in use: another Summary is."
WHICH: Final = "Which Summary is used?"
SEVERAL: Final = (
    "Each of these is a Summary of its own. One is used: they may have been made of the same people."
)
INSIDE: Final = "What is in it"
COLUMNS: Final = {
    "segment": "Segment",
    "people": "Customers",
    "converters": "Of them converted",
    "conversions": "Conversions",
    "no_touch": "Without a touch",
    "value": "Value",
}


@dataclass(frozen=True)
class Contents:
    """What a Summary holds.

    Attributes
    ----------
    journeys, conversions, people : how many; people are 0 where they were not counted.
    by : what the segments are, in words; empty where everyone is one group.
    segments : how many there are.
    as_of, made : last day in the data, and when the file was made; in words, empty where not known.
    min_count : cells that count fewer were left out; 0 for none.
    """

    journeys: int = 0
    conversions: float = 0
    people: int = 0
    by: str = ""
    segments: int = 0
    as_of: str = ""
    made: str = ""
    min_count: int = 0


def headline(held: Contents, *, name: Name = str) -> str:
    """Return what a Summary is.

    Examples
    --------
    >>> headline(Contents(8410, 247, 7000, "visitor", 2, as_of="30 August 2026", made="22 November 2026"))
    '**Summary of 8,410 journeys** with **247 conversions** of **7,000 customers**, by **visitor** \
(2 segments), data up to 30 August 2026, made on 22 November 2026. No customer is in it.'
    """
    of = f" of **{many(held.people, 'customer')}**" if held.people else ""
    by = f"by **{name(held.by)}** ({many(held.segments, 'segment')})" if held.by else "everyone as one group"
    led_to = f"with **{many(held.conversions, 'conversion')}**{of}"
    parts = (
        f"**Summary of {many(held.journeys, 'journey')}** {led_to}",
        by,
        f"data up to {held.as_of}" if held.as_of else "",
        f"made on {held.made}" if held.made else "",
    )
    return f"{', '.join(filter(None, parts))}. No customer is in it."


def taken_for(held: Contents) -> str:
    """Return what a file was taken for that is a Summary.

    Examples
    --------
    >>> taken_for(Contents(made="1 May 2026"))
    'Taken for a **Summary**, made on 1 May 2026: counts and sums of journeys, without a customer in it.'
    """
    made = f", made on {held.made}" if held.made else ""
    return f"Taken for a **Summary**{made}: counts and sums of journeys, without a customer in it."


def in_short(held: Contents) -> str:
    """Return what a Summary is, in a line of the list beside every page.

    Examples
    --------
    >>> in_short(Contents(8410, 247))
    'a Summary of 8,410 journeys'
    """
    return f"a Summary of {many(held.journeys, 'journey')}"


def allowed(held: Contents, models: int, *, name: Name = str) -> str:
    """Return what a Summary allows and what it does not.

    Parameters
    ----------
    models : how many can be worked out from it.

    Examples
    --------
    >>> allowed(Contents(people=7000, by="visitor"), 11)
    'Allows credit by 11 models, where they agree, journeys, and conversion by visitor. Not in it: single \
journeys, other segments or windows, cost, and value over time; they take the exports.'
    """
    rates = f", and conversion by {name(held.by)}" if held.people and held.by else ""
    rates = rates or (", and the conversion rate of everyone" if held.people else "")
    joined = ", where they agree, journeys" if rates else ", where they agree, and journeys"
    return (
        f"Allows credit by {many(models, 'model')}{joined}{rates}. Not in it: single journeys, other "
        "segments or windows, cost, and value over time; they take the exports."
    )


def left_out(min_count: int) -> str:
    """Return what small cells do to the figures; empty where none were left out.

    Examples
    --------
    >>> left_out(10)[:54]
    'Cells that count fewer than 10 were left out when the '
    """
    if min_count <= 1:
        return ""
    return (
        f"Cells that count fewer than {count(min_count)} were left out when the file was made, so that all "
        "figures are a little lower than those of the exports, those of small segments most."
    )


def settings(name: str, held: Contents) -> tuple[str, ...]:
    """Return where figures come from, as it stands under a result and on every file.

    Examples
    --------
    >>> settings("client.summary", Contents(made="22 November 2026", min_count=10))
    ('from the Summary client.summary, made on 22 November 2026', 'cells under 10 left out')
    """
    made = f", made on {held.made}" if held.made else ""
    few = (f"cells under {count(held.min_count)} left out",) if held.min_count > 1 else ()
    return (f"from the Summary {name}{made}", *few)


def fixed(rules: Sequence[str]) -> str:
    """Return which settings cannot be changed, and why.

    Examples
    --------
    >>> fixed(["30-day lookback"])[:81]
    'Fixed, because the tables of this Summary were counted under it: 30-day lookback.'
    """
    return FIXED.format(settings=", ".join(rules))


def not_these_segments(by: str, asked: str) -> str:
    """Return that a Summary knows no other segments than its own.

    Examples
    --------
    >>> not_these_segments("visitor", "device")
    'This Summary is counted by visitor, and cannot be split by device. Bring the exports it was made from.'
    """
    known = f"by {by}" if by else "over everyone together"
    return (
        f"This Summary is counted {known}, and cannot be split by {asked}. "
        "Bring the exports it was made from."
    )


def not_these_settings(own: Sequence[str], asked: Sequence[str]) -> str:
    """Return that a Summary knows no other settings than its own.

    Parameters
    ----------
    own, asked : all settings, in words; those that differ are named.

    Examples
    --------
    >>> not_these_settings(["30-day lookback", "by channel"], ["90-day lookback", "by channel"])
    'This takes a Summary made with: 90-day lookback. Summarise the exports again with it, or bring them.'
    """
    differ = [each for each in asked if each not in own]
    wanted = ", ".join(differ) or "other settings"
    return f"This takes a Summary made with: {wanted}. Summarise the exports again with it, or bring them."
