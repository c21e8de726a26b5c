"""Currency signs and ISO codes, as they stand beside amounts and in headers."""

from __future__ import annotations

import re

_CODES = (
    "AED ARS AUD BDT BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KES KRW MAD MXN "
    "MYR NGN NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR"
)
ISO_CODES = tuple(_CODES.split())
# Only signs that mean one currency. A bare $ or ¥ stays a sign: the file does not say whose.
SIGNS: dict[str, str] = {
    **{"€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "₫": "VND", "₪": "ILS"},
    **{"৳": "BDT", "₦": "NGN", "₱": "PHP", "₴": "UAH", "฿": "THB", "zł": "PLN", "kč": "CZK", "r$": "BRL"},
    **{"us$": "USD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "hk$": "HKD"},
    **{"fr.": "CHF", "sfr.": "CHF", "lei": "RON", "ft": "HUF"},
}
PATTERN = rf"(?i:us|au?|ca?|nz|hk|r)?\$|\p{{Sc}}|(?i:zł|kč|kr\.?|s?fr\.|lei|ft)|(?:{'|'.join(ISO_CODES)})"
_IN_HEADER = re.compile(rf"(?<![A-Za-z])({'|'.join(ISO_CODES)})(?![A-Za-z])|([€£₹₽₺₩₫₪])")


def currency_named(text: str) -> str:
    """Return the ISO code of a sign or code, or the sign itself where several currencies share it.

    Examples
    --------
    >>> currency_named("€"), currency_named("usd"), currency_named("$")
    ('EUR', 'USD', '$')
    """
    word = text.strip()
    return word.upper() if word.upper() in ISO_CODES else SIGNS.get(word.lower(), word.rstrip("."))


def currency_in_header(header: str) -> str:
    """Return the currency a header names, empty where it names none.

    Examples
    --------
    >>> currency_in_header("Bestellwert (€)"), currency_in_header("Order value")
    ('EUR', '')
    """
    found = _IN_HEADER.search(header)
    return currency_named(found.group(0)) if found else ""
