"""Conversions that are lines of orders: many rows of one number, the money on each of them or in none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from segattr.checks.check import Check
from segattr.checks.evidence import Evidence
from segattr.checks.finding import QUESTIONS, Found, Mask
from segattr.checks.texts import distinct
from segattr.io.different import all_different
from segattr.io.numbers import read_numbers
from segattr.words.numbers import many

ITEMS: Final = 0.3  # of the rows; where more share their number, rows are lines and not orders
QUANTITY: Final = frozenset(["quantity", "qty", "menge", "anzahl", "quantité", "cantidad"])
PRICE: Final = frozenset(
    ["unit price", "unitprice", "price", "price each", "price per unit", "item price", "einzelpreis"]
)
MADE: Final = ("value", "margin")


def order_lines(evidence: Evidence) -> Iterator[Found]:
    """Find conversions that are lines of orders."""
    table = evidence.rows("conversions")
    lines = lines_of(table)
    if lines is None:
        return
    orders, priced = int(table["conversion_id"][lines].nunique()), quantity_and_price(table)
    money = "" if "value" in table else f"; {' × '.join(f'“{name}”' for name in priced)} is their money"
    yield evidence.found(
        "conversions",
        lines,
        title=f"{int(lines.sum()):,} conversions are lines of {many(orders, 'order')}, and each counts as a "
        f"conversion{money}.",
        severity="blocker",
        column="conversion_id",
    )


def lines_of(conversions: pd.DataFrame) -> Mask | None:
    """Return which conversions are lines of an order of several; None where rows are orders.

    Lines carry money of their own, or a quantity and a price; the same money on all rows of a number is one
    order said several times.
    """
    if "conversion_id" not in conversions:
        return None
    number = conversions["conversion_id"]
    if all_different(number):
        return None
    shared = (number.duplicated(keep=False) & number.notna()).to_numpy()
    if not len(shared) or shared.mean() <= ITEMS:
        return None
    if "value" not in conversions:
        return shared if quantity_and_price(conversions) else None
    values = conversions[shared].groupby("conversion_id", observed=True)["value"].nunique()
    return shared if (values > 1).mean() > ITEMS else None


def quantity_and_price(table: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns of quantity and unit price; none where not both are there.

    Examples
    --------
    >>> quantity_and_price(pd.DataFrame({"Quantity": [1], "UnitPrice": [2.5]}))
    ('Quantity', 'UnitPrice')
    """
    named = {str(name).strip().lower().replace("_", " "): str(name) for name in table.columns}
    found = [next((named[name] for name in named if name in known), None) for known in (QUANTITY, PRICE)]
    return tuple(name for name in found if name is not None) if all(found) else ()


def put_together(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row per order: money added up, everything else as on its first line.

    A row without a number stays a conversion of its own. A line whose quantity or price cannot be read adds
    nothing.

    Examples
    --------
    >>> lines = pd.DataFrame({"conversion_id": ["7", "7"], "Quantity": ["2", "1"], "UnitPrice": ["3.5", "1"]})
    >>> put_together(lines)[["conversion_id", "value"]].values.tolist()
    [['7', 8.0]]
    """
    priced = quantity_and_price(table)
    if "value" not in table and priced:
        quantity, price = (_amounts(table[name]) for name in priced)
        table = table.assign(value=quantity * price)
    own = pd.Series([f"row {place}" for place in range(len(table))], index=table.index)
    order = table["conversion_id"].where(table["conversion_id"].notna(), own)
    sums = {name: table[name].groupby(order).sum(min_count=1) for name in MADE if name in table}
    first = ~order.duplicated()
    kept = table[first].assign(
        **{name: total.reindex(order[first]).to_numpy() for name, total in sums.items()}
    )
    return kept.reset_index(drop=True)


def _amounts(values: pd.Series) -> pd.Series:
    """Read amounts once per different text."""
    codes, texts = distinct(values.astype("str"))
    return pd.Series(read_numbers(texts).amounts.reindex(codes).to_numpy(), index=values.index)


CHECKS: Final = (
    Check(
        "order_lines",
        "Are the conversions lines of orders?",
        "blocker",
        "Put the lines of an order together: their money is added up, the rest is as on the first line.",
        QUESTIONS,
        order_lines,
        "add_up",
    ),
)
