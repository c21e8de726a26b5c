"""In which currency a file's money is."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from segattr.io.cells import quoted
from segattr.io.content import words_of
from segattr.io.currencies import ISO_CODES, currency_named

_COLUMNS = ("currency", "currencycode", "ordercurrency", "amountcurrency", "waehrung", "devise")


def currency_of(table: pd.DataFrame, *, beside_amounts: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Return the currency of a file's money, and a note where several are named.

    Parameters
    ----------
    table : the file's rows; a column called currency counts where the amounts name none.
    beside_amounts : currencies found in the cells and headers of the amounts.

    Examples
    --------
    >>> currency_of(pd.DataFrame({"Currency": ["EUR", "EUR"]}), beside_amounts=[])
    ('EUR', ())
    """
    found = list(dict.fromkeys(filter(None, beside_amounts)))
    if not found:
        columns = [column for column in table.columns if "".join(words_of(column)) in _COLUMNS]
        cells = [cell for column in columns for cell in table[column].dropna().astype("str").unique()]
        found = list(dict.fromkeys(code for cell in cells if (code := currency_named(cell)) in ISO_CODES))
    if len(found) < 2:
        return "".join(found), ()
    return found[0], (f"Amounts are in several currencies ({quoted(found)}) and are added up as they stand.",)
