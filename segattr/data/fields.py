"""From the texts of one column to the values of one field."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pyarrow.compute as pc

from segattr.data.labels import as_category, without_unused
from segattr.errors import UnreadableValues
from segattr.io.cells import arrow, cells, quoted, series
from segattr.io.currencies import currency_in_header
from segattr.io.flags import read_flags
from segattr.io.numbers import read_numbers

UNKNOWN = "(unknown)"
HEAD_ROWS = 1_000


@dataclass(frozen=True, eq=False)
class Field:
    """One field, read: its data, what was noted, and the currency found beside them."""

    data: pd.Series
    notes: tuple[str, ...] = ()
    currency: str = ""


def read_ids(values: pd.Series) -> pd.Series:
    """Return ids as text: trimmed, whole numbers without ``.0``, NULL and the like missing.

    Examples
    --------
    >>> read_ids(pd.Series([" 007", "NULL"], dtype="str")).tolist()
    ['007', nan]
    >>> read_ids(pd.Series([12.0, None])).tolist()
    ['12', nan]
    """
    column = cells(values)
    texts = column.texts
    if texts.iloc[:HEAD_ROWS].str.endswith(".0").any() and texts.dropna().str.fullmatch(r"-?\d+\.0").all():
        texts = series(pc.replace_substring_regex(arrow(texts), r"\.0$", ""))
    if column.codes is None:
        return texts.reset_index(drop=True)
    return pd.Series(texts.array.take(column.codes, allow_fill=True))


def read_labels(values: pd.Series, *, column: str, required: bool) -> Field:
    """Return labels exactly as they stand; a required one that is blank is ``(unknown)``, and that is noted.

    Examples
    --------
    >>> read_labels(pd.Series(["Email", None]), column="channel", required=True).data.tolist()
    ['Email', '(unknown)']
    """
    labels = as_category(values)
    blank = labels.isna()
    known = labels.cat.categories
    for label in known[known.str.isspace() | (known == "")]:
        blank |= labels == label
    if not required or not blank.any():
        return Field(labels)
    named = labels.cat.add_categories([] if UNKNOWN in labels.cat.categories else [UNKNOWN])
    named = without_unused(named.mask(blank, UNKNOWN))
    return Field(named, (f"{rows_said(blank)} without '{column}', kept as {UNKNOWN}.",))


def read_money(values: pd.Series, *, column: str, decimal: str, keep: pd.Series, file: str) -> Field:
    """Return amounts or counts as numbers, with a note on cells that are none.

    Parameters
    ----------
    values : the column.
    column, file : for messages.
    decimal : the decimal mark the rest of the file points to.
    keep : rows that will be kept; only they are judged.

    Raises
    ------
    UnreadableValues : not one filled cell is a number, or two currencies stand side by side.

    Examples
    --------
    >>> keep = pd.Series([True, True])
    >>> read_money(pd.Series(["5 €", "x"]), column="v", decimal="", keep=keep, file="o.csv").currency
    'EUR'
    """
    numbers = read_numbers(values, decimal=decimal)
    unread = keep & numbers.unread
    if unread.any() and not numbers.amounts[keep].notna().any():
        raise UnreadableValues(
            f"{file}: '{column}' should hold numbers but holds {quoted(values[unread])}. Map another one.",
            column=column,
            examples=tuple(values[unread].head(3)),
        )
    if len(numbers.currencies) > 1:
        raise UnreadableValues(
            f"{file}: '{column}' holds amounts in {' and '.join(numbers.currencies)}. "
            "Convert them to one currency, or export one currency at a time.",
            column=column,
            examples=numbers.currencies,
        )
    currency = numbers.currencies[0] if numbers.currencies else currency_in_header(column)
    blanked = (
        f"{rows_said(unread)} without a readable number in '{column}' ({quoted(values[unread])}), left blank."
    )
    notes = (*(f"'{column}': {note}" for note in numbers.notes), *((blanked,) if unread.any() else ()))
    return Field(numbers.amounts, notes, currency)


def read_answers(values: pd.Series, *, column: str, keep: pd.Series, file: str) -> Field:
    """Return yes and no as booleans; blank cells stay blank and are counted.

    Raises
    ------
    UnreadableValues : a cell is neither yes nor no.

    Examples
    --------
    >>> keep = pd.Series([True, True])
    >>> read_answers(pd.Series(["YES", ""]), column="bought", keep=keep, file="o.csv").data.tolist()
    [True, <NA>]
    """
    flags = read_flags(values)
    unread = keep & flags.unread
    if unread.any():
        raise UnreadableValues(
            f"{file}: '{column}' should say yes or no (0/1, true/false or yes/no), but reads "
            f"{quoted(values[unread])} in {rows_said(unread)}. Correct those cells, map another column, or "
            f"say which value counts as converted: '{column} = {values[unread].iloc[0]}'.",
            column=column,
            examples=tuple(values[unread].unique()[:3]),
        )
    blank = keep & flags.answers.isna()
    notes = (
        (f"{rows_said(blank)} blank in '{column}', counted neither as yes nor as no.",) if blank.any() else ()
    )
    return Field(flags.answers, notes)


def rows_said(mask: pd.Series) -> str:
    """Return how many rows a mask marks, in words.

    Examples
    --------
    >>> rows_said(pd.Series([True, False]))
    '1 row'
    """
    count = int(mask.sum())
    return f"{count:,} row" if count == 1 else f"{count:,} rows"
