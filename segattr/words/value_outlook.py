"""What the Value page says of what customers may still bring: projected, and said to be."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Final

from segattr.words.numbers import count, many, money, percent

TITLE: Final = "What may they still bring?"
PICTURE: Final = "Per customer: brought so far, and projected"
SO_FAR: Final = "so far"
AHEAD: Final = "projected"
FAR_OFF: Final = 0.3  # of what happened; beyond, the page advises against the projection
NOTE: Final = (
    "Pale and dashed is **projected**: each segment's customers come back as often, and stay away for good "
    "as soon, as the BG/NBD model reads from their own orders; Gamma–Gamma says what an order brings. It "
    "holds only while nothing changes, and not for contracts and subscriptions. In brackets, and as a line "
    "at the end of the bar, the **95 % range**: what chance may make of it for this many customers, **if "
    "people behave as they did**; what may change is not in it. The chain ladder projects cohorts instead, "
    "to the oldest one's age, from what their whole months brought, with Mack's range from {fewest} cohorts "
    "on; where the two tell different stories, trust neither."
)
NOT_PROJECTED: Final = "not projected"
NO_RANGE: Final = "no range"
NO_RANGE_SAID: Final = (
    "There is no range to it: these orders are worth so different amounts, or say so little of who comes "
    "back, that how far it may be off cannot be told."
)


def headline(
    customers: int, so_far: float, ahead: tuple[float, float, float], weeks: float, held: str, currency: str
) -> str:
    """Return what a customer brought and may bring, as Markdown.

    Parameters
    ----------
    ahead : projected, and the two ends of its range. held : from `held_out`.

    Examples
    --------
    >>> headline(2357, 107.1, (24.2, 21.4, 27.4), 52, "", "USD")[48:]
    'and may bring **~$24.20** ($21.40–27.40) in the next 52 weeks (projected, 95 % range).'
    """
    figure, low, high = ahead
    known = isfinite(low)
    said = (
        f"Each of {many(customers, 'customer')} brought **{money(so_far, currency)}** so far and may bring "
        f"**~{money(figure, currency)}**{f' {between(low, high, currency)}' if known else ''} in the next "
        f"{count(weeks)} weeks (projected{', 95 % range' if known else ''})."
    )
    return f"{said} {'' if known else NO_RANGE_SAID} {held}".replace("  ", " ").rstrip()


def between(low: float, high: float, currency: str) -> str:
    """Return the range of an amount, to stand behind it.

    Examples
    --------
    >>> between(21.4, 27.44, "USD"), between(float("nan"), float("nan"), "USD")
    ('($21.40–27.44)', '(no range)')
    """
    if not isfinite(low):
        return f"({NO_RANGE})"
    return f"({money(low, currency)}–{money(high, '')})"


def projected(figure: float, low: float, high: float, *, currency: str) -> str:
    """Return a projected amount with its range; empty where nothing is projected.

    Examples
    --------
    >>> projected(24.2, 21.4, 27.44, currency="USD")
    '~$24.20 ($21.40–27.44)'
    """
    return f"~{money(figure, currency)} {between(low, high, currency)}" if isfinite(figure) else ""


def laddered(seen: float, grown: str, age: int, currency: str) -> str:
    """Return what cohorts brought in the months seen, and where chain ladder takes them.

    Parameters
    ----------
    seen : money per customer, in whole months. grown : from `projected`. age : months after the first one.

    Examples
    --------
    >>> laddered(107.1, "~$131 ($124–139)", 11, "USD")
    '$107 in whole months, ~$131 ($124–139) by month 12'
    """
    if not grown:
        return NOT_PROJECTED
    return f"{money(seen, currency)} in whole months, {grown} by month {age + 1}"


def orders(figure: float, low: float, high: float) -> str:
    """Return how many orders a customer may place, with the range; empty where nothing is projected.

    Examples
    --------
    >>> orders(0.834, 0.712, 0.977)
    '~0.83 (0.71–0.98)'
    """
    if not isfinite(figure):
        return ""
    return f"~{figure:.2f} ({f'{low:.2f}–{high:.2f}' if isfinite(low) else NO_RANGE})"


def refused(closed: Sequence[str], why: str) -> str:
    """Return why nothing is projected.

    Examples
    --------
    >>> refused([gate("customers", 210, 500)], "")[:84]
    'These orders do not carry a projection of repeat orders: 210 customers (500 needed).'
    """
    if not closed:
        return f"Nothing is projected: {why}" if why else "Nothing is projected."
    told = "; ".join(closed)
    return f"These orders do not carry a projection of repeat orders: {told}. What was observed stands."


def gate(name: str, found: float, needed: float) -> str:
    """Return one condition that is not met.

    Examples
    --------
    >>> gate("days of data", 179, 182.0)
    '179 days of data (182 needed)'
    >>> gate("correlation of frequency and value", 0.437, 0.3)
    'how often and how much people buy go together (correlation 0.44, below 0.3 needed)'
    """
    if name.startswith("correlation"):
        together = f"correlation {found:.2f}, below {needed:g} needed"
        return f"how often and how much people buy go together ({together})"
    return f"{count(found)} {name} ({count(needed)} needed)"


def held_out(expected: float, happened: float, weeks: float) -> str:
    """Return how far the same model was off where it could be checked.

    Examples
    --------
    >>> held_out(738, 770, 23.4)[45:]
    'seen, it foretold 738 repeat orders; 770 came (off by 4.2 %).'
    """
    start = (
        f"Tried on the last {count(weeks)} weeks, which it had not seen, it foretold {count(expected)} "
        f"repeat orders; {count(happened)} came"
    )
    if not happened:
        return f"{start}."
    off = abs(expected - happened) / happened
    return f"{start} (off by {percent(off)}){': **too far to build on**.' if off > FAR_OFF else '.'}"
