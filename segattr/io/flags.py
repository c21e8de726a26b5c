"""Columns of yes and no."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.io.cells import as_text, cells

YES = frozenset(["1", "1.0", "true", "t", "yes", "y", "ja", "j", "wahr", "oui", "o", "vrai"])
NO = frozenset(["0", "0.0", "false", "f", "no", "n", "nein", "falsch", "non", "faux"])


@dataclass(frozen=True, eq=False)
class Flags:
    """A column read as yes and no.

    Attributes
    ----------
    answers : nullable boolean, one per row, missing where blank or unreadable.
    unread : per row, True where there is a text that is neither yes nor no.
    """

    answers: pd.Series
    unread: np.ndarray


def read_flags(values: pd.Series) -> Flags:
    """Read 0/1, true/false, yes/no (also German and French) in any case.

    Examples
    --------
    >>> read_flags(pd.Series(["Yes", "0", "", "maybe"])).answers.tolist()
    [True, False, <NA>, <NA>]
    """
    numeric = pd.api.types.is_numeric_dtype(values.dtype)
    column = cells(as_text(values) if numeric else values).distinct()
    words = column.texts.str.lower()
    yes, known = words.isin(YES).to_numpy(), words.isin(YES | NO).to_numpy()
    unread = column.spread(~known & column.texts.notna().to_numpy(), blank=False)
    rows = pd.Series(column.spread(yes, blank=False), dtype="boolean")
    return Flags(rows.where(column.spread(known, blank=False), pd.NA), unread)
