"""Whether the value of conversions can be added up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import QUESTIONS, Found
from segattr.checks.order_lines import ITEMS, lines_of
from segattr.checks.texts import agreeing, counts, is_text, one_of, rows_where, shown, told
from segattr.io.content import words_of
from segattr.io.currencies import ISO_CODES, currency_named
from segattr.words.numbers import many, money, share

MANY_REFUNDS: Final = 0.01
MANY_FREE: Final = 0.05
HIGH: Final = 0.99  # quantile of the value
TIMES_HIGH: Final = 20.0
LEAST_VALUES: Final = 100
CURRENCY_COLUMNS: Final = frozenset(["currency", "currencycode", "ordercurrency", "waehrung", "devise"])
SOME_MARGIN_MISSING: Final = 0.05


def repeated_orders(evidence: Evidence) -> Iterator[Found]:
    """Find conversions with the number, customer and value of an earlier one."""
    table = evidence.rows("conversions")
    if "conversion_id" not in table or lines_of(table) is not None:
        return
    same = [name for name in ("conversion_id", "customer_id", "value") if name in table]
    again = (table.duplicated(same) & table["conversion_id"].notna()).to_numpy()
    if again.any() and ("value" in table or again.mean() <= ITEMS):
        yield evidence.found(
            "conversions",
            again,
            title=f"{told(again, 'conversion', verb='repeat')} the number, customer and "
            "value of another one: they count twice.",
            severity="blocker",
            column="conversion_id",
        )


def clashing_orders(evidence: Evidence) -> Iterator[Found]:
    """Find conversions that share a number but not the customer or the value."""
    table = evidence.rows("conversions")
    if "conversion_id" not in table or not len(table) or lines_of(table) is not None:
        return
    known = table["conversion_id"].notna()
    same = [name for name in ("conversion_id", "customer_id", "value") if name in table]
    different = table[known].drop_duplicates(same)
    shared = different["conversion_id"][different["conversion_id"].duplicated()].unique()
    rows = table["conversion_id"].isin(shared).to_numpy()
    if rows.any():
        yield evidence.found(
            "conversions",
            rows,
            title=f"{many(len(shared), 'number')} of conversions "
            f"{'stands' if len(shared) == 1 else 'stand'} on "
            f"{int(rows.sum()):,} rows, and the value or the customer differs: each row counts as a "
            "conversion.",
            severity="high",
            column="conversion_id",
        )


def refunds(evidence: Evidence) -> Iterator[Found]:
    """Find conversions of negative value."""
    value = evidence.column("conversions", "value")
    rows = np.zeros(0, dtype=bool) if value is None else (value < 0).to_numpy()
    if rows.any():
        yield evidence.found(
            "conversions",
            rows,
            title=f"{told(rows, 'conversion', verb='have')} a negative value: refunds count as conversions.",
            severity="high" if rows.mean() >= MANY_REFUNDS else "medium",
            column="value",
        )


def free_orders(evidence: Evidence) -> Iterator[Found]:
    """Find conversions worth nothing among others that are worth something."""
    value = evidence.column("conversions", "value")
    if value is None or not (value > 0).any():
        return
    rows = (value == 0).to_numpy()
    if rows.mean() >= MANY_FREE:
        yield evidence.found(
            "conversions",
            rows,
            title=f"{told(rows, 'conversion', verb='are')} worth 0: tests, staff, samples or "
            "orders that were cancelled?",
            severity="medium",
            column="value",
        )


def currencies(evidence: Evidence) -> Iterator[Found]:
    """Find several currencies in one table, added up as they stand."""
    for role in ("conversions", "costs"):
        for name, values in evidence.dimensions(role):
            if "".join(words_of(name)) not in CURRENCY_COLUMNS or not is_text(values):
                continue
            met = counts(values)
            codes = {text: currency_named(text) for text in map(str, met.index)}
            several = list(dict.fromkeys(code for code in codes.values() if code in ISO_CODES))
            if len(several) > 1:
                others = [text for text, code in codes.items() if code in several[1:]]
                rows = rows_where(values, one_of(others))
                yield evidence.found(
                    role,
                    rows,
                    title=f"{role.capitalize()} are in {shown(several)}, and are added up as they stand: "
                    f"{told(rows, 'row', verb='are')} not in {several[0]}.",
                    severity="blocker",
                    column=name,
                )


def huge_values(evidence: Evidence) -> Iterator[Found]:
    """Find conversions worth many times what high ones are worth."""
    value = evidence.column("conversions", "value")
    if value is None or int((value > 0).sum()) < LEAST_VALUES:
        return
    limit = TIMES_HIGH * float(value[value > 0].quantile(HIGH))
    rows = (value > limit).to_numpy()
    if rows.any():
        part = float(value[rows].sum() / value[value > 0].sum())
        currency = evidence.dataset.currency
        yield evidence.found(
            "conversions",
            rows,
            title=f"{many(int(rows.sum()), 'conversion')} of up to {money(float(value.max()), currency)} "
            f"{'makes' if rows.sum() == 1 else 'make'} up {share(part)} of all value, where 99 of 100 are "
            "worth "
            f"less than {money(limit / TIMES_HIGH, currency)}. Cents instead of whole units?",
            severity="medium",
            column="value",
        )


def odd_margins(evidence: Evidence) -> Iterator[Found]:
    """Find margins that are missing, or more than what was paid."""
    margin, value = (evidence.column("conversions", name) for name in ("margin", "value"))
    if margin is None or value is None:
        return
    paid = value > 0
    rows = ((margin.isna() | (margin > value)) & paid).to_numpy()
    if rows.sum() >= SOME_MARGIN_MISSING * max(int(paid.sum()), 1) and rows.any():
        yield evidence.found(
            "conversions",
            rows,
            title=f"{many(int(rows.sum()), 'conversion')} ({share(rows.sum() / paid.sum())} of those with "
            f"a value) {agreeing(int(rows.sum()), 'have')} no margin, or one above their value.",
            severity="medium",
            column="margin",
            of=int(paid.sum()),
        )


CHECKS: Final = (
    Check(
        "repeated_orders",
        "Do conversions repeat number, customer and value of an earlier one?",
        "blocker",
        "Leave the repeats out.",
        QUESTIONS,
        repeated_orders,
        "leave_out",
    ),
    Check(
        "clashing_orders",
        "Do conversions share a number but differ in value or customer?",
        "high",
        "If a row is one item of an order, export one row per order. Otherwise find out which one is right.",
        QUESTIONS,
        clashing_orders,
    ),
    Check(
        "refunds",
        "Do conversions have a negative value?",
        "high",
        "Leave the refunds out, or export orders after refunds.",
        ("segments", "attribution", "value"),
        refunds,
        "leave_out",
    ),
    Check(
        "free_orders",
        "Are many conversions worth nothing among others that are worth something?",
        "medium",
        "Leave them out if they are tests, staff or cancelled orders.",
        ("segments", "value"),
        free_orders,
        "leave_out",
    ),
    Check(
        "currencies",
        "Are amounts of one table in several currencies?",
        "blocker",
        "Convert them to one currency, or export one currency at a time.",
        ("attribution", "cost", "value"),
        currencies,
    ),
    Check(
        "huge_values",
        "Are a few conversions worth many times what high ones are worth?",
        "medium",
        "Look at them: real, a typing error, or cents among whole units? Leave them out if they are wrong.",
        ("attribution", "cost", "value"),
        huge_values,
        "leave_out",
    ),
    Check(
        "odd_margins",
        "Are margins missing, or above the value?",
        "medium",
        "Export margins for all orders; sums of margin leave the missing ones out.",
        ("value",),
        odd_margins,
    ),
)
