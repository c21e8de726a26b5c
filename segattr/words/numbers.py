"""Numbers as they are read: rates, shares, counts, money. Full precision stays in tables and files."""

from __future__ import annotations

from math import floor, isfinite, log10
from typing import Final

NONE: Final = "–"  # where there is no number
SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}
NOISE: Final = 1e-9  # what adding up leaves of a whole number
EXACT: Final = 2.0**53  # up to here every whole number is itself
SCALES: Final = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))


def percent(rate: float, *, decimals: int | None = None) -> str:
    """Write a rate.

    Parameters
    ----------
    rate : 0 to 1.
    decimals : digits behind the point; None writes one below 10 % and none above. Either way as many as it
        takes to tell a rate from 0 and from 100 %.

    Examples
    --------
    >>> percent(0.0803), percent(0.154), percent(0.003), percent(0.00004), percent(0)
    ('8.0 %', '15 %', '0.3 %', '0.004 %', '0 %')
    """
    return f"{_hundredfold(rate, _digits(rate, decimals))} %" if isfinite(rate) else NONE


def interval(low: float, high: float, *, decimals: int | None = None) -> str:
    """Write the range of a rate behind the rate: both ends with the same digits, without the sign.

    Parameters
    ----------
    low, high : 0 to 1.
    decimals : digits behind the point; None goes by the ends, as `percent` does.

    Examples
    --------
    >>> interval(0.0764, 0.0841), interval(0.42, 0.57)
    ('(7.6–8.4)', '(42–57)')
    """
    if not (isfinite(low) and isfinite(high)):
        return ""
    digits = max(_digits(end, decimals) for end in (low, high))
    return f"({_hundredfold(low, digits)}–{_hundredfold(high, digits)})"


def points(difference: float) -> str:
    """Write a difference of two rates in percentage points, with its sign.

    Examples
    --------
    >>> points(0.07), points(-0.0295), points(-0.00001)
    ('+7.0 points', '−2.9 points', '0.0 points')
    """
    if not isfinite(difference):
        return NONE
    size = f"{abs(difference) * 100:.1f}"
    sign = "" if float(size) == 0 else "+" if difference > 0 else "−"
    return f"{sign}{size} points"


def share(part: float) -> str:
    """Write a part of a whole in whole percent; a part is never rounded to nothing or to everything.

    Examples
    --------
    >>> share(0.71), share(0.001), share(0.999), share(1)
    ('71 %', '<1 %', '>99 %', '100 %')
    """
    if not isfinite(part):
        return NONE
    if 0 < part < 0.005:
        return "<1 %"
    return ">99 %" if 0.995 <= part < 1 else f"{_hundredfold(part, 0)} %"


def count(number: float) -> str:
    """Write how many there are, thousands apart.

    Examples
    --------
    >>> count(12345)
    '12,345'
    """
    return f"{number:,.0f}" if isfinite(number) else NONE


def many(number: float, one: str, more: str = "") -> str:
    """Write how many there are of something, one of it in the singular.

    Parameters
    ----------
    one, more : what it is called, one of it and several; without ``more`` an *s* makes the plural.

    Examples
    --------
    >>> many(1, "row"), many(1200, "row"), many(2, "person", "people")
    ('1 row', '1,200 rows', '2 people')
    """
    return f"{count(number)} {one if number == 1 else more or one + 's'}"


def roughly(number: float) -> str:
    """Write an estimate of how many there are so that nobody takes it for a count: one leading digit.

    Examples
    --------
    >>> roughly(287), roughly(1_450), roughly(7)
    ('300', '1,000', '7')
    """
    return count(round(number, -floor(log10(number)))) if number >= 1 else count(1)


def figure(number: float, *, decimals: int | None = None) -> str:
    """Write a number of which nobody knows beforehand whether it is whole: a whole one without a point.

    Parameters
    ----------
    decimals : digits behind the point of one that is not whole; None writes two, below 1 three that count.

    Examples
    --------
    >>> figure(5000), figure(-64.0), figure(1692.7097), figure(0.03051), figure(8.04, decimals=1)
    ('5,000', '−64', '1,692.71', '0.0305', '8.0')
    """
    if not isfinite(number):
        return NONE
    size = abs(number)
    digits = 0 if abs(size - round(size)) <= NOISE * size else 2 if decimals is None else decimals
    text = f"{size:.3g}" if decimals is None and 0 < size < 1 - NOISE else f"{size:,.{digits}f}"
    return f"−{text}" if number < 0 and text.strip("0.") else text


def signed(number: float, *, decimals: int | None = None) -> str:
    """Write a difference as `figure` does, with its sign.

    Examples
    --------
    >>> signed(22.0), signed(-1.26, decimals=1), signed(-0.0), signed(0.04, decimals=1)
    ('+22', '−1.3', '0', '0.0')
    """
    text = figure(number, decimals=decimals)
    return f"+{text}" if number > 0 and text.strip("0.") else text


def exact(number: float) -> str:
    """Write a number with every digit it has, as programs read it; a whole one without a point.

    Examples
    --------
    >>> exact(-64.0), exact(0.1), exact(12345), exact(1e300)
    ('-64', '0.1', '12345', '1e+300')
    """
    whole = isinstance(number, float) and number.is_integer() and abs(number) < EXACT
    return repr(int(number) if whole else number)


def money(amount: float, currency: str = "") -> str:
    """Write an amount in three digits.

    Parameters
    ----------
    amount : in the currency's main unit.
    currency : ISO code or sign, empty where it is not known.

    Examples
    --------
    >>> money(12_400, "EUR"), money(-840.4, "USD"), money(7.5, "CHF"), money(999_600, "")
    ('€12.4k', '−$840', 'CHF 7.50', '1m')
    """
    if not isfinite(amount):
        return NONE
    sign = SIGNS.get(currency, currency)
    written = _short(abs(amount))
    before = f"{sign} " if sign.isalpha() else sign
    return f"{'−' if amount < 0 and written.strip('0.') else ''}{before}{written}"


def _short(amount: float) -> str:
    rounded = _three_digits(amount)
    for scale, letter in SCALES:
        if rounded >= scale:
            return f"{float(f'{rounded / scale:.3g}'):,g}{letter}"
    return f"{amount:.2f}" if 0 < rounded < 100 else f"{rounded:.0f}"


def _three_digits(amount: float) -> float:
    return round(amount, 2 - floor(log10(amount))) if amount > 0 else 0.0


def _digits(rate: float, decimals: int | None) -> int:
    if not isfinite(rate) or rate <= 0 or rate >= 1:
        return 0
    wanted = decimals if decimals is not None else 1 if rate < 0.1 else 0
    if round(rate * 100, wanted) not in (0, 100):
        return wanted
    return -floor(log10(100 * max(min(rate, 1 - rate), 1e-12)))


def _hundredfold(rate: float, digits: int) -> str:
    written = f"{rate * 100:.{digits}f}"
    return written.lstrip("-") if not written.strip("-0.") else written
