"""How far models agree, in words: who leads under how many and which kinds of them, and whose place moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from segattr.words.leads import Lead, Name, _and, _list
from segattr.words.numbers import share

SAME: Final = 1e-9  # of the credit; what changes hands below it is rounding
NOT_PROOF: Final = (
    "**Agreement is not proof.** Models that assume the same agree because they assume the same, so they are "
    "told by kind; and all of them share blind spots, such as brand search and retargeting, which reach "
    "people who were about to buy."
)
ONE_MODEL: Final = (
    "One model alone cannot disagree. Choose several above to see which answers depend on the choice."
)
RANKS: Final = "Whose place depends on the model"
RANK_TITLES: Final = {
    "segment": "Segment",
    "channel": "Channel",
    "best": "Best place",
    "worst": "Worst place",
    "models_first": "First in models",
    "families_first": "First in kinds of model",
}
HANDS: Final = "How much credit changes hands between two models?"
KINDS: Final = "The models shown, by what they assume"
HANDS_OF: Final = "Share of the conversions that one model gives to other channels than the other"
EVERYBODY: Final = "Everybody"


def who_leads(lead: Lead, kinds: Mapping[str, str], *, name: Name = str) -> str:
    """Return who leads in one segment, under how many models, and of how many kinds.

    Parameters
    ----------
    lead : of the segment.
    kinds : title of each model -> what it assumes.

    Examples
    --------
    >>> firsts = {"First touch": ("Email",), "Linear": ("Email",), "Last touch": ("Direct",)}
    >>> kinds = {"First touch": "one touch", "Linear": "every touch", "Last touch": "one touch"}
    >>> who_leads(Lead("new", 200, 0, 3, firsts), kinds)
    'For **new**, **Email** leads under **2 of 3** models, of 2 of the 2 kinds; **Direct** under Last touch.'
    """
    whom = f"For **{name(lead.segment)}**" if lead.segment else "Over everybody"
    groups: dict[tuple[str, ...], list[str]] = {}
    for title, channels in lead.firsts.items():
        if channels:
            groups.setdefault(channels, []).append(title)
    if not groups:
        return f"{whom}, nobody leads: there is no credit of a touch with a name."
    most, *others = sorted(groups.items(), key=lambda group: -len(group[1]))
    who = f"**{_and(most[0], name)}** {'leads' if len(most[0]) == 1 else 'lead together'}"
    theirs, every = len({kinds[title] for title in most[1]}), len(set(kinds.values()))
    doubt = " Its conversions are too few to be sure." if lead.few else ""
    if not others and len(most[1]) == len(lead.firsts):
        of = f", of every kind ({every})" if every > 1 else ", which are all of one kind"
        return f"{whom}, {who} under **all {len(most[1])}** models{of}.{doubt}"
    rest = "; ".join(f"**{_and(channels, name)}** under {_list(titles)}" for channels, titles in others)
    kind = f", of {theirs} of the {every} kinds" if every > 1 else ""
    under = f"{len(most[1])} of {len(lead.firsts)}"
    return f"{whom}, {who} under **{under}** models{kind}{f'; {rest}' if rest else ''}.{doubt}"


def whose_place_moves(segment: str, channel: str, best: int, worst: int, *, name: Name = str) -> str:
    """Return whose rank depends most on the model.

    Examples
    --------
    >>> whose_place_moves("", "Display", 2, 7)
    'The place of **Display** depends most on the model: anything from 2nd to 7th.'
    """
    if best == worst:
        return "Every channel keeps its place under every model."
    where = f" for **{name(segment)}**" if segment else ""
    return (
        f"The place of **{name(channel)}**{where} depends most on the model: anything from {nth(best)} to "
        f"{nth(worst)}."
    )


def nth(place: int) -> str:
    """Return a place in words.

    Examples
    --------
    >>> nth(1), nth(2), nth(3), nth(11), nth(22)
    ('1st', '2nd', '3rd', '11th', '22nd')
    """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{'th' if place % 100 in (11, 12, 13) else ending}"


def apart(nearest: tuple[str, str, float], furthest: tuple[str, str, float]) -> str:
    """Return which two models are nearest to each other and which furthest apart.

    Parameters
    ----------
    nearest, furthest : titles of the two models, and the share (0 to 1) of credit that changes hands.

    Examples
    --------
    >>> apart(("Linear", "Position based (U)", 0.02), ("First touch", "Last touch", 0.31))
    'Furthest apart are First touch and Last touch: **31 %** of the credit changes hands. Nearest are Linear \
and Position based (U), with **2 %**.'
    >>> apart(("Linear", "Time decay", 0.0), ("First touch", "Last touch", 1e-12))
    'All models shown give every channel the same credit.'
    """
    if furthest[2] < SAME:
        return "All models shown give every channel the same credit."
    two, part = f"{furthest[0]} and {furthest[1]}", share(furthest[2])
    said = f"Furthest apart are {two}: **{part}** of the credit changes hands."
    if nearest[:2] == furthest[:2]:
        return said
    return f"{said} Nearest are {nearest[0]} and {nearest[1]}, with **{share(nearest[2])}**."


def kinds_shown(kinds: Mapping[str, Sequence[str]]) -> str:
    """Return the models shown by what they assume, as a Markdown list.

    Examples
    --------
    >>> kinds_shown({"one touch": ["First touch", "Last touch"]})
    '- **One touch:** First touch, Last touch'
    """
    lines = ((f"{kind[:1].upper()}{kind[1:]}", ", ".join(titles)) for kind, titles in kinds.items())
    return "\n".join(f"- **{kind}:** {titles}" for kind, titles in lines)
