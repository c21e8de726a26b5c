"""Visits with their own outcome, taken apart into touchpoints and conversions."""

from __future__ import annotations

import pandas as pd

from segattr.data.canonical import kept_rows
from segattr.data.labels import as_category


def touches_of(sessions: pd.DataFrame) -> pd.DataFrame:
    """Return one touchpoint per visit with an id, with all its dimensions.

    Examples
    --------
    >>> visits = pd.DataFrame({"customer_id": ["a"], "ts": [0], "channel": ["Email"], "converted": [True]})
    >>> touches_of(visits).columns.tolist()
    ['customer_id', 'ts', 'channel']
    """
    touches = sessions.drop(columns=["converted", "value"], errors="ignore")
    return kept_rows(touches, touches["customer_id"].notna())


def conversions_of(sessions: pd.DataFrame) -> pd.DataFrame:
    """Return one conversion per visit that converted, at the moment of the visit; blank outcomes count as no.

    Examples
    --------
    >>> visits = pd.DataFrame({"customer_id": ["a", "b"], "ts": [0, 1], "converted": [True, False]})
    >>> conversions_of(visits)["ts"].tolist()
    [0]
    """
    columns = [name for name in ("customer_id", "ts", "value") if name in sessions.columns]
    converted = sessions["converted"].astype("boolean").fillna(value=False).astype(bool)
    return kept_rows(sessions[columns], converted)


def stacked(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Return tables below each other, labels still as categories.

    Examples
    --------
    >>> one, two = (pd.DataFrame({"channel": pd.Categorical([name])}) for name in "ab")
    >>> stacked([one, two])["channel"].tolist()
    ['a', 'b']
    """
    if len(tables) == 1:
        return tables[0]
    labels = {
        n for table in tables for n, kind in table.dtypes.items() if isinstance(kind, pd.CategoricalDtype)
    }
    plain = [table.astype({n: "str" for n in labels if n in table.columns}) for table in tables]
    together = pd.concat(plain, ignore_index=True)
    return together.assign(**{str(n): as_category(together[n]) for n in labels})
