"""Whether what the website reported of orders is what the orders themselves say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import Found, Mask, Severity
from segattr.checks.texts import agreeing, distinct, is_text
from segattr.io.cells import among
from segattr.words.numbers import many, share

LEAST: Final = 20  # orders that are told of twice; fewer could be chance
MOSTLY: Final = 0.5  # of the numbers must be orders', and of the orders be told of
MANY: Final = 0.05  # of the orders, and of a value
SAME_RATIO: Final = 0.005
SAME_AMOUNT: Final = 0.011  # a cent, and what rounding leaves


def web_orders(evidence: Evidence) -> Iterator[Found]:
    """Find orders the website never reported, reports of no order, and values that differ."""
    told = _reported(evidence)
    if told is None:
        return
    yield from _never_reported(evidence, told)
    unknown = told["order"] < 0
    if unknown.mean() >= MANY:
        yield _of_events(
            evidence,
            told[unknown],
            of=len(told),
            column="event",
            title=f"The website reported {many(int(unknown.sum()), 'order')} "
            f"({share(unknown.mean())} of its own) that {agreeing(int(unknown.sum()), 'are')} not among the "
            "conversions.",
        )
    both = _valued(told)
    differ = both[_apart(both) & ~_alike(both)[1]]
    if len(differ) >= MANY * max(len(both), 1) and len(differ):
        yield _of_events(
            evidence,
            differ,
            of=len(both),
            column="value",
            title=f"The website gives {many(len(differ), 'order')} ({share(len(differ) / len(both))} of "
            f"those both know) a value that differs by more than {share(MANY)} from the order's own.",
        )


def tax_in_values(evidence: Evidence) -> Iterator[Found]:
    """Find orders whose two values differ by the same factor or amount, as tax and shipping make them."""
    told = _reported(evidence)
    both = told if told is None else _valued(told)
    if both is None or len(both) < LEAST:
        return
    how, rows = _alike(both)
    if rows.sum() >= MOSTLY * len(both):
        yield _of_events(
            evidence,
            both[rows],
            of=len(both),
            column="value",
            title=f"For {many(int(rows.sum()), 'order')} ({share(rows.mean())} of those both know) the "
            f"website's value is {how} the order's: tax, shipping or a discount seems to be in one and not "
            "in the other.",
            severity="medium",
        )


def _reported(evidence: Evidence) -> pd.DataFrame | None:
    """Return each order number events carry once: its place among the events and the orders, both values.

    None where events do not tell of orders: then they are tickets, mails or page views that name one.
    """
    number, worth = evidence.column("conversions", "conversion_id"), evidence.column("events", "value")
    if number is None or worth is None:
        return None
    orders = pd.Index(number.astype("str")[number.notna().to_numpy()].unique())
    column = next((name for name, values in evidence.dimensions("events") if _names(values, orders)), None)
    if column is None:
        return None
    told = _rows_of_orders(evidence.rows("events"), column, orders)
    place = pd.Series(np.arange(len(number)), index=number.astype("str").to_numpy())
    first = place[~place.index.duplicated()].reindex(told["number"]).fillna(-1).astype("int64").to_numpy()
    told = told.assign(order=first)
    if (first >= 0).sum() < LEAST or (first >= 0).sum() < MOSTLY * _expected(evidence, told).sum():
        return None
    value = evidence.column("conversions", "value")
    own = np.full(len(told), np.nan) if value is None else value.to_numpy(dtype=float)[first]
    return told.assign(own=np.where(first >= 0, own, np.nan))


def _names(values: pd.Series, orders: pd.Index) -> bool:
    if not is_text(values):
        return False
    texts = distinct(values)[1]
    known = among(texts, orders)
    return bool(known.sum() >= LEAST and known.mean() >= MOSTLY)


def _rows_of_orders(events: pd.DataFrame, column: str, orders: pd.Index) -> pd.DataFrame:
    """Return the first valued event of each number, of the kinds of event that mostly name orders."""
    codes, texts = distinct(events[column])
    named = codes >= 0
    known = named & np.append(among(texts, orders), False)[codes]
    kinds = events["event"].astype("str").to_numpy()
    part = pd.Series(known[named]).groupby(kinds[named]).mean()
    telling = (
        named & np.isin(kinds, part.index[part >= MOSTLY].to_numpy()) & events["value"].notna().to_numpy()
    )
    at = np.flatnonzero(telling)
    rows = pd.DataFrame(
        {"event": at, "number": texts.to_numpy()[codes[at]], "web": events["value"].to_numpy(float)[at]}
    )
    return rows.drop_duplicates("number", ignore_index=True)


def _expected(evidence: Evidence, told: pd.DataFrame) -> Mask:
    """Return which conversions fall into the days the reports cover."""
    days = evidence.rows("events")["ts"].iloc[told["event"]]
    orders = evidence.rows("conversions")
    inside = orders["ts"].between(days.min().normalize(), days.max().normalize() + pd.Timedelta(days=1))
    return (inside & orders["conversion_id"].notna()).to_numpy()


def _never_reported(evidence: Evidence, told: pd.DataFrame) -> Iterator[Found]:
    expected = _expected(evidence, told)
    numbers = evidence.rows("conversions")["conversion_id"].astype("str")
    missing = expected & ~among(numbers, told["number"])
    part = missing.sum() / max(int(expected.sum()), 1)
    if part >= MANY:
        yield evidence.found(
            "conversions",
            missing,
            title=f"{many(int(missing.sum()), 'conversion')} ({share(part)}) "
            f"{'was' if missing.sum() == 1 else 'were'} never reported by the website, though it reported on "
            "these days.",
            severity="high",
            column="conversion_id",
            of=int(expected.sum()),
        )


def _of_events(
    evidence: Evidence, told: pd.DataFrame, *, of: int, column: str, title: str, severity: Severity = "high"
) -> Found:
    rows = np.zeros(len(evidence.rows("events")), dtype=bool)
    rows[told["event"]] = True

    return evidence.found("events", rows, title=title, severity=severity, column=column, of=of)


def _valued(told: pd.DataFrame) -> pd.DataFrame:
    return told[(told["web"] > 0) & (told["own"] > 0)]


def _apart(both: pd.DataFrame) -> Mask:
    return ((both["web"] - both["own"]).abs() > MANY * both["own"]).to_numpy()


def _alike(both: pd.DataFrame) -> tuple[str, Mask]:
    """Return by what most of the differing values differ, in words, and which rows do so."""
    ratio = (both["web"] / both["own"]).to_numpy()
    more = (both["web"] - both["own"]).to_numpy()
    other = np.abs(ratio - 1) > 2 * SAME_RATIO
    if not other.any():
        return "", np.zeros(len(both), dtype=bool)
    factor, amount = float(np.median(ratio[other])), float(np.median(more[other]))
    by_factor = other & _near(ratio, factor, SAME_RATIO * factor)
    by_amount = other & _near(more, amount, SAME_AMOUNT)
    if by_amount.sum() > by_factor.sum():
        return f"{abs(amount):,.2f} {'above' if amount > 0 else 'below'}", by_amount
    return f"{factor:.2f} times", by_factor


def _near(values: NDArray[np.float64], centre: float, off: float) -> Mask:
    return np.asarray(np.abs(values - centre) <= off)


CHECKS: Final = (
    Check(
        "web_orders",
        "Does the website report other orders, or other values, than the orders themselves?",
        "high",
        "Look at single orders: consent and blocked scripts lose some, reloaded pages add some. Take "
        "totals from the orders.",
        ("attribution", "cost", "value"),
        web_orders,
    ),
    Check(
        "tax_in_values",
        "Do values of the website and of the orders differ by tax, shipping or a discount?",
        "medium",
        "Decide whether money means with or without tax and shipping, and export both files so.",
        ("cost", "value"),
        tax_in_values,
    ),
)
