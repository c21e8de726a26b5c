"""The dates and times of one file, read in one order of day and month."""

from __future__ import annotations

import pandas as pd

from segattr.data.day_order import DAY, decide_orders, order_note
from segattr.data.fields import Field, rows_said
from segattr.data.mapped import MappedFile
from segattr.io.cells import quoted
from segattr.io.dates import Dates, read_dates
from segattr.io.swapped_dates import swapped_said


def read_times(file: MappedFile, *, date_order: str | None) -> dict[str, Field]:
    """Return the file's time fields as UTC moments, with notes on what was decided or could not be read.

    Parameters
    ----------
    file : the file.
    date_order : ``day first`` or ``month first``, used where the file itself leaves it open.

    Raises
    ------
    AmbiguousDates : nothing says whether day or month comes first.

    Examples
    --------
    >>> from segattr.io.reading import Reading
    >>> orders = Reading("o.csv", pd.DataFrame({"When": ["31.12.2024", "1.2.2024"], "Who": ["a", "b"]}))
    >>> file = MappedFile(orders, "conversions", {"customer_id": "Who", "ts": "When"})
    >>> read_times(file, date_order=None)["ts"].data.dt.month.tolist()
    [12, 2]
    """
    dates = {name: read_dates(file[name]) for name in file.of_kind("time")}
    orders = decide_orders(dates, said=date_order, columns=file.columns, file=file.name, role=file.role)
    read = {}
    for name, column in dates.items():
        header = file.columns[name]
        moments = column.moments(day_first=orders[name] == DAY)
        notes = (
            order_note(column, orders[name], column=header, said=date_order),
            _numbers_note(column, moments, header),
            swapped_said(column, moments, column=header),
            "" if file.required(name) else _unread_note(file[name], moments, header),
        )
        read[name] = Field(moments, tuple(filter(None, notes)))
    return read


def _numbers_note(dates: Dates, moments: pd.Series, column: str) -> str:
    if dates.shapes != ("numbers",):
        return ""
    first, last = (f"{moment:%Y-%m-%d %H:%M}" for moment in (moments.min(), moments.max()))
    return f"'{column}' holds numbers, read as dates: {first} to {last}."


def _unread_note(texts: pd.Series, moments: pd.Series, column: str) -> str:
    unread = moments.isna() & texts.notna()
    if not unread.any():
        return ""
    return f"{rows_said(unread)} without a readable date in '{column}' ({quoted(texts[unread])}), left blank."
