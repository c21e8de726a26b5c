"""What is said of two groups compared: crude, at the same mix, and whether the two agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from segattr.words.averages import Name
from segattr.words.averages_speech import Speech
from segattr.words.averages_table import evidence_of_p
from segattr.words.numbers import count, percent, points

TITLE: Final = "Does the difference hold inside {within}?"
CRUDE_TITLE: Final = "How far apart are they?"
ALL: Final = "all together"
EQUAL: Final = "at the same mix"
NO_COLUMN: Final = "no column"
MOST_STRATA: Final = 8
NOTHING: Final = "These data have no column with two values of enough {many} to compare."
AUTOMATIC: Final = "what changes it most"
SCAN: Final = "Look through all comparisons"
SCANNING: Final = "Comparing all pairs of values inside all other columns …"
SCAN_TITLE: Final = "Comparisons that are not what they look like"
AFTERWARDS: Final = " (may have come afterwards)"
NOT_HELD: Final = (
    "Not held equal, for they may have come about after people were in their group, or are the outcome "
    "itself: {names}. What comes afterwards may be how the difference works; holding it equal would hide it."
)
ELSEWHERE: Final = "The same comparison, with each other column held equal"

KINDS: Final = {
    "full reversal": "Full reversal",
    "difference vanishes": "The difference vanishes",
    "reversal after adjusting": "Reversal after adjusting",
    "depends on segment": "It depends on the segment",
    "consistent": "Consistent",
}
MEANS: Final = {
    "full reversal": "inside every {within} it points the other way",
    "difference vanishes": "what looked like a difference is another mix of {within}",
    "reversal after adjusting": "at the same mix of {within} it points the other way",
    "depends on segment": "in some of {within} it points one way, in some the other",
    "consistent": "another mix of {within} does not explain it away",
}
SAME: Final = "there was no difference to explain, and the mix of {within} hides none"
EVIDENCE: Final = {
    "strong": "evidence strong: beyond chance both as it looks and at the same mix",
    "partial": "evidence partial: beyond chance only {which}",
    "weak": "evidence weak: neither difference is beyond chance",
}


class Side(NamedTuple):
    """One of two groups: what it is called, its people, its rate."""

    name: str
    people: float
    rate: float
    low: float
    high: float


class Held(NamedTuple):
    """A comparison with one column held equal."""

    within: str
    rate_a: float
    rate_b: float
    standardised: float
    p_crude: float
    p: float
    kind: str
    evidence: str


def crude(a: Side, b: Side, p: float, speech: Speech, *, name: Name = str) -> str:
    """Say how far two groups are apart as they look, as Markdown.

    Examples
    --------
    >>> a, b = Side("A", 350, 0.78, 0.73, 0.82), Side("B", 350, 0.826, 0.78, 0.86)
    >>> print(crude(a, b, 0.13, Speech()))
    As it looks, **A** is at **78.0 %** (350 people) and **B** at **82.6 %** (350): **−4.6 points** \
(p = 0.13).
    """
    units = name(speech.units(a.people))
    outcome = f"{name(speech.outcome)}: as" if speech.outcome else "As"
    return (
        f"{outcome} it looks, **{name(a.name)}** is at **{percent(a.rate, decimals=1)}** ({count(a.people)} "
        f"{units}) and **{name(b.name)}** at **{percent(b.rate, decimals=1)}** ({count(b.people)}): "
        f"**{points(a.rate - b.rate)}** ({evidence_of_p(p)})."
    )


def held_equal(held: Held, *, name: Name = str) -> str:
    """Say what is left of a difference at the same mix, and what that means, as Markdown.

    Examples
    --------
    >>> stones = Held("stone_size", 0.833, 0.779, 0.054, 0.13, 0.12, "full reversal", "weak")
    >>> print(held_equal(stones))
    At the same mix of stone_size they are at **83.3 %** and **77.9 %**: **+5.4 points** (p = 0.12). \
**Full reversal**, evidence weak: neither difference is beyond chance. Inside every \
stone_size it points the other way.
    """
    within = name(held.within)
    meaning = MEANS[held.kind].format(within=within)
    if held.kind == "consistent" and not held.p_crude < 0.05:
        meaning = SAME.format(within=within)
    which = "as it looks" if held.p_crude < 0.05 else "at the same mix"
    evidence = EVIDENCE[held.evidence].format(which=which)
    return (
        f"At the same mix of {within} they are at **{percent(held.rate_a, decimals=1)}** and "
        f"**{percent(held.rate_b, decimals=1)}**: **{points(held.standardised)}** "
        f"({evidence_of_p(held.p)}). "
        f"**{KINDS[held.kind]}**, {evidence}. {meaning[0].upper()}{meaning[1:]}."
    )


def alarms(tried: int, found: int) -> str:
    """Say how many of all comparisons are not what they look like.

    Examples
    --------
    >>> alarms(1351, 0)
    'Of 1,351 comparisons tried, none changes its meaning by more than chance once others are held equal.'
    """
    if not tried:
        return "No two values have enough people in the same segments to be compared."
    of = f"Of {count(tried)} comparison{'s' * (tried > 1)} tried, "
    if not found:
        return f"{of}none changes its meaning by more than chance once others are held equal."
    are = "is not what it looks" if found == 1 else "are not what they look"
    return (
        f"{of}**{count(found)}** {are} like; adjusted for all tried, at most one in "
        "twenty of these is chance."
    )


def not_held(names: Sequence[str], *, name: Name = str) -> str:
    """Say which columns are not held equal, and why; nothing where all are."""
    return NOT_HELD.format(names=", ".join(map(name, names))) if names else ""
