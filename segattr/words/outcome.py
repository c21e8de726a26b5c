"""What converting is in these data: the word of the file for it, where it has one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from segattr.data.dataset import Dataset

CONVERTED: Final = frozenset({"converted", "conversion", "conversions", "converters"})


def outcome_of(dataset: Dataset) -> str:
    """Return the header of the column that says who converted; empty where it says just that.

    Examples
    --------
    >>> from segattr.data.dataset import Dataset
    >>> outcome_of(Dataset())
    ''
    """
    receipt = dataset.receipts.get("outcomes")
    column = receipt.columns.get("converted", "") if receipt and dataset.outcomes is not None else ""
    return "" if column.casefold() in CONVERTED else column


def who_did(outcome: str) -> str:
    """Return what those who count did, behind their number.

    Parameters
    ----------
    outcome : of `outcome_of`; a column's name says only what it is.

    Examples
    --------
    >>> who_did(""), who_did("is_canceled")
    ('converted', 'with is_canceled')
    """
    return f"with {outcome}" if outcome else "converted"
