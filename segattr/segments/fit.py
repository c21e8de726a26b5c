"""What of a saved segment set does not fit other data: said before anybody reads its figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from segattr.data.dataset import Dataset
from segattr.errors import SegattrError
from segattr.reduce.door import UNKNOWN
from segattr.reduce.engines import enter, to_pandas
from segattr.reduce.moments import day_number, source_on
from segattr.reduce.source import source_of_dataset
from segattr.segments.as_of import latest_of
from segattr.segments.audiences import audiences_of, belongs
from segattr.segments.clusters import Clusters
from segattr.segments.columns import Columns
from segattr.segments.derived import answered
from segattr.segments.fields import Field, fields_of_people
from segattr.segments.fit_conditions import conditions_in, unfit
from segattr.segments.fit_sequences import missing_steps, steps_asked, unfit_steps
from segattr.segments.registry import name_of
from segattr.segments.rules import PEOPLE, Rules
from segattr.segments.scores import Scores
from segattr.segments.segment import segment
from segattr.segments.segmentation import Segmentation
from segattr.segments.steps import follow
from segattr.segments.told_apart import tables_of
from segattr.words.segments_fit import said

Kind = Literal["missing", "unusable", "unseen", "out of range", "no value", "day", "empty"]
COLUMNS: Final = ["set", "segment", "field", "kind", "said"]


class Misfit(NamedTuple):
    """One thing that does not fit; ``said`` is the sentence to read."""

    set: str
    segment: str
    field: str
    kind: Kind
    said: str


def fit(rules: Iterable[Segmentation], dataset: Dataset) -> pd.DataFrame:
    """Return what of some sets does not fit a dataset; no row where all of it does.

    Returns
    -------
    DataFrame ``set, segment, field, kind, said``. ``kind`` is ``missing`` (the data hold no such field),
    ``unusable`` (the set cannot be used for another reason), ``unseen`` (a value nobody has), ``out of
    range`` (a limit that nobody or everybody passes), ``no value`` (a field that is empty), ``day`` (a named
    day outside the data) or ``empty`` (a segment of nobody).

    Examples
    --------
    >>> people = pd.DataFrame({"customer_id": ["a"], "device": ["tv"]})
    >>> fit([Columns(("plan",))], Dataset(customers=people))["said"].tolist()
    ["The data hold no column 'plan'."]
    """
    rows = [misfit for rule in rules for misfit in _of_set(rule, dataset)]
    return pd.DataFrame(rows, columns=COLUMNS)


def _of_set(rule: Segmentation, dataset: Dataset) -> Iterator[Misfit]:
    name = name_of(rule)
    gone = [
        Misfit(name, own.name, field, kind, text)
        for own in (rule.rules if isinstance(rule, Rules) else ())
        for asked in steps_asked(own.who)
        for field, kind, text in missing_steps(asked, dataset)
    ]
    if gone:
        yield from gone
        return
    try:
        fitted = rule.of(dataset)
        missing = list(_missing(fitted, dataset))
        for field in missing:
            yield Misfit(name, "", field, "missing", said("missing", field))
        if missing:
            return
        yield from _day(name, rule, dataset)
        if isinstance(fitted, Rules):
            yield from _of_rules(name, fitted, dataset)
        if isinstance(fitted, Clusters):
            yield from _of_clusters(name, fitted, dataset)
        yield from _empty(name, fitted, dataset)
    except SegattrError as error:
        yield Misfit(name, "", str(error.facts.get("name", "")), "unusable", str(error))


def _missing(rule: Segmentation, dataset: Dataset) -> Iterator[str]:
    rows = [table for table in (dataset.outcomes, dataset.paths) if table is not None]
    unit = rule.unit if isinstance(rule, Rules) else "customer"
    tables = [*tables_of(dataset, unit), *([] if isinstance(rule, Rules) else rows)]
    there = {column for table in tables for column in table}
    names = rule.columns if isinstance(rule, Columns) else getattr(rule, "fields", ())
    return (name for name in names if name not in there and not answered(dataset, name))


def _day(name: str, rule: Segmentation, dataset: Dataset) -> Iterator[Misfit]:
    named, latest = _named_day(rule), latest_of(dataset)
    first = dataset.span[0].date().isoformat() if dataset.span is not None else ""
    if named and latest and not first <= named <= latest:
        yield Misfit(name, "", "", "day", said("day", named, first, latest))


def _named_day(rule: Segmentation) -> str:
    own = rule.rules if isinstance(rule, Scores) else rule
    return own.as_of if isinstance(own, Rules | Clusters) else ""


def _of_rules(name: str, rules: Rules, dataset: Dataset) -> Iterator[Misfit]:
    people, fields = _people(rules, dataset)
    rules = rules.settled(enter(people), fields, people=PEOPLE if PEOPLE in people else "")
    for field in rules.fields:
        if follow(field) is None and len(people) and people[fields[field].column].isna().all():
            yield Misfit(name, "", field, "no value", said("no value", field))
    for rule in rules.rules:
        for condition in conditions_in(rule.who):
            for field, kind, text in unfit(condition, people, fields):
                yield Misfit(name, rule.name, field, kind, text)
        for asked in dict.fromkeys(steps_asked(rule.who)):
            for column, what, sentence in unfit_steps(asked, dataset, people, fields):
                yield Misfit(name, rule.name, column, what, sentence)


def _of_clusters(name: str, rule: Clusters, dataset: Dataset) -> Iterator[Misfit]:
    """Yield fields whose values lie mostly beyond the limits that the groups were found within."""
    people, fields = _people(rule, dataset)
    for number in rule.scaling.numbers:
        values = people[fields[number.field].column].dropna()
        outside = float(np.mean((values < number.low) | (values > number.high))) if len(values) else 0.0
        if outside > 0.5:
            ends = (f"{number.low:,.4g}", f"{number.high:,.4g}")
            yield Misfit(name, "", number.field, "out of range", said("mostly outside", number.field, *ends))
    for category in rule.scaling.categories:
        found = set(people[fields[category.field].column].dropna().astype("str").unique())
        if found and not found & set(category.levels):
            yield Misfit(name, "", category.field, "unseen", said("unseen", category.field, *category.levels))


def _people(rule: Rules | Clusters, dataset: Dataset) -> tuple[pd.DataFrame, dict[str, Field]]:
    if isinstance(rule, Rules) and rule.unit == "visit":
        rows, fields = rule.fields_of_rows(enter(dataset.table("outcomes")))
        return to_pandas(rows), fields
    named = rule.as_of
    source = source_of_dataset(dataset)
    source = source_on(source, day_number(named)) if named else source
    day = named or latest_of(dataset)
    people, fields = fields_of_people(source, rule.fields, today=day_number(day) if day else None)
    return to_pandas(people), fields


def _empty(name: str, rule: Segmentation, dataset: Dataset) -> Iterator[Misfit]:
    labels = getattr(rule, "labels_in_order", ())
    if not labels:
        return
    counted = segment(dataset, rule).value_counts()
    for label in audiences_of(rule) or labels[:-1]:
        if not any(counted.get(own, 0) for own in belongs(rule, label)):
            yield Misfit(name, label, "", "empty", said("empty", label))
    if counted.get(UNKNOWN, 0) == counted.sum() and counted.sum():
        yield Misfit(name, "", "", "empty", said("nobody known"))
