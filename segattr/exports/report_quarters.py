"""Quarter by quarter and segment by segment: what came in, who came, what it cost, and why it changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Final

import pandas as pd

from segattr.attribution.cost import DAY, spend_of
from segattr.averages.over_time import at, moved, revenue_moved, trend
from segattr.averages.period_cells import period_cells
from segattr.averages.periods import periods_of
from segattr.errors import UnsuitableData
from segattr.exports.report_orders import HEADERS as OF_ORDERS
from segattr.exports.report_orders import orders_by_quarter
from segattr.exports.report_parts import Part, Subject, Sum
from segattr.exports.report_spend import quarterly_spend, span
from segattr.reduce.door import UNKNOWN
from segattr.words import report as words
from segattr.words.numbers import money
from segattr.words.report_sections import ORDERS_ALONE

SET: Final = "the segments of the report"
KEYS: Final = ["period", "segment"]
HEADERS: Final = {
    "period": "Quarter",
    "segment": "Segment",
    "people": "People",
    "visits": "Visits",
    "orders": "Orders",
    "value": "Revenue",
    "share": "Share of revenue",
    "margin": "Margin",
    "converters": "Converted",
    "rate": "Conversion",
    "low": "from",
    "high": "to",
    "new": "New customers",
    "spend": "Spend",
    "cac": "CAC",
    "from_visits": "Revenue change: visits",
    "from_conversion": "Revenue change: conversion",
    "from_order_value": "Revenue change: order value",
    "change": "Revenue change",
    "rate_effect": "Rate change: own rate",
    "mix_effect": "Rate change: mix",
    "total": "Rate change",
}
SHARES: Final = ("share", "rate", "low", "high", "rate_effect", "mix_effect", "total")
AMOUNTS: Final = (
    "value",
    "margin",
    "spend",
    "cac",
    "from_visits",
    "from_conversion",
    "from_order_value",
    "change",
)


def quarters(subject: Subject, spend: pd.DataFrame | None = None) -> Part:
    """Return the part with a row per quarter and segment.

    Parameters
    ----------
    spend : of `segattr.exports.report_spend.quarterly_spend`, where that is known already.
    """
    title = words.TITLES[words.QUARTERS]
    alone = orders_by_quarter(subject)
    headers = HEADERS if alone is None else {**HEADERS, **OF_ORDERS}
    try:
        rates = quarterly_rates(subject) if alone is None else alone
    except UnsuitableData as error:
        return Part(words.QUARTERS, title, notes=(str(error),))
    spend = quarterly_spend(subject) if spend is None else spend
    table = _with_money(subject, rates, spend).merge(_changes(rates), on=KEYS, how="left")
    order = [name for name in HEADERS if name in table]
    shown = _in_time(table[order], rates.attrs["periods"]).rename(columns=headers)
    return Part(
        words.QUARTERS,
        title,
        shown,
        _notes(subject, rates),
        frozenset(headers[name] for name in SHARES),
        frozenset(headers[name] for name in AMOUNTS),
    )


def _in_time(table: pd.DataFrame, periods: Sequence[str]) -> pd.DataFrame:
    """Put rows in the order of time; months without a year (outcomes) stand in the order they have."""
    known = list(periods) if set(table["period"]) <= set(periods) else sorted({*periods, *table["period"]})
    place = {name: at for at, name in enumerate(known)}
    return table.sort_values("period", key=lambda names: names.map(place), kind="stable", ignore_index=True)


def quarterly_rates(subject: Subject) -> pd.DataFrame:
    """Return `segattr.averages.over_time.trend` of the segments by quarter.

    Raises
    ------
    UnsuitableData : nothing tells the time.
    """
    extra = {SET: subject.labels} if subject.labels is not None else {}
    return trend(period_cells(subject.dataset, every="quarter", extra=extra), list(extra))


def quarter_sums(subject: Subject, part: Part) -> list[Sum]:
    """Return the totals the quarters must add up to, counted in the files themselves."""
    orders, spend = subject.dataset.conversions, spend_of(subject.dataset)
    sums = []
    if orders is not None and HEADERS["value"] in part.table and "value" in orders:
        by = orders["value"].groupby(periods_of(orders["ts"], "quarter")).sum()
        sums = [
            Sum(
                f"Revenue of {quarter}",
                part.name,
                HEADERS["value"],
                float(total),
                (HEADERS["period"], str(quarter)),
            )
            for quarter, total in by.items()
        ]
    if spend is not None and HEADERS["spend"] in part.table:
        total = float(spend.rows["spend"].sum() + spend.unplaced["spend"].sum())
        sums.append(Sum("Spend of all quarters", part.name, HEADERS["spend"], total))
    return sums


def _with_money(subject: Subject, rates: pd.DataFrame, spend: pd.DataFrame) -> pd.DataFrame:
    table = rates
    if "value" in table:
        whole = table.groupby("period")["value"].transform("sum")
        table = table.assign(share=table["value"] / whole.where(whole != 0))
    new = _new_customers(subject)
    table = (
        table.merge(new, on=KEYS, how="left").assign(new=lambda t: t["new"].fillna(0)) if len(new) else table
    )
    if spend.empty:
        return table
    table = table.merge(spend, on=KEYS, how="outer")
    won = table["new"].where(table["new"] > 0) if "new" in table else float("nan")
    return table.assign(cac=table["spend"] / won)


def _new_customers(subject: Subject) -> pd.DataFrame:
    """Return ``period, segment, new``: customers by the quarter of their first order in the data."""
    orders = subject.dataset.conversions
    if orders is None or subject.dataset.outcomes is not None:
        return pd.DataFrame(columns=[*KEYS, "new"])
    first = orders.assign(who=orders["customer_id"].astype("str")).groupby("who")["ts"].min().dropna()
    labels = subject.labels
    whose = (
        labels.reindex(first.index).fillna(UNKNOWN)
        if labels is not None
        else pd.Series(words.EVERYBODY, first.index)
    )
    counted = pd.DataFrame({"period": periods_of(first, "quarter"), "segment": whose.astype("str")})
    return counted.value_counts().rename("new").reset_index()


def _changes(rates: pd.DataFrame) -> pd.DataFrame:
    """Return per quarter from the second on what changed since the one before, segment by segment."""
    rows = [pd.DataFrame(columns=KEYS)]
    names = {"visits": "from_visits", "conversion": "from_conversion", "order_value": "from_order_value"}
    for before, after in pairwise(rates.attrs["periods"]):
        change = at(rates, after)[["segment"]]
        if "rate" in rates:
            change = moved(rates, before, after)[["segment", "rate_effect", "mix_effect", "total"]]
        with suppress(UnsuitableData):  # no orders with values: a rate is all there is to change
            amounts = revenue_moved(rates, before, after).rename(columns={**names, "total": "change"})
            change = change.merge(amounts, on="segment", how="outer")
        rows.append(change.assign(period=after))
    return pd.concat(rows[1:] or rows, ignore_index=True)


def _notes(subject: Subject, rates: pd.DataFrame) -> tuple[str, ...]:
    changes = [words.CHANGES] if len(rates.attrs["periods"]) > 1 else []
    notes = [words.COUNTED_ONCE, *changes] if "rate" in rates else [ORDERS_ALONE]
    spend = spend_of(subject.dataset)
    if spend is not None:
        notes += [words.SPENT, words.FIRST_NEW]
        if spend.outside:
            notes.append(words.UNSEEN_SPEND.format(amount=money(spend.outside, subject.dataset.currency)))
    return (*notes, *_partial(subject))


def _partial(subject: Subject) -> list[str]:
    """Say which quarters are not whole."""
    moments = [
        table["ts"]
        for name, table in subject.dataset.tables.items()
        if name in ("touchpoints", "conversions") and len(table)
    ]
    if not moments or subject.dataset.outcomes is not None:
        return []
    since, until = min(m.min() for m in moments).floor("D"), max(m.max() for m in moments).floor("D")
    said = []
    for quarter in dict.fromkeys(periods_of(pd.Series([since, until]), "quarter")):
        first, last = span(str(quarter))
        days = int((min(until, last) - max(since, first)) / DAY) + 1
        of = int((last - first) / DAY) + 1
        if days < of:
            said.append(words.PARTIAL.format(quarter=quarter, days=days, of=of))
    return said
