"""What the app says of revenue beside what finance has."""

from __future__ import annotations

from typing import Final

from segattr.words.numbers import many, percent

TITLE: Final = "Does revenue add up to what finance has?"
ASK: Final = (
    "Type or paste what finance has for a month. The difference then stands here and on every report; no "
    "figure is changed by it."
)
BEWARE: Final = (
    "Refunds, tax, shipping and the day an order is booked on differ between tools, and a first or last "
    "month may be in the data only in part."
)
COLUMNS: Final = {
    "month": "Month (UTC)",
    "recorded": "In these data",
    "control": "As finance has it",
    "difference": "Difference",
    "share": "Part of finance's",
}
LABEL: Final = "Control totals"
CENTS: Final = 5e-5  # of finance's figure: what rounding leaves


def headline(months: int, recorded: float, control: float, currency: str) -> str:
    """Return how far the data are from finance's figures, in a sentence.

    Examples
    --------
    >>> headline(2, 970.0, 1000.0, "EUR")
    'In the 2 months finance gave figures for, these data hold 970.00 EUR: 3.0 % less than its 1,000.00 EUR.'
    >>> headline(1, 5.0, 5.0, "")
    'In the 1 month finance gave figures for, these data hold 5.00, as finance does.'
    """
    here, there = (f"{amount:,.2f} {currency}".strip() for amount in (recorded, control))
    told = f"In the {many(months, 'month')} finance gave figures for, these data hold {here}"
    if not control:
        return f"{told}; finance has {there}."
    apart = recorded / control - 1
    if abs(apart) < CENTS:
        return f"{told}, as finance does."
    return f"{told}: {percent(abs(apart))} {'more' if apart > 0 else 'less'} than its {there}."
