"""Customers as points, so that a distance between two of them means the same in every field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segattr.errors import BadSetting, UnsuitableData

TAILS: Final = (0.01, 0.99)  # what lies outside these quantiles counts as the quantile itself
SKEWED: Final = 1.0
GAMMA: Final = 0.5  # squared distance of two different categories (Huang 1998)
MOST_LEVELS: Final = 10
MOST_CATEGORIES: Final = 3
WEIGHT: Final = float(np.sqrt(GAMMA / 2))


@dataclass(frozen=True)
class Number:
    """How a field of numbers is read: cut at both ends, log1p where skewed, then mean 0 and deviation 1.

    Attributes
    ----------
    low, high : where the tails are cut. fill : what counts for a missing value, in the field's units.
    """

    field: str
    low: float
    high: float
    log: bool
    mean: float
    deviation: float
    fill: float

    def scaled(self, values: np.ndarray) -> np.ndarray:
        """Return the values as coordinates."""
        kept = np.clip(np.where(np.isnan(values), self.fill, values), self.low, self.high)
        read: np.ndarray = signed_log(kept) if self.log else kept
        return (read - self.mean) / self.deviation


@dataclass(frozen=True)
class Category:
    """How a field of texts is read: a coordinate per level, so that two levels are `GAMMA` apart, squared."""

    field: str
    levels: tuple[str, ...]

    def scaled(self, values: np.ndarray) -> np.ndarray:
        """Return a column per level; a level nobody had when this was made is no column at all."""
        is_level: np.ndarray = values[:, None] == np.array(self.levels, dtype=object)[None, :]
        return WEIGHT * is_level


@dataclass(frozen=True)
class Scaling:
    """How customers become points; kept with the groups, so that new customers are read alike.

    Examples
    --------
    >>> people = pd.DataFrame({"age": [20.0, 30.0, 40.0], "device": ["tv", "tv", "pc"]})
    >>> scaling_of(people).coordinates
    ('age', 'device is tv', 'device is pc')
    """

    numbers: tuple[Number, ...]
    categories: tuple[Category, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are read, numbers first."""
        numbers, categories = (each.field for each in self.numbers), (each.field for each in self.categories)
        return (*numbers, *categories)

    @property
    def coordinates(self) -> tuple[str, ...]:
        """What each coordinate of a point is."""
        levels = (f"{each.field} is {level}" for each in self.categories for level in each.levels)
        return (*(each.field for each in self.numbers), *levels)

    def points(self, people: pd.DataFrame) -> np.ndarray:
        """Return a row per customer, a column per coordinate."""
        numbers = [each.scaled(people[each.field].to_numpy(float))[:, None] for each in self.numbers]
        levels = [each.scaled(people[each.field].to_numpy(object)) for each in self.categories]
        return np.hstack([*numbers, *levels])

    def told(self, people: pd.DataFrame) -> np.ndarray:
        """Whether at least half of the fields are known, without which nobody is put anywhere."""
        return (people[list(self.fields)].notna().sum(axis=1) * 2 >= len(self.fields)).to_numpy()


def signed_log(values: np.ndarray) -> np.ndarray:
    """Return log1p of the size with the sign kept, which is log1p itself from 0 on."""
    logs: np.ndarray = np.sign(values) * np.log1p(np.abs(values))
    return logs


def scaling_of(people: pd.DataFrame) -> Scaling:
    """Return how these customers become points.

    Parameters
    ----------
    people : a row per customer; numbers are read as numbers, anything else as categories, of which the
        `MOST_LEVELS` most frequent levels count.

    Raises
    ------
    UnsuitableData : no field tells customers apart.

    References
    ----------
    Huang (1998), Extensions to the k-means algorithm for clustering large data sets with categorical values.
    doi:10.1023/A:1009769707641
    """
    texts = [name for name in people if not pd.api.types.is_numeric_dtype(people[name].dtype)]
    numbers = (_number(str(name), people[name].to_numpy(float)) for name in people if name not in texts)
    categories = (_category(str(name), people[name]) for name in texts)
    found = Scaling(
        tuple(each for each in numbers if each is not None),
        tuple(each for each in categories if len(each.levels) > 1),
    )
    if not found.fields:
        raise UnsuitableData("No field tells these customers apart: each has one value only. Choose others.")
    return found


def _number(field: str, values: np.ndarray) -> Number | None:
    known = values[np.isfinite(values)]
    if not len(known):
        return None
    low, high = (float(q) for q in np.quantile(known, TAILS))
    cut = np.clip(known, low, high)
    log = bool(abs(skewness(cut)) > SKEWED and abs(skewness(signed_log(cut))) < abs(skewness(cut)))
    read = signed_log(cut) if log else cut
    deviation = float(read.std())
    if deviation <= 1e-9 * max(1.0, float(np.abs(read).max())):
        return None
    return Number(field, low, high, log, float(read.mean()), deviation, float(np.median(known)))


def skewness(values: np.ndarray) -> float:
    """Return the third standardised moment; 0 where all values are alike."""
    away = values - values.mean()
    spread = float((away**2).mean())
    return float((away**3).mean() / spread**1.5) if spread > 0 else 0.0


def _category(field: str, values: pd.Series) -> Category:
    counted = values.dropna().astype("str").value_counts()
    ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    return Category(field, tuple(str(level) for level, _ in ordered[:MOST_LEVELS]))


def scaling_to_json(scaling: Scaling) -> list[dict[str, object]]:
    """Return a scaling as plain JSON, an entry per field."""
    numbers: list[dict[str, object]] = [
        {name: getattr(each, name) for name in Number.__dataclass_fields__} for each in scaling.numbers
    ]
    categories: list[dict[str, object]] = [
        {"field": each.field, "levels": list(each.levels)} for each in scaling.categories
    ]
    return [*numbers, *categories]


def read_scaling(fields: Sequence[Mapping[str, object]]) -> Scaling:
    """Return the scaling of a saved definition.

    Raises
    ------
    BadSetting : an entry is not one of a field.
    """
    numbers = tuple(_read_number(each) for each in fields if "levels" not in each)
    categories = tuple(_read_category(each) for each in fields if "levels" in each)
    found = Scaling(numbers, categories)
    if not found.fields or len(set(found.fields)) < len(found.fields):
        raise BadSetting("Groups are found in one or more fields, each named once.")
    return found


def _read_number(entry: Mapping[str, object]) -> Number:
    wanted = set(Number.__dataclass_fields__)
    if set(entry) != wanted or not _is_text(entry["field"]) or not isinstance(entry["log"], bool):
        raise BadSetting(f"A field of numbers says {', '.join(sorted(wanted))}.")
    own = {name: finite(entry[name]) for name in wanted - {"field", "log"}}
    if own["deviation"] <= 0 or own["low"] > own["high"]:
        raise BadSetting(f"The limits of {entry['field']!r:.60} are not in order.")
    return Number(field=str(entry["field"]), log=bool(entry["log"]), **own)


def _read_category(entry: Mapping[str, object]) -> Category:
    levels = entry["levels"]
    whole = set(entry) == {"field", "levels"} and _is_text(entry["field"]) and isinstance(levels, list)
    if not whole or not isinstance(levels, list) or not 1 <= len(levels) <= MOST_LEVELS:
        raise BadSetting(f"A field of texts has 1 to {MOST_LEVELS} levels.")
    if not all(isinstance(level, str) for level in levels) or len(set(levels)) < len(levels):
        raise BadSetting("The levels of a field are texts, each once.")
    return Category(str(entry["field"]), tuple(levels))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def finite(value: object) -> float:
    """Return a number of a saved definition.

    Raises
    ------
    BadSetting : it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        raise BadSetting(f"A number was expected, not {value!r:.60}.")
    return float(value)
