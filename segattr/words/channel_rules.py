"""What the Data page says of the rules that give touches a channel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from segattr.words.numbers import many, percent

TITLE: Final = "Which channel is a touch in? Rules you can change"
ASK: Final = (
    "Rules are asked from top to bottom, and the first one that holds gives the channel. They begin as GA4's "
    "default channel groups. Nothing is changed before you press *Use these rules*; that can be undone, "
    "and is saved with the project. Rules not used are not kept."
)
FIELDS: Final = {"source": "Source", "medium": "Medium", "campaign": "Campaign"}
OPERATORS: Final = {
    "any": "may be anything",
    "is": "is",
    "contains": "contains",
    "begins": "begins with",
    "ends": "ends with",
    "blank": "is blank",
    "pattern": "is like the pattern",
}
KINDS: Final = {
    "": "may be anything",
    "search": "a search engine",
    "social": "a social network",
    "shopping": "a shop",
    "video": "a video site",
}
KIND: Final = "The source is"
KIND_HELP: Final = "By Google's lists of sites, which GA4 goes by."
CHANNEL: Final = "Channel"
VALUE: Final = "{field}: text"
VALUE_HELP: Final = (
    "One text, or several with commas between them; capitals make no difference. A pattern is a regular "
    "expression for the whole text, such as cpc|ppc|paid.*"
)
PICK: Final = "Rule to change"
NEW: Final = "A new rule, asked before all others"
UP, DOWN, REMOVE = "Ask earlier", "Ask later", "Remove"
ADD, CHANGE = "Add the rule", "Change the rule"
USE, DEFAULTS, BACK = "Use these rules", "Back to GA4's rules", "Back to the rules in use"
IN_USE: Final = "These rules are in use."
EMPTY: Final = "Write what the {field} {operator}, or let it be anything."
RULES_TITLE: Final = "The rules in the order they are asked, and how many touches each takes"
RULES: Final = {"place": "No.", "channel": "Channel", "touches": "Touches", "when": "When"}
CHANGES_TITLE: Final = "What would the rules do to the channels?"
CHANGES: Final = {
    "channel": "Channel",
    "before": "Touches now",
    "after": "With these rules",
    "difference": "Difference",
}
LABEL: Final = "Channels"
ALWAYS: Final = "always"
NOTHING: Final = "(blank)"


def when(asked: Sequence[tuple[str, str, str]], kind: str) -> str:
    """Return what a rule asks, in words.

    Parameters
    ----------
    asked : field, operator and value of each thing asked.
    kind : what the source has to be, empty for anything.

    Examples
    --------
    >>> when([("medium", "contains", "cp"), ("source", "any", "")], "search")
    'source is a search engine · medium contains “cp”'
    >>> when([("medium", "is", "sms, text"), ("campaign", "pattern", "a{2,3}")], "")
    'medium is “sms” or “text” · campaign is like the pattern “a{2,3}”'
    >>> when([], "")
    'always'
    """
    said = [f"source is {KINDS[kind]}"] if kind else []
    for field, operator, value in asked:
        if operator != "any":
            texts = [value] if operator == "pattern" else value.split(", ")
            told = " or ".join(f"“{text}”" for text in texts if text)
            said.append(f"{field} {OPERATORS[operator]} {told}".strip())
    return " · ".join(said) or ALWAYS


def headline(moved: int, touches: int, unassigned: int, before: int) -> str:
    """Return what the rules would do, in a sentence.

    Parameters
    ----------
    unassigned, before : touches no rule takes, and touches that are *Unassigned* now.

    Examples
    --------
    >>> headline(0, 400, 8, 8)
    'These rules leave all 400 touches in their channel. **8** (2.0 %) are taken by no rule: Unassigned.'
    >>> headline(9, 40, 0, 8)
    'With these rules **9 of 40 touches** (22 %) change channel. None is Unassigned; 8 are now.'
    """
    share = percent(moved / max(touches, 1))
    told = (
        f"With these rules **{moved:,} of {many(touches, 'touch', 'touches')}** ({share}) change channel."
        if moved
        else f"These rules leave all {many(touches, 'touch', 'touches')} in their channel."
    )
    some = f"{before:,} {'is' if before == 1 else 'are'}" if before else "none is"
    now = f"; {some} now" if before != unassigned else ""
    if not unassigned:
        return f"{told} None is Unassigned{now}."
    part = percent(unassigned / max(touches, 1))
    verb = "is" if unassigned == 1 else "are"
    return f"{told} **{unassigned:,}** ({part}) {verb} taken by no rule: Unassigned{now}."


def costs_left(names: Sequence[str]) -> str:
    """Return that costs would name channels no touch has any longer.

    Parameters
    ----------
    names : the channels, made safe to show.

    Examples
    --------
    >>> costs_left(["Paid"])
    'The costs keep their channels, and no touch would be in Paid any longer: name rules as the costs do.'
    """
    some = ", ".join(names[:3]) + (f" or {len(names) - 3} more" if names[3:] else "")
    kept = "The costs keep their channels, and no touch would be in"
    return f"{kept} {some} any longer: name rules as the costs do."


def left_over(rows: Sequence[tuple[str, str, int]]) -> str:
    """Return what most of the touches are that no rule takes.

    Parameters
    ----------
    rows : source and medium, made safe to show, and how many touches they have; the most first.

    Examples
    --------
    >>> left_over([("podigee", "host-read", 98), ("", "flyer", 2)])
    'No rule takes podigee / host-read (98), (blank) / flyer (2).'
    """
    told = [f"{source or NOTHING} / {medium or NOTHING} ({touches:,})" for source, medium, touches in rows]
    return f"No rule takes {', '.join(told)}."
