"""Whether the files hold what they should not: addresses, names, matters nobody may be sorted by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import WITH_PEOPLE, Evidence
from segattr.checks.finding import Found
from segattr.checks.identity import EMAIL
from segattr.checks.texts import is_text, rows_where, told
from segattr.io.content import words_of
from segattr.io.flags import read_flags
from segattr.words.numbers import many, share

EMAIL_INSIDE: Final = r"[^@\s=&?/]+(?:@|%40)[^@\s=&?/]+\.[A-Za-z]{2,}"
PHONE: Final = r"^\s*\+?\d[\d\s()/.-]{6,}\d\s*$"
PHONE_HEADERS: Final = frozenset(
    ["phone", "telephone", "tel", "mobile", "handy", "telefon", "portable", "fax"]
)
NAME_HEADERS: Final = frozenset(
    ["firstname", "lastname", "fullname", "surname", "vorname", "nachname", "prenom", "birthday", "birthdate"]
)
SPECIAL: Final = frozenset(
    [
        "health",
        "diagnosis",
        "disease",
        "disability",
        "religion",
        "faith",
        "ethnicity",
        "ethnic",
        "race",
        "sexuality",
        "orientation",
        "politics",
        "party",
        "union",
        "pregnancy",
        "pregnant",
        "genetic",
        "biometric",
        "criminal",
        "gesundheit",
        "religionszugehoerigkeit",
        "konfession",
    ]
)
CONSENT: Final = frozenset(
    ["consent", "optin", "gdpr", "einwilligung", "consented", "marketingconsent", "acceptsmarketing"]
)
MOSTLY: Final = 0.5
CONCEALED: Final = r"#[0-9a-f]{16}"  # what `segattr.checks.fixes` writes in its place


def personal_data(evidence: Evidence) -> Iterator[Found]:
    """Find addresses, phone numbers and names of people in any column that is no customer id."""
    for role, table in evidence.dataset.tables.items():
        for name in table.columns:
            values = table[name]
            if name in ("customer_id", "conversion_id") or not len(values) or not is_text(values):
                continue
            what, rows = _personal(str(name), values)
            if rows.any():
                yield evidence.found(
                    role,
                    rows,
                    title=f"{name} of {role} holds {what} in {many(int(rows.sum()), 'row')}: personal data "
                    "that no "
                    "analysis here needs.",
                    severity="high",
                    column=str(name),
                )


def _personal(name: str, values: pd.Series) -> tuple[str, np.ndarray]:
    words = words_of(name)
    if "".join(words) in NAME_HEADERS:
        return "names or birthdays of people", rows_where(
            values, lambda texts: ~texts.str.fullmatch(CONCEALED)
        )
    if not PHONE_HEADERS.isdisjoint(words):
        return "phone numbers", rows_where(values, lambda texts: texts.str.contains(PHONE, regex=True))
    return "e-mail addresses", rows_where(values, _with_email)


def _with_email(texts: pd.Series) -> np.ndarray:
    """Return which texts hold an address; only those with its sign are read closely."""
    signed = texts.str.contains("@", regex=False) | texts.str.contains("%40", regex=False)
    found = np.array(signed, dtype=bool)
    found[found] = texts[found].str.contains(EMAIL_INSIDE, regex=True)
    return found


def emails_as_ids(evidence: Evidence) -> Iterator[Found]:
    """Find e-mail addresses used as customer ids."""
    mails = evidence.ids.str.contains(EMAIL, regex=True).to_numpy(dtype=bool)
    if not len(mails) or mails.mean() < MOSTLY:
        return
    for role in WITH_PEOPLE:
        rows = evidence.of(role, mails) if len(evidence.people(role)) else np.zeros(0, dtype=bool)
        if rows.any():
            yield evidence.found(
                role,
                rows,
                title=f"Customers of {role} are known by their e-mail address ({share(rows.mean())} of the "
                "rows): every "
                "list and every export would carry it.",
                severity="medium",
                column="customer_id",
            )


def special_fields(evidence: Evidence) -> Iterator[Found]:
    """Find columns about matters the law protects: health, faith, politics, origin."""
    for role in evidence.dataset.tables:
        for name, values in evidence.dimensions(role):
            if not SPECIAL.isdisjoint(words_of(name)):
                yield evidence.found(
                    role,
                    values.notna(),
                    title=f"{name} of {role} looks like a matter the law protects: nobody may be put into "
                    "segments by "
                    "it without explicit consent.",
                    severity="high",
                    column=name,
                )


def no_consent(evidence: Evidence) -> Iterator[Found]:
    """Find people who have not agreed to be in the data."""
    for role in ("customers", "touchpoints"):
        for name, values in evidence.dimensions(role):
            words = words_of(name)
            if CONSENT.isdisjoint((*words, "".join(words))):
                continue
            answers = read_flags(values).answers
            rows = (answers.notna() & ~answers.fillna(value=True).astype(bool)).to_numpy()
            if rows.any():
                yield evidence.found(
                    role,
                    rows,
                    title=f"{told(rows, 'row', of=role, verb='say')} no in {name}, "
                    "and are used like the others.",
                    severity="high",
                    column=name,
                )


CHECKS: Final = (
    Check(
        "personal_data",
        "Do columns hold e-mail addresses, phone numbers or names of people?",
        "high",
        "Replace them by a code, here or before the export.",
        (),
        personal_data,
        "conceal",
    ),
    Check(
        "emails_as_ids",
        "Are customers known by their e-mail address?",
        "medium",
        "Replace the addresses by a code that is the same in every table.",
        (),
        emails_as_ids,
        "conceal",
    ),
    Check(
        "special_fields",
        "Are there columns about health, faith, politics or origin?",
        "high",
        "Take the column out.",
        (),
        special_fields,
        "drop_column",
    ),
    Check(
        "no_consent",
        "Are people in the data who have not agreed to it?",
        "high",
        "Leave these people out of every table. Those who agree may differ from those who do not.",
        ("segments", "attribution"),
        no_consent,
        "leave_people",
    ),
)
