"""By what people can be told to be one and the same: their e-mail address or phone number, hashed or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.evidence import WITH_PEOPLE, Evidence
from segattr.checks.identity import EMAIL, ROLE_ADDRESS
from segattr.checks.texts import distinct, is_text
from segattr.io.phones import FEWEST_DIGITS, holds_phones, phone_digits

ADDRESS, PHONE = "e-mail address", "phone number"
KINDS: Final = {ADDRESS: "e-mail addresses", PHONE: "phone numbers"}
MOSTLY: Final = 0.5  # of a column's different texts, from which it is one of addresses
LOOKED_AT: Final = 20_000  # rows, spread over the table, by which a column is judged
READ: Final = 500  # different texts among them
OWN_CODE: Final = r"h[0-9a-f]{24}|#[0-9a-f]{16}"  # what hashing on import, and replacing by a code, write
DIGEST: Final = r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}"  # MD5, SHA-1 and SHA-256, as ad platforms take them
ABOUT_MAIL: Final = re.compile(r"mail", re.IGNORECASE)
ABOUT_PHONE: Final = re.compile(r"phone|msisdn|mobile|telefon", re.IGNORECASE)
ENDS: Final = 4  # digits of a phone number, and letters of a code, that are shown


def contacts_of(evidence: Evidence, kind: str) -> pd.DataFrame:
    """Return who stands beside which address or number in any table, each pair once.

    Parameters
    ----------
    kind : ``e-mail address`` or ``phone number``.

    Returns
    -------
    DataFrame : ``person`` (place in `Evidence.ids`) and ``contact`` (in one form: small letters, only
        digits; a hash as it is).
    """
    found = [pd.DataFrame({"person": pd.Series(dtype="int64"), "contact": pd.Series(dtype="str")})]
    for role, _, values in columns_of(evidence, kind):
        codes, texts = distinct(values)
        forms = _addresses(texts) if kind == ADDRESS else _numbers(texts)
        contact = pd.Series(forms.array.take(codes, allow_fill=True), dtype="str")
        pairs = pd.DataFrame({"person": evidence.people(role), "contact": contact})
        found.append(pairs[pairs["person"] >= 0].dropna().drop_duplicates())
    return pd.concat(found[1:] or found, ignore_index=True).drop_duplicates(ignore_index=True)


def columns_of(evidence: Evidence, kind: str) -> Iterator[tuple[str, str, pd.Series]]:
    """Give the columns that hold addresses or numbers of people: table, name, values."""
    for role in WITH_PEOPLE:
        for name, values in evidence.dimensions(role):
            if is_text(values) and kind_of(name, values) == kind:
                yield role, name, values


def kind_of(name: str, values: pd.Series) -> str:
    """Return what a column of text tells people apart by; empty where it does not.

    A hash that somebody else made counts only where the header says of what.

    Examples
    --------
    >>> kind_of("contact", pd.Series(["a@mail.de", None])), kind_of("Phone", pd.Series(["030 1234567"]))
    ('e-mail address', 'phone number')
    >>> kind_of("plan", pd.Series(["basic", "plus"]))
    ''
    """
    texts = _some(values)
    if texts.empty:
        return ""
    mails, of_phones = _share(texts, EMAIL), ABOUT_PHONE.search(name) and not ABOUT_MAIL.search(name)
    named = ABOUT_MAIL.search(name) or ABOUT_PHONE.search(name)
    codes = _share(texts, f"{OWN_CODE}|{DIGEST}" if named else OWN_CODE)
    if mails + codes >= MOSTLY:
        return PHONE if of_phones and codes > mails else ADDRESS
    return PHONE if holds_phones(name, texts.tolist()) else ""


def shown(contact: str) -> str:
    """Return as much of an address or number as it takes to recognise it.

    Examples
    --------
    >>> shown("ann@mail.de"), shown("49301234567"), shown("h0123456789abcdef01234567")
    ('a…@mail.de', '…4567', 'h012…')
    """
    name, at, host = contact.partition("@")
    if at:
        return f"{name[:1]}…@{host}"
    return f"…{contact[-ENDS:]}" if contact.isdigit() else f"{contact[:ENDS]}…"


def _some(values: pd.Series) -> pd.Series:
    """Return the different texts of some rows."""
    some = values.iloc[:: max(1, len(values) // LOOKED_AT)]
    codes, texts = distinct(some)
    return texts[np.unique(codes[codes >= 0])[:READ]]


def _share(texts: pd.Series, pattern: str) -> float:
    plain = texts.str.strip().str.lower()
    return float(plain.str.fullmatch(pattern).mean())


def _addresses(texts: pd.Series) -> pd.Series:
    """Return addresses and hashes of them in one form; others, and those of no single person, are missing."""
    plain = texts.str.strip().str.lower()
    good = plain.str.fullmatch(f"{EMAIL}|{OWN_CODE}|{DIGEST}")
    return plain.where(good & ~plain.str.contains(ROLE_ADDRESS, regex=True))


def _numbers(texts: pd.Series) -> pd.Series:
    """Return phone numbers as digits, hashes as they are; too short ones and 0000000 are missing."""
    plain = texts.str.strip().str.lower()
    digits = pd.Series([phone_digits(text) for text in plain], index=texts.index, dtype="str")
    hashed = plain.str.fullmatch(f"{OWN_CODE}|{DIGEST}")
    real = (digits.str.len() >= FEWEST_DIGITS) & (digits.map(lambda text: len(set(text))) > 2)
    return digits.where(real).mask(hashed, plain)
