"""What a column seems to hold, judged from a sample of its cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from segattr.io.cells import as_text, cells
from segattr.io.date_shapes import MONTHS
from segattr.io.dates import read_dates
from segattr.io.flags import read_flags
from segattr.io.numbers import read_numbers

SAMPLE_ROWS = 1_000
LOOK_ROWS = 50  # none of so many cells, spread over the sample, is a date: the column holds no dates
_FILLERS = frozenset(["utc", "gmt", "cet", "local", "eur", "usd", "gbp", "chf", "the"])
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# What every written moment has, and few ids: day, year or date in front, or a month's name beside digits.
_MAYBE_WRITTEN = re.compile(
    rf"^(?:\d{{1,2}}(?!\d)|\d{{4}}[-/.]|(?:19|20)\d{{6}}(?!\d*$)).*\d|\d.*(?:{'|'.join(MONTHS)})|(?:{'|'.join(MONTHS)}).*\d"
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


@dataclass(frozen=True, eq=False)
class Profile:
    """A column's header and a sample of its cells, judged on demand.

    Attributes
    ----------
    header : the column's name.
    sample : some of its cells, spread over the file.

    Examples
    --------
    >>> Profile("Kauf", pd.Series(["ja", "nein"])).flags
    1.0
    """

    header: str
    sample: pd.Series

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The header in the form names are matched in, with and without brackets or a unit of millionths."""
        forms = (self.words, words_of(self.header, bare=True), without_micros(self.header))
        return tuple(dict.fromkeys("".join(words) for words in forms))

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The header's words."""
        return words_of(self.header)

    @cached_property
    def texts(self) -> pd.Series:
        """The filled cells of the sample as trimmed text."""
        return cells(as_text(self.sample).astype("str")).texts.dropna()

    @cached_property
    def distinct(self) -> int:
        """How many different filled cells the sample has."""
        return int(self.texts.nunique())

    @cached_property
    def flags(self) -> float:
        """Share of filled cells that read as yes or no; 0 if all say the same thing of a small sample."""
        return self._share(lambda texts: ~read_flags(texts).unread) if 1 <= self.distinct <= 4 else 0.0

    @cached_property
    def numbers(self) -> float:
        """Share of filled cells that read as numbers."""
        return self._share(lambda texts: ~read_numbers(texts).unread)

    @cached_property
    def counts(self) -> float:
        """Share of filled cells that read as numbers of at least zero."""
        return self._share(lambda texts: (read_numbers(texts).amounts >= 0).to_numpy())

    @cached_property
    def times(self) -> float:
        """Share of filled cells that read as a moment, numbers included."""
        return self._typed_times if self._typed_times is not None else self._share(self._moments)

    @cached_property
    def written_times(self) -> float:
        """Share of filled cells that read as a moment and are no bare number."""
        if self._typed_times is not None:
            return self._typed_times
        if pd.api.types.is_numeric_dtype(self.sample.dtype):
            return 0.0
        look = self.texts.iloc[:: max(1, len(self.texts) // LOOK_ROWS)]
        maybe = look[[_MAYBE_WRITTEN.search(text.lower()) is not None for text in look]]
        if maybe.empty or not self._written(maybe.reset_index(drop=True)).any():
            return 0.0
        return self._share(self._written)

    @property
    def _typed_times(self) -> float | None:
        """What a column of moments says by its type alone; None for any other type."""
        typed = pd.api.types.is_datetime64_any_dtype(self.sample.dtype)
        return float(self.sample.notna().any()) if typed else None

    @classmethod
    def _written(cls, texts: pd.Series) -> np.ndarray:
        return np.asarray(cls._moments(texts) & read_numbers(texts).unread)

    @staticmethod
    def _moments(texts: pd.Series) -> np.ndarray:
        dates = read_dates(texts)
        both = dates.moments(day_first=True).notna() | dates.moments(day_first=False).notna()
        return both.to_numpy()

    def _share(self, judge: Callable[[pd.Series], np.ndarray]) -> float:
        texts = self.texts.reset_index(drop=True)
        return float(judge(texts).mean()) if len(texts) else 0.0


def profiles(table: pd.DataFrame) -> tuple[Profile, ...]:
    """Return a profile per column of a table, from up to a thousand rows spread over it."""
    step = max(1, len(table) // SAMPLE_ROWS)
    sample = table.iloc[::step].head(SAMPLE_ROWS)
    return tuple(Profile(column, sample[column]) for column in table.columns)


def without_micros(name: str) -> tuple[str, ...]:
    """Return the words of what a header counts in millionths; all its words where it does not.

    Examples
    --------
    >>> without_micros("metrics.costMicros"), without_micros("SPEND_IN_MICRO_DOLLAR")
    (('cost',), ('spend',))
    """
    words = words_of(name.rpartition(".")[2])
    place = next((n for n, word in enumerate(words) if word in ("micro", "micros")), 0)
    return tuple(word for word in words[:place] if word not in ("in", "local")) or words_of(name)


def words_of(name: str, *, bare: bool = False) -> tuple[str, ...]:
    """Return a name's words in lower case without accents; `bare` also drops brackets, units and zones.

    Examples
    --------
    >>> words_of("customerID"), words_of("Bestellwert (€)", bare=True)
    (('customer', 'id'), ('bestellwert',))
    """
    shown = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", name) if bare else name
    spaced = _CAMEL.sub(" ", shown.translate(_UMLAUTS))
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", errors="ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return tuple(word for word in words if not (bare and word in _FILLERS))
