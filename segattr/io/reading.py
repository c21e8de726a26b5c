"""What a reader hands over: one plain table, and what it saw on the way."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Reading:
    """One file as one plain table.

    Attributes
    ----------
    name : the file's name as the user knows it.
    table : text exactly as in the file for everything but Parquet and DataFrames, which keep their dtypes
        (blank cells missing, headers trimmed). Columns of few different texts are categories: faster.
    notes : the receipt: one plain sentence per thing cut, converted or guessed while reading.
    decimal : the decimal mark the file's other cells point to, ``.`` or ``,``; empty where nothing does.
    sheet, sheets : the table that was read and all the file has (sheets of a workbook, files of an archive,
        tables of a report); empty where there is but one.
    millionths : columns whose amounts are written in millionths of the currency, as ad platforms do.

    Examples
    --------
    >>> Reading("orders.csv", pd.DataFrame({"value": ["1,5"]}), decimal=",").table.shape
    (1, 1)
    """

    name: str
    table: pd.DataFrame
    notes: tuple[str, ...] = ()
    decimal: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    millionths: frozenset[str] = frozenset()
