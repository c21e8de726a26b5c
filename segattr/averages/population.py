"""Everybody a segment set tells apart, with every field its rules may ask about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.rates import people_of_outcomes
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName, UnsuitableData
from segattr.reduce.engines import enter, to_pandas
from segattr.reduce.source import source_of_dataset
from segattr.segments.fields import Field, fields_of_people, prepared
from segattr.segments.questions import QUESTIONS, Kind
from segattr.segments.rules import Rules, Unit
from segattr.segments.spelled import read_as, texts_in
from segattr.statistics.counts import Array

COUNTED = frozenset({"converted", "people", "converters"})  # what outcomes say about converting is no field


@dataclass(frozen=True, eq=False)
class Population:
    """Customers or visits, one row each.

    Attributes
    ----------
    unit : what a row is.
    rows : the fields as rules read them, under names of our own.
    fields : what can be asked about: the column's name -> where it is, and its kind.
    people, converters : how many a row counts, and how many of them converted.
    rated : whether the data say who converted.
    """

    unit: Unit
    rows: pd.DataFrame
    fields: Mapping[str, Field]
    people: Array
    converters: Array
    rated: bool

    @cached_property
    def spelled(self) -> dict[str, tuple[Kind, float, float]]:
        """The fields of texts that all read as numbers or days: as what, the lowest and the highest."""
        found = {}
        for name, field in self.fields.items():
            read = read_as(texts_in(self.rows[field.column])) if field.kind == "text" else None
            if read is not None:
                found[name] = (read[0], float(read[1].min()), float(read[1].max()))
        return found

    def kind(self, field: str, question: str) -> Kind:
        """Return as what a field's values are compared when this is asked of it."""
        own = self.fields[field].kind
        if own == "text" and "text" not in QUESTIONS[question].asks and field in self.spelled:
            return self.spelled[field][0]
        return own

    def questions(self, field: str) -> list[str]:
        """Return what can be asked of a field."""
        kinds = {self.fields[field].kind} | ({self.spelled[field][0]} if field in self.spelled else set())
        return [name for name, question in QUESTIONS.items() if not kinds.isdisjoint(question.asks)]

    def ends(self, field: str) -> tuple[float, float] | None:
        """Return the lowest and the highest value of numbers or days; None where there is none."""
        if field in self.spelled:
            return self.spelled[field][1:]
        values = self.values(field)
        return (float(values.min()), float(values.max())) if len(values) else None

    def fits(self, rules: Rules) -> NDArray[np.bool_]:
        """Return which rules hold in each row, whatever the order: rows × rules, true or false.

        Raises
        ------
        UnknownName : there is no such field. UnsuitableData : a question does not go with its values.
        """
        missing = [name for name in rules.fields if name not in self.fields]
        if missing:
            raise UnknownName(
                f"These data have no column {missing[0]!r}. Found: {', '.join(self.fields)}.",
                name=missing[0],
            )
        asked = {str(i): rule.who.holds(self.fields) for i, rule in enumerate(rules.rules)}
        return to_pandas(enter(self.rows).select(**asked)).to_numpy(dtype=bool)

    def values(self, field: str) -> pd.Series:
        """Return a field's known values."""
        return self.rows[self.fields[field].column].dropna()


def population(dataset: Dataset, unit: Unit) -> Population:
    """Return everybody of a unit.

    Parameters
    ----------
    unit : ``customer`` for the customers and whoever was seen in touchpoints, ``visit`` for the outcomes.

    Raises
    ------
    UnsuitableData : the data hold nobody of that unit.

    Examples
    --------
    >>> visits = pd.DataFrame({"device": ["m", "d"], "converted": pd.array([True, False], dtype="boolean")})
    >>> population(Dataset(outcomes=visits), "visit").converters.tolist()
    [1.0, 0.0]
    """
    if unit == "visit":
        return _visits(dataset.table("outcomes"))
    if dataset.customers is None and dataset.touchpoints is None:
        raise UnsuitableData(
            "Segments of customers need customers or touchpoints. "
            f"Loaded: {', '.join(dataset.tables) or 'nothing'}."
        )
    return _customers(dataset)


def _customers(dataset: Dataset) -> Population:
    tables = [table for table in (dataset.customers, dataset.touchpoints) if table is not None]
    names = dict.fromkeys(str(name) for table in tables for name in table.columns if name != "customer_id")
    people, fields = fields_of_people(source_of_dataset(dataset), names)
    rows = to_pandas(people).sort_values("customer_id", ignore_index=True)
    orders = dataset.conversions
    bought = rows["customer_id"].isin([] if orders is None else orders["customer_id"].dropna())
    plain, one = rows.drop(columns="customer_id"), np.ones(len(rows))
    converters = bought.to_numpy().astype(float)
    return Population("customer", plain, fields, one, converters, rated=orders is not None)


def _visits(outcomes: pd.DataFrame) -> Population:
    known = outcomes["converted"].notna() if "converted" in outcomes else outcomes["people"].notna()
    rows = outcomes[known].reset_index(drop=True)
    counts = {name: values.to_numpy(float) for name, values in people_of_outcomes(rows).items()}
    columns = {str(name): str(name) for name in rows.columns if name not in COUNTED}
    plain, fields = prepared(enter(rows), columns) if columns else (enter(rows[[]]), {})
    return Population("visit", to_pandas(plain), fields, counts["people"], counts["converters"], rated=True)
