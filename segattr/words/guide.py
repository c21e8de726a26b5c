"""Which model serves which decision, and how much the choice matters in these data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from segattr.words.models import CARDS
from segattr.words.numbers import count, share

if TYPE_CHECKING:
    from segattr.attribution.journey_facts import JourneyFacts

INTRO: Final = (
    "No model is right for everything: each answers another question. Say first what you want to decide, "
    "then look at its models, then at how far they disagree."
)
DECISIONS: Final[dict[str, tuple[str, ...]]] = {
    "Find new customers: acquisition, launches": ("first", "inverse_j"),
    "Close what is open: offers, retargeting, search": ("last", "last_non_direct", "j_shaped"),
    "Keep the whole journey going": ("linear", "time_decay"),
    "One budget for both ends": ("u_shaped", "custom"),
    "Leads and opportunities of a long sale": ("w_shaped", "full_path"),
    "See which channels journeys pass through and could miss": ("markov", "shapley"),
}
ALL_MODELS: Final = "Every model on a card"
LONG_SALE: Final = "Leads and opportunities of a long sale"
SHORT, MOSTLY_ONE = 2, 0.8  # touches; share of one-touch journeys from which models can hardly differ
QUICK, SLOW = 0.25, 2.0  # half-life over median days: outside, time decay behaves like a simpler model


def journeys_are(facts: JourneyFacts) -> str:
    """Return what the journeys are like.

    Examples
    --------
    >>> from segattr.attribution.journey_facts import JourneyFacts
    >>> journeys_are(JourneyFacts(242, 3, 14, 0.31))
    'In these data, half of the 242 journeys have at most **3 touches**, and **31 %** have only one.'
    >>> journeys_are(JourneyFacts(1, 2, 14, 0.0))
    'In these data there is one journey, of **2 touches**.'
    """
    if not facts.journeys:
        return "In these data no conversion has a touch before it."
    touches = f"{facts.median_touches} touch{'es' if facts.median_touches > 1 else ''}"
    if facts.journeys == 1:
        return f"In these data there is one journey, of **{touches}**."
    days = facts.median_days
    when = "" if days is None else f" Half convert within **{_within(days)}** of the first touch."
    return (
        f"In these data, half of the {count(facts.journeys)} journeys have at most **{touches}**, and "
        f"**{share(facts.one_touch)}** have only one.{when}"
    )


def milestones_are(dated: float) -> str:
    """Return how many journeys have a dated lead or opportunity, and what that is good for.

    Parameters
    ----------
    dated : their share, 0 to 1.

    Examples
    --------
    >>> milestones_are(0.93)
    '**93 %** have a lead or opportunity date with a touch before it, which W-shaped and full path can use.'
    """
    if not dated:
        return ""
    return (
        f"**{share(dated)}** have a lead or opportunity date with a touch before it, which W-shaped and full "
        "path can use."
    )


def advice(facts: JourneyFacts, *, half_life_days: float, lookback_days: float) -> list[str]:
    """Return what follows from the journeys for the choice of model, one sentence each.

    Parameters
    ----------
    half_life_days, lookback_days : as they are set.
    """
    said = []
    if facts.one_touch >= MOSTLY_ONE:
        said.append(
            "With so many single touches the models can hardly differ: the choice matters little here, and "
            "a longer lookback may join touches that now stand alone."
        )
    elif 0 < facts.median_touches <= SHORT:
        said.append(
            f"Half of the journeys have at most {SHORT} touches: there the position-based models have no "
            "middle and behave like first and last touch."
        )
    days = facts.median_days
    return [*said, *([] if not days else _by_time(days, half_life_days, lookback_days))]


def _by_time(days: float, half_life_days: float, lookback_days: float) -> list[str]:
    said = []
    if half_life_days > SLOW * days:
        said.append(
            f"A half-life of {half_life_days:g} days is long beside that: time decay is close to linear here."
        )
    elif half_life_days < QUICK * days:
        said.append(
            f"A half-life of {half_life_days:g} days is short beside that: time decay is close to last touch."
        )
    if days > lookback_days / 2:
        said.append(
            f"Many journeys fill much of the {lookback_days:g}-day lookback: who opened them may be cut off, "
            "and first touch then rewards whoever came next. Try a longer one."
        )
    return said


def serves(titles: Mapping[str, str], missing: Mapping[str, str]) -> str:
    """Return which models serve a decision and why, as Markdown.

    Parameters
    ----------
    titles : name of every model that serves it -> its title, the first choice first.
    missing : name of a model these data do not allow -> why.

    Examples
    --------
    >>> print(serves({"first": "First touch"}, {}).split(".")[0])
    - **First touch** assumes: The touch that opened the journey deserves the conversion; what came after \
would have happened anyway
    """
    return "\n".join(
        f"- **{title}**{_unless(missing.get(name, ''))} assumes: {CARDS[name].assumes} "
        f"Use it {CARDS[name].choose}"
        for name, title in titles.items()
    )


def _unless(why: str) -> str:
    return f" *(not with these data: {why})*" if why else ""


def _within(days: float) -> str:
    return "a day" if days < 1.5 else f"{days:.0f} days"
