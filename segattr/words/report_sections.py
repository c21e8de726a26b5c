"""The sections of a report one may choose from, and what those say that are told quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from segattr.words.numbers import count, many

ENGAGEMENT, MOVES, WORTH = "Engagement", "Migration", "Value by quarter"
GOALS, NOTES = "Goals", "Notes"

TITLES: Final = {
    ENGAGEMENT: "Engagement: how often people of each segment were met, and how many came back",
    MOVES: "Migration: who moved into each segment, and who moved out",
    WORTH: "What the customers won in each quarter brought, and what one of them cost",
    GOALS: "Goals of the segments, met or not",
    NOTES: "Notes: what people know that is not in the data",
}
# What is chosen by -> what it is called. What was found, the settings and the audit are in every report.
SECTIONS: Final = {
    "quarters": "Quarter by quarter",
    "engagement": "Engagement",
    "migration": "Migration",
    "credit": "Credit under every model",
    "value": "Lifetime value and cost",
    "goals": "Goals",
    "notes": "Notes",
}
UNKNOWN_SECTION: Final = "There is no section {name!r} of a report. Choose from: {known}."
UNKNOWN_QUARTER: Final = "There is no quarter {name!r} in these data. Found: {known}."

ORDERS_ALONE: Final = (
    "There are orders alone: who did not order is not known, so there is no conversion. The change of "
    "revenue against the quarter before is split into customers, orders each and order value (log-mean "
    "Divisia)."
)
NO_TOUCHES: Final = (
    "It takes touchpoints with their dates to say how often people were met. Load them on the Data page."
)
MET: Final = (
    "People of a segment with a touch in the quarter; the range of touches per person is that of a skewed "
    "average (Hall), that of who came back on another day Wilson's; both 95 %."
)
ENGAGED: Final = (
    "Who is met more often is not worth more for it: this says how much people had to do with you."
)

NO_SEGMENTS: Final = (
    "Everybody is one group, so nobody can move. Choose segments to see who moved between them."
)
NOT_DATED: Final = (
    "Segments by {name} are read from what is known once, so nobody is seen to move between them. Segments "
    "by what people did as of a day (recency, orders, money, lifecycle) show who moved."
)
ONE_END: Final = "Moves are seen between the ends of two quarters; these data hold the end of one only."
MOVED: Final = (
    "One definition, read as of the end of each quarter and as of the end of the one before. New are those "
    "who were not known yet. The range of the change in share is 95 % (Newcombe, paired)."
)
NOT_OVER: Final = "{quarter} is not over: its end is {day}, the last day in the data."
LATE: Final = "Only the last {n} quarters are looked at."

IN_LIFE: Final = (
    "Customers by the quarter of their first order in the data; LTV is the money of their first {months}, of "
    "those followed that long. Quarters are compared at equal age; what was not observed yet is empty, never "
    "0. CAC is the quarter's spend divided by its new customers; the range of LTV ÷ CAC is of the value, the "
    "cost taken as known."
)
UNPAID: Final = "“Paid back at month” is empty where the cost did not come back in the months followed."

MET_GOAL, NOT_MET, CANNOT_TELL, NO_TARGET = "met", "not met", "cannot be told", "no target yet"
WITHIN_CHANCE: Final = "but within chance of the target"
OPEN: Final = "not yet; open until {day}"
GOALS_ARE: Final = (
    "Held against the last quarter told of. A goal is judged where it is measured by a column of the "
    "quarters (conversion rate in percent, revenue, orders, order value, new customers, CAC …) and has a "
    "target. That a goal was met does not say what met it."
)
FEW: Final = (
    "{few} of {cells} rows rest on fewer than {fewest} customers: read their ranges, not their figures."
)
NO_GOALS: Final = "No segment has a goal yet. Give one on the Segments page."
NO_NOTES: Final = "No notes yet. Write one under the answer of any page."
NOTED: Final = "Written by people, not worked out."

METHODS: Final = (
    "Ranges of shares: Wilson, 95 %. Ranges of averages: Hall, 95 %. Of LTV ÷ CAC: bootstrap over customers.",
    "Groups the average hides: found on one part of the people, confirmed on the others.",
    "Change of revenue: log-mean Divisia. Change of the rate: Kitagawa. Moves: Newcombe, paired.",
    "Credit shares out conversions that happened. No figure of this report is the effect of anything.",
)


def months_of_life(age: int) -> str:
    """Return up to which month of life money is counted, in words.

    Examples
    --------
    >>> months_of_life(2), months_of_life(0)
    ('3 months of life', 'month of life')
    """
    return "month of life" if age == 0 else f"{age + 1} months of life"


def too_young(quarters: Sequence[str]) -> str:
    """Return which quarters hold no customer followed long enough; empty for none.

    Examples
    --------
    >>> too_young(["2026 Q3"])
    'Nobody won in 2026 Q3 was followed that long yet.'
    """
    return f"Nobody won in {' or '.join(quarters)} was followed that long yet." if quarters else ""


def met(goals: Sequence[bool]) -> str:
    """Return how many goals were met.

    Examples
    --------
    >>> met([True, False, True])
    '2 of 3 goals were met.'
    """
    return f"{count(sum(goals))} of {many(len(goals), 'goal')} {'was' if len(goals) == 1 else 'were'} met."
