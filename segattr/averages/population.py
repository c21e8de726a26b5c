"""Everybody a segment set tells apart, with every field its rules may ask about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as filled
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.rates import people_of_outcomes
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName, UnsuitableData
from segattr.reduce.engines import enter, to_pandas
from segattr.reduce.moments import day_number, source_on
from segattr.reduce.source import Source, source_of_dataset
from segattr.segments.as_of import latest_of
from segattr.segments.at_hand import Limited
from segattr.segments.conditions import Condition, Group
from segattr.segments.derived import Derived, derived, offered
from segattr.segments.fields import Field, fields_of_people, prepared
from segattr.segments.questions import PERCENTS, QUESTIONS, Kind
from segattr.segments.rules import PEOPLE, Rule, Rules
from segattr.segments.spelled import read_as, texts_in
from segattr.segments.told_apart import Unit
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
    ids : of customers who they are, sorted; None of visits.
    work_out : gives fields that are worked out, by their names, a row per row; None where there are none.
    """

    unit: Unit
    rows: pd.DataFrame
    fields: Mapping[str, Field]
    people: Array
    converters: Array
    rated: bool
    ids: pd.Index | None = None
    work_out: Callable[[Sequence[str]], pd.DataFrame] | None = None
    _kept: dict[str, pd.Series] = filled(default_factory=dict)

    @cached_property
    def spelled(self) -> dict[str, tuple[Kind, float, float]]:
        """The fields of texts that all read as numbers or days: as what, the lowest and the highest."""
        found = {}
        for name, field in self.fields.items():
            plain = field.kind == "text" and field.column in self.rows
            read = read_as(texts_in(self.rows[field.column])) if plain else None
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
        whole = self.asked_for(rules.fields)
        missing = [name for name in rules.fields if name not in whole.fields]
        if missing:
            raise UnknownName(
                f"These data have no column {missing[0]!r}. Found: {', '.join(self.fields)}.",
                name=missing[0],
            )
        asked = {str(i): rule.who.holds(whole.fields) for i, rule in enumerate(self.settled(rules).rules)}
        return to_pandas(enter(whole._rows_with(rules.fields)).select(**asked)).to_numpy(dtype=bool)

    def settled(self, rules: Rules) -> Rules:
        """Return the rules with the conditions answered that take a look at everybody first."""
        whole = self.asked_for(rules.fields)
        rows = whole._rows_with(rules.fields).assign(**{PEOPLE: self.people})
        return rules.settled(enter(rows), whole.fields, people=PEOPLE)

    def limit(self, condition: Condition) -> Limited | None:
        """Return where the top or the bottom begins that a condition asks for; None for any other."""
        if condition.question not in PERCENTS or condition.problem() or condition.field not in self.fields:
            return None
        if condition.question not in self.questions(condition.field):
            return None  # the rule as a whole says so
        rules = self.settled(Rules((Rule("limit", Group("all", (condition,))),), unit=self.unit))
        found = rules.rules[0].who.parts[0]
        return found if isinstance(found, Limited) else None

    def asked_for(self, names: Sequence[str]) -> Population:
        """Return the same people with these fields too, where their names say how they are worked out."""
        new = [found for name in names if name not in self.fields and (found := derived(name)) is not None]
        if not new or self.work_out is None:
            return self
        return replace(self, fields={**self.fields, **_worked_out(new)})

    def values(self, field: str) -> pd.Series:
        """Return a field's known values."""
        return self.column(field).dropna()

    def column(self, field: str) -> pd.Series:
        """Return a field's value of everybody; one that is worked out is worked out the first time."""
        made = self._made([field])
        return made[field] if made else self.rows[self.fields[field].column]

    def _rows_with(self, names: Sequence[str]) -> pd.DataFrame:
        made = {self.fields[n].column: values for n, values in self._made(names).items()}
        return self.rows.assign(**made)

    def _made(self, names: Sequence[str]) -> dict[str, pd.Series]:
        wanted = [name for name in names if self.fields[name].column not in self.rows]
        missing = [name for name in wanted if name not in self._kept]
        if missing and self.work_out is not None:
            self._kept.update({str(name): values for name, values in self.work_out(missing).items()})
        return {name: self._kept[name] for name in wanted}


def population(dataset: Dataset, unit: Unit, day: str = "") -> Population:
    """Return everybody of a unit.

    Parameters
    ----------
    unit : ``customer`` for the customers and whoever was seen in touchpoints, where there are neither for
        whoever ordered (all of whom converted); ``visit`` for the outcomes.
    day : the day as of which customers are looked at, as 2026-03-31; empty for the latest in the data, and
        for everybody on the list, whenever they came to stand there.

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
    if not dataset.has_people:
        raise UnsuitableData(
            "Segments of customers need customers, touchpoints, or orders with customer ids. "
            f"Loaded: {', '.join(dataset.tables) or 'nothing'}."
        )
    return _customers(dataset, day)


def _customers(dataset: Dataset, day: str) -> Population:
    tables = dataset.of_people.values()
    names = dict.fromkeys(str(name) for table in tables for name in table.columns if name != "customer_id")
    people, fields = fields_of_people(_source(dataset, day), names)
    rows = to_pandas(people).sort_values("customer_id", ignore_index=True)
    ids, orders = pd.Index(rows["customer_id"].astype("str")), dataset.conversions
    if orders is not None and day:
        orders = orders[orders["ts"] < pd.Timestamp(day, tz="UTC") + pd.Timedelta(days=1)]
    bought = ids.isin([] if orders is None else orders["customer_id"].dropna())
    plain, one = rows.drop(columns="customer_id"), np.ones(len(rows))
    made = [found for name in offered(dataset) if (found := derived(name)) is not None]
    fields |= _worked_out(made)
    rated = orders is not None
    return Population(
        "customer", plain, fields, one, bought.astype(float), rated, ids, _working_out(dataset, day, ids)
    )


def _worked_out(made: Sequence[Derived]) -> dict[str, Field]:
    return {each.name: Field(f"worked out: {each.name}", each.kind, each.adds_up) for each in made}


def _source(dataset: Dataset, day: str) -> Source:
    source = source_of_dataset(dataset)
    return source_on(source, day_number(day)) if day else source


def _working_out(dataset: Dataset, day: str, ids: pd.Index) -> Callable[[Sequence[str]], pd.DataFrame]:
    today = day or latest_of(dataset)

    def work_out(names: Sequence[str]) -> pd.DataFrame:
        number = day_number(today) if today else None
        people, fields = fields_of_people(_source(dataset, day), names, today=number)
        found = to_pandas(people).set_index("customer_id").reindex(ids).reset_index(drop=True)
        return found.rename(columns={field.column: name for name, field in fields.items()})

    return work_out


def _visits(outcomes: pd.DataFrame) -> Population:
    known = outcomes["converted"].notna() if "converted" in outcomes else outcomes["people"].notna()
    rows = outcomes[known].reset_index(drop=True)
    counts = {name: values.to_numpy(float) for name, values in people_of_outcomes(rows).items()}
    columns = {str(name): str(name) for name in rows.columns if name not in COUNTED}
    plain, fields = prepared(enter(rows), columns) if columns else (enter(rows[[]]), {})
    return Population("visit", to_pandas(plain), fields, counts["people"], counts["converters"], rated=True)
