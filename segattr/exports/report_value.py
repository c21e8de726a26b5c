"""What customers bring up to the same age, per segment, beside what a new one costs."""

from __future__ import annotations

from typing import Final

import pandas as pd

from segattr.errors import UnsuitableData
from segattr.exports.report_parts import Part, Subject
from segattr.segments.segment import segment
from segattr.value.alarms import left_truncation
from segattr.value.lifetime import FEWEST_CUSTOMERS, lifetime, usual_age
from segattr.value.purchases import EVERYBODY as ALL
from segattr.value.purchases import Purchases, month_name, purchases
from segattr.value.winning import winning
from segattr.words import report as words
from segattr.words.value import known_before, truncated

HEADERS: Final = {
    "segment": "Segment",
    "customers": "Customers",
    "ltv": "LTV",
    "low": "LTV from",
    "high": "LTV to",
    "median": "Median",
    "rest": "LTV of the others",
    "left_out": "Too young",
    "new": "New customers",
    "spend": "Spend",
    "cac": "CAC",
    "ratio": "LTV ÷ CAC",
    "ratio_low": "LTV ÷ CAC from",
    "ratio_high": "LTV ÷ CAC to",
    "payback": "Paid back at month",
}
AMOUNTS: Final = ("ltv", "low", "high", "median", "rest", "spend", "cac")


def value_part(subject: Subject) -> Part:
    """Return the part with a row per segment; with the reason where nothing can be followed."""
    title = words.TITLES[words.VALUE]
    try:
        bought = purchases(subject.dataset, labels=subject.labels)
    except UnsuitableData as error:
        return Part(words.VALUE, title, notes=(str(error),))
    age = usual_age(bought)
    rows = lifetime(bought, to_age=age)
    cost = winning(subject.dataset, bought, to_age=age, labels=subject.labels)
    table = rows
    if cost is not None:
        table = _beside(rows, cost.rows)
        table["payback"] = table["payback"] + 1  # ages count from 0, months of life from 1
    shown = table[[name for name in HEADERS if name in table]].rename(columns=HEADERS)
    money = frozenset(HEADERS[name] for name in AMOUNTS)
    return Part(words.VALUE, title, shown, _notes(bought, rows, age), money=money)


def weak_campaigns(subject: Subject) -> tuple[pd.DataFrame, int]:
    """Return the campaigns whose customers bring less than all others beyond chance, and the age.

    Returns
    -------
    Rows of `segattr.value.lifetime.lifetime` by the campaign of the customer's first touch (Bonferroni over
    the campaigns), none of them of fewer than 30 customers. No rows where nobody can say.
    """
    seen = subject.dataset.touchpoints
    if seen is None or "campaign" not in seen:
        return pd.DataFrame(), 0
    try:
        bought = purchases(subject.dataset, labels=segment(subject.dataset, "campaign"))
    except UnsuitableData:  # no orders with money: the part on value says so
        return pd.DataFrame(), 0
    age = usual_age(bought)
    rows = lifetime(bought, to_age=age)
    enough = rows["customers"] >= FEWEST_CUSTOMERS
    return rows[enough & rows["beyond"] & (rows["ltv"] < rows["rest"])].reset_index(drop=True), age


def _beside(rows: pd.DataFrame, cost: pd.DataFrame) -> pd.DataFrame:
    """Put costs beside values, everybody together last."""
    named = {"customers": "new", "low": "ratio_low", "high": "ratio_high", "ltv": "of_cost"}
    own, whole = (
        cost.rename(columns=named)[side] for side in (cost["segment"] != ALL, cost["segment"] == ALL)
    )
    both = rows[rows["segment"] != ALL].merge(own, on="segment", how="left")
    last = whole.assign(ltv=whole["of_cost"], customers=float(rows["customers"].sum()))
    if rows["segment"].eq(ALL).all():  # there are no segments: one row says it all
        return rows.merge(whole.drop(columns="of_cost"), on="segment")
    return pd.concat([both, last], ignore_index=True)


def _notes(bought: Purchases, rows: pd.DataFrame, age: int) -> tuple[str, ...]:
    customers = int(rows["customers"].sum())
    notes = [words.AGE.format(months=age + 1, customers=f"{customers:,}")]
    few = rows[rows["customers"] < FEWEST_CUSTOMERS]["segment"].astype("str").tolist()
    if few:
        notes.append(words.SMALL.format(fewest=FEWEST_CUSTOMERS, names=", ".join(few)))
    found = left_truncation(bought)
    if found.old:
        notes.append(known_before(found.known_before, month_name(found.begin)))
    if found.falling:
        third = max(len(found.new) // 3, 1)
        ends = float(found.new.iloc[:third].mean()), float(found.new.iloc[-third:].mean())
        notes.append(truncated(found.fall, *ends))
    return tuple(notes)
