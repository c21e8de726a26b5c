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
    table : text exactly as in the file for CSV and XLSX (blank cells missing, headers trimmed), native
        dtypes for Parquet and DataFrames. Columns of few different texts are categories: smaller, faster.
    notes : one plain sentence per thing found or decided while reading.
    decimal : the decimal mark the file's other cells point to, ``.`` or ``,``; empty where nothing does.
    sheet, sheets : the sheet that was read and all sheets of the workbook; empty for other formats.

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
