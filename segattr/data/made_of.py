"""Tables no file of their own holds: which file they were made of, and the same made again."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from segattr.data.dataset import Receipt
from segattr.data.install_touches import MADE_OF
from segattr.data.short_journeys import SOURCES, ShortJourneys, short_journeys

CUSTOMERS = "customers"


def made_of(role: str, receipts: Mapping[str, Receipt]) -> str:
    """Return the role of the file a table comes from: its own, or the one it was made of; empty for none.

    Parameters
    ----------
    receipts : how every file was read.

    Examples
    --------
    >>> visits = {"sessions": Receipt("visits.csv", 9)}
    >>> made_of("touchpoints", visits), made_of("costs", visits)
    ('sessions', '')
    """
    if role in receipts:
        return role
    if role not in ("touchpoints", "conversions"):
        return ""
    if "sessions" in receipts:
        return "sessions"
    fields = set(receipts[CUSTOMERS].columns) if CUSTOMERS in receipts else set()
    if fields & (set(SOURCES) if role == "touchpoints" else {"converted_ts"}):
        return CUSTOMERS
    return next((each for each in MADE_OF if each in receipts and role == "touchpoints"), "")


def journeys_of(customers: pd.DataFrame, receipts: Mapping[str, Receipt]) -> ShortJourneys:
    """Return the touches and conversions that were made of the customers' own columns, made of these rows.

    Parameters
    ----------
    customers : one row each, canonical names.

    Returns
    -------
    ShortJourneys : a table is None where another file holds it, or the columns do not say.
    """
    if CUSTOMERS not in {made_of(role, receipts) for role in ("touchpoints", "conversions")}:
        return ShortJourneys(None, None)
    made = short_journeys(customers, mapped=receipts[CUSTOMERS].columns)
    touches, orders = (
        table if made_of(role, receipts) == CUSTOMERS else None
        for role, table in (("touchpoints", made.touchpoints), ("conversions", made.conversions))
    )
    return ShortJourneys(touches, orders, made.notes)
