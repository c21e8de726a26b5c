"""From texts in cells to a reading: what is no data goes, what was wrapped is unwrapped, all is told."""

from __future__ import annotations

import re

import pandas as pd

from segattr.errors import FileRefused
from segattr.io.cell_dress import undressed
from segattr.io.cells import quoted
from segattr.io.content import without_micros, words_of
from segattr.io.minor_units import in_whole_units
from segattr.io.order_lines import one_row_per_order
from segattr.io.reading import Reading
from segattr.io.report_rows import body_of
from segattr.io.sources.layout import plain
from segattr.io.sources.registry import recognised
from segattr.io.three_part_dates import with_whole_dates

SPENDING = re.compile(r"(?:^|[^a-z])(?:cost|spend|spent)(?:$|[^a-z])", re.IGNORECASE)
CENT = r"^(?:0|[1-9]\d*0000)$"  # in millionths
FEWEST_AMOUNTS = 5  # different ones, before they say anything about their unit


def finished(
    table: pd.DataFrame,
    *,
    name: str,
    header: tuple[str, ...] = (),
    decimal: str = "",
    notes: tuple[str, ...] = (),
) -> Reading:
    """Return texts below a header as a reading.

    Parameters
    ----------
    table : the rows, blank cells missing.
    name : what to call the file in messages.
    header : the cells of the header as they stand in the file.
    decimal : the decimal mark the file points to.
    notes : what was found so far.

    Raises
    ------
    FileRefused : no row is left.

    Examples
    --------
    >>> rows = pd.DataFrame({"cost_micros": ["1110000"], "Unnamed: 1": [None]})
    >>> finished(rows, name="ads.csv").millionths
    frozenset({'cost_micros'})
    """
    body = body_of(table, header=header, decimal=decimal)
    plain, blanks = without_blanks(body.table)
    if plain.empty:
        raise FileRefused(f"{name} has a header but only blank rows below it.", name=name)
    orders, lines = one_row_per_order(plain)
    clean, dress = undressed(orders)
    clean, dates = with_whole_dates(clean)
    clean, minor = in_whole_units(clean)
    named = {name for name in clean.columns if without_micros(name) != words_of(name)}
    known = _millionths_of_source(clean)
    millionths = body.millionths | named | known
    small = (
        *_millionths_said(body.millionths, "as a total row shows"),
        *_millionths_said(frozenset(named) - body.millionths, "by name"),
        *_millionths_said(known - named - body.millionths, "as this tool writes them"),
    )
    told = (
        *notes,
        *body.notes,
        *blanks,
        *lines,
        *dress,
        *dates,
        *small,
        *minor,
        *_maybe_millionths(clean, millionths),
    )
    return Reading(name, clean, told, decimal, millionths=frozenset(millionths))


def without_blanks(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return the table without wholly blank rows and unnamed blank columns, and a note for what went.

    Examples
    --------
    >>> without_blanks(pd.DataFrame({"a": ["1", None], "Unnamed: 1": [None, None]}))[0].shape
    (1, 1)
    """
    unnamed = [c for c in table.columns if c.startswith("Unnamed: ") and table[c].isna().all()]
    table = table.drop(columns=unnamed)
    blank = pd.Series(True, index=table.index)
    for column in table.columns:
        blank &= table[column].isna()
        if not blank.any():
            break
    columns = (f"{len(unnamed)} blank columns without a name were left out.",) if unnamed else ()
    rows = (f"{blank.sum()} blank rows were left out.",) if blank.any() else ()
    return (table[~blank].reset_index(drop=True) if blank.any() else table), (*columns, *rows)


def _millionths_of_source(table: pd.DataFrame) -> frozenset[str]:
    """Return the columns of money that the tool a table comes from writes in millionths without saying so."""
    known = recognised(map(str, table.columns))
    if known is None:
        return frozenset()
    return frozenset(known.headers[plain(header)] for header in known.layout.millionths)


def _millionths_said(columns: frozenset[str], why: str) -> tuple[str, ...]:
    if not columns:
        return ()
    which = quoted(sorted(columns), most=5)
    return (f"In millionths, {why}: {which}. As amounts of money they are divided by 1,000,000.",)


def _maybe_millionths(table: pd.DataFrame, known: frozenset[str]) -> tuple[str, ...]:
    """Say which costs may be in millionths: nothing but multiples of what a cent would be."""
    found = []
    for column in [column for column in table.columns if SPENDING.search(column) and column not in known]:
        amounts = table[column].dropna().astype("str")
        distinct = amounts.unique()
        if len(distinct) > FEWEST_AMOUNTS and all(re.match(CENT, amount) for amount in distinct):
            found.append(column)
    if not found:
        return ()
    return (
        f"All amounts in {quoted(found)} are multiples of 10,000: if they are in millionths, as ad platforms "
        "write them, export the report with amounts in the currency.",
    )
