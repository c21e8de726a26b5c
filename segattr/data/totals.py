"""Rows that sum up the others of their table: *All users* beside the parts it is made of."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from segattr.data.canonical import kept_rows
from segattr.data.fields import rows_said
from segattr.io.content import words_of

SUMMED: Final = ("outcomes", "costs")
FIGURES: Final = {"outcomes": "people", "costs": "spend"}
WHOLES: Final = re.compile(
    "(?:grand|sub)?totals?|overall|everyone|sum|"
    "all(?:users|visitors|sessions|customers|traffic|channels|campaigns|devices|countries)?|"
    "gesamt(?:summe|ergebnis)?|summe|insgesamt|alle(?:nutzer|besucher|kunden)?|"
    "totaux|totalgeneral|tous|touslesutilisateurs|ensemble"
)
PARTS_SUM_WITHIN: Final = 0.01
LEAST_WHOLE: Final = 0.5  # of what the other rows add up to; parts may overlap


def without_totals(rows: pd.DataFrame, *, role: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Return counted rows without those that sum up others, and a note on what was left out.

    Parameters
    ----------
    rows : table of counts: outcomes with ``people``, or costs.
    role : which of the two.

    Notes
    -----
    A row goes when one of its labels says *Total*, *All users* and the like, other rows stand beside it, and
    it counts at least half as much as they do together. Where those do not add up to it the note says so:
    then the parts overlap, or some are missing.

    Examples
    --------
    >>> by = pd.DataFrame({"device": ["All users", "Phone", "Desktop"], "people": [9.0, 4.0, 5.0]})
    >>> without_totals(by, role="outcomes")[0]["device"].tolist()
    ['Phone', 'Desktop']
    """
    figure = FIGURES[role]
    if figure not in rows:
        return rows, ()
    marked = {name: _sums_up(rows[name]) for name in _label_columns(rows)}
    wholes = {name: whole for name, whole in marked.items() if _large_enough(rows[figure], whole)}
    if not wholes:
        return rows, ()
    left = ~pd.concat(wholes.values(), axis=1).any(axis=1)
    notes = [_note(rows[name], whole) for name, whole in wholes.items()]
    total, parts = (float(rows.loc[mask, figure].sum()) for mask in (~left, left))
    if len(wholes) == 1 and total and abs(parts - total) > PARTS_SUM_WITHIN * total:
        notes.append(f"The rows left add up to {parts / total:.0%} of it: parts overlap or are missing.")
    return kept_rows(rows, left), tuple(notes)


def _sums_up(labels: pd.Series) -> pd.Series:
    """Return per row whether its label says that it sums up others."""
    texts = labels.astype("str")
    return texts.isin([text for text in texts.dropna().unique() if WHOLES.fullmatch("".join(words_of(text)))])


def _large_enough(figures: pd.Series, whole: pd.Series) -> bool:
    """Whether rows called a total can be one: a campaign that only goes by that name is smaller."""
    parts = float(figures[~whole].sum())
    return bool(whole.any() and not whole.all()) and float(figures[whole].sum()) >= LEAST_WHOLE * parts


def _note(labels: pd.Series, whole: pd.Series) -> str:
    label = str(labels[whole].iloc[0])
    return f"{rows_said(whole)} left out: '{label}' in '{labels.name}' sums up other rows."


def _label_columns(rows: pd.DataFrame) -> list[str]:
    kinds = rows.dtypes.items()
    return [str(n) for n, kind in kinds if isinstance(kind, pd.CategoricalDtype | pd.StringDtype)]
