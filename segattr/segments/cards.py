"""What a segment is for: the decision it serves, one revenue goal, who owns it, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from math import isfinite
from typing import Any, Final, Literal, get_args

from segattr.errors import BadSetting
from segattr.segments.as_of import is_day
from segattr.words.segments_ready import ADVICE
from segattr.words.starter import tag

Goal = Literal[
    "first purchase", "repeat purchase", "reactivation", "upsell", "renewal", "referral", "retention"
]
GOALS: Final[tuple[Goal, ...]] = get_args(Goal)
LONGEST: Final = 500  # characters of a text
MOST_CAMPAIGNS: Final = 30
NUMBERS: Final = ("baseline", "target")
DAYS: Final = ("deadline", "review")


@dataclass(frozen=True)
class Card:
    """What one segment of a set is for; everything but the two names may be left out.

    Parameters
    ----------
    set, segment : whose card it is.
    decision : what is decided with it.
    goal : one of `GOALS`, empty for none yet.
    metric : what the goal is measured by, such as ``conversion rate``.
    baseline, target : the metric before and as it should be, in its own unit (a rate in percent).
    deadline, review : days, written 2026-03-31.
    step, message : what to do next, and what to say to them.
    campaigns : those that serve the segment, by their names in the data.
    tag : UTM tag of campaigns to come; empty for the one proposed, see `utm_tag`.
    owner : who answers for it.

    Raises
    ------
    BadSetting : a goal that is none, a day that is none, a number that is none, or a text too long.

    Examples
    --------
    >>> Card("Loyalty", "loyal", goal="referral", owner="Ada").utm
    'loyalty-loyal'
    """

    set: str
    segment: str
    decision: str = ""
    goal: Goal | Literal[""] = ""
    metric: str = ""
    baseline: float | None = None
    target: float | None = None
    deadline: str = ""
    step: str = ""
    message: str = ""
    campaigns: tuple[str, ...] = ()
    tag: str = ""
    owner: str = ""
    review: str = ""

    def __post_init__(self) -> None:
        """Check the card."""
        if problem := self._problem():
            raise BadSetting(
                f"The card of {str(self.segment)!r:.120} cannot be used: {problem}.", setting="card"
            )

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said yet."""
        return self == Card(self.set, self.segment)

    @property
    def utm(self) -> str:
        """The UTM tag: the card's own, or the one proposed."""
        return tag(self.tag) or utm_tag(self.set, self.segment)

    @property
    def serving(self) -> tuple[str, ...]:
        """The campaigns that serve the segment, the one by its tag among them."""
        return tuple(dict.fromkeys((*self.campaigns, self.utm)))

    def to_json(self) -> dict[str, object]:
        """Return what the card says as plain JSON, without the set's name and without what is empty."""
        said = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "set"}
        kept = {name: value for name, value in said.items() if value not in ("", None, ())}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in kept.items()}

    def _problem(self) -> str:
        numbers = {name: getattr(self, name) for name in NUMBERS}
        texts = {each.name: getattr(self, each.name) for each in fields(self) if each.name not in numbers}
        campaigns = texts.pop("campaigns")
        if not isinstance(campaigns, tuple) or len(campaigns) > MOST_CAMPAIGNS:
            return f"it names at most {MOST_CAMPAIGNS} campaigns"
        for name, text in (*texts.items(), *(("campaigns", each) for each in campaigns)):
            if not _is_text(text):
                return f"its {name} is no text of at most {LONGEST} characters"
        if self.goal not in ("", *GOALS):
            return f"there is no goal {self.goal!r:.60}; choose {', '.join(GOALS)}"
        if wrong := [name for name in DAYS if texts[name] and not is_day(texts[name])]:
            return f"its {wrong[0]} is no day like 2026-03-31"
        return next((f"its {name} is no number" for name, n in numbers.items() if not _is_number(n)), "")


def utm_tag(set_name: str, segment: str) -> str:
    """Return the UTM tag proposed for campaigns of a segment: the same for the same names.

    Examples
    --------
    >>> utm_tag("RFM groups", "At risk & lost")
    'rfm-groups-at-risk-lost'
    """
    return tag(f"{set_name} {segment}") or "segment"


def card_of(cards: Iterable[Card], set_name: str, segment: str) -> Card:
    """Return a segment's card; an empty one where none was written."""
    own = (card for card in cards if (card.set, card.segment) == (set_name, segment))
    return next(own, Card(set_name, segment))


def with_card(cards: Sequence[Card], card: Card) -> tuple[Card, ...]:
    """Return the cards with this one in its segment's place; an empty one is let go.

    Examples
    --------
    >>> with_card((Card("s", "a", owner="Ada"),), Card("s", "a"))
    ()
    """
    others = [each for each in cards if (each.set, each.segment) != (card.set, card.segment)]
    place = next((n for n, each in enumerate(cards) if each not in others), len(others))
    return (*others[:place], *(() if card.is_empty else (card,)), *others[place:])


def renamed(
    cards: Sequence[Card], set_name: str, *, to: str = "", segment: str = "", segment_to: str = ""
) -> tuple[Card, ...]:
    """Return the cards with copies under a new name of their set, or of one segment of it.

    The old ones stay: a set that was saved under the old name still has them. Where the new name has a card,
    that one counts.

    Parameters
    ----------
    to : the set's new name; empty where it keeps its own.
    segment, segment_to : old and new name of one segment; empty for the whole set.
    """
    own = [card for card in cards if card.set == set_name and (not segment or card.segment == segment)]
    found = tuple(cards)
    for card in own:
        moved = replace(card, set=to or set_name, segment=segment_to or card.segment)
        if card_of(found, moved.set, moved.segment).is_empty:
            found = with_card(found, moved)
    return found


def of_set(cards: Iterable[Card], set_name: str, segments: Sequence[str]) -> tuple[Card, ...]:
    """Return the cards of a set's segments, in the segments' order."""
    found = list(cards)
    all_of_them = (card_of(found, set_name, name) for name in segments)
    return tuple(card for card in all_of_them if not card.is_empty)


def suggested(set_name: str, segments: Sequence[str]) -> tuple[Card, ...]:
    """Return cards with goal, next step and message for the segments that ready-made sets know.

    None where one of the segments is not known by its name: then it is another set.

    Examples
    --------
    >>> [card.goal for card in suggested("Tiers", ["high value", "middle value"])]
    ['retention', 'upsell']
    """
    if not all(name in ADVICE for name in segments):
        return ()
    return tuple(
        Card(set_name, name, goal=ADVICE[name].goal, step=ADVICE[name].step, message=ADVICE[name].message)  # type: ignore[arg-type]
        for name in segments
    )


def read_card(definition: object, *, set_name: str) -> Card:
    """Return the card that plain JSON says.

    Raises
    ------
    BadSetting : it says something else, or something this version does not know.
    """
    known = {each.name for each in fields(Card)} - {"set"}
    if not isinstance(definition, dict) or "segment" not in definition:
        raise BadSetting("A card says of which segment it is.")
    if unknown := [str(name) for name in definition if name not in known]:
        raise BadSetting(f"A card has {unknown[0]!r:.60}, which this version does not know.")
    said: dict[str, Any] = dict(definition)
    if isinstance(said.get("campaigns", []), list):
        said["campaigns"] = tuple(said.get("campaigns", ()))
    return Card(set_name, **said)


def _is_text(text: object) -> bool:
    if not isinstance(text, str) or len(text) > LONGEST:
        return False
    return not any("\ud800" <= sign <= "\udfff" for sign in text)  # no file can hold half a sign


def _is_number(number: object) -> bool:
    if number is None:
        return True
    return isinstance(number, int | float) and not isinstance(number, bool) and isfinite(number)
