"""What the quarter report says: its sheets, its columns, and a sentence for everything found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from segattr.words.numbers import count, interval, many, money, percent, share

FOUND, QUARTERS, CREDIT, BY_QUARTER = "What we found", "Quarters", "Attribution", "Revenue by model"
VALUE, ADDS_UP, SETTINGS, AUDIT = "Value", "Adds up", "Settings", "Audit"
CONTROL: Final = "Control totals"

TITLES: Final = {
    FOUND: "What we found, ranked by money",
    QUARTERS: "Quarter by quarter: what each segment brought, and why it changed",
    BY_QUARTER: "Revenue per quarter, segment and channel under every model",
    CREDIT: "Revenue per segment and channel under every model, all quarters together",
    VALUE: "What a customer brings up to the same age, and what a new one costs",
    ADDS_UP: "Do the sheets add up to the files?",
    CONTROL: "What finance has for each month, beside the revenue of these data",
    SETTINGS: "Settings behind every figure",
    AUDIT: "What the audit found in the data",
}
PICTURE: Final = "How did {rate} move from quarter to quarter?"
REVENUE_PICTURE: Final = "What came in from quarter to quarter?"
EVERYBODY: Final = "everybody"
NOBODY: Final = "(no segment)"  # spend on channels nobody was seen in

# Kind of finding -> what its money is.
HIDDEN, DOUBT, WEAK, BLOCKER = "Hidden in the average", "Models disagree", "Brings less", "Data problem"
WORTH: Final = "Worth more or less"
STANDS_FOR: Final = {
    HIDDEN: "conversions more or fewer than the group's peers × average order value",
    WORTH: "money more or less than at the peers' average, the highest half percent of amounts cut",
    DOUBT: "gap between the model that gives most and the one that gives least",
    WEAK: "gap to the other customers × customers acquired",
    BLOCKER: "value of the conversions, or spend, in the rows concerned",
}
RANKED: Final = (
    "The amounts are different kinds of money (see the last column): they rank what to look at first, and do "
    "not add up. All of it was seen, none of it explained: no figure here is the effect of a change."
)
NOTHING: Final = "Nothing was found that differs by more than luck, and the audit found no blocker."
NOT_CONFIRMED: Final = (
    "{n} more stood out in the search and did not hold up on the people held out; not listed."
)
CREDIT_IS: Final = (
    "Credit shares out conversions that happened; it is not effect. Every model adds up to the same revenue."
)
FITTED: Final = (
    "Fitted to all quarters at once, so not shown by quarter: {names}. They stand on the sheet Attribution."
)
SPENT: Final = (
    "Nobody bills by segment: a channel's spend is shared out by the touches of everybody in the quarter, "
    "converted or not. CAC is spend divided by new customers (first order in the data)."
)
FIRST_NEW: Final = (
    "In the first quarters old customers look new: their earlier orders are older than the files."
)
CHANGES: Final = (
    "Change of revenue against the quarter before, in money: from visits, from conversion, from order value "
    "(log-mean Divisia). Change of the conversion rate: from the segment's own rate, and from its weight "
    "(Kitagawa). Each adds up to the whole change."
)
COUNTED_ONCE: Final = "Somebody active in two quarters counts in both. Ranges are 95 % (Wilson)."
PARTIAL: Final = "Only a part of {quarter} is in the data ({days} of {of} days); compare it with care."
UNSEEN_SPEND: Final = "{amount} was spent on days without data and is in no quarter."
AGE: Final = (
    "Money per acquired customer in the first {months} months of life; only customers observed that long "
    "({customers}) count, so that segments are compared at equal age. Ranges are 95 %."
)
SMALL: Final = "Fewer than {fewest} customers: {names}. Too few to rank."
ADDED: Final = "The formulas are live: change a figure on a sheet, and its line here says so."
YES, NO = "adds up", "differs"
QUIET: Final = "The audit found nothing. That proves no file right: it looks only at what is there."


def rate_picture(outcome: str) -> str:
    """Return the question the picture of the rates answers.

    Parameters
    ----------
    outcome : the column that says who counts; empty where it says who converted.

    Examples
    --------
    >>> rate_picture(""), rate_picture("is_canceled")[:31]
    ('How did conversion move from quarter to quarter?', 'How did the rate of is_canceled')
    """
    return PICTURE.format(rate=f"the rate of {outcome}" if outcome else "conversion")


def rate_chart(outcome: str) -> str:
    """Return what the workbook's chart of the rates is called.

    Examples
    --------
    >>> rate_chart(""), rate_chart("is_canceled")
    ('Conversion per quarter and segment', 'Rate of is_canceled per quarter and segment')
    """
    return f"{f'Rate of {outcome}' if outcome else 'Conversion'} per quarter and segment"


def group(segment: str) -> str:
    """Return what a group found by a search is called in a sentence.

    Parameters
    ----------
    segment : as `segattr.averages.discover.discover` names it.

    Examples
    --------
    >>> group("visitor=new"), group("interest=Track & Field & region=South")
    ('visitor new', 'interest Track & Field, region South')
    """
    conditions: list[str] = []
    for piece in segment.split(" & "):
        if "=" in piece or not conditions:
            conditions.append(piece.replace("=", " ", 1))
        else:
            conditions[-1] += f" & {piece}"
    return ", ".join(conditions)


def hidden(
    segment: str,
    rates: Sequence[float],
    people: Sequence[float],
    ends: Sequence[float],
    prize: Sequence[float],
    *,
    late: bool = False,
    did: str = "converted",
) -> str:
    """Say what a search found.

    Parameters
    ----------
    rates : of the group, of its peers (everybody else, at its mix of other groups), and of its part held out.
    people : all, and held out.
    ends : of the range of the part held out. prize : conversions beyond its peers', with its range.
    late : a column of the group may have come about after the outcome. did : what those who count did.

    Examples
    --------
    >>> hidden("visitor new", (0.01, 0.082, 0.008), (5000, 1968), (0.005, 0.013), (-361, -424, -297))
    "visitor new: 1.0 % of 5,000 converted, 8.2 % of their peers: 361 fewer (297 to 424) than at their \
peers' rate. On the 1,968 held out, whom the search never saw, 0.8 % (0.5–1.3)."
    """
    least, most = sorted(map(abs, prize[1:])) if prize[1] * prize[2] > 0 else prize[1:]
    beyond = f"{count(abs(prize[0]))} {'more' if prize[0] > 0 else 'fewer'} ({count(least)} to {count(most)})"
    warning = " A column of this group may have come about after the outcome." if late else ""
    return (
        f"{segment}: {percent(rates[0])} of {count(people[0])} {did}, {percent(rates[1])} of their "
        f"peers: {beyond} than at their peers' rate. On the {count(people[1])} held out, whom the search "
        f"never saw, {percent(rates[2])} {interval(*ends)}.{warning}"
    )


def worth(
    segment: str,
    averages: Sequence[float],
    people: Sequence[float],
    ends: Sequence[float],
    prize: Sequence[float],
    currency: str = "",
) -> str:
    """Say what a search found in what customers brought, where nobody is known who did not order.

    Parameters
    ----------
    averages, people, ends, prize : as of `hidden`; money per customer, and money beyond the peers'.

    Examples
    --------
    >>> worth("country DE", (423, 219, 392), (321, 114), (348, 442), (65_500, 56_000, 75_500), "EUR")
    "country DE: €423 each from 321 customers, €219 from their peers: €65.5k more (€56k to €75.5k) than at \
their peers' average. On the 114 held out, whom the search never saw, €392 (€348 to €442)."
    """
    own, peers, held = (money(amount, currency) for amount in averages)
    least, most = sorted(map(abs, prize[1:])) if prize[1] * prize[2] > 0 else prize[1:]
    between = f"({money(least, currency)} to {money(most, currency)})"
    beyond = f"{money(abs(prize[0]), currency)} {'more' if prize[0] > 0 else 'less'} {between}"
    low, high = (money(end, currency) for end in ends)
    return (
        f"{segment}: {own} each from {count(people[0])} customers, {peers} from their peers: {beyond} than "
        f"at their peers' average. On the {count(people[1])} held out, whom the search never saw, {held} "
        f"({low} to {high})."
    )


def is_aside(line: str) -> bool:
    """Whether a line above what was found only says what to mind: it never leads.

    Examples
    --------
    >>> is_aside(NOT_CONFIRMED.format(n=2)), is_aside(headline("2026 Q3", 110.0, None, "EUR"))
    (True, False)
    """
    return line.startswith(PARTIAL.partition("{")[0]) or line.endswith(NOT_CONFIRMED.partition("}")[2])


def doubt(channel: str, most: tuple[str, float], least: tuple[str, float], currency: str) -> str:
    """Say how far models are apart about a channel.

    Examples
    --------
    >>> doubt("Email", ("Last touch", 2400.0), ("First touch", 900.0), "EUR")
    'Email earns €2.4k by Last touch and €900 by First touch: what is decided about it hangs on the model.'
    """
    return (
        f"{channel} earns {money(most[1], currency)} by {most[0]} and {money(least[1], currency)} by "
        f"{least[0]}: what is decided about it hangs on the model."
    )


def weak(
    campaign: str, customers: int, figures: Sequence[float], ends: Sequence[float], months: int, currency: str
) -> str:
    """Say that the customers a campaign won bring less than the others.

    Parameters
    ----------
    figures : money per customer of the campaign, and of all others. ends : of the range of the first.

    Examples
    --------
    >>> weak("Flash Sale", 120, (31.0, 48.0), (27.0, 36.0), 6, "EUR")
    'Customers first met by Flash Sale brought €31.00 each (€27.00 to €36.00, 120 customers) in their first \
6 months; all others €48.00.'
    """
    low, high = (money(end, currency) for end in ends)
    return (
        f"Customers first met by {campaign} brought {money(figures[0], currency)} each ({low} to {high}, "
        f"{many(customers, 'customer')}) in their first {many(months, 'month')}; all others "
        f"{money(figures[1], currency)}."
    )


def headline(quarter: str, revenue: float, before: float | None, currency: str) -> str:
    """Say what the last quarter brought.

    Examples
    --------
    >>> headline("2026 Q3", 110.0, 100.0, "EUR")
    '2026 Q3 brought €110, 10 % more than the quarter before.'
    """
    said = f"{quarter} brought {money(revenue, currency)}"
    if before is None or not before > 0:
        return f"{said}."
    return f"{said}, {share(abs(revenue / before - 1))} {'more' if revenue >= before else 'less'} than the \
quarter before."
