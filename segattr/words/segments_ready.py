"""The ready-made sets in words: what each is, and what to do with each of its segments.

The goals are those of the fixed list: first purchase, repeat purchase, reactivation, upsell, renewal,
referral, retention.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

TITLES: Final = {
    "rfm": "RFM: how recently, how often, how much",
    "tiers": "Three value tiers",
    "lifecycle": "Lifecycle stages",
    "discounts": "Discount-driven customers",
    "top": "Top 20 % by revenue",
}
LIMITS: Final = "Where the scores begin"
LIMITS_SAID: Final = (
    "A customer's score is one more than {levels} times the share of buyers who do worse; equal values have "
    "equal scores. The limits below were cut once and are saved with the set: next quarter is measured by "
    "the same ones. A dash: nobody has that score."
)
TO_DO: Final = "What to do with each segment"
TO_DO_SAID: Final = (
    "Suggestions to begin with, the same for every shop: what works for these customers only a test can tell."
)
AS_RULES: Final = "Change the rules"
AS_RULES_HELP: Final = "The same groups as rules, each condition to be changed"
FIXED_TOP: Final = (
    "The border is drawn anew for each file: the share stays, the money it takes does not. There is nothing "
    "to edit here."
)


@dataclass(frozen=True)
class Advice:
    """What to do with a segment.

    Attributes
    ----------
    goal : of the fixed list.
    step : what to do next.
    message : what to say to them.
    """

    goal: str
    step: str
    message: str


ADVICE: Final[dict[str, Advice]] = {
    # RFM
    "champions": Advice(
        "referral", "Invite to a referral or preview programme", "You are among our best: be first"
    ),
    "loyal": Advice("upsell", "Show what goes with what they bought", "Chosen to go with your last orders"),
    "promising": Advice(
        "repeat purchase", "A second offer within the usual time between orders", "What others chose next"
    ),
    "new buyers": Advice(
        "repeat purchase",
        "Welcome series: how to get the most out of the first order",
        "Good to have you: how to begin",
    ),
    "need attention": Advice(
        "retention", "Ask, then remind with what they like", "It has been a while: what has come in since"
    ),
    "fading": Advice(
        "repeat purchase", "One reminder with a reason to come back", "Still looking? What is popular now"
    ),
    "once loyal": Advice(
        "reactivation", "A personal word before any discount; ask why", "We miss you: what can we do better?"
    ),
    "at risk": Advice(
        "reactivation",
        "Win-back series; stop paying for reminders that nobody opens",
        "Come back: here is what is new",
    ),
    "dormant": Advice(
        "reactivation", "One cheap try, then leave out of paid audiences", "Shall we stay in touch?"
    ),
    # tiers
    "high value": Advice(
        "retention", "Best service, early access; a list for sales", "Thank you: this comes first to you"
    ),
    "middle value": Advice("upsell", "Bundles and a next step up", "Others like you went on to this"),
    "low value": Advice(
        "repeat purchase", "Keep contacts cheap; find the second order", "Easy to try: small and popular"
    ),
    # lifecycle
    "inactive": Advice(
        "reactivation",
        "Win back once, then leave out of paid audiences",
        "A lot has changed since your last order",
    ),
    "almost churned": Advice(
        "retention", "Remind before the usual time has long passed", "Time for a refill?"
    ),
    "advocate": Advice(
        "referral",
        "Thank them, then give them something to pass on",
        "Know somebody who would like this too?",
    ),
    "repeat buyer": Advice(
        "upsell", "Show what goes with what they bought", "Chosen to go with your last orders"
    ),
    "first-time buyer": Advice(
        "repeat purchase", "Welcome series, then a second offer", "Good to have you: how to begin"
    ),
    "qualified": Advice(
        "first purchase", "A call by sales within days", "Shall we go through your offer together?"
    ),
    "lead": Advice(
        "first purchase", "Answer the question they came with", "What you asked about, in five minutes"
    ),
    "contacted again and again": Advice(
        "first purchase", "Stop what has not worked; ask what is missing", "What kept you from ordering?"
    ),
    "subscriber": Advice("first purchase", "Tell them about a first order by e-mail", "Made for a first try"),
    "returning visitor": Advice(
        "first purchase", "Show again what they looked at, and reviews", "Still thinking about it?"
    ),
    "new": Advice("first purchase", "Say what you stand for, before any offer", "Welcome: where to begin"),
    # discounts
    "discount-driven": Advice(
        "retention", "Test the full price on a part of them", "Worth it without a code: see why"
    ),
    "tried a discount": Advice(
        "repeat purchase", "Offer value, not a price: delivery, service", "More than a price: what you get"
    ),
    "full price": Advice("upsell", "Keep discounts away from them", "New and at its best: have a look"),
    # top
    "top 20 % by revenue": Advice(
        "retention",
        "See what they have in common; look for more like them",
        "Thank you: this comes first to you",
    ),
    "other buyers": Advice("repeat purchase", "Find what the best bought second", "What others chose next"),
}


def limits_of_days(days: float) -> str:
    """Return a limit of days since the last order.

    Examples
    --------
    >>> limits_of_days(37.0)
    'at most 37 days ago'
    """
    return f"at most {days:,.0f} days ago"
