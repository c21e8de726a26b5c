"""What the audit says: severities, lights, and what a fix would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from segattr.words.numbers import many, money

TITLE: Final = "Can this data be trusted?"
NOTHING_FOUND: Final = "Nothing was found. That proves no file right: the checks look only at what is there."
SEVERITY: Final[Mapping[str, str]] = {
    "blocker": "Blocker",
    "high": "High",
    "medium": "Medium",
    "low": "Low",
}
QUESTION: Final[Mapping[str, str]] = {
    "segments": "Conversion by segment",
    "attribution": "Attribution",
    "cost": "Cost",
    "value": "Value",
}
ICON: Final[Mapping[str, str]] = {
    "green": ":green[:material/check_circle:]",
    "amber": ":yellow[:material/warning:]",
    "red": ":red[:material/error:]",
    "none": ":material/remove_circle_outline:",
}
SEVERITY_ICON: Final[Mapping[str, str]] = {
    "blocker": ":red[:material/error:]",
    "high": ":yellow[:material/warning:]",
    "medium": ":material/info:",
    "low": ":material/info:",
}
NOT_RUN: Final = "not checked yet: open the Data page"
LOOK: Final = "Look at what was found"
MORE: Final = "more finding"
DONE: Final = "Put right on your word"
UNDO: Final = "Undo"
SPELLED: Final = ("as it stands", "would become")
SPELLED_TITLE: Final = "Spellings, and what each would become"
EXAMPLES: Final = "Example rows and what to do"
NO_EXAMPLES: Final = "What to do"
METHOD: Final = """
Every check asks all loaded tables one question, on every row. A finding counts the rows it is about, and the
conversions and their value, or the spend, that hang on them: those of the customers these rows belong to.

**Blocker**: figures would be wrong. **High**: they can mislead. **Medium**: worth a look. **Low**: good to
know.
*Not yet* stands for a blocker, *with care* for a finding of high severity. There is no overall score.

A fix changes nothing in your files: it is applied to the tables as they were read, listed, saved with the
project, and taken back by *Undo*. Loading itself drops no row as a duplicate and merges no spellings; of a
customer who is listed several times the first row counts. Every limit is a convention, and a check that finds
nothing proves no file right: it looks only at what is there.
"""
COLOUR: Final[Mapping[str, str]] = {
    "green": "can be trusted",
    "amber": "with care",
    "red": "not yet",
    "none": "no data",
}
FIX: Final[Mapping[str, str]] = {
    "leave_out": "Leave these rows out",
    "leave_people": "Leave these customers out",
    "unname": "Take these ids away",
    "rename": "Use one spelling",
    "fold": "Put small groups together",
    "conceal": "Replace by a code",
    "drop_column": "Take the column out",
    "same_form": "Write ids in one form",
    "add_up": "Put the lines together",
    "one_clock": "Move to the touchpoints' clock",
    "strip": "Take out what differs per click",
    "fill": "Read them from the address",
    "group": "Use GA4's channel groups",
    "link": "Put the two ids together",
    "merge": "Put these ids together",
    "pad": "Write ids with all their digits",
    "latest": "Take the last row",
    "usual": "Take what most rows say",
}
PAIRS: Final = ("gives way", "stays", "both have")
PAIRS_TITLE: Final = "Ids that would be put together"
PAIRS_SHEET: Final = "Ids of one person"
OWN_RULES: Final = "Give channels by your own rules"


def example(row: Mapping[str, str]) -> str:
    """Return an example row as one line.

    Examples
    --------
    >>> example({"customer_id": "a", "value": "5.0"})
    'customer_id a, value 5.0'
    """
    return ", ".join(f"{name} {value}" for name, value in row.items() if value != "")


def summed_up(severities: Sequence[str]) -> str:
    """Return how much was found, the worst first.

    Parameters
    ----------
    severities : one per finding.

    Examples
    --------
    >>> summed_up(["high", "blocker", "high"])
    '1 blocker and 2 of high severity'
    >>> summed_up([])
    'nothing found'
    """
    blockers, *others = (sum(one == severity for one in severities) for severity in SEVERITY)
    told = [many(blockers, "blocker")] if blockers else []
    told += [
        f"{n} of {severity} severity" for n, severity in zip(others, list(SEVERITY)[1:], strict=True) if n
    ]
    return (
        " and ".join([*([", ".join(told[:-1])] if told[1:] else []), told[-1]]) if told else "nothing found"
    )


def in_status(severities: Sequence[str]) -> str:
    """Return the audit's light for the line above every page.

    Examples
    --------
    >>> in_status(["high", "low"]), in_status([])
    (':material/warning: 1 finding to mind', ':material/check_circle: checks passed')
    """
    blockers, high = (severities.count(one) for one in ("blocker", "high"))
    if blockers:
        return f":material/error: {many(blockers, 'blocker')} in the data"
    return (
        f":material/warning: {many(high, 'finding')} to mind"
        if high
        else ":material/check_circle: checks passed"
    )


def fixes_said(number: int) -> str:
    """Return how many fixes the data rest on.

    Examples
    --------
    >>> fixes_said(2)
    '2 things put right'
    """
    return f"{many(number, 'thing')} put right"


def hangs(conversions: float, money_at_stake: float, *, currency: str, table: str) -> str:
    """Return what hangs on the rows of a finding; empty where nothing is known to.

    Examples
    --------
    >>> hangs(12, 480.0, currency="EUR", table="touchpoints")
    '12 conversions worth €480 hang on it'
    >>> hangs(0, 300.0, currency="EUR", table="costs")
    '€300 of the spend hangs on it'
    """
    worth = money(money_at_stake, currency)
    if conversions:
        value = f" worth {worth}" if money_at_stake else ""
        return f"{many(conversions, 'conversion')}{value} {'hangs' if conversions == 1 else 'hang'} on it"
    return f"{worth} of the spend hangs on it" if money_at_stake and table == "costs" else ""


def tainted(questions: Sequence[str]) -> str:
    """Return what a finding makes doubtful.

    Examples
    --------
    >>> tainted(["segments", "cost"]), tainted([])
    ('makes doubtful: conversion by segment, cost', '')
    """
    named = ", ".join(QUESTION[question].lower() for question in questions)
    return f"makes doubtful: {named}" if named else ""


def mark(first: str, others: int) -> str:
    """Return what stands above the figures of a page that rest on doubtful data.

    Parameters
    ----------
    first : the worst finding, made safe to show.
    others : how many more of high severity there are.

    Examples
    --------
    >>> mark("60 rows stand twice.", 2)
    'These figures rest on data with open questions: 60 rows stand twice. And 2 more.'
    """
    more = f" And {others} more." if others else ""
    return f"These figures rest on data with open questions: {first}{more}"


def on_your_word(fix: str, more: str = "") -> str:
    """Return what a receipt says of a fix that was accepted.

    Parameters
    ----------
    more : what came of it, in figures.

    Examples
    --------
    >>> on_your_word("leave_out:repeated_rows:costs:")
    'On your word: leave these rows out (repeated_rows).'
    >>> on_your_word("merge:same_person:customers:phone number", "9 customer ids before, 8 after")
    'On your word: put these ids together (same_person, phone number): 9 customer ids before, 8 after.'
    """
    kind, check, _, column = [*fix.split(":", 3), "", "", ""][:4]
    if kind == "rules":
        return f"On your word: {OWN_RULES.lower()}{f' ({more})' if more else ''}."
    which = f"{check}, {column}" if kind == "merge" else check
    return f"On your word: {FIX[kind].lower()} ({which}){': ' if more else ''}{more}."


def ids_said(before: int, after: int) -> str:
    """Return how many customer ids there were, and how many there are.

    Examples
    --------
    >>> ids_said(1204, 1190)
    '1,204 customer ids before, 1,190 after'
    """
    return f"{before:,} customer ids before, {after:,} after"


def pairs_written(number: int, file: str) -> str:
    """Return what the command line says of a second file, with ids that are one person.

    Examples
    --------
    >>> pairs_written(2, "found-ids.csv")
    'Ids of one person: 2 pairs, in found-ids.csv.'
    """
    return f"{PAIRS_SHEET}: {number:,} pair{'' if number == 1 else 's'}, in {file}."


def more_pairs(number: int) -> str:
    """Return how many pairs of ids are not on screen.

    Examples
    --------
    >>> more_pairs(1200)
    'And 1,200 more, all of them in the Excel file below.'
    """
    return f"And {number:,} more, all of them in the Excel file below."


def fix_done(fix: str) -> str:
    """Return a fix that was accepted in words.

    Examples
    --------
    >>> fix_done("rename:spellings:touchpoints:source")
    'Use one spelling: source of touchpoints (spellings)'
    >>> fix_done("leave_out:repeated_orders:conversions:")
    'Leave these rows out: conversions (repeated orders)'
    """
    kind, check, table, column = [*fix.split(":", 3), "", "", ""][:4]
    if kind == "rules":
        return f"{OWN_RULES}: channel of {table}"
    where = f"{column} of {table}" if column else table
    return f"{FIX[kind]}: {where} ({check.replace('_', ' ')})"
