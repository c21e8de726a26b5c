"""Phone numbers, told from order numbers by how they are written and what their column is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from segattr.io.content import words_of

MOST: Final = 0.8  # of the different cells look like phone numbers
HALF: Final = 0.5
FEWEST_DIGITS, MOST_DIGITS = 7, 17  # 15 by E.164, and 00 in front
NUMBER: Final = re.compile(r"\+?[\d\s().\-/\u2010-\u2013]{7,28}")
AMOUNT: Final = re.compile(r"[+-]?\d+\.\d+")
DIALLED: Final = re.compile(r"\s*[+(]")  # +49 30 …, (030) …
LEADING: Final = re.compile(r"\s*[+(0]")
CALLED: Final = re.compile(r"phone|t[eé]l[eé][fp]|^tel$|^fon$|handy|rufnummer|^fax|msisdn|whatsapp")
MAYBE_CALLED: Final = re.compile(r"^mobil|^cell$|^celular|^m[oó]vil|^sms$|^gsm$")  # or a kind of device


def holds_phones(name: str, texts: Sequence[str]) -> bool:
    """Whether a column holds phone numbers.

    Parameters
    ----------
    name : its header.
    texts : its different cells, without blank ones.

    Examples
    --------
    >>> holds_phones("Contact", ["+49 30 1234567", "(030) 7654321"]), holds_phones("Order", ["4930123456"])
    (True, False)
    >>> holds_phones("Phone", ["4930123456"]), holds_phones("Phone", ["12345.67"])
    (True, False)
    """
    written = [text for text in texts if _is_number(text)]
    if not written or len(written) < MOST * len(texts):
        return False
    words = words_of(name)
    if any(map(CALLED.search, words)):
        return True
    sign = LEADING if any(map(MAYBE_CALLED.search, words)) else DIALLED
    return sum(sign.match(text) is not None for text in written) >= HALF * len(written)


def phone_digits(text: str) -> str:
    """Return a phone number's digits, a leading 00 taken for the +; empty where there are none.

    Examples
    --------
    >>> phone_digits("+49 (0)30 123-4567"), phone_digits("0049 30 1234567"), phone_digits("ask Ann")
    ('49301234567', '49301234567', '')
    """
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    return digits.removeprefix("00")


def _is_number(text: str) -> bool:
    if not NUMBER.fullmatch(text.strip()) or AMOUNT.fullmatch(text.strip()):
        return False
    return FEWEST_DIGITS <= sum(letter.isdigit() for letter in text) <= MOST_DIGITS
