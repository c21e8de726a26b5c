"""E-mails and phone numbers: which columns hold them, and a hash in the place of each.

The same address has the same hash in every file that is hashed with the same salt, so customers are still
known from one file to the next; without the salt nobody can try out addresses.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from segattr.io.cells import MISSING, arrow, as_text, quoted
from segattr.io.phones import holds_phones, phone_digits
from segattr.io.reading import Reading

SAMPLE: Final = 1_000  # rows, spread over the table, looked at before hashing is offered
HALF: Final = 0.5  # of the cells: from here on it is a column of e-mails
SALT_BYTES: Final = 16
DIGITS: Final = 24  # 96 bits of SHA-256: no two of a billion addresses meet
AT: Final = "@|%40"
# The ends are bounded as mail is (64 letters before the @, 63 a part after it), so that no text takes long.
EMAIL: Final = re.compile(
    r"""[^\s@<>()\[\]{},;:"'=&?/\\|%#][^\s@<>()\[\]{},;:"=&?/\\|%#]{0,63}"""
    r"""(?:@|%40)(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}""",
    re.IGNORECASE,
)
PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")  # banner@2x.png


@dataclass(frozen=True)
class Personal:
    """Columns that hold e-mails, and columns that hold phone numbers."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.emails, *self.phones)


def personal_columns(table: pd.DataFrame) -> Personal:
    """Return which columns hold e-mails or phone numbers, judged by the content of a thousand rows.

    Examples
    --------
    >>> personal_columns(pd.DataFrame({"who": ["ann@example.com"], "call": ["+49 30 1234567"]}))
    Personal(emails=('who',), phones=('call',))
    """
    texts = {str(name): _distinct(_some(table[name])) for name in table.columns}
    emails = tuple(name for name, found in texts.items() if any(map(_holds_email, found)))
    phones = tuple(n for n, found in texts.items() if n not in emails and holds_phones(n, found))
    return Personal(emails, phones)


def without_personal(reading: Reading, *, salt: str) -> Reading:
    """Return the file with a hash in place of every e-mail and of every phone number in columns of such.

    An e-mail is found wherever it stands: in a cell, within a longer text or a link, in a header, in the
    receipt. A phone number is found only in a column of phone numbers.

    Parameters
    ----------
    salt : what the hashes are keyed with; the same in all files that are to be joined.

    Examples
    --------
    >>> file = Reading("c.csv", pd.DataFrame({"mail": ["Ann@example.com ", "ann@example.com"]}))
    >>> without_personal(file, salt="s").table["mail"].str.strip().nunique()
    1
    >>> without_personal(file, salt="s").notes
    ("Hashed: 2 e-mails in 'mail'.",)
    """
    table, mails, calls = {}, {}, {}
    for name in reading.table.columns:
        column, found = _without_emails(reading.table[name], salt)
        numbers = 0
        if not found and holds_phones(str(name), _distinct(_some(column))):
            column, numbers = _replaced(column, partial(_phone_hashed, salt=salt))
        table[name] = column
        mails[str(name)], calls[str(name)] = found, numbers
    plain = partial(_emails_hashed, salt=salt)
    return _renamed(
        replace(
            reading,
            name=plain(reading.name),
            table=pd.DataFrame(table, index=reading.table.index),
            notes=(
                *map(plain, reading.notes),
                *_said(mails, "e-mail", plain),
                *_said(calls, "phone number", plain),
            ),
        ),
        plain,
    )


def hashed(text: str, *, salt: str) -> str:
    """Return the hash of a text, which begins with a letter so that nothing takes it for a number.

    Examples
    --------
    >>> hashed("ann@example.com", salt="s") == hashed("ann@example.com", salt="s")
    True
    >>> len(hashed("ann@example.com", salt="s"))
    25
    """
    return f"h{hmac.digest(salt.encode(), text.encode(), 'sha256').hex()[:DIGITS]}"


def new_salt() -> str:
    """Return a salt nobody can guess.

    Examples
    --------
    >>> len(new_salt())
    32
    """
    return secrets.token_hex(SALT_BYTES)


def _some(values: pd.Series) -> pd.Series:
    return values.iloc[:: max(1, len(values) // SAMPLE)].head(SAMPLE)


def _distinct(values: pd.Series) -> list[str]:
    """Return the different texts of a column that may hold some; none of numbers and moments."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = pd.Series(values.cat.categories[np.unique(values.cat.codes[values.notna()])])
    whole = pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype)
    if not whole and not pd.api.types.is_string_dtype(values.dtype) and values.dtype != object:
        return []
    return [text for text in as_text(values).dropna().unique() if text.strip() not in MISSING]


def _without_emails(values: pd.Series, salt: str) -> tuple[pd.Series, int]:
    if not _may_hold_emails(values):
        return values, 0
    texts = _distinct(values)
    column_of_emails = sum(EMAIL.fullmatch(text.strip()) is not None for text in texts) >= HALF * len(texts)
    change = partial(_emails_hashed, salt=salt)
    return _replaced(values, partial(_cell_hashed, salt=salt) if column_of_emails else change)


def _may_hold_emails(values: pd.Series) -> bool:
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = pd.Series(values.cat.categories)
    if not pd.api.types.is_string_dtype(values.dtype) and values.dtype != object:
        return False
    return bool(pc.any(pc.match_substring_regex(arrow(as_text(values)), AT)).as_py())


def _holds_email(text: str) -> bool:
    return ("@" in text or "%40" in text) and _emails_hashed(text, salt="") != text


def _emails_hashed(text: str, *, salt: str) -> str:
    return EMAIL.sub(lambda found: _email_hashed(found.group(), salt), text)


def _email_hashed(email: str, salt: str) -> str:
    plain = re.sub("%40", "@", email.strip().lower())
    return email if plain.endswith(PICTURES) else hashed(plain, salt=salt)


def _cell_hashed(text: str, *, salt: str) -> str:
    """Hash what a column of e-mails holds: one that is misspelt is no less personal."""
    changed = _emails_hashed(text, salt=salt)
    return hashed(text.strip().lower(), salt=salt) if "@" in changed else changed


def _phone_hashed(text: str, *, salt: str) -> str:
    digits = phone_digits(text)
    return hashed(digits, salt=salt) if digits else text


def _replaced(values: pd.Series, change: Callable[[str], str]) -> tuple[pd.Series, int]:
    """Return the column with each different text changed once, and how many cells that changed."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes, texts = values.cat.codes.to_numpy(), as_text(pd.Series(values.cat.categories)).tolist()
    else:
        codes, index = pd.factorize(as_text(values))
        texts = index.tolist()
    changed = [change(text) for text in texts]
    differs = np.array([new != old for new, old in zip(changed, texts, strict=True)], dtype=bool)
    if not differs.any():
        return values, 0
    places, labels = pd.factorize(np.array(changed, dtype=object))
    column = pd.Series(pd.Categorical.from_codes(np.append(places, -1)[codes], pd.Index(labels, dtype="str")))
    column = column if isinstance(values.dtype, pd.CategoricalDtype) else column.astype("str")
    return column.set_axis(values.index), int(np.append(differs, False)[codes].sum())


def _renamed(reading: Reading, plain: Callable[[str], str]) -> Reading:
    """Return the file without e-mails in its headers; two that become the same are numbered."""
    old = list(reading.table.columns)
    new = [plain(name) if isinstance(name, str) else name for name in old]
    if new == old:
        return reading
    if len(set(new)) < len(new):
        new = [
            name if name == was else f"{name} {n}"
            for n, (name, was) in enumerate(zip(new, old, strict=True), 1)
        ]
    names = dict(zip(old, new, strict=True))
    millionths = frozenset(str(names.get(name, name)) for name in reading.millionths)
    return replace(reading, table=reading.table.set_axis(new, axis="columns"), millionths=millionths)


def _said(found: dict[str, int], what: str, plain: Callable[[str], str]) -> tuple[str, ...]:
    told = [
        f"{n:,} {what}{'' if n == 1 else 's'} in {quoted([plain(column)])}"
        for column, n in found.items()
        if n
    ]
    return (f"Hashed: {', '.join(told)}.",) if told else ()
