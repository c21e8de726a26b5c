"""What is said of who moved from one segment into another between two days.

Names of segments go through ``name`` (the pages pass their escaping).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from segattr.words.cards import day
from segattr.words.numbers import NONE, count, many, percent, points, share

if TYPE_CHECKING:
    import pandas as pd

    from segattr.segments.migration import Migration

Name = Callable[[str], str]

TITLE: Final = "Who moved between two days?"
FROM, TO = "From", "To"
DAYS_HELP: Final = (
    "The same definition is read as of the end of each day (UTC). In the data: {first} to {last}."
)
WORKING: Final = "Reading the set as of both days …"
FLOW: Final = "Where did each segment's customers go?"
FLOW_NOTE: Final = (
    "As high as the customers it stands for; stronger where they stayed. Point at a band for its figures."
)
PICTURE: Final = "Which share of each segment went where?"
BEFORE, AFTER = "On {day}", "On {day}"
NOTE: Final = (
    "A row is a segment on the first day, a column one on the second; figures are shares of the row. *(new)* "
    "were not known on the first day, *(gone)* not on the second. Movement is observed; why it happened is "
    "not in it."
)
TABLE: Final = "Customers who moved"
SHARES: Final = "How the segments' shares changed"
SHARES_NOTE: Final = (
    "Ranges hold for all {n} segments together at 95 % (Bonferroni) and take into account that most "
    "customers are the same on both days (Newcombe)."
)
DRIFT: Final = "How far customers as a whole have changed"
DRIFT_NOTE: Final = (
    "Population stability index of each field, beside what chance alone would give: from 0.1 some change, "
    "from 0.25 a large one. Where it is large, limits cut earlier may no longer cut where they should."
)
DRIFT_KINDS: Final = {"none": "no change to speak of", "some": "some", "large": "large"}
REFUSED: Final = {
    "none": "Finish a segment first; then you can see who moved between two days.",
    "top": "The border of a top share is drawn anew for each day, so everybody near it would seem to move. "
    "Make rules with a limit in money to see who moved.",
    "visit": "Visits happen once and do not move; a set of customers does.",
    "undated": "Nothing in the data says when, so nobody can be seen to move. Bring orders or touchpoints.",
    "order": "The first day has to come before the second.",
}


def headline(found: Migration, first: str, second: str, name: Name = str) -> str:
    """Return the answer as Markdown.

    Examples
    --------
    >>> import pandas as pd
    >>> from segattr.segments.migration import migration
    >>> then, now = (pd.Series({"a": "x", "b": y}) for y in "xy")
    >>> print(headline(migration(then, now), "2026-03-31", "2026-06-30"))
    Between 31 March 2026 and 30 June 2026 **1** of the 2 customers there on both days (50 %) moved, most
    of them from *x* to *y* (1). No segment's share changed by more than chance would give.
    """
    moves = found.moves
    both = moves[~moves["before"].eq("(new)") & ~moves["after"].eq("(gone)")]
    there, away = int(both["customers"].sum()), both[both["before"] != both["after"]]
    between = f"Between {day(first)} and {day(second)}"
    parts = [f"{between} {_moved(away, there, name)}", _came(moves)]
    return " ".join([f"{', '.join(filter(None, parts))}.", *_changed(found.shares, name)])


def _moved(away: pd.DataFrame, there: int, name: Name) -> str:
    if not there:
        return "nobody was there on both days"
    if away.empty:
        return f"none of the **{count(there)}** customers there on both days moved"
    n, largest = int(away["customers"].sum()), away.nlargest(1, "customers").iloc[0]
    way = f"from *{name(largest['before'])}* to *{name(largest['after'])}* ({count(largest['customers'])})"
    both = f"{many(there, 'customer')} there on both days ({share(n / there)})"
    return f"**{count(n)}** of the {both} moved, most of them {way}"


def _came(moves: pd.DataFrame) -> str:
    new = int(moves.loc[moves["before"] == "(new)", "customers"].sum())
    gone = int(moves.loc[moves["after"] == "(gone)", "customers"].sum())
    parts = [f"{count(new)} came in" if new else "", f"{count(gone)} left" if gone else ""]
    return " and ".join(filter(None, parts))


def _changed(shares: pd.DataFrame, name: Name) -> list[str]:
    """Return the segment whose share changed most beyond chance, as a sentence; none without one."""
    known = shares.dropna(subset=["change", "low", "high"])
    sure = known[(known["low"] > 0) | (known["high"] < 0)]
    if known.empty:
        return []
    if sure.empty:
        return ["No segment's share changed by more than chance would give."]
    row = sure.loc[sure["change"].abs().sort_values().index].iloc[-1]
    way = "grew" if row["change"] > 0 else "shrank"
    ends = f"{percent(row['share_before'])} to {percent(row['share_after'])}"
    return [f"**{name(row['segment'])}** {way} most, from {ends} of customers ({_range(row)})."]


def change(row: pd.Series) -> str:
    """Return the change of a segment's share with its range, as it is read."""
    if row["change"] != row["change"]:
        return NONE
    return f"{points(row['change'])} ({_range(row)})"


def _range(row: pd.Series) -> str:
    return f"{points(row['low']).removesuffix(' points')} to {points(row['high'])}"
