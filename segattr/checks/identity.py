"""Whether every row belongs to a real customer, and whether it is the same one everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from segattr.checks.check import Check
from segattr.checks.evidence import WITH_PEOPLE, Evidence
from segattr.checks.finding import QUESTIONS, Found, Mask
from segattr.checks.texts import shown, told
from segattr.words.numbers import many, percent

PLACEHOLDERS: Final = frozenset(
    [
        "unknown",
        "(unknown)",
        "anonymous",
        "guest",
        "undefined",
        "null",
        "none",
        "nan",
        "n/a",
        "na",
        "(not)",
        "(none)",
        "default",
        "test",
        "xxx",
        "customer",
        "user",
        "00000000-0000-0000-0000-000000000000",
    ]
) | {"(not set)", "not set"}
NUMBERS_FOR_NOBODY: Final = frozenset(["0", "-1", "1", "9999", "99999", "999999", "9999999"])
GIANT: Final = 20  # times the rows of the usual customer
LEAST_GIANT: Final = 20  # rows; below, nothing sets a customer apart
ROLE_ADDRESS: Final = (
    r"^(?:test|tests|testing|tester|noreply|no-reply|donotreply|info|store|shop|admin|root|webmaster|"
    r"postmaster|support|demo|example|qa)(?:\+[^@]*)?@|@(?:example|test)\.(?:com|org|net)$"
)
MOST_ROLES: Final = 0.2  # of the ids; above, these are made-up data and not a few staff among customers
BUSY: Final = 0.99  # quantile of touches per customer
BUSIER: Final = 10.0  # times that quantile
LEAST_BUSY: Final = 200  # touches
DAMAGED: Final = r"^\d(?:[.,]\d+)?[eE]\+?\d+$"
EMAIL: Final = r"^\s*[^@\s]+@[^@\s]+\.[A-Za-z]{2,}\s*$"
MANY_BLANK: Final = 0.05


def placeholder_ids(evidence: Evidence) -> Iterator[Found]:
    """Find ids that stand for nobody and make many people one giant customer."""
    words = evidence.ids.str.strip().str.lower()
    nobody = words.isin(PLACEHOLDERS).to_numpy()
    for role in WITH_PEOPLE[:2]:
        giant = words.isin(NUMBERS_FOR_NOBODY).to_numpy() & _giant(evidence, role)
        rows = evidence.of(role, nobody | giant)
        if rows.any():
            named = evidence.rows(role)["customer_id"][rows].unique()
            yield evidence.found(
                role,
                rows,
                title=f"{told(rows, 'row', of=role, verb='have')} {shown([*named])} as "
                "customer: they are many people and count as one.",
                severity="blocker",
                column="customer_id",
            )


def _giant(evidence: Evidence, role: str) -> Mask:
    people = evidence.people(role)
    rows = np.bincount(people[people >= 0], minlength=len(evidence.ids))
    usual = float(np.median(rows[rows > 0])) if rows.any() else 0.0
    return np.asarray(rows >= max(GIANT * usual, LEAST_GIANT))


def blank_ids(evidence: Evidence) -> Iterator[Found]:
    """Find conversions without a customer."""
    blank = evidence.people("conversions") < 0
    if blank.any():
        part = blank.mean()
        yield evidence.found(
            "conversions",
            blank,
            title=f"{many(int(blank.sum()), 'conversion')} ({percent(part)}) "
            f"{'names' if blank.sum() == 1 else 'name'} "
            "no customer: they count in the total, and no segment and no channel can have them.",
            severity="high" if part >= MANY_BLANK else "medium",
            column="customer_id",
        )


def role_ids(evidence: Evidence) -> Iterator[Found]:
    """Find test, shared and automatic addresses used as customers."""
    odd = evidence.ids.str.contains(ROLE_ADDRESS, case=False, regex=True).to_numpy(dtype=bool)
    if not odd.any() or odd.mean() > MOST_ROLES:
        return
    for role in WITH_PEOPLE[:2]:
        rows = evidence.of(role, odd)
        if rows.any():
            named = evidence.rows(role)["customer_id"][rows].unique()
            yield evidence.found(
                role,
                rows,
                title=f"{told(rows, 'row', of=role, verb='belong')} to test or shared addresses: "
                f"{shown([*named])}.",
                severity="medium",
                column="customer_id",
            )


def busy_ids(evidence: Evidence) -> Iterator[Found]:
    """Find ids with so many touches that a robot, staff or a shared device is likely."""
    people = evidence.people("touchpoints")
    if not (people >= 0).any():
        return
    touches = np.bincount(people[people >= 0], minlength=len(evidence.ids))
    usual = float(np.median(touches[touches > 0]))
    busy = touches >= max(BUSIER * float(np.quantile(touches[touches > 0], BUSY)), LEAST_BUSY)
    if busy.any():
        rows = evidence.of("touchpoints", busy)
        yield evidence.found(
            "touchpoints",
            rows,
            title=f"{many(int(busy.sum()), 'customer')} {'has' if busy.sum() == 1 else 'have'} up to "
            f"{touches.max():,} touches each, where the usual one has {usual:,.0f}: "
            f"{shown(list(evidence.ids[busy]))}. Robots, staff or a shared device?",
            severity="medium",
            column="customer_id",
        )


def damaged_ids(evidence: Evidence) -> Iterator[Found]:
    """Find ids a spreadsheet has turned into rounded numbers."""
    damaged = evidence.ids.str.contains(DAMAGED, regex=True).to_numpy(dtype=bool)
    for role in WITH_PEOPLE:
        rows = evidence.of(role, damaged)
        if rows.any():
            named = evidence.rows(role)["customer_id"][rows].unique()
            yield evidence.found(
                role,
                rows,
                title=f"{told(rows, 'id', of=role, verb='were')} rounded by a spreadsheet "
                f"({shown([*named])}): different customers now share one id.",
                severity="high",
                column="customer_id",
            )


CHECKS: Final = (
    Check(
        "placeholder_ids",
        "Do ids such as unknown, guest, null or 0 stand for many people?",
        "blocker",
        "Take these ids away: their touches go, their conversions stay in the totals without a customer.",
        QUESTIONS,
        placeholder_ids,
        "unname",
    ),
    Check(
        "blank_ids",
        "Do conversions come without a customer?",
        "high",
        "Export orders with the customer's id or e-mail address.",
        ("segments", "attribution"),
        blank_ids,
    ),
    Check(
        "role_ids",
        "Are test, shared or automatic addresses (test@, info@, noreply@) among the customers?",
        "medium",
        "Leave these customers out of every table, unless they are real.",
        ("segments", "attribution"),
        role_ids,
        "leave_people",
    ),
    Check(
        "busy_ids",
        "Do a few ids have so many touches that they are robots, staff or shared devices?",
        "medium",
        "Leave these customers out of every table, unless they are real.",
        ("segments", "attribution"),
        busy_ids,
        "leave_people",
    ),
    Check(
        "damaged_ids",
        "Has a spreadsheet turned long ids into rounded numbers (1.2E+11)?",
        "high",
        "Export again and load the file without opening it in a spreadsheet, or import the column there as "
        "text.",
        QUESTIONS,
        damaged_ids,
    ),
)
