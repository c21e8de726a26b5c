"""What the Data page says about all files together: what they hold, what they allow, what is odd."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from segattr.words.numbers import count, percent

if TYPE_CHECKING:
    from segattr.words.facts import Facts

Name = Callable[[str], str]  # makes a word of the client's safe to show
MANY_STRANGERS: Final = 0.1  # of the conversions; from here on something is probably wrong

NO_DATA: Final = "**No data yet**  \nBring your exports, or try it with a shop's data, on the Data page."
BRING: Final = (
    "Several at once: visits or clicks with a channel, orders or leads, customers, costs. Or one file of "
    "people and whether they converted. CSV, Excel, JSON or Parquet, zipped or not, just as your tool "
    "exports it."
)
TRY: Final = (
    "A made-up sports shop: 7,000 customers, their visits and orders of six months, and a conversion rate "
    "the owner is proud of. What it hides is two clicks away."
)
PRIVATE: Final = "Your files and your work stay on this machine: nothing is sent anywhere else."
PRIVATE_UNKEPT: Final = "Files are read in memory: nothing is stored, and nothing is sent anywhere else."
REPLACES: Final = "Your exports take the place of the sample shop."
START_NEW: Final = "Start a new project with these"
TAKE_ALL: Final = "They belong together"
TAKE_NONE: Final = "Leave them out"
LEFT: Final = "The files before are set aside, not lost."
GO_BACK: Final = "Back to it"
SAMPLE_INSTEAD: Final = "Look at the sample shop instead"
INSTALLS: Final = (
    "You can follow app installs: how many are opened, become active and pay, and what they cost."
)
MOST_FILES: Final = 4  # named in one sentence
OF_BUYERS: Final = "You can see who is worth it, what the average hides, and make segments of them."
START_OVER: Final = "All files and everything set about them will be let go. Nothing can bring them back."


def headline(facts: Facts, *, name: Name = str) -> str:
    """Return what the data hold and what they allow.

    Examples
    --------
    >>> from segattr.words.facts import Facts
    >>> headline(Facts(people=7000))
    '**7,000 customers**. To see who of them converted, add a file of conversions, such as orders or leads.'
    """
    holds = replace(facts, outcome=name(facts.outcome)).holds
    return ". ".join(part for part in (holds, _ability(facts)) if part)


def _ability(facts: Facts) -> str:
    if facts.can_split and facts.can_credit:
        return "You can compare conversion by segment and share out credit."
    if facts.installs and not facts.can_split:
        return INSTALLS
    if facts.can_split:
        return f"You can compare conversion by segment. {CREDIT_NEEDS}"
    if facts.can_credit:
        return f"You can share out credit. {SPLIT_NEEDS}"
    if facts.buyers and facts.priced:
        return f"{OF_BUYERS} {WHO_DID_NOT}"
    if facts.conversions:
        return WHO_DID_NOT
    if facts.people or facts.touchpoints:
        return "To see who of them converted, add a file of conversions, such as orders or leads."
    return "Nobody in it converts: add conversions and touchpoints, or people and whether they converted."


def stranger_files(new: Sequence[str], old: Sequence[str], *, name: Name = str) -> str:
    """Return that files share nothing with those already here.

    Examples
    --------
    >>> stranger_files(["bank.csv"], ["hotel.csv"])[:59]
    'Nothing shows that **bank.csv** belongs to **hotel.csv**: t'
    """
    news, olds = (_listed(files, name) for files in (new, old))
    one = "belongs" if len(new) == 1 else "belong"
    return (
        f"Nothing shows that {news} {one} to {olds}: they share no customer and no channel. "
        "Until you say so they are not combined."
    )


def taken_out(file: str, *, name: Name = str) -> str:
    """Return that a file was taken out.

    Examples
    --------
    >>> taken_out("orders.csv")
    'orders.csv was taken out.'
    """
    return f"{name(file)} was taken out."


def set_aside(files: Sequence[str], *, name: Name = str) -> str:
    """Return which files were set aside for a new project.

    Examples
    --------
    >>> set_aside(["hotel.csv"])
    'The project before is set aside: **hotel.csv**.'
    """
    return f"The project before is set aside: {_listed(files, name)}."


def _listed(files: Sequence[str], name: Name) -> str:
    named = [f"**{name(file)}**" for file in list(files)[:MOST_FILES]]
    more = [f"{len(files) - MOST_FILES} more"] if len(files) > MOST_FILES else []
    *some, last = [*named, *more]
    return f"{', '.join(some)} and {last}" if some else last


def blocked(files: int, asked: int) -> str:
    """Return that none of the files can be used yet, and why.

    Parameters
    ----------
    files : how many files there are.
    asked : how many of them only wait for an answer.

    Examples
    --------
    >>> blocked(2, 0)
    '**None of your 2 files can be used.** Each says below what is wrong with it.'
    """
    if asked == files:
        waits = "file waits" if files == 1 else f"{files} files wait"
        return f"**Your {waits} for an answer.** It is asked below."
    wrong = "what is wrong with it" if not asked else "what is wrong with it, or what it waits for"
    if files == 1:
        return f"**Your file cannot be used.** It says below {wrong}."
    return f"**None of your {files} files can be used.** Each says below {wrong}."


CREDIT_NEEDS: Final = "Sharing out credit takes touchpoints and conversions with the same customer ids."
WHO_DID_NOT: Final = "To see who did not convert, add a file of touchpoints or of customers."
SPLIT_NEEDS: Final = "Comparing conversion by segment takes customers or touchpoints, and conversions."


def strangers(facts: Facts) -> str:
    """Return what to say about conversions of customers without any touchpoint; empty where there are none.

    Examples
    --------
    >>> from segattr.words.facts import Facts
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


def repeated(facts: Facts) -> str:
    """Return what to say about conversions that share their numbers; empty where each has its own.

    Examples
    --------
    >>> from segattr.words.facts import Facts
    >>> repeated(Facts(conversions=18_477, numbers=930))[:66]
    '**18,477 conversions have only 930 different numbers.** Each row c'
    """
    if not facts.numbers:
        return ""
    rows, numbers = count(facts.conversions), count(facts.numbers)
    return (
        f"**{rows} conversions have only {numbers} different numbers.** Each row counts as a conversion. If "
        "a row is one line of an order, put the lines together where the checks below offer it; leave out "
        "“Number of the conversion” if it is none."
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
