"""What is said of a change between two periods: other ways, other people, and what stands still on top."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Mapping
from typing import Final, NamedTuple

from segattr.words.averages import Name
from segattr.words.averages_speech import Speech
from segattr.words.averages_table import evidence_of_p
from segattr.words.numbers import count, interval, many, money, percent, points

CHANCE: Final = 0.05
TREND: Final = "How did the rate move?"
WATERFALL: Final = "Why did the rate move?"
REVENUE: Final = "Why did the value move?"
NO_TIME: Final = (
    "Nothing in these data says when: bring a date with every row (orders with their day, visits by month), "
    "and this part says why the rate moved between any two of them."
)
ONE_PERIOD: Final = "All of these data are from {period}: a change needs two periods."
CLICK: Final = "Choose a period in the picture: the nearer end of the comparison moves there."
PARTIAL: Final = (
    "Ends of the data may hold only part of a period, and the youngest may still convert: compare full "
    "periods."
)
FACTORS: Final = {
    "visits": "number of {many}",
    "conversion": "share that {did}",
    "order_value": "value of an order",
}
STANDS: Final = "The total may stand still while its parts move"
NONE_APART: Final = (
    "Between {before} and {after}, no column's segments moved apart beneath the total, of {n} tried."
)


def others(n: int) -> str:
    """Return what the segments not drawn one by one are called.

    Examples
    --------
    >>> others(1), others(12)
    ('1 other', '12 others')
    """
    return many(n, "other")


def period(name: str) -> str:
    """Write a period as it is read.

    Examples
    --------
    >>> period("2026-03"), period("2026 Q1"), period("May")
    ('March 2026', 'Q1 2026', 'May')
    """
    year, _, rest = name.replace(" ", "-").partition("-")
    if len(year) == 4 and year.isdigit():
        if rest.isdigit() and 1 <= int(rest) <= 12:
            return f"{month_name[int(rest)]} {year}"
        if rest in ("Q1", "Q2", "Q3", "Q4"):
            return f"{rest} {year}"
    return name


class End(NamedTuple):
    """One of two periods: its name, everybody's rate and range in it, its people."""

    period: str
    rate: float
    low: float
    high: float
    people: float


def moved(
    ends: tuple[End, End],
    p: float,
    effects: tuple[float, float],
    by: str,
    speech: Speech,
    *,
    name: Name = str,
) -> str:
    """Say by how much a rate moved, and how much of that is other ways and other people, as Markdown.

    Parameters
    ----------
    ends : everybody before and after.
    p : whether chance alone would move a rate so far.
    effects : of segments converting otherwise, and of other people coming; they sum to the change.
    by : column the segments are of; empty where there is none.

    Examples
    --------
    >>> ends = (End("2026-03", 0.03, 0.02, 0.045, 700), End("2026-04", 0.023, 0.015, 0.035, 900))
    >>> print(moved(ends, 0.4, (0.0017, -0.0085), "visitor", Speech()))
    From **March 2026** to **April 2026** the rate went from **3.0 %** (2.0–4.5; 700 people) to **2.3 %** \
(1.5–3.5; 900): **−0.7 points**, no more than chance would give (p = 0.4). By visitor, \
**+0.2 points** of it are segments that converted otherwise, **−0.9 points** other people than before.
    """
    before, after = ends
    sure = f"{'' if p < CHANCE else ', no more than chance would give'} ({evidence_of_p(p)})"
    outcome = f"{name(speech.outcome)}: from" if speech.outcome else "From"
    said = (
        f"{outcome} **{name(period(before.period))}** to **{name(period(after.period))}** the rate went from "
        f"{_figure(before)} {name(speech.units(before.people))}) to {_figure(after)}): "
        f"**{points(after.rate - before.rate)}**{sure}."
    )
    if not by:
        return said
    rate, mix = (points(effect) for effect in effects)
    other = f"other {name(speech.many)} than before"
    did = "that converted otherwise" if not speech.outcome else "with another rate"
    return f"{said} By {name(by)}, **{rate}** of it are segments {did}, **{mix}** {other}."


def _figure(end: End) -> str:
    range_ = interval(end.low, end.high, decimals=1).rstrip(")")
    return f"**{percent(end.rate, decimals=1)}** {range_}; {count(end.people)}"


def beneath(row: Mapping[str, object], *, name: Name = str) -> str:
    """Say what moved apart beneath a total that stands still, as Markdown."""
    sides = []
    for side, verb in (("up", "rose"), ("down", "fell")):
        before, after = (float(str(row[f"{side}_{when}"])) for when in ("before", "after"))
        if row[side] and before == before and after == after:
            figures = f"from {percent(before, decimals=1)} to {percent(after, decimals=1)}"
            sides.append(f"**{name(str(row[side]))}** {verb} {figures}")
    by = name(str(row["dimension"]))
    rate, mix = (points(float(str(row[f"{what}_effect"]))) for what in ("rate", "mix"))
    if row["kind"] == "mix hides it":
        return f"By {by}: segments moved the rate by {rate}, and other people by {mix}: {', '.join(sides)}."
    return f"By {by}: {' while '.join(sides)}."


def revenue(
    change: float, parts: Mapping[str, float], speech: Speech, currency: str, *, name: Name = str
) -> str:
    """Say why the value of all orders moved, as Markdown."""
    named = [
        f"**{_signed(value, currency)}** from the {factor(key, speech, name=name)}"
        for key, value in parts.items()
    ]
    return f"The value of all orders moved by **{_signed(change, currency)}**: {', '.join(named)}."


def factor(key: str, speech: Speech, *, name: Name = str) -> str:
    """Return what a factor of the value is called."""
    return FACTORS.get(key, key).format(many=name(speech.many), did=name(speech.did))


def _signed(value: float, currency: str) -> str:
    text = money(value, currency)
    return f"+{text}" if value > 0 else text
