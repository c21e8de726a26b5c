"""Columns of text judged by their different texts, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.checks.finding import Mask
from segattr.words.numbers import many, percent

IRREGULAR: Final = {"are": "is", "have": "has", "were": "was"}
Judge: TypeAlias = Callable[[pd.Series], "pd.Series | NDArray[np.bool_]"]


def is_text(values: pd.Series) -> bool:
    """Whether a column holds text.

    Examples
    --------
    >>> is_text(pd.Series(["a"])), is_text(pd.Series([1]))
    (True, False)
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        return bool(is_text(pd.Series(values.cat.categories)) or values.cat.categories.empty)
    return isinstance(values.dtype, pd.StringDtype)


def distinct(values: pd.Series) -> tuple[NDArray[np.int64], pd.Series]:
    """Return per row the place of its text, -1 where it is missing, and the different texts.

    Examples
    --------
    >>> codes, texts = distinct(pd.Series(["b", None, "a", "b"]))
    >>> codes.tolist(), texts.tolist()
    ([0, -1, 1, 0], ['b', 'a'])
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        return np.asarray(values.cat.codes, dtype=np.int64), pd.Series(values.cat.categories).astype("str")
    codes, texts = pd.factorize(values)
    return np.asarray(codes, dtype=np.int64), pd.Series(texts).astype("str")


def renamed(values: pd.Series, names: Mapping[str, str]) -> pd.Series:
    """Return a column of text with some texts written as others, categories where it had categories.

    Examples
    --------
    >>> renamed(pd.Series(["a", "b", None], dtype="category"), {"a": "b"}).tolist()
    ['b', 'b', nan]
    """
    codes, texts = distinct(values)
    new = np.array([names.get(text, text) for text in texts], dtype=object)
    if not isinstance(values.dtype, pd.CategoricalDtype):
        return pd.Series(pd.Series(new, dtype="str").array.take(codes, allow_fill=True), index=values.index)
    place, categories = pd.factorize(new, sort=True)
    labels = pd.Categorical.from_codes(
        np.append(place, -1)[codes], categories=pd.Index(categories, dtype="str")
    )
    return pd.Series(labels, index=values.index, name=values.name)


def rows_where(values: pd.Series, judge: Judge) -> Mask:
    """Return per row whether its text is judged to be so; a missing one never is.

    Examples
    --------
    >>> rows_where(pd.Series(["a", None, "B"]), lambda texts: texts.str.isupper()).tolist()
    [False, False, True]
    """
    codes, texts = distinct(values)
    verdict = np.asarray(judge(texts), dtype=bool) if len(texts) else np.zeros(0, dtype=bool)
    return np.append(verdict, False)[codes]


def one_of(names: Iterable[str]) -> Judge:
    """Return what judges whether a text is one of these.

    Examples
    --------
    >>> one_of(["a"])(pd.Series(["a", "b"])).tolist()
    [True, False]
    """
    known = list(names)
    return lambda texts: texts.isin(known)


def counts(values: pd.Series) -> pd.Series:
    """Return how many rows hold each text, the most frequent first; equal ones by alphabet.

    Examples
    --------
    >>> counts(pd.Series(["b", "a", "b"])).to_dict()
    {'b': 2, 'a': 1}
    """
    codes, texts = distinct(values)
    numbers = np.bincount(codes + 1, minlength=len(texts) + 1)[1:]
    met = pd.Series(numbers, index=pd.Index(texts, dtype="str"))
    return met[met > 0].sort_index().sort_values(ascending=False, kind="stable")


def frequencies(values: pd.Series) -> dict[str, int]:
    """Return `counts` as a plain dictionary.

    Examples
    --------
    >>> frequencies(pd.Series(["b", "a", "b"]))
    {'b': 2, 'a': 1}
    """
    return {str(text): int(rows) for text, rows in counts(values).items()}


def shown(texts: pd.Series | list[str], most: int = 3) -> str:
    """Return the first few texts in quotes, and how many more there are.

    Examples
    --------
    >>> shown(["a", "b", "c", "d"])
    "'a', 'b', 'c' and 1 more"
    """
    found = [str(text) for text in texts]
    more = f" and {len(found) - most:,} more" if len(found) > most else ""
    return ", ".join(f"'{text}'" for text in found[:most]) + more


def told(rows: Mask | pd.Series, one: str, more: str = "", *, of: str = "", verb: str = "") -> str:
    """Return how many rows are marked, what they are, and their part of all, with a verb that agrees.

    Examples
    --------
    >>> told(np.array([True, False, False, True]), "row", of="costs")
    '2 rows of costs (50 %)'
    >>> told(np.array([True, False]), "row", verb="have")
    '1 row (50 %) has'
    """
    count = int(np.count_nonzero(rows))
    table = f" of {of}" if of else ""
    said = f"{many(count, one, more)}{table} ({percent(count / max(len(rows), 1))})"
    return f"{said} {agreeing(count, verb)}" if verb else said


def agreeing(count: int, verb: str) -> str:
    """Return a verb in the plural, or in the singular where there is only one.

    Examples
    --------
    >>> agreeing(1, "are"), agreeing(2, "are"), agreeing(1, "repeat")
    ('is', 'are', 'repeats')
    """
    return verb if count != 1 else IRREGULAR.get(verb, f"{verb}s")
