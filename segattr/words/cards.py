"""What a segment is for, in words: the card's labels, what is pointed out, the sheet that is handed over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from segattr.words.numbers import NONE, count, percent, share

if TYPE_CHECKING:
    from segattr.segments.advice import Hint
    from segattr.segments.cards import Card

Name = Callable[[str], str]

WHAT_FOR: Final = "What is it for?"
OPEN_HELP: Final = "Goal, measure, next step, owner: whatever is known. Nothing here is required."
GOAL: Final = "Revenue goal"
GOAL_HINT: Final = "Exactly one"
LABELS: Final = {
    "decision": "Decision it serves",
    "metric": "Measured by",
    "baseline": "Baseline",
    "target": "Target",
    "deadline": "By",
    "step": "Next step",
    "message": "Message",
    "campaigns": "Campaigns that serve it",
    "tag": "UTM tag",
    "owner": "Owner",
    "review": "Review on",
}
HINTS: Final = {
    "decision": "Whom do we call first?",
    "metric": "Choose or type",
    "step": "What happens next?",
    "message": "What do we say to them?",
    "campaigns": "Choose or type campaigns",
    "owner": "Who answers for it?",
}
UNITS: Final = (
    "Baseline and target are in the measure's own unit: a rate in percent, money in the data's currency."
)
TAG_HELP: Final = (
    "For utm_campaign in the links of campaigns to come. Left empty, it is made of set and segment."
)
RATE, SHARE, PEOPLE, SPENT = ("conversion rate", "share of customers", "customers", "revenue per customer")
METRICS: Final = (
    RATE,
    SHARE,
    PEOPLE,
    SPENT,
    "orders per customer",
    "average order",
    "renewal rate",
    "referrals",
)
TAKE: Final = "Take {figure} as baseline"
SUGGEST: Final = "Fill in what is suggested"
SUGGEST_HELP: Final = "Goal, next step and message of the ready-made sets, for segments without a card"
ADVICE: Final = "Worth a second look"
MORE: Final = "{n} more worth a look"
READ_BACK: Final = "What came of its campaigns"
READ_BACK_NOTE: Final = (
    "Orders within {days} after a touch of {campaigns}, counted whole. This is contact before an order, not "
    "an effect: only a group left out would show that."
)
READ_BACK_NONE: Final = "No touch of {campaigns} is in the data."
TITLES: Final = {
    "first purchase": "First purchase",
    "repeat purchase": "Repeat purchase",
    "reactivation": "Reactivation",
    "upsell": "Upsell",
    "renewal": "Renewal",
    "referral": "Referral",
    "retention": "Retention",
}

SAID: Final = {
    "outcome": "The segments are told apart by their orders: conversion rates and discoveries by them go in "
    "circles. Sizes and value are sound.",
    "path": "The segments are told apart by their touches: credit by channel within them says what put "
    "people there.",
    "too small": "{these} too small to say anything of a rate: fewer than 30 people.",
    "coarse": "{these} so small that only large differences would show{least}.",
    "same people": "{both} are nearly the same people: {shared} of those who fit either fit both.",
    "same rate": "{both} cannot be told apart by their rates ({rates}). One segment may do.",
    "too many": "{n} segments are many: three to five can be told apart and looked after.",
    "review past": "{one} was to be reviewed on {day}.",
    "deadline past": "{one}'s goal was to be reached by {day}. Reached, or another date?",
    "no goal": "No goal yet: {names}.",
    "no action": "Nothing to do yet (next step, message or campaign): {names}.",
    "no baseline": "No baseline, so nobody will know whether the goal was met: {names}.",
}


def said(hint: Hint, name: Name = str) -> str:
    """Return what is pointed out as a sentence.

    Parameters
    ----------
    name : what to do with segments' names before they stand in it.

    Examples
    --------
    >>> from segattr.segments.advice import Hint
    >>> said(Hint("no goal", ("loyal", "new")))
    'No goal yet: loyal, new.'
    """
    names = [name(each) for each in hint.segments]
    figures = hint.figures
    return SAID[hint.kind].format(
        these=f"{listed(names)} {'is' if len(names) == 1 else 'are'}",
        both=" and ".join(names[:2]),
        one=names[0] if names else "",
        names=", ".join(names),
        day=day(hint.day),
        n=count(figures[0]) if figures else "",
        shared=share(figures[0]) if figures else "",
        least=_points(figures),
        rates=" and ".join(percent(rate, decimals=1) for rate in figures) if figures else "",
    )


def listed(names: Sequence[str]) -> str:
    """Return names as they are listed in a sentence.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    *first, last = names or [""]
    return f"{', '.join(first)} and {last}" if first else last


def day(text: str) -> str:
    """Return a day written 2026-03-31 as it is read.

    Examples
    --------
    >>> day("2026-03-31"), day("")
    ('31 March 2026', '')
    """
    if not text:
        return ""
    found = date.fromisoformat(text)
    return f"{found.day} {found:%B %Y}"


def summary(card: Card, name: Name = str) -> str:
    """Return a card in one line, as it stands closed; empty for an empty card.

    Examples
    --------
    >>> from segattr.segments.cards import Card
    >>> summary(Card("s", "a", goal="upsell", target=9.0, metric="conversion rate", owner="Ada"))
    'Upsell · conversion rate to 9 % · Ada'
    """
    aim = f"{name(card.metric)} to {figure(card.target, card.metric)}" if card.target is not None else ""
    parts = [
        TITLES.get(card.goal, ""),
        aim,
        f"by {day(card.deadline)}" if card.deadline else "",
        name(card.step),
    ]
    return " · ".join(filter(None, [*parts, name(card.owner)]))


def figure(value: float | None, metric: str) -> str:
    """Return a baseline or target as it is read, in percent where the metric is a rate or a share.

    Examples
    --------
    >>> figure(9.0, "conversion rate"), figure(1200, "customers"), figure(None, "")
    ('9 %', '1,200', '–')
    """
    if value is None:
        return NONE
    words = metric.lower().split()
    return f"{value:,.4g} %" if "rate" in words or "share" in words else f"{value:,.10g}"


def _points(figures: Sequence[float]) -> str:
    """Return the largest difference that can be missed; empty where one of them cannot show any."""
    if not figures or any(figure != figure for figure in figures):
        return ""
    return f": {max(figures) * 100:.1f} points or more"
