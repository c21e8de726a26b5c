"""What is said of the groups a search found in an average: what each is, what it rests on, what it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from segattr.words.averages import Name
from segattr.words.averages_metrics import (
    METRICS,
    written,
    written_difference,
    written_range,
    written_stake,
)
from segattr.words.averages_speech import Speech
from segattr.words.numbers import count

Conditions = tuple[tuple[str, str], ...]

TITLE: Final = "What hides in this average?"
SHORT: Final = 3  # characters; a "no" means nothing without its column
AGAIN: Final = "Does it hold on those the search never saw?"
SEARCHING: Final = (
    "Searching all groups of up to three values, and measuring what is found on people held out …"
)
ELSE: Final = "What else hides in it"
SEARCH: Final = "Search all combinations"
SEARCH_HELP: Final = (
    "Tries every group of up to three values of any columns, and measures what it finds again on people it "
    "never saw. On data of this size that may take half a minute."
)
CLOSER: Final = "Look at them closely"
OBSERVED: Final = (
    "Seen, not explained: those in this group may have something else in common that makes the difference."
)
CAVEATS: Final = {
    "": OBSERVED,
    "afterwards": "A column of this group may have come about after the outcome, or because of it. It "
    "describes who they are; it could not have told them apart before.",
}
VERDICTS: Final = {
    "confirmed": "confirmed on people held out",
    "too small to say": "too small to say",
    "not confirmed": "did not hold up",
}
EXPLAINED: Final = """
- **to be expected**: what everybody's figure, and the groups found before this one, lead to expect of it.
  A group is only a finding for what they leave unexplained.
- **when found**: its figure among the three in five who were searched. It was picked because it stood out,
  so it flatters itself.
- **held out**: its figure among the two in five the search never saw. This is the one to quote.
- **luck taken off**: its figure drawn towards the others as far as a group of its size deserves.
- **prize**: how much more or less it brought than its peers: everybody else, with this group's mix of the
  other groups found. An account of what was seen, not a promise of what a change would bring.
"""
NO_METRIC: Final = "Groups are searched for in rates and in values per person; here, in the {title}."


@dataclass(frozen=True)
class Found:
    """One group a search found.

    Attributes
    ----------
    conditions : column and value, all of which its people have.
    people, rate, expected : over everybody, its figure, and the one to be expected.
    found_people, found_rate : in the part searched.
    held_people, held_rate, held_low, held_high, held_expected : in the part held out.
    shrunk : its figure with luck taken off.
    prize, prize_low, prize_high : more (or, below 0, less) than its peers.
    peers : the figure of its peers, everybody else at its mix of other groups; not a number where not known.
    p : adjusted over all found.
    verdict, caveat : keys of `VERDICTS` and `CAVEATS`.
    metric, currency : what the figures are.
    """

    conditions: Conditions
    people: float
    rate: float
    expected: float
    found_people: float
    found_rate: float
    held_people: float
    held_rate: float
    held_low: float
    held_high: float
    held_expected: float
    shrunk: float
    prize: float
    prize_low: float
    prize_high: float
    p: float
    verdict: str
    caveat: str = ""
    peers: float = float("nan")
    metric: str = "rate"
    currency: str = ""

    @property
    def name(self) -> str:
        """What the group is called in a picture: its values, with their columns where they say too little."""
        return " · ".join(
            value if len(value) > SHORT and value.isalpha() else f"{column} {value}"
            for column, value in self.conditions
        )

    def figure(self, value: float) -> str:
        """Write one of its figures."""
        return written(value, self.metric, currency=self.currency)


def called(conditions: Sequence[tuple[str, str]], *, name: Name = str) -> str:
    """Return a group as Markdown: every column with its value.

    Examples
    --------
    >>> called((("device", "mobile"), ("region", "South")))
    'device **mobile**, region **South**'
    """
    return ", ".join(f"{name(column)} **{name(value)}**" for column, value in conditions)


def summary(tried: int, verdicts: Sequence[str], speech: Speech) -> str:
    """Say how a search went, as Markdown.

    Parameters
    ----------
    tried : groups looked at.
    verdicts : of the groups that stood out.

    Examples
    --------
    >>> summary(1691, ["confirmed", "not confirmed"], Speech())
    'Of 1,691 groups of up to three values, **2** stand out by more than luck, and **1** of them held up on \
people the search never saw.'
    """
    many = speech.many
    if not tried:
        return f"No group of up to three values has enough {many} to be searched for."
    groups = f"Of {count(tried)} group{'s' * (tried > 1)} of up to three values, "
    if not verdicts:
        return (
            f"{groups}none differs by more than luck would make one of so many differ: that is an answer too."
        )
    held = sum(verdict == "confirmed" for verdict in verdicts)
    stand = f"**{len(verdicts)}** stand{'s' * (len(verdicts) == 1)} out by more than luck"
    if len(verdicts) == 1:
        return (
            f"{groups}{stand}, and it {'held' if held else 'did not hold'} up on {many} the search never saw."
        )
    return f"{groups}{stand}, and **{held or 'none'}** of them held up on {many} the search never saw."


def sentence(found: Found, speech: Speech, *, name: Name = str) -> str:
    """Say what a group is and by how much it differs, as Markdown."""
    units = f"{count(found.people)} {name(speech.units(found.people, found.metric))}"
    outcome = f" {name(speech.outcome)}" if speech.outcome and found.metric == "rate" else ""
    what = outcome or f" {METRICS[found.metric].figure}".rstrip()
    return (
        f"{called(found.conditions, name=name)}: **{found.figure(found.rate)}**{what}"
        f" over {units}, where **{found.figure(found.expected)}** was to be expected."
    )


def prize(found: Found, speech: Speech, *, name: Name = str) -> str:
    """Say what is at stake in a group, at the mix of its peers; nothing where it is not known."""
    if found.prize != found.prize:
        return ""
    ends = [written_stake(end, found.metric, currency=found.currency) for end in _ends(found)]
    range_ = f" ({' to '.join(ends)})" if all(end == end for end in _ends(found)) else ""
    size = written_stake(abs(found.prize), found.metric, currency=found.currency).lstrip("+")
    unit = METRICS[found.metric].unit
    more = "more" if found.prize > 0 else "less" if unit == "money" else "fewer"
    what = METRICS[found.metric].stake if found.metric != "rate" else name(speech.stake)
    at = f"' {found.figure(found.peers)} would give" if found.peers == found.peers else ""
    return f"**{size} {more}** {what} than their peers{at}{range_}."


def proof(found: Found, speech: Speech, *, name: Name = str) -> str:
    """Say what a group rests on: the search, and those it never saw."""
    units = name(speech.whom(found.metric)[1])
    p = "p < 0.001" if found.p < 0.001 else f"p = {found.p:.2g}"
    return (
        f"Found at {found.figure(found.found_rate)} among {count(found.found_people)} {units}; among "
        f"{count(found.held_people)} held out **{found.figure(found.held_rate)}** "
        f"{written_range(found.held_low, found.held_high, found.metric)}, where "
        f"{found.figure(found.held_expected)} was to be expected ({p})."
    )


def short(found: Found, *, name: Name = str) -> str:
    """Return a group in one line of a list, with the figure of those the search never saw."""
    apart = written_difference(found.held_rate - found.held_expected, found.metric, currency=found.currency)
    return (
        f"{called(found.conditions, name=name)} at **{found.figure(found.held_rate)}** "
        f"{written_range(found.held_low, found.held_high, found.metric)} among {count(found.held_people)} "
        f"held out: {apart} against what was to be expected"
    )


def _ends(found: Found) -> tuple[float, float]:
    return found.prize_low, found.prize_high
