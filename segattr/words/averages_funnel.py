"""What is said of a funnel: how far people come, and where which segment leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from segattr.words.averages import Name
from segattr.words.averages_speech import Speech
from segattr.words.averages_table import evidence_of_p
from segattr.words.numbers import count, percent

TITLE: Final = "At which step does each segment leave?"
EVERYBODY: Final = "everybody"
NO_STEPS: Final = (
    "A funnel needs two steps in order: events with a name (*product viewed*, *added to cart*, *order*), or "
    "a yes/no or date column per step (*contacted*, *offer sent*, *signed*). These data hold none."
)
CHOOSE: Final = "Choose at least two steps, in the order they are gone through."
STEPS_HELP: Final = "In the order they are gone through; the first is where everybody counted here starts."
NAMED: Final = 6  # columns left out that are named
MOST: Final = 4  # segments drawn beside everybody
LEFT_OUT: Final = "The picture shows the {n} largest segments; the table has all."
NOTHING_COSTS: Final = "At no step does a segment fall behind the others by more than chance would give."
WHEN: Final = "When does each market order?"
WHO: Final = "Which source brings which intent?"
WHEN_NOTE: Final = (
    "Orders of a market in a week against what its own size and everybody's week lead to expect; 1 is as "
    "usual. Pale: no more than chance, adjusted for all cells."
)
WHO_NOTE: Final = (
    "Share {did}, by where people came from and what they did; pale cells are no more than chance away "
    "from what both alone lead to expect, adjusted for all cells."
)
NO_MARKET: Final = "This needs orders with a day, and a column that tells markets apart."
NO_GRID: Final = "This needs two columns: where people came from, and what they did or are."


def aside(names: Sequence[str], speech: Speech, *, name: Name = str) -> str:
    """Say which columns of yes and no are not taken for steps, and why.

    Examples
    --------
    >>> aside(["is_repeated_guest"], Speech())[:75]
    'Not taken for a step: *is_repeated_guest*. A yes/no column is one where nea'
    """
    told = ", ".join(f"*{name(each)}*" for each in names[:NAMED])
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    one, is_one = ("a step", "it lies") if len(names) == 1 else ("steps", "one of them lies")
    return (
        f"Not taken for {one}: {told}{more}. A yes/no column is one where nearly all {name(speech.many)} "
        f"{name(speech.who_did)} say yes (95 %), and not nearly all others; if {is_one} on the way all the "
        "same, choose it under *Steps*."
    )


def reach(
    first: Mapping[str, object], last: Mapping[str, object], speech: Speech, *, name: Name = str
) -> str:
    """Say how far everybody comes, as Markdown.

    Parameters
    ----------
    first, last : the first and last step of everybody: ``step, of, reached, whole``.

    Examples
    --------
    >>> first = {"step": "visit", "of": 1000, "reached": 900, "whole": 0.9}
    >>> reach(first, {"step": "order", "of": 200, "reached": 90, "whole": 0.09}, Speech())
    'Of 1,000 people **900** come to *visit* and **90** (**9.0 %**) to *order*.'
    """
    n, here, there = (float(str(value)) for value in (first["of"], first["reached"], last["reached"]))
    start = f" **{count(here)}** come to *{name(str(first['step']))}* and" if here < n else ""
    to = "to" if start else "come to"
    return (
        f"Of {count(n)} {name(speech.units(n))}{start} **{count(there)}** "
        f"(**{percent(float(str(last['whole'])), decimals=1)}**) {to} *{name(str(last['step']))}*."
    )


def costliest(row: Mapping[str, object] | None, by: str, speech: Speech, *, name: Name = str) -> str:
    """Say at which step which segment falls furthest behind, as Markdown.

    Parameters
    ----------
    row : ``segment, step, rate, rest, cost, adjusted``; None where no step costs more than chance.
    """
    if row is None:
        return NOTHING_COSTS
    rate, rest, cost = (float(str(row[key])) for key in ("rate", "rest", "cost"))
    p = evidence_of_p(float(str(row["adjusted"])))
    return (
        f"The step that costs most is *{name(str(row['step']))}* for {name(by)} "
        f"**{name(str(row['segment']))}**: **{percent(rate, decimals=1)}** go on to it, of everybody else "
        f"**{percent(rest, decimals=1)}** ({p}). At the others' rate **{count(abs(cost))}** more "
        f"{name(speech.units(abs(cost)))} would have come to the end."
    )
