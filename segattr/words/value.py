"""What the Value page says: who is worth it, how old everybody is, and what makes such figures lie."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from segattr.words.numbers import count, many, money, percent, share

Name = Callable[[str], str]
Verdict = Literal["apart", "alike", "few", "single", "nobody"]

QUESTION: Final = "Who is worth it?"
SHOWS: Final = (
    "This page follows customers from their first order: what those of each segment, channel or campaign "
    "brought in their first months, how many came back, and what it cost to win them."
)
NEEDS: Final = (
    "It needs **orders with a customer, a date and a value**: the order export of a shop, or invoices with a "
    "customer number. Costs by channel add what a new customer cost."
)
PICTURE: Final = "What did a customer bring in the first {months}, by {by}?"
CURVES: Final = "How did that come together, month after month of a customer's life?"
TRIANGLE: Final = "Cohorts: customers by the month of their first order"
TRIANGLE_SAID: Final = (
    "Each row is a month's new customers, each column a month of their life; {what} per customer acquired, "
    "added up. Empty cells have not happened yet and are never zero."
)
COST: Final = "What did a new customer cost?"
PROJECTED: Final = (
    "Cells marked with ~ are **projected**: each cohort grows on as older cohorts grew (chain ladder). They "
    "hold only if new customers behave as the earlier ones did."
)
TOO_FEW_COHORTS: Final = "Fewer than three cohorts: nothing is projected."
MEASURES: Final = {"value": "revenue", "margin": "margin"}
ACQUIRED_BY: Final = {"channel": "channel of the first touch", "campaign": "campaign of the first touch"}
NOT_EFFECT: Final = (
    "This is what these customers brought; it does not say that what tells them apart caused it, be it a "
    "column or the channel they came by."
)
CREDIT_HIDES: Final = (
    "Spend is placed by **touches of everybody**, customers or not. Placed by credit instead, every segment "
    "of a channel would cost the same per order by construction."
)


@dataclass(frozen=True)
class Worth:
    """One segment's lifetime value to an age, and its range."""

    name: str
    customers: int
    value: float
    low: float
    high: float
    rest: float


@dataclass(frozen=True)
class Finding:
    """What the Value page found.

    Attributes
    ----------
    verdict : ``apart`` (some segments differ from the rest beyond chance), ``alike``, ``few`` (too few
        customers to tell), ``single`` (one segment), ``nobody`` (nobody is old enough).
    age : months of life looked at, 0 for the first order's month alone.
    everybody : all customers old enough.
    groups : segments beyond chance with enough customers, the highest value first.
    currency, measure : of the money.
    """

    verdict: Verdict
    age: int
    everybody: Worth
    groups: tuple[Worth, ...] = ()
    currency: str = ""
    measure: str = "revenue"


def headline(found: Finding, *, name: Name = str) -> str:
    """Return the page's answer as Markdown.

    Examples
    --------
    >>> everybody = Worth("", 300, 60.0, 55, 66, float("nan"))
    >>> mail, ads = Worth("Email", 100, 120.0, 105, 137, 40), Worth("Ads", 200, 45.0, 40, 52, 90)
    >>> print(headline(Finding("apart", 6, everybody, (mail, ads), "EUR"))[74:])
    **Email** brings **€120** (€105–137), **Ads** **€45.00** (€40.00–52.00).
    """
    if found.verdict == "nobody":
        return f"No customer has been followed for {months(found.age)} yet. Choose a shorter time."
    amount = money(found.everybody.value, found.currency)
    start = f"A customer brings **{amount}** of {found.measure} in the first {months(found.age)} on average."
    if found.verdict == "apart":
        told = ", ".join(
            _said(group, found.currency, name, first=not place) for place, group in enumerate(_ends(found))
        )
        return f"{start} {told}."
    return f"{start} {_OTHER[found.verdict]}"


_OTHER: Final = {
    "alike": "No segment differs from the others by more than chance would give.",
    "few": "Too few customers who ordered again to tell the segments apart.",
    "single": "Choose what to split by to see whom that describes.",
}


def _ends(found: Finding) -> Sequence[Worth]:
    """Return the highest and the lowest; two sentences more would say less."""
    groups = found.groups
    return groups if len(groups) <= 2 else (groups[0], groups[-1])


def _said(group: Worth, currency: str, name: Name, *, first: bool) -> str:
    verb = " brings" if first else ""
    low, high = money(group.low, currency), money(group.high, "")
    return f"**{name(group.name)}**{verb} **{money(group.value, currency)}** ({low}–{high})"


def months(age: int) -> str:
    """Return a number of months of life in words; age 0 is the first month.

    Examples
    --------
    >>> months(0), months(5)
    ('month', '6 months')
    """
    return "month" if age == 0 else f"{age + 1} months"


def left_out(young: int, orders: int) -> str:
    """Return who does not count yet."""
    parts = []
    if young:
        parts.append(
            f"{many(young, 'customer')} {'is' if young == 1 else 'are'} younger than that and left out"
        )
    if orders:
        parts.append(
            f"{many(orders, 'order')} of the month that is not over {'is' if orders == 1 else 'are'} left out"
        )
    return "; ".join(parts)[:1].upper() + "; ".join(parts)[1:] + "." if parts else ""


def truncated(fall: float, first: float, last: float) -> str:
    """Return the warning that old customers may pass for new."""
    return (
        f"**New customers fall from {count(first)} to {count(last)} a month** ({share(fall)} fewer) over "
        "these data. Where an export begins in the middle of a shop's life, regulars look new at their first "
        "order in the file, and lifetime values mix new customers with old ones. If that is so here, bring "
        "the whole order history."
    )


def known_before(part: float, month: str) -> str:
    """Return the warning that customers were known before the data begin.

    Examples
    --------
    >>> known_before(0.23, "2025-01")[:51]
    '**23 % of the customers were known before 2025-01**'
    """
    return (
        f"**{share(part)} of the customers were known before {month}**, where these data begin, as the "
        "customers' table has it. What they ordered before is not in the file, so they look new and may not "
        "be. Bring the whole order history, or look at those apart."
    )


def differ_in_age(names: Sequence[str], *, name: Name = str) -> str:
    """Return that some segments are younger, which is why the page compares at equal age."""
    listed = ", ".join(name(each) for each in names[:3]) + (
        f" and {len(names) - 3} more" if len(names) > 3 else ""
    )
    return (
        f"{listed}: acquired later than the others, so their total revenue per customer is smaller for that "
        "reason alone. Here everybody is compared at the same age."
    )


def cost(cac: float, ratio: float, low: float, high: float, *, age: int, currency: str) -> str:
    """Return what a new customer cost on average, and how often that came back.

    Examples
    --------
    >>> cost(20.0, 4.93, 4.51, 5.38, age=1, currency="EUR")[31:]
    'on average and brought back **4.9 times** that (4.5–5.4) in the first 2 months.'
    """
    start = f"A new customer cost **{money(cac, currency)}** on average"
    if ratio != ratio:
        return f"{start}."
    times = f"**{ratio:.1f} times** that ({low:.1f}–{high:.1f})"
    return f"{start} and brought back {times} in the first {months(age)}."


def unplaced(amount: float, outside: float, currency: str) -> str:
    """Return which spend stands in no segment."""
    parts = []
    if amount > 0:
        parts.append(
            f"{money(amount, currency)} was spent on channels nobody was seen in; it counts in all only"
        )
    if outside > 0:
        parts.append(f"{money(outside, currency)} was spent on days without data and is left out")
    return "; ".join(parts) + "." if parts else ""


def paid_back(age: float, to_age: int) -> str:
    """Return when the cost had come back.

    Examples
    --------
    >>> paid_back(0.0, 5), paid_back(float("nan"), 5)
    ('in the first month', 'not reached in 6 months')
    """
    return f"not reached in {months(to_age)}" if age != age else f"in the first {months(int(age))}"


def came_back(part: float, customers: int, age: int) -> str:
    """Return how many ordered again.

    Examples
    --------
    >>> came_back(0.13, 138, 1)
    '13 % of 138 customers ordered again within the first 2 months.'
    """
    return f"{percent(part)} of {many(customers, 'customer')} ordered again within the first {months(age)}."
