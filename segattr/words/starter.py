"""What the path for who mails everyone says, step by step."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import pandas as pd

from segattr.words.numbers import count, interval, percent, share

if TYPE_CHECKING:
    from segattr.averages.common_traits import CommonTraits
    from segattr.averages.list_members import Members, Versus
    from segattr.averages.list_segment import Goal, ListSegment

Name = Callable[[str], str]

TITLE: Final = "From everyone to someone"
STEPS: Final = (
    "1 · Your best customers",
    "2 · What they share",
    "3 · One segment",
    "4 · One goal",
    "5 · One campaign",
    "6 · One report",
)
QUESTION: Final = "What do your best customers share?"
NO_ORDERS: Final = (
    "The path begins with who ordered, when, and for how much, and these data do not hold that. Bring your "
    "shop's or CRM's export of **orders**: one row each, with the customer's id, the date and, if you have "
    "it, the total. A file of **customers** beside it tells what they share."
)
BY_ORDERS: Final = "No order says what it was worth, so customers are ranked by how many orders they placed."
WITHOUT_TRAITS: Final = (
    "Nothing but orders is known of these people. A file of **customers** or of **touchpoints** with the "
    "same ids tells what they share."
)
AMONG: Final = {"everyone": "everybody else", "buyers": "the other buyers"}
PRINTABLE_HELP: Final = "One sheet of paper: opens in any browser, offline; print it or send it."
WHAT_NEXT: Final = (
    "The segment is kept under its name: choose it on every page, change it on the Segments page."
)
GOALS: Final[dict[Goal, tuple[str, str]]] = {
    "first_purchase": ("First purchase", "fewer than half of them have ordered yet"),
    "repeat_purchase": ("Repeat purchase", "most have ordered, fewer than half of those again"),
    "reactivation": ("Reactivation", "half of their buyers have not ordered for half a year"),
    "upsell": ("Upsell", ""),
    "renewal": ("Renewal", ""),
    "referral": ("Referral", ""),
    "retention": ("Retention", "most have ordered, and most of those again"),
}
METHOD: Final = """
**Who is on the list.** The ids of the customers, of the touchpoints and of the orders, each once.

**The top.** What each of them spent in the months up to the last day of the data is added up; among those who
spent anything, the largest sums are the top. People with equal sums are never told apart: they are in or out
together, whichever comes closer to the share wanted, and the real share is said.

**What they share.** Every value of the customers' columns, of the first contact's channel and campaign and of
the number of touches before a first order is compared: its share in the top with its share in everybody else.
Beside the other buyers, also what the first order was, how long it took and how many orders there were. What
the top is made by is not tried: sums of money, and numbers that go up and down with them.

**Beyond chance.** By their ids, people fall into two halves. In one, traits are searched (pooled z test, or
Fisher's exact test where counts are small), adjusted for all that were tried (Benjamini–Hochberg, 10 %).
What is found there is tested again in the other half, adjusted for what was found, and *confirmed* at 5 % in
the same direction. Differences and their 95 % ranges (Newcombe) are those of that other half; shares are of
everybody.

**What it does not say.** That a trait makes a good customer. It says who ordered more so far; whether mail to
people with it brings more orders, only a group that gets none can show.

Benjamini, Hochberg (1995), JRSS B 57:289 · Newcombe (1998), Statistics in Medicine 17:873 · Cox (1975),
Biometrika 62:441
"""


def headline(members: Members, *, first: pd.Timestamp | None, as_of: pd.Timestamp | None) -> str:
    """Return who the best customers are.

    Parameters
    ----------
    first, as_of : first and last moment of the data.
    """
    top, buyers = int(members.people["top"].sum()), int(members.people["buyer"].sum())
    rule, period = members.top, _period(members.top.months)
    if not buyers:
        return f"Nobody ordered in {period}. Look further back."
    if not top:
        return (
            f"The {count(buyers)} who ordered in {period} spent alike, so no top {rule.percent} % stands "
            "out. Choose a larger share, or a longer period."
        )
    spent = f", and spent **{share(members.of_all)}** of the money" if rule.by == "value" else ""
    said = (
        f"**{count(top)}** of the **{count(buyers)}** who ordered in {period} are your {rule.label}{spent}."
    )
    return " ".join(part for part in (said, _ties(members), _short(first, as_of, rule.months)) if part)


def _ties(members: Members) -> str:
    wanted = members.top.percent / 100
    if abs(members.share - wanted) < 0.01:
        return ""
    return f"Equal sums stand together, so it is really {percent(members.share)} of the buyers."


def _short(first: pd.Timestamp | None, as_of: pd.Timestamp | None, months: int) -> str:
    if first is None or as_of is None or first <= as_of - pd.DateOffset(months=months) + pd.Timedelta(days=7):
        return ""
    return f"The data begin on {first.day} {first:%b %Y}: there is no more to look at."


def _period(months: int) -> str:
    return "the last month" if months == 1 else f"the last {months} months"


def in_common(found: CommonTraits, versus: Versus, *, name: Name = str) -> str:
    """Return what the top shares, or that nothing can be said."""
    if not found.tried and found.enough:
        return WITHOUT_TRAITS
    if not found.enough:
        fewer = "the top" if found.group <= found.others else AMONG[versus]
        number = min(found.group, found.others)
        return f"Only **{count(number)}** people are in {fewer}: too few to say what they share. It takes 20."
    shared = found.shared.head(2)
    if shared.empty:
        return (
            f"**Nothing they share goes beyond chance:** of {count(found.tried)} traits tried, none was more "
            f"frequent among them than among {AMONG[versus]} in both halves of the people."
        )
    rows = shared[["trait", "value", "share", "rest_share"]].itertuples(index=False)
    said = [
        f"**{share(mine)}** of them are **{name(f'{trait}: {value}')}**, of {AMONG[versus]} **{share(rest)}**"
        for trait, value, mine, rest in rows
    ]
    return "; ".join(said) + "."


def size(segment: ListSegment, *, name: Name = str) -> str:
    """Return how large a segment is, and how often its people ordered."""
    if not segment.people:
        return "Nobody is in this segment."
    whole = share(segment.people / max(segment.everybody, 1))
    many = f"**{count(segment.people)}** of {count(segment.everybody)} people ({whole})"
    who = f"{many} are **{name(segment.name)}**"
    top = (
        ""
        if segment.people == segment.top
        else f", {count(segment.top)} of the top {count(segment.tops)} among them"
    )
    if segment.rate == segment.others_rate == 1:  # orders alone know nobody who has not ordered
        return f"{who}{top}."
    rate = f"**{percent(segment.rate)}** {interval(segment.low, segment.high)} of them have ordered"
    rest = f", of everybody else {percent(segment.others_rate)}" if pd.notna(segment.others_rate) else ""
    return f"{who}{top}. {rate}{rest}."


def why(goal: Goal, proposed: Goal) -> str:
    """Return why a goal is proposed; empty for one the visitor chose."""
    reason = GOALS[goal][1]
    return f"Proposed because {reason}." if goal == proposed and reason else ""


def campaign_name(goal: Goal, segment: str) -> str:
    """Return a name for the campaign.

    Examples
    --------
    >>> campaign_name("first_purchase", "visitor: returning")
    'First purchase – visitor: returning'
    """
    return f"{GOALS[goal][0]} – {segment}"


def tag(text: str) -> str:
    """Return a text as the value of a UTM tag: small letters, figures and hyphens, at most 60 of them.

    Examples
    --------
    >>> tag("First purchase – Gerät: Ünïcode & Co")
    'first-purchase-gerat-unicode-co'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9_]+", "-", plain.lower())[:60].strip("-")


def link(campaign_tag: str) -> str:
    """Return what to put behind every link of the campaign.

    Examples
    --------
    >>> link("spring")
    '?utm_source=newsletter&utm_medium=email&utm_campaign=spring'
    """
    return f"?utm_source=newsletter&utm_medium=email&utm_campaign={campaign_tag}"


def trait_title(trait: tuple[str, str], top: str) -> str:
    """Return a segment to choose: everybody with a trait, or the top itself.

    Examples
    --------
    >>> trait_title(("visitor", "returning"), "top 20 %"), trait_title(("", ""), "top 20 %")
    ('Everybody on the list with visitor: returning', 'The top 20 % themselves')
    """
    return f"Everybody on the list with {trait[0]}: {trait[1]}" if trait[0] else f"The {top} themselves"


def evidence(found: CommonTraits, *, name: Name = str) -> str:
    """Return what stands below the picture: how many traits were tried, what is pale, what was not tried."""
    tried = f"{count(found.tried)} traits tried, {count(len(found.shared))} confirmed; pale: not confirmed"
    out = ", ".join(name(column) for column in found.left_out)
    return f"{tried}. Not tried, because they say what was spent: {out}." if out else f"{tried}."


def settings(members: Members, found: CommonTraits, versus: Versus, as_of: pd.Timestamp | None) -> list[str]:
    """Return what a reader must know to get the same figures."""
    day = f"data up to {as_of.day} {as_of:%B %Y}" if as_of is not None else ""
    top = f"{members.top.describe()}: {count(found.group)} people, {percent(members.share)} of the buyers"
    halves = "searched on one half of the people by their ids, confirmed on the other (Benjamini–Hochberg)"
    return [part for part in (top, f"beside {AMONG[versus]}: {count(found.others)}", halves, day) if part]


def sections(
    members: Members, found: CommonTraits, versus: Versus, segment: ListSegment
) -> list[tuple[str, str]]:
    """Return the report's first three sections; names of the client's as they are."""
    return [
        ("Your best customers", headline(members, first=None, as_of=None)),
        ("What they share", in_common(found, versus)),
        ("The segment", size(segment)),
    ]
