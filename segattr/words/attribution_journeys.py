"""What is said of journeys: the ways that convert, how long they take, who opens and closes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from segattr.words.leads import Name
from segattr.words.numbers import count, interval, many, percent, share

VIEWS: Final = {
    "paths": "Ways",
    "time": "Time",
    "next": "Next touch",
    "roles": "Openers and closers",
    "engagement": "Engagement",
    "one": "One journey",
}
FOR: Final = "For"
EVERYBODY: Final = "Everybody"
PATHS: Final = "Which ways lead to a conversion?"
PATHS_HELP: Final = (
    "Channels in their order, repeats included. A rate is the part of all journeys of exactly this way that "
    "converted; **…** stands before the last 24 touches of a longer one."
)
PATH_TITLES: Final = {
    "segment": "Segment",
    "path": "Way",
    "touches": "Touches",
    "journeys": "Journeys",
    "conversions": "Conversions",
    "share": "Share of conversions",
    "rate": "Converted",
    "low": "From",
    "high": "To",
}
LENGTHS: Final = "How many touches does a conversion take?"
LENGTH_AXES: Final = ("Touches before the conversion", "Share of conversions")
LAGS: Final = "How long does a conversion take?"
LAG_AXES: Final = ("Days since the first touch", "Share of conversions so far")
NO_LAGS: Final = "How long journeys take is not known of counted paths, which carry no times."
NEXT: Final = "What comes next?"
NEXT_AXES: Final = ("After", "Comes")
NEXT_HELP: Final = (
    "Of every 100 times a journey was at the touch on the left, so many went on to what stands above. These "
    "are all journeys, converted or not, and what a Markov chain that remembers one touch is made of."
)
ROLES: Final = "Who opens journeys, and who closes them?"
ROLES_OF: Final = {"opener_share": "Openings among openings and closings"}
ROLES_HELP: Final = (
    "Journeys that converted. A channel is called **opener** or **closer** where the interval of its "
    "openings among its openings and closings lies on one side of a half, for all rows together; **too few** "
    "stands below 20."
)
ROLE_TITLES: Final = {
    "segment": "Segment",
    "channel": "Channel",
    "opened": "Opened",
    "assisted": "In between",
    "closed": "Closed",
    "alone": "Only touch",
    "opener_share": "Openings among ends",
    "low": "From",
    "high": "To",
    "role": "Role",
}
ENGAGEMENT: Final = "Which touches are followed by a conversion?"
ENGAGEMENT_OF: Final = {"rate": "Part of the journeys with this touch that converted"}
ENGAGEMENT_HELP: Final = (
    "Journeys with such a touch converted more or less often; whether because of it, only an experiment "
    "says. People who are about to buy touch more."
)
ENGAGEMENT_TITLES: Final = {
    "segment": "Segment",
    "channel": "Touch",
    "touches": "Touches",
    "share": "Share of touches",
    "journeys": "Journeys with it",
    "converted": "Of them converted",
    "rate": "Rate",
    "low": "From",
    "high": "To",
}
TOUCH_TYPE: Final = "Kind of touch"
ONE_TITLE: Final = "One journey under every model"
ONE: Final = "One conversion"
ONE_HELP: Final = "Those with most touches first. Type to look for a customer or an order."
ONE_TITLES: Final = {"position": "Touch", "ts": "When", "channel": "What"}
NO_LEDGER: Final = "A ledger needs touchpoints and conversions; counted paths name no single journey."
LEDGER: Final = "Ledger: what every model gives every touch"
LEDGER_HELP: Final = (
    "One row per model, conversion and touch before it, unrounded: it adds up to the credit on this page to "
    "the cent, and anybody can check it line by line."
)


def ways(segment: str, path: str, conversions: float, part: float, ten: float, *, name: Name = str) -> str:
    """Return which way to a conversion is walked most often.

    Parameters
    ----------
    part : its share (0 to 1) of the conversions with a touch; ``ten`` that of the ten most frequent ways.

    Examples
    --------
    >>> ways("new", "Email > Direct", 12, 0.06, 0.4)
    'For **new**, the most frequent way to a conversion is **Email > Direct**: **12** of them, or **6 %**. \
The ten most frequent make **40 %**.'
    """
    whom = f"For **{name(segment)}**, the" if segment else "The"
    which = f"**{name(path)}**: **{count(conversions)}** of them, or **{share(part)}**"
    return (
        f"{whom} most frequent way to a conversion is {which}. The ten most frequent make **{share(ten)}**."
    )


def takes(segment: str, median: float, ninety: float, within_day: float, *, name: Name = str) -> str:
    """Return how long conversions take.

    Parameters
    ----------
    median, ninety : days after which half and nine of ten are done.
    within_day : share (0 to 1) of those done within a day.

    Examples
    --------
    >>> takes("new", 13.2, 26, 0.31)
    'For **new**, half convert within **13 days** of the first touch and nine of ten within **26 days**; \
**31 %** take less than a day.'
    """
    whom = f"For **{name(segment)}**, half" if segment else "Half"
    return (
        f"{whom} convert within **{_days(median)}** of the first touch and nine of ten within "
        f"**{_days(ninety)}**; **{share(within_day)}** take less than a day."
    )


def still_open(journeys: float, part: float, lookback_days: float, how: str) -> str:
    """Return how many journeys may still convert; empty where none may.

    Parameters
    ----------
    part : their share (0 to 1) of all journeys without a conversion.
    how : how they count, as the setting says it.

    Examples
    --------
    >>> still_open(1203, 0.2, 30, "count as lost")
    '**1,203 journeys** had their last touch within 30 days of the end of the data and may still convert, \
**20 %** of those without a conversion; they count as lost.'
    """
    if not journeys:
        return ""
    return (
        f"**{many(journeys, 'journey')}** had their last touch within {lookback_days:g} days of the end of "
        f"the data and may still convert, **{share(part)}** of those without a conversion; they {how}."
    )


def opens_and_closes(
    segment: str, openers: Sequence[str], closers: Sequence[str], *, name: Name = str
) -> str:
    """Return who opens and who closes.

    Examples
    --------
    >>> opens_and_closes("", ["Paid Social"], ["Direct", "Email"])
    '**Paid Social** opens more journeys than it closes; **Direct** and **Email** close more than they open.'
    >>> opens_and_closes("new", [], [])
    'For **new**, no channel opens clearly more journeys than it closes, or the other way round.'
    """
    whom = f"For **{name(segment)}**, " if segment else ""
    if not openers and not closers:
        said = f"{whom}no channel opens clearly more journeys than it closes, or the other way round."
        return said[0].upper() + said[1:]
    told = []
    if openers:
        verbs = ("opens", "it closes") if len(openers) == 1 else ("open", "they close")
        told.append(f"{_and(openers, name)} {verbs[0]} more journeys than {verbs[1]}")
    if closers:
        verbs = ("closes", "it opens") if len(closers) == 1 else ("close", "they open")
        told.append(f"{_and(closers, name)} {verbs[0]} more{'' if openers else ' journeys'} than {verbs[1]}")
    return f"{whom}{'; '.join(told)}."


def follows(
    segment: str, touch: str, rate: float, low: float, high: float, journeys: float, *, name: Name = str
) -> str:
    """Return which touch was followed by a conversion most often.

    Examples
    --------
    >>> follows("", "Email", 0.081, 0.07, 0.094, 2100)
    'Journeys with **Email** converted most often: **8.1 %** (7.0–9.4) of 2,100.'
    """
    whom = f"For **{name(segment)}**, journeys" if segment else "Journeys"
    range_ = interval(low, high)
    often = f"**{percent(rate)}** {range_} of {count(journeys)}"
    return f"{whom} with **{name(touch)}** converted most often: {often}."


def conversion_label(conversion_id: str, customer: str, touches: int, when: str) -> str:
    """Return how a conversion is called in the list.

    Examples
    --------
    >>> conversion_label("O1", "C7", 3, "4 March 2026")
    'O1 · customer C7 · 3 touches · 4 March 2026'
    """
    return f"{conversion_id or 'no id'} · customer {customer} · {many(touches, 'touch', 'touches')} · {when}"


def not_here(titles: Sequence[str]) -> str:
    """Return which models have nothing to say of a single journey, and why.

    Examples
    --------
    >>> not_here(["Markov chain"])
    'Not here: Markov chain, which gives credit to channels over all journeys, not to the touches of one.'
    """
    verb = "gives" if len(titles) == 1 else "give"
    which = " and ".join(titles)
    return f"Not here: {which}, which {verb} credit to channels over all journeys, not to the touches of one."


def scored(touches: int, least: tuple[str, float], most: tuple[str, float], *, name: Name = str) -> str:
    """Return how far models differ on one journey.

    Parameters
    ----------
    least, most : the touch whose weight differs most: its name with the least and with the most share any
        model gives it.

    Examples
    --------
    >>> scored(3, ("Email", 0.0), ("Email", 1.0))
    'A journey of 3 touches. The models differ most on **Email**: from **0 %** to **100 %** of the \
conversion.'
    """
    if touches == 1:
        return "A journey of a single touch: every model gives it the whole conversion."
    return (
        f"A journey of {touches} touches. The models differ most on **{name(most[0])}**: from "
        f"**{share(least[1])}** to **{share(most[1])}** of the conversion."
    )


def ledger_rows(rows: int) -> str:
    """Return how long the ledger is.

    Examples
    --------
    >>> ledger_rows(2200)
    '2,200 rows for the models shown, settings in the last column.'
    """
    return f"{many(rows, 'row')} for the models shown, settings in the last column."


def _and(names: Sequence[str], name: Name) -> str:
    words = [f"**{name(each)}**" for each in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _days(days: float) -> str:
    return "a day" if days < 1.5 else f"{days:.0f} days"
