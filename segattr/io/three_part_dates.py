"""Dates that stand in three columns, year, month and day, put together in a fourth."""

from __future__ import annotations

import re

import pandas as pd

from segattr.io.dates import read_dates

_PART = re.compile(r"^(?P<stem>.*?)[ _-]*(?P<part>year|month|day)(?:[ _-]?of[ _-]?month)?$", re.IGNORECASE)
PARTS = ("day", "month", "year")
TRIED = 200
READABLE = 0.9


def with_whole_dates(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the table with a date put together from three columns, where no column holds a whole one.

    Examples
    --------
    >>> parts = pd.DataFrame({"arrival_year": ["2016"], "arrival_month": ["March"], "arrival_day": ["5"]})
    >>> with_whole_dates(parts)[0]["arrival date"].tolist()
    ['5 March 2016']
    """
    for stem, parts in _families(table).items():
        if set(parts) != set(PARTS) or _has_dates(table, set(parts.values())):
            continue
        day, month, year = (table[parts[part]].astype("str") for part in PARTS)
        whole = year + "-" + month + "-" + day if _numeric(month) else day + " " + month + " " + year
        if not _dates(whole):
            continue
        name = (
            f"{stem} date".strip() if f"{stem} date".strip() not in table else f"{stem} date, whole".strip()
        )
        note = f"'{name}' is put together from {', '.join(repr(parts[part]) for part in PARTS)}."
        return table.assign(**{name: whole}), (note,)
    return table, ()


def _families(table: pd.DataFrame) -> dict[str, dict[str, str]]:
    families: dict[str, dict[str, str]] = {}
    for column in table.columns:
        named = _PART.match(column)
        if named:
            families.setdefault(named["stem"], {}).setdefault(named["part"].lower(), column)
    return families


def _has_dates(table: pd.DataFrame, parts: set[str]) -> bool:
    return any(
        _dates(table[column]) for column in table.columns if column not in parts and _written(table[column])
    )


def _written(column: pd.Series) -> bool:
    """Whether the first filled cell looks like a written date, not a bare number."""
    first = next((cell for cell in column.head(TRIED).tolist() if isinstance(cell, str)), "")
    return bool(re.search(r"\d.*[-/.: ].*\d", first))


def _dates(column: pd.Series) -> bool:
    head = column.head(TRIED).dropna().astype("str").reset_index(drop=True)
    return bool(len(head)) and bool(read_dates(head).moments().notna().mean() >= READABLE)


def _numeric(month: pd.Series) -> bool:
    head = month.head(TRIED).dropna()
    return bool(len(head)) and bool(head.str.fullmatch(r"\d{1,2}").all())
