"""What the Data page says about all files together: what they hold, what they allow, what is odd."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from segattr.words.facts import Facts
from segattr.words.numbers import count, percent

Name = Callable[[str], str]  # makes a word of the client's safe to show
MANY_STRANGERS: Final = 0.1  # of the conversions; from here on something is probably wrong

BRING: Final = (
    "Several at once: visits or clicks with a channel, orders or leads, customers, costs. Or one file of "
    "people and whether they converted. CSV, TSV, TXT, XLSX or Parquet, just as your tool exports it."
)
TRY: Final = (
    "A made-up sports shop: 7,000 customers, their visits and orders of six months, and a conversion rate "
    "the owner is proud of. What it hides is two clicks away."
)
PRIVATE: Final = "Files are read in memory: nothing is stored, and nothing is sent anywhere else."
REPLACES: Final = "Your exports take the place of the sample shop."
NOTHING_YET: Final = "None of these files can be used yet. Each says below what it needs."
START_OVER: Final = "All files and everything set about them will be let go. Nothing can bring them back."


def headline(facts: Facts) -> str:
    """Return what the data hold and what they allow.

    Examples
    --------
    >>> headline(Facts(people=7000))
    '**7,000 customers**. To see who of them converted, add a file of conversions, such as orders or leads.'
    """
    return ". ".join(part for part in (facts.holds, _ability(facts)) if part)


def _ability(facts: Facts) -> str:
    if facts.can_split and facts.can_credit:
        return "You can compare conversion by segment and share out credit."
    if facts.can_split:
        return f"You can compare conversion by segment. {CREDIT_NEEDS}"
    if facts.can_credit:
        return f"You can share out credit. {SPLIT_NEEDS}"
    if facts.conversions:
        return "To see who did not convert, add a file of touchpoints or of customers."
    return "To see who of them converted, add a file of conversions, such as orders or leads."


CREDIT_NEEDS: Final = "Sharing out credit takes touchpoints and conversions with the same customer ids."
SPLIT_NEEDS: Final = "Comparing conversion by segment takes customers or touchpoints, and conversions."


def strangers(facts: Facts) -> str:
    """Return what to say about conversions of customers without any touchpoint; empty where there are none.

    Examples
    --------
    >>> strangers(Facts(touchpoints=9, conversions=200, strangers=12))
    '**12 of 200 conversions** (6.0 %) are of customers without any touchpoint: no channel can earn them.'
    """
    if not facts.strangers:
        return ""
    if facts.strangers < facts.conversions:
        share = percent(facts.strangers / facts.conversions)
        found = f"**{count(facts.strangers)} of {count(facts.conversions)} conversions** ({share})"
        return f"{found} are of customers without any touchpoint: no channel can earn them."
    return (
        f"**None of the {count(facts.conversions)} conversions** is of a customer seen in the touchpoints. "
        "Perhaps one file knows customers by e-mail and the other by number: "
        "choose the column both share as Customer."
    )


def idle(files: Sequence[str], *, name: Name = str) -> str:
    """Return which files are not used yet; empty for none.

    Examples
    --------
    >>> idle(["visits.csv", "orders.csv"])
    'Not used yet: **visits.csv**, **orders.csv**. See below what they need.'
    """
    if not files:
        return ""
    need = "what it needs" if len(files) == 1 else "what they need"
    return f"Not used yet: {', '.join(f'**{name(file)}**' for file in files)}. See below {need}."
