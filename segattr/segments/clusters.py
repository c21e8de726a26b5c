"""Groups found by k-means, as a definition: the same customers, or new ones, are read and placed alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from segattr.data.columns import in_tables
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.door import UNKNOWN, col, lit, pick
from segattr.reduce.engines import Frame
from segattr.reduce.moments import day_number, source_on
from segattr.reduce.source import Source
from segattr.segments.as_of import LATEST, is_day, latest_of, when
from segattr.segments.clusters_fit import squared_distances
from segattr.segments.clusters_scaling import (
    WEIGHT,
    Number,
    Scaling,
    finite,
    read_scaling,
    scaling_to_json,
)
from segattr.segments.derived import answered, asks_orders, derived
from segattr.segments.fields import Field, fields_of_people
from segattr.words.clusters import OTHERS, TITLE

MOST: Final = 20  # groups
LONGEST_NAME: Final = 100
BORDERLINE: Final = 0.1  # confidence below which a customer could as well be in the next group
ROLES: Final = ("customers", "touchpoints")
KEYS: Final = {"format", "kind", "name", "moment", "others", "fields", "groups"}


@dataclass(frozen=True)
class Clusters:
    """Groups of customers by the nearest of some centres.

    Parameters
    ----------
    scaling : how customers become points.
    centres : a point per group.
    names : what the groups are called.
    name, others : the set, and whoever has fewer than half of the fields.
    moment : as of `Rules`: ``latest``, or a day.

    Raises
    ------
    BadSetting : names are no names, or the centres are no points of the scaling.

    Examples
    --------
    >>> age = Number("age", 0.0, 90.0, log=False, mean=40.0, deviation=10.0, fill=40.0)
    >>> Clusters(Scaling((age,)), ((-1.0,), (1.0,)), ("young", "old")).describe()
    'Groups found by k-means: young, old, not grouped (by age; as of the latest day)'
    """

    scaling: Scaling
    centres: tuple[tuple[float, ...], ...]
    names: tuple[str, ...]
    name: str = TITLE
    others: str = OTHERS
    moment: str = LATEST
    day: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Check the definition."""
        labels = self.labels_in_order
        if not 1 <= len(self.names) <= MOST or len(self.names) != len(self.centres):
            raise BadSetting(f"Groups are 1 to {MOST}, each with a centre.", setting="centres")
        if any(len(centre) != len(self.scaling.coordinates) for centre in self.centres):
            raise BadSetting("A centre says where it is in every field.", setting="centres")
        named = all(text.strip() and len(text) <= LONGEST_NAME and text.isprintable() for text in labels)
        if not named or UNKNOWN in labels or len(set(labels)) < len(labels):
            raise BadSetting("Every group needs a printable name of its own.", setting="names")
        if self.moment != LATEST and not is_day(self.moment):
            raise BadSetting(f"Groups are as of a day, not of {self.moment!r:.60}.", setting="moment")

    @property
    def labels_in_order(self) -> tuple[str, ...]:
        """The groups, whoever is in none last."""
        return (*self.names, self.others)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields customers are compared in."""
        return self.scaling.fields

    @property
    def as_of(self) -> str:
        """The day that is named; empty for the latest."""
        return "" if self.moment == LATEST else self.moment

    @property
    def by_outcome(self) -> bool:
        """Whether a field is worked out from the orders: then conversion rates by group say nothing new."""
        return any(asks_orders(name) for name in self.fields)

    def of(self, dataset: Dataset) -> Clusters:
        """Return the same groups under the names the fields have in the dataset's tables.

        Raises
        ------
        UnknownName, UnsuitableData : the data do not hold a field.
        """
        if not dataset.of_people:
            raise UnsuitableData(
                f"{self.name!r} groups customers, and there are none: no customers, no touchpoints and no "
                "orders with customer ids are loaded."
            )
        found = dict(zip(self.fields, in_tables(dataset, self.fields, roles=ROLES), strict=True))
        own = {name for table in dataset.of_people.values() for name in table}
        missing = [name for name in found.values() if name not in own and derived(name)]
        missing = [name for name in missing if not answered(dataset, name)]
        if missing:
            raise UnsuitableData(f"{missing[0]!r} cannot be worked out from these data.", name=missing[0])
        numbers = tuple(replace(each, field=found[each.field]) for each in self.scaling.numbers)
        categories = tuple(replace(each, field=found[each.field]) for each in self.scaling.categories)
        day = latest_of(dataset) if self.moment == LATEST else ""
        return replace(self, scaling=Scaling(numbers, categories), day=day)

    def describe(self) -> str:
        """Return the set, its groups, by what and as of when."""
        by = ", ".join(self.fields)
        return f"{self.name}: {', '.join(self.labels_in_order)} (by {by}; {when(self.moment, day=self.day)})"

    def to_json(self) -> dict[str, object]:
        """Return the definition as plain JSON."""
        groups = [
            {"name": name, "centre": list(at)} for name, at in zip(self.names, self.centres, strict=True)
        ]
        return {
            "kind": "clusters",
            "name": self.name,
            "moment": self.moment,
            "others": self.others,
            "fields": scaling_to_json(self.scaling),
            "groups": groups,
        }

    def labels(self, source: Source) -> Frame:
        """Return ``customer_id, label`` of everybody, worked out where the data are.

        Raises
        ------
        UnknownName : a field is neither the customers' nor the touchpoints'.
        UnsuitableData : a field of numbers holds something else.
        """
        named = self.moment if is_day(self.moment) else ""
        source = source_on(source, day_number(named)) if named else source
        today = day_number(named or self.day) if named or self.day else None
        people, fields = fields_of_people(source, self.fields, today=today)
        self._must_fit(fields)
        coordinates = {f"at_{place}": each for place, each in enumerate(self._coordinates(fields))}
        known = _total([pick(col(fields[name].column).is_null(), lit(0), lit(1)) for name in self.fields])
        placed = people.select("customer_id", **coordinates, known=known)
        away = {
            f"from_{place}": _total(list(self._steps(centre))) for place, centre in enumerate(self.centres)
        }
        found = placed.select("customer_id", "known", **away)
        told = col("known") * 2 >= len(self.fields)
        return found.select("customer_id", label=pick(told, self._nearest(), lit(self.others)))

    def placed(self, people: pd.DataFrame) -> pd.DataFrame:
        """Return ``label`` and ``confidence`` of customers, under their index.

        Parameters
        ----------
        people : a row per customer, a column per field.

        Returns
        -------
        DataFrame : ``confidence`` is 1 - sqrt(d1 / d2) of the squared distances to the two nearest centres:
        1 at a centre, 0 halfway; below `BORDERLINE` the next group would do as well. Missing for who is in
        no group.
        """
        away = squared_distances(self.scaling.points(people), np.array(self.centres))
        two = np.sort(away, axis=1)[:, :2]
        ratio = two[:, 0] / np.maximum(two[:, -1], 1e-300) if len(self.names) > 1 else np.zeros(len(people))
        told = self.scaling.told(people)
        names = np.array(self.names, dtype=object)[away.argmin(axis=1)]
        return pd.DataFrame(
            {
                "label": pd.Series(np.where(told, names, self.others), index=people.index, dtype="str"),
                "confidence": pd.Series(np.where(told, 1 - np.sqrt(ratio), np.nan), index=people.index),
            }
        )

    def _must_fit(self, fields: Mapping[str, Field]) -> None:
        kinds = dict.fromkeys((each.field for each in self.scaling.numbers), "number")
        for name in self.fields:
            wanted = kinds.get(name, "text")
            if fields[name].kind != wanted:
                raise UnsuitableData(f"{name!r} holds no {wanted}s, as these groups take it to.", name=name)

    def _coordinates(self, fields: Mapping[str, Field]) -> list[nw.Expr]:
        numbers = [_scaled(each, col(fields[each.field].column)) for each in self.scaling.numbers]
        levels = [
            pick(col(fields[each.field].column) == level, lit(WEIGHT), lit(0.0))
            for each in self.scaling.categories
            for level in each.levels
        ]
        return [*numbers, *levels]

    def _steps(self, centre: tuple[float, ...]) -> list[nw.Expr]:
        steps = [col(f"at_{place}") - at for place, at in enumerate(centre)]
        return [step * step for step in steps]

    def _nearest(self) -> nw.Expr:
        least = nw.min_horizontal(*[col(f"from_{place}") for place in range(len(self.names))])
        label = lit(self.names[-1])
        for place in reversed(range(len(self.names) - 1)):
            label = pick(col(f"from_{place}") <= least, lit(self.names[place]), label)
        return label


def _scaled(number: Number, values: nw.Expr) -> nw.Expr:
    kept = values.fill_null(number.fill).clip(number.low, number.high)
    sign = pick(kept < 0, lit(-1.0), lit(1.0))
    read = (kept.abs() + 1).log() * sign if number.log else kept
    return (read - number.mean) / number.deviation


def _total(parts: list[nw.Expr]) -> nw.Expr:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total


def read_clusters(definition: dict[str, Any]) -> Clusters:
    """Return the groups of a saved definition.

    Raises
    ------
    BadSetting : it says something else, or something this version does not know.
    """
    if unknown := set(definition) - KEYS:
        raise BadSetting(f"Groups have {sorted(unknown)[0]!r:.60}, which this version does not know.")
    groups, texts = definition["groups"], [definition[key] for key in ("name", "others", "moment")]
    if not isinstance(groups, list) or any(set(group) != {"name", "centre"} for group in groups):
        raise BadSetting("A group has a name and a centre.")
    names = [group["name"] for group in groups]
    if not all(isinstance(text, str) for text in (*texts, *names)):
        raise BadSetting("Names and moments are texts.")
    centres = tuple(tuple(map(finite, group["centre"])) for group in groups)
    return Clusters(read_scaling(definition["fields"]), centres, tuple(names), *texts)
