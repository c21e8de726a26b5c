"""Columns of many numbers as a few bands with round limits, so that they can split a rate."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from segattr.data.fields import UNKNOWN
from segattr.data.round_limits import DAYS, round_limit
from segattr.io.content import words_of
from segattr.io.numbers import read_numbers

MOST_BANDS: Final = 6
FEW_VALUES: Final = 12  # a column with no more different numbers keeps each of them
AIMED_BANDS: Final = 5  # of about equal size; the smallest value may take a sixth for itself
OWN_BAND_FROM: Final = 1 / AIMED_BANDS  # share of the people with the smallest value, often 0
LEAST_SHARE: Final = 0.01  # of the people; a smaller band joins its neighbour
# Numbers that only name something: their order says nothing, so bands would not either.
NAMING: Final = re.compile(
    "ids?|codes?|zip|plz|postcode|postal|phone|telephone|fax|agent|company|sku|ean|gtin|nr|no|nummer|key|uuid|ip|"
    "latitude|longitude|year|jahr|annee"
)
IN_DAYS: Final = frozenset(["day", "days", "lead", "recency", "since", "tage", "jours"])


def banded(values: pd.Series) -> pd.Series:
    """Return a column of numbers as ordered bands of about equally many rows, between round limits.

    A band holds its upper limit. Up to 12 different numbers stay as they are, each its own band. A missing
    number is a band of its own, ``(unknown)``, the last one. Only the column itself decides the limits, never
    an outcome.

    Parameters
    ----------
    values : numbers, or text that reads as numbers; its name tells days from other amounts. Anything else,
        and numbers that only name something (ids, postcodes), is returned untouched.

    Returns
    -------
    Series : at most six bands and ``(unknown)``, an ordered category with the index of ``values``.

    Examples
    --------
    >>> banded(pd.Series(range(100), name="lead_time")).cat.categories.tolist()
    ['0–14', '15–30', '31–60', '61–80', 'over 80']
    >>> banded(pd.Series(["2", "10", None])).tolist()
    ['2', '10', '(unknown)']
    """
    if not _may_be_measured(values):
        return values
    codes, texts = pd.factorize(values)  # -1: missing
    amounts = _amounts(pd.Series(texts))
    if amounts is None:
        return values
    known = amounts[np.isfinite(amounts)]
    counts = np.bincount(codes + 1, minlength=len(texts) + 1)[1:][np.isfinite(amounts)]
    labels, place = _bands(known, counts, in_days=not IN_DAYS.isdisjoint(words_of(str(values.name))))
    bands = np.full(len(amounts) + 1, -1)  # the last one is for missing cells
    bands[:-1][np.isfinite(amounts)] = place
    row_bands = bands[codes]
    if (row_bands < 0).any():
        labels, row_bands = [*labels, UNKNOWN], np.where(row_bands < 0, len(labels), row_bands)
    kept = pd.Categorical.from_codes(row_bands, categories=pd.Index(labels, dtype="str"), ordered=True)
    return pd.Series(kept, index=values.index, name=values.name)


def is_measured(values: pd.Series) -> bool:
    """Whether a column holds more numbers than can each be a group, so that `banded` makes bands of it.

    Examples
    --------
    >>> is_measured(pd.Series(range(50), name="age")), is_measured(pd.Series(range(50), name="agent id"))
    (True, False)
    """
    return _different(values) > FEW_VALUES


def holds_amounts(values: pd.Series) -> bool:
    """Whether a column holds numbers that say how much: not ids or postcodes, and more than a yes and a no.

    Examples
    --------
    >>> holds_amounts(pd.Series(["1", "3", "2"])), holds_amounts(pd.Series([0, 1]))
    (True, False)
    """
    return _different(values) > len(("no", "yes"))


def _different(values: pd.Series) -> int:
    """Return how many different amounts a column holds; none where a cell is no number."""
    if not _may_be_measured(values):
        return 0
    amounts = _amounts(pd.Series(pd.unique(values.dropna())))
    return 0 if amounts is None else len(np.unique(amounts[np.isfinite(amounts)]))


def _may_be_measured(values: pd.Series) -> bool:
    kinds = pd.api.types
    odd = (kinds.is_bool_dtype, kinds.is_datetime64_any_dtype, kinds.is_timedelta64_dtype)
    if any(test(values.dtype) for test in odd):
        return False
    naming = any(NAMING.fullmatch(word) for word in words_of(str(values.name)))
    return not naming and bool(values.notna().any())


def _amounts(texts: pd.Series) -> np.ndarray | None:
    """Return the different cells as numbers; None where one of them is none, or begins with a zero."""
    if not pd.api.types.is_numeric_dtype(texts.dtype):
        texts = texts.astype("str")
        if texts.str.match(r"\s*0\d").any():
            return None  # 00701 is a postcode or a number of something, not an amount
    numbers = read_numbers(texts)
    if numbers.unread.any() or not numbers.amounts.notna().any():
        return None
    return numbers.amounts.to_numpy(dtype="float64")


def _bands(amounts: np.ndarray, counts: np.ndarray, *, in_days: bool) -> tuple[list[str], np.ndarray]:
    """Return the bands' labels, and per amount the number of its band."""
    values, place = np.unique(amounts, return_inverse=True)
    if len(values) <= FEW_VALUES:
        return _told_apart([_written(value) for value in values]), place
    shares = np.bincount(place, weights=counts) / counts.sum()
    limits = _limits(values, shares, in_days=in_days)
    return _told_apart(_labels(values, limits)), np.searchsorted(limits, amounts, side="left")


def _limits(values: np.ndarray, shares: np.ndarray, *, in_days: bool) -> np.ndarray:
    """Return the upper limits of all bands but the last."""
    whole = bool((values == np.round(values)).all())
    reached = np.cumsum(shares)
    start = float(shares[0]) if shares[0] >= OWN_BAND_FROM else 0.0
    wanted = {float(values[0])} if start else set()
    half = 0.45 / AIMED_BANDS
    for step in range(1, AIMED_BANDS):
        low, aim, high = (
            values[min(int(np.searchsorted(reached, start + part * (1 - start))), len(values) - 1)]
            for part in (step / AIMED_BANDS - half, step / AIMED_BANDS, step / AIMED_BANDS + half)
        )
        wanted.add(round_limit(low, high, aim=aim, whole=whole, favourites=DAYS if in_days else ()))
    return _wide_enough(np.array(sorted(wanted)), values, shares)


def _wide_enough(limits: np.ndarray, values: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Return the limits without those that part off hardly anybody."""
    kept: list[float] = []
    taken, whole = 0.0, float(shares.sum())
    for limit in limits:
        below = float(shares[values <= limit].sum())
        if below - taken >= LEAST_SHARE and whole - below >= LEAST_SHARE:
            kept.append(float(limit))
            taken = below
    return np.array(kept[: MOST_BANDS - 1])


def _labels(values: np.ndarray, limits: np.ndarray) -> list[str]:
    if not len(limits):
        return [f"{_written(values[0])}–{_written(values[-1])}"]
    whole = bool((values == np.round(values)).all())
    first = _first_label(float(values[0]), float(limits[0]))
    between = [_between(low, high, whole=whole) for low, high in pairwise(limits)]
    return [first, *between, f"over {_written(limits[-1])}"]


def _first_label(least: float, limit: float) -> str:
    if least == limit:
        return _written(limit)
    return f"up to {_written(limit)}" if least < 0 or least != round(least) else _span(least, limit)


def _between(low: float, high: float, *, whole: bool) -> str:
    if not whole:
        return f"over {_written(low)} to {_written(high)}"
    return _written(high) if low + 1 == high else _span(low + 1, high)


def _span(low: float, high: float) -> str:
    return f"{_written(low)}–{_written(high)}" if low >= 0 else f"{_written(low)} to {_written(high)}"


def _written(number: float) -> str:
    short = f"{number:,.0f}" if number == round(number) else f"{number:,.10g}"
    return short.replace("-", "−")


def _told_apart(labels: list[str]) -> list[str]:
    """Return the labels, numbered where limits differ only beyond the tenth digit."""
    return labels if len(set(labels)) == len(labels) else [f"{n}: {text}" for n, text in enumerate(labels, 1)]
