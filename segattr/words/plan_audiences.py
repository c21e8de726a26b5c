"""What the Plan page says of audiences: who is on the list, in which layouts, and what they did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from segattr.words.numbers import count, interval, many, percent, points, share

Name = Callable[[str], str]

PICTURE: Final = "Who of this segment is reached, who is held out?"
UNSIZED: Final = "cannot be said how large a control should be."
CONTROLS: Final = (0.0, 0.05, 0.1, 0.2, 0.5)
CONTROL_HELP: Final = (
    "People held out at random, by their id alone: the same people whenever the list is made "
    "again. Leave them "
    "alone, bring later data, and the difference between the two groups is what the campaign did."
)
TRAITS_HELP: Final = (
    "Columns of your customers that the data platform is told; e-mails and phone numbers never are."
)
COUNTRY_HELP: Final = (
    "Dialling code of phone numbers that carry none, such as 49; without it they are left out."
)
CALLS: Final = "Data platform calls (JSON)"
CALLS_HELP: Final = (
    "Request bodies for the batch endpoint of a customer data platform: identify and track "
    "calls, at most 500 kB "
    "each, with message ids that make sending twice harmless."
)
INSTALLS: Final = "Install Attributed calls (JSON)"
NO_CUSTOMERS: Final = (
    "Hashed lists for ad platforms need e-mails or phone numbers, and there is no customer table. Bring the "
    "customer export of your shop or CRM on the Data page."
)
NO_CONTACTS: Final = (
    "Hashed lists for ad platforms need e-mails or phone numbers, and no column of the customers holds any. "
    "Bring an export that has them: the customer list of a shop or CRM."
)
HASHED_ON_IMPORT: Final = (
    "Hashed lists for ad platforms are not to be had here: the e-mails and phone numbers were "
    "hashed when the "
    "files were brought in, with a salt that no platform knows. Bring the export again without "
    "hashing for this."
)
CONSENT: Final = (
    "Only people who agreed to it may be on a list for an ad platform; segattr does not know who "
    "did. Hashes of "
    "addresses are personal data."
)
READ_BACK: Final = "What did an audience do? Read one back"
READ_BACK_SAYS: Final = (
    "Bring the CSV of an audience you acted on. In the data that are loaded now, those meant to "
    "be reached are "
    "held against those held out, by orders after the day the list was made."
)
NOT_MEASURED: Final = (
    "**Not measured:** nobody was held out, so nobody knows what these people would have done "
    "anyway. Hold out "
    "a control next time."
)


def headline(people: int, reached: int, held_out: int, segment: str, *, name: Name = str) -> str:
    """Return the answer as Markdown.

    Examples
    --------
    >>> headline(2000, 1804, 196, "returning")
    '**returning** has **2,000 people**: **1,804** to reach, **196** held out at random to compare with.'
    """
    start = f"**{name(segment)}** has **{many(people, 'person', 'people')}**"
    if not held_out:
        return f"{start}, all to be reached. Nobody is held out: what a campaign does cannot be measured."
    return (
        f"{start}: **{count(reached)}** to reach, **{count(held_out)}** held out at random to compare with."
    )


def in_others(people: int) -> str:
    """Return that some of an audience are on other lists too.

    Examples
    --------
    >>> in_others(412)
    'Audiences overlap: 412 of these people are in another one too, and stand on its list as well.'
    """
    those = "1 of these people is" if people == 1 else f"{count(people)} of these people are"
    stand = "stands" if people == 1 else "stand"
    return f"Audiences overlap: {those} in another one too, and {stand} on its list as well."


def sizes(visible: float, rate: float, needed: float, held_out: int) -> str:
    """Return what difference a control of this size can show.

    Parameters
    ----------
    visible : the smallest difference of rates it would show. rate : the segment's so far.
    needed : people per group for a fifth of that rate.

    Examples
    --------
    >>> sizes(0.061, 0.08, 6000, 196)[:79]
    'A control of 196 shows differences from about +6.1 points on, beside a rate of '
    >>> nan = float("nan")
    >>> sizes(nan, 0.0, nan, 196)
    'Nobody of this segment has converted so far, so it cannot be said how large a control should be.'
    >>> sizes(nan, nan, nan, 196)[:60]
    'These data do not say how often this segment converts, so it'
    """
    if visible != visible:
        if rate != rate:
            return f"These data do not say how often this segment converts, so it {UNSIZED}"
        who = "Everybody" if rate >= 1 else "Nobody"
        return f"{who} of this segment has converted so far, so it {UNSIZED}"
    start = (
        f"A control of {count(held_out)} shows differences from about {points(visible)} on, beside a rate of "
        f"{percent(rate)} so far."
    )
    if needed == needed and needed > held_out:
        start += f" To see a fifth more or less, each group should have {count(needed)} people."
    return start


def unconfirmed(segment: str, verdict: str, *, name: Name = str) -> str:
    """Return the warning that a segment may be none.

    Parameters
    ----------
    verdict : ``chance`` (no difference beyond chance), ``small`` or ``outcome``.
    """
    why = {
        "chance": "its conversion rate differs from everybody else's by no more than chance would give",
        "small": "it has fewer than 30 people",
        "outcome": "it is told apart by orders, so nothing says that its people are different",
    }[verdict]
    return f"**{name(segment)} is not confirmed:** {why}. A list of it may act on noise."


def tainted(title: str, more: int) -> str:
    """Return the warning that the data of the segment have open questions; the title is escaped already.

    Examples
    --------
    >>> tainted("12 rows stand twice.", 2)
    '**The data behind this list have open questions:** 12 rows stand twice. And 2 more on the Data page.'
    """
    others = f" And {count(more)} more on the Data page." if more else ""
    return f"**The data behind this list have open questions:** {title}{others}"


def reach(found: int, people: int, platform: str, fewest: int) -> str:
    """Return how many of the list a platform could match at most.

    Examples
    --------
    >>> reach(80, 100, "Meta Custom Audiences", 100)
    'Meta Custom Audiences: 80 of 100 people have an address to match by; it wants at least 100.'
    """
    few = f"; it wants at least {count(fewest)}" if found < fewest else ""
    whom = many(people, "person", "people")
    return f"{platform}: {count(found)} of {whom} have an address to match by{few}."


def read_back(
    verdict: str,
    difference: tuple[float, float, float],
    rates: Sequence[tuple[str, float, float, float, int]],
    since: str,
    *,
    name: Name = str,
    audience: str = "",
) -> str:
    """Return what an audience did, as Markdown.

    Parameters
    ----------
    difference : reached minus control, and its range.
    rates : (group, rate, low, high, people), reached first.

    Examples
    --------
    >>> rates = [("reached", 0.09, 0.08, 0.1, 1800), ("control", 0.05, 0.03, 0.08, 200)]
    >>> read_back("more", (0.04, 0.01, 0.07), rates, "1 September 2026")[:78]
    'Since 1 September 2026, **9.0 %** (8.0–10.0; 1,800 people) of those to be reac'
    """
    told = [
        f"**{percent(rate)}** ({interval(low, high).strip('()')}; "
        f"{many(people, 'person', 'people')}) of those "
        f"{'to be reached' if group == 'reached' else 'held out'}"
        for group, rate, low, high, people in rates
    ]
    of = f" of {name(audience)}" if audience else ""
    start = f"Since {since}, {' and '.join(told)}{of} converted."
    if verdict == "unmeasured":
        return f"{start} {NOT_MEASURED}"
    apart, low, high = difference
    span = f"**{points(apart)}** ({points(low)} to {points(high)})"
    ends = {
        "more": f"Trying to reach them brought {span}: more than chance would give.",
        "fewer": f"Trying to reach them brought {span}: fewer converted than of those left alone.",
        "chance": f"The difference of {span} is no more than chance would give.",
        "few": f"The difference is {span}, but a group has fewer than 30 people: too few to say anything.",
    }
    return f"{start} {ends[verdict]}"


def minimum(visible: float, needed: float) -> str:
    """Return how large a difference these groups can show, and how many it would take.

    Examples
    --------
    >>> minimum(0.05, 6244)
    'Groups of this size show differences from about +5.0 points on; a fifth takes 6,244 people in each.'
    """
    if visible != visible:
        return ""
    more = f"; a fifth takes {count(needed)} people in each" if needed == needed else ""
    return f"Groups of this size show differences from about {points(visible)} on{more}."


def left_out(people: int) -> str:
    """Return that some people of a list are not in these data; empty for none.

    Examples
    --------
    >>> left_out(3), left_out(0)
    ('3 people of the list are not in these data.', '')
    """
    return (
        f"{many(people, 'person', 'people')} of the list {'is' if people == 1 else 'are'} not in these data."
        if people
        else ""
    )


def held_out_share(part: float) -> str:
    """Return how much is held out.

    Examples
    --------
    >>> held_out_share(0.1), held_out_share(0)
    ('10 % held out', 'nobody held out')
    """
    return f"{share(part)} held out" if part else "nobody held out"
