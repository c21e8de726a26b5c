"""Contacts as ad platforms want them: normalised and hashed by each platform's own rules."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.io.personal import EMAIL, personal_columns
from segattr.io.phones import phone_digits

HASH: Final = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
OURS: Final = re.compile(r"h[0-9a-f]{24}")  # what stands in place of an address that was hashed on import
FEWEST_DIGITS, MOST_DIGITS = 8, 15  # of a number with its country code (E.164)


@dataclass(frozen=True)
class Platform:
    """How one ad platform reads a customer list.

    Attributes
    ----------
    title : what it is called.
    email, phone : the headers it looks for.
    phone_sign : what stands before the digits of a phone number when it is hashed.
    fewest : people a list should have before the platform will use it.
    source : where its rules are written down.
    """

    title: str
    email: str
    phone: str
    phone_sign: str
    fewest: int
    source: str


PLATFORMS: Final[dict[str, Platform]] = {
    "google": Platform(
        "Google Customer Match",
        "Email",
        "Phone",
        "+",
        1_000,
        "support.google.com/google-ads/answer/7476159",
    ),
    "meta": Platform(
        "Meta Custom Audiences",
        "email",
        "phone",
        "",
        100,
        "facebook.com/business/help/2082575038703844",
    ),
}


@dataclass(frozen=True)
class Contacts:
    """Which columns of the customers hold addresses, and whether some were hashed when they were brought in.

    Attributes
    ----------
    emails, phones : columns, in the order of the table.
    hashed_on_import : columns that held them until they were hashed with a salt no platform knows.
    """

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    hashed_on_import: tuple[str, ...] = ()

    @property
    def there(self) -> bool:
        """Whether there is anything a platform could match."""
        return bool(self.emails or self.phones)


def contacts(dataset: Dataset) -> Contacts:
    """Return where the customers' e-mails and phone numbers stand, by the content of the columns."""
    listed = dataset.listed
    if listed is None or not len(listed):
        return Contacts()
    found = personal_columns(listed)
    ready = tuple(name for name in map(str, listed) if _all(listed[name], HASH))
    plain = tuple(name for name in found.emails if name not in ready)
    return Contacts(
        (*plain, *(name for name in ready if "mail" in name.lower())),
        (*found.phones, *(name for name in ready if "phone" in name.lower())),
        tuple(name for name in map(str, listed) if _all(listed[name], OURS)),
    )


def match_list(people: pd.DataFrame, found: Contacts, *, platform: str, country: str = "") -> pd.DataFrame:
    """Return a list in a platform's layout: a row per person with anything to match by.

    Parameters
    ----------
    people : rows of the customers.
    platform : a name of `PLATFORMS`.
    country : dialling code of numbers that carry none, such as ``49``; empty leaves those numbers out.

    Returns
    -------
    DataFrame : a column per e-mail and phone column, under the platform's headers (one may stand twice, as
        the platforms allow); SHA-256 in small hexadecimals, empty where a person has none. No other column:
        nothing else leaves the machine with the list.

    References
    ----------
    Google Ads help 7476159, Formatting guidelines for uploading hashed data; Meta business help
    2082575038703844, How to format a customer list.

    Examples
    --------
    >>> people = pd.DataFrame({"mail": [" John_Smith@gmail.com "]})
    >>> match_list(people, Contacts(("mail",)), platform="meta").iloc[0, 0][:8]
    '62a14e44'
    """
    to = PLATFORMS[platform]
    columns = [(to.email, people[name].map(hashed_email, na_action="ignore")) for name in found.emails]
    dial: Callable[[object], str] = lambda text: hashed_phone(text, sign=to.phone_sign, country=country)  # noqa: E731
    columns += [(to.phone, people[name].map(dial, na_action="ignore")) for name in found.phones]
    table = pd.concat([values.astype("object").fillna("") for _, values in columns], axis=1)
    table.columns = [header for header, _ in columns]
    known = (table != "").any(axis=1)
    return table[known].drop_duplicates().reset_index(drop=True)


def hashed_email(text: object) -> str:
    """Return the SHA-256 of an e-mail without blanks and in small letters; empty where it is none.

    Examples
    --------
    >>> hashed_email("Mary@Example.com")[:8], hashed_email("ask Mary")
    ('f1904cf1', '')
    """
    plain = "".join(str(text).lower().split())
    if HASH.fullmatch(plain):
        return plain  # brought hashed already
    return _sha256(plain) if EMAIL.fullmatch(plain) else ""


def hashed_phone(text: object, *, sign: str = "", country: str = "") -> str:
    """Return the SHA-256 of a phone number with its country code; empty where that is not known.

    Parameters
    ----------
    sign : what the platform wants before the digits.
    country : the code of numbers that carry none.

    Examples
    --------
    >>> hashed_phone("(650) 555-1212", country="1")[:8], hashed_phone("+1 650 555 1212", sign="+")[:8]
    ('e323ec62', '1e231c66')
    >>> hashed_phone("0650 5551212")
    ''
    """
    plain = str(text).strip()
    if HASH.fullmatch(plain):
        return plain.lower()
    digits = full_number(plain, country=country)
    return _sha256(sign + digits) if digits else ""


def full_number(text: str, *, country: str = "") -> str:
    """Return a number's digits with the country code; empty where nobody says which country.

    Examples
    --------
    >>> full_number("0049 30 123456"), full_number("030 123456", country="49"), full_number("030 123456")
    ('4930123456', '4930123456', '')
    """
    digits = phone_digits(text)
    abroad = text.lstrip(" (").startswith(("+", "00"))
    if not abroad:
        digits = f"{country}{digits.lstrip('0')}" if country and digits else ""
    return digits if FEWEST_DIGITS <= len(digits) <= MOST_DIGITS else ""


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _all(values: pd.Series, pattern: re.Pattern[str]) -> bool:
    texts = values.dropna().astype("str").head(100)
    return bool(len(texts)) and all(pattern.fullmatch(text.strip()) for text in texts)


def to_list(table: pd.DataFrame) -> bytes:
    r"""Return a list as the platforms read it: CSV in UTF-8, without a mark that would hide the first header.

    Examples
    --------
    >>> to_list(pd.DataFrame({"Email": ["f1904c"]}))
    b'Email\nf1904c\n'
    """
    return table.to_csv(index=False, lineterminator="\n").encode()
