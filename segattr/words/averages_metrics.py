"""What each average is called, and how its figures are written."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Final, Literal

from segattr.words.numbers import NONE, interval, money, percent, points

Unit = Literal["share", "money", "number"]


@dataclass(frozen=True)
class MetricWords:
    """How one average is spoken of.

    Attributes
    ----------
    title : on the control.
    figure : in a sentence, after the number; empty for the conversion rate, which is said as converting.
    whom : over whom it is averaged, one and many.
    stake : what is at stake in a segment that differs.
    unit : how its figures are written.
    meaning : what it is, for who asks.
    """

    title: str
    figure: str
    whom: tuple[str, str]
    stake: str
    unit: Unit
    meaning: str

    def units(self, number: float) -> str:
        """Return what so many of those it is averaged over are called.

        Examples
        --------
        >>> METRICS["order_value"].units(1), METRICS["order_value"].units(2)
        ('customer', 'customers')
        """
        return self.whom[int(number != 1)]


PEOPLE: Final = ("person", "people")
METRICS: Final[dict[str, MetricWords]] = {
    "rate": MetricWords(
        *("Conversion rate", "", PEOPLE, "conversions", "share"),
        "People who converted at least once ÷ all people.",
    ),
    "value_per_person": MetricWords(
        *("Value per person", "value per person", PEOPLE, "value", "money"),
        "The value of all conversions ÷ all people, those who never converted included.",
    ),
    "orders_per_person": MetricWords(
        *("Conversions per person", "conversions per person", PEOPLE, "conversions", "number"),
        "All conversions ÷ all people: who converts twice counts twice.",
    ),
    "order_value": MetricWords(
        *("Order value", "order value", ("customer", "customers"), "value", "money"),
        "The value of all conversions ÷ the conversions with a known value.",
    ),
    "margin_per_person": MetricWords(
        *("Margin per person", "margin per person", PEOPLE, "margin", "money"),
        "What was left of the value ÷ all people, those who never converted included.",
    ),
}


def written(value: float, metric: str = "rate", *, currency: str = "") -> str:
    """Write a figure of a metric; rates with one decimal, as in the reports people compare them with.

    Examples
    --------
    >>> written(0.0803), written(8.698, "order_value", currency="EUR"), written(0.0353, "orders_per_person")
    ('8.0 %', '€8.70', '0.0353')
    """
    unit = METRICS[metric].unit
    if unit == "share":
        return percent(value, decimals=1)
    return money(value, currency) if unit == "money" else _number(value)


def written_range(low: float, high: float, metric: str = "rate") -> str:
    """Write the range behind a figure, without its sign; nothing where there is none.

    Examples
    --------
    >>> written_range(0.0689, 0.0927), written_range(7.274, 10.383, "value_per_person")
    ('(6.9–9.3)', '(7.27–10.38)')
    >>> written_range(-7.274, 10.383, "value_per_person")  # two signs in a row are hard to read
    '(−7.27 to 10.38)'
    """
    if METRICS[metric].unit == "share":
        return interval(low, high, decimals=1)
    if not (isfinite(low) and isfinite(high)):
        return ""
    return f"({written(low, metric)}{' to ' if low < 0 else '–'}{written(high, metric)})"


def written_difference(value: float, metric: str = "rate", *, currency: str = "") -> str:
    """Write a difference of two figures, with its sign.

    Examples
    --------
    >>> written_difference(0.07), written_difference(-7.74, "value_per_person", currency="EUR")
    ('+7.0 points', '−€7.74')
    """
    if METRICS[metric].unit == "share":
        return points(value)
    text = written(value, metric, currency=currency)
    return f"+{text}" if value > 0 else text


def written_stake(value: float, metric: str = "rate", *, currency: str = "") -> str:
    """Write how much more a segment has than it would have at the rest's figure.

    Examples
    --------
    >>> written_stake(140.2), written_stake(-350), written_stake(15_489, "value_per_person", currency="EUR")
    ('+140', '−350', '+€15.5k')
    """
    if not isfinite(value):
        return NONE
    if METRICS[metric].unit == "money":
        return written_difference(value, metric, currency=currency)
    return f"{'−' if round(value) < 0 else '+' if round(value) > 0 else ''}{abs(value):,.0f}"


def _number(value: float) -> str:
    if not isfinite(value):
        return NONE
    size = abs(value)
    text = f"{size:,.0f}" if size >= 1000 else f"{size:.3g}" if size >= 0.0001 else f"{size:.1g}"
    return f"−{text}" if value < 0 else text
