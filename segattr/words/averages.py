"""What the Averages page says: its answer, how sure it is, what is counted, and how it is worked out.

Observations, never causes; people and converted, whatever the outcome is. Names from the client's files go
through ``name`` (the pages pass their escaping).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from segattr.words.numbers import count, interval, percent, points, roughly, share

Verdict = Literal[
    "telling",
    "slight",
    "chance",
    "few",
    "outcome",
    "single",
    "none",
    "all",
    "empty",
    "unsplit",
    "unsplittable",
]
Name = Callable[[str], str]

QUESTION: Final = "What does the average hide?"


@dataclass(frozen=True)
class Group:
    """One segment, or everybody. Rates are 0-1.

    Attributes
    ----------
    name : the segment's label; empty for everybody.
    people, converters : how many, and how many of them converted.
    rate, low, high : the conversion rate and its range.
    rest : the rate of everybody who is not in it; nan where there is nobody else.
    """

    name: str
    people: float
    converters: float
    rate: float
    low: float
    high: float
    rest: float = float("nan")


@dataclass(frozen=True)
class Finding:
    """What a split showed, ready to be put into words.

    Attributes
    ----------
    verdict : ``telling`` (a segment differs from the rest, beyond chance and by enough to matter),
        ``slight`` (beyond chance, but by little), ``chance``, ``few`` (too few converted to tell),
        ``outcome`` (the split is the outcome itself), ``single`` (one segment only), ``none`` and ``all``
        (nobody, everybody converted), ``empty`` (nobody is counted), ``unsplit`` (no split chosen),
        ``unsplittable`` (no column to split by).
    blended : everybody.
    by : the columns split by.
    groups : the segments worth naming, the highest rate first.
    describes : share of people in segments whose range contains the blended rate.
    needed : with ``few``, the converters missing.
    apart : the difference in rate they would show; with ``chance``, the one that would have shown.
    tried : splits tried, where none says more than chance; else 0.
    outcome : name of the outcome's column, empty where converting is meant.
    """

    verdict: Verdict
    blended: Group
    by: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    describes: float = 0.0
    needed: float = 0.0
    apart: float = float("nan")
    tried: int = 0
    outcome: str = ""


SENTENCES: Final[dict[Verdict, str]] = {
    "telling": "Your **{rate}** describes {whom}. By {by}, {named}.",
    "slight": "The segments of {by} differ by more than chance would give, but by little: none is a tenth "
    "away from your **{rate}**.",
    "chance": "No segment of {by} differs by more than chance would give. "
    "A difference of {apart} from your **{rate}** {range} would have shown.{nor}",
    "few": "Only **{converters}** of {people} people{converted}: too few to tell the segments of {by} apart. "
    "About **{needed}** more would be needed to see a segment {apart} away from the rest.",
    "outcome": "In every segment of {by} either everybody or nobody converted: this split is the outcome "
    "itself, so it cannot say who converts. Choose something that was known before.",
    "single": "By {by}, all {people} people are in one segment: there is nothing to set beside your "
    "**{rate}** {range}.",
    "none": "Nobody of {people} people converted, so there is no rate to split. Check on the Data page "
    "which column says who did.",
    "all": "Everybody converted, all {people} people: the data hold only those who did. Bring the others "
    "too, or check on the Data page which column says who did.",
    "empty": "Nobody is counted in these data, so there is no rate to show. "
    "Check the columns on the Data page.",
    "unsplit": "**{converters}** of {people} people{converted}: **{rate}** {range}. "
    "Choose a split to see whom that describes.",
    "unsplittable": "**{converters}** of {people} people{converted}: **{rate}** {range}. No column tells "
    "these people apart: bring one with 2 to 60 different values, such as country, device or plan.",
}


def headline(finding: Finding, *, name: Name = str) -> str:
    """Return the page's answer as Markdown.

    Parameters
    ----------
    name : what to do with names of the client's before they stand in a sentence.

    Examples
    --------
    >>> new = Group("new", 5000, 50, 0.01, 0.0076, 0.0132)
    >>> old = Group("returning", 2000, 160, 0.08, 0.0689, 0.0927)
    >>> everybody = Group("", 7000, 210, 0.03, 0.0262, 0.0343)
    >>> print(headline(Finding("telling", everybody, ("visitor",), (old, new))))
    Your **3.0 %** describes nobody. By visitor, **returning** converts at **8.0 %** (6.9–9.3),
    **new** at **1.0 %** (0.8–1.3).
    """
    everybody = finding.blended
    sentence = SENTENCES[finding.verdict].format(
        by=_listed(finding.by, name),
        rate=rate(everybody.rate),
        range=_range(everybody),
        people=count(everybody.people),
        converters=count(everybody.converters),
        converted="" if finding.outcome else " converted",
        whom=f"{share(finding.describes)} of your people" if finding.describes else "nobody",
        named=_named(finding, name),
        apart=points(finding.apart).lstrip("+"),
        needed=roughly(finding.needed),
        nor=f" Nor does any other of the {finding.tried} splits tried." if finding.tried > 1 else "",
    )
    return f"{name(finding.outcome)}: {sentence[0].lower()}{sentence[1:]}" if finding.outcome else sentence


def rate(value: float) -> str:
    """Write a rate as this page does: people compare it with the one in their own report, to the digit."""
    return percent(value, decimals=1)


def question_of(by: tuple[str, ...]) -> str:
    """Return what the picture asks; a title, not Markdown.

    Examples
    --------
    >>> question_of(("visitor", "device"))
    'Who converts how often, by visitor and device?'
    """
    return f"Who converts how often, by {_listed(by, str)}?" if by else "Who converts how often?"


def _named(finding: Finding, name: Name) -> str:
    verb = "is at" if finding.outcome else "converts at"
    texts = [
        (f"**{name(group.name)}**", f"**{rate(group.rate)}** {_range(group)}") for group in finding.groups
    ]
    if len(texts) == 1:
        texts.append(("everybody else", f"**{rate(finding.groups[0].rest)}**"))
    return ", ".join(f"{who} {'at' if later else verb} {how}" for later, (who, how) in enumerate(texts))


def _range(group: Group) -> str:
    return interval(group.low, group.high, decimals=1)


def _listed(names: tuple[str, ...], name: Name) -> str:
    written = [name(n) for n in names]
    return " and ".join(filter(None, (", ".join(written[:-1]), *written[-1:])))
