"""Amounts of a payment service that counts in cents: records of Stripe's interface, not its CSV exports."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from segattr.io.cells import quoted

KIND, CURRENCY = "object", "currency"
# What a record says of itself in Stripe's interface; see https://docs.stripe.com/currencies for the units.
KINDS: Final = frozenset(
    ["charge", "payment_intent", "invoice", "refund", "balance_transaction", "payout", "checkout.session"]
)
AMOUNT: Final = re.compile(
    r"(?:^|\.)(?:amount(?:_[a-z_]+)?|fee|net|sub_?total(?:_[a-z_]+)?|total(?:_[a-z_]+)?|tax|unit_amount)$"
)
WHOLE: Final = r"-?\d+"
DECIMALS: Final = 2
# The smallest unit is the whole one, or a thousandth of it.
NO_DECIMALS: Final = re.compile("bif|clp|djf|gnf|jpy|kmf|krw|mga|pyg|rwf|ugx|vnd|vuv|xaf|xof|xpf")
THREE_DECIMALS: Final = re.compile("bhd|jod|kwd|omr|tnd")


def in_whole_units(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return records of a payment service with amounts in the currency instead of its smallest unit.

    Other tables are returned as they are: only a record that says what it is shows in which unit it counts.

    Examples
    --------
    >>> charge = pd.DataFrame({"object": ["charge"], "amount": ["1999"], "currency": ["eur"]})
    >>> in_whole_units(charge)[0]["amount"].tolist()
    ['19.99']
    """
    if not {KIND, CURRENCY} <= set(table.columns) or not set(table[KIND].dropna().unique()) <= KINDS:
        return table, ()
    decimals = table[CURRENCY].astype("str").str.lower().map(_decimals)
    amounts = [name for name in table.columns if AMOUNT.search(name) and _whole(table[name])]
    if not amounts or table[KIND].isna().all():
        return table, ()
    shifted = {name: _shifted(table[name].astype("str"), decimals) for name in amounts}
    note = (
        f"Stripe counts in the smallest unit of a currency (cents): {quoted(amounts, most=5)} became amounts "
        "in the currency itself."
    )
    return table.assign(**shifted), (note,)


def _decimals(currency: str) -> int:
    return 0 if NO_DECIMALS.fullmatch(currency) else 3 if THREE_DECIMALS.fullmatch(currency) else DECIMALS


def _whole(values: pd.Series) -> bool:
    texts = values.dropna().astype("str")
    return bool(len(texts)) and bool(texts.str.fullmatch(WHOLE).all())


def _shifted(texts: pd.Series, decimals: pd.Series) -> pd.Series:
    """Return whole numbers with their decimal point moved, as text, so that no digit is rounded."""
    sign = texts.str.extract(r"^(-?)", expand=False)
    digits = texts.str.lstrip("-")
    moved = texts
    for places in (DECIMALS, 3):
        filled = digits.str.zfill(places + 1)
        moved = moved.mask(decimals == places, sign + filled.str[:-places] + "." + filled.str[-places:])
    return moved
