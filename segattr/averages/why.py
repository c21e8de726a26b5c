"""Why a customer is in a segment or not: its rule, part by part, beside what is known of the customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from segattr.averages.population import Population
from segattr.data.dataset import Dataset
from segattr.reduce.engines import enter, to_pandas
from segattr.segments.conditions import Group, How, Part
from segattr.segments.fields import Field
from segattr.segments.moments_of import moments_of
from segattr.segments.questions import plain
from segattr.segments.rules import Rules
from segattr.segments.sequences import Sequence


@dataclass(frozen=True)
class Answer:
    """One line of the tree.

    Attributes
    ----------
    segment, place : the segment whose rule it is of, and the first line's place in the order.
    depth : how deep it stands; 0 for the rule as a whole.
    asked : the condition in words; empty for a group.
    how : of a group how many of its parts must hold; empty for a condition.
    holds : whether it does, for this customer.
    found : what the customer has; empty where nothing is known, and for groups.
    """

    segment: str
    place: int
    depth: int
    asked: str
    how: How | str
    holds: bool
    found: str


def why(dataset: Dataset, everybody: Population, rules: Rules, customer_id: str) -> list[Answer] | None:
    """Return every part of every rule for one customer; None for a customer nobody knows.

    Parameters
    ----------
    everybody : the customers as of the rules' day, see `segattr.averages.population.population`.
    rules : as `Rules.of` gives them for the dataset.

    Examples
    --------
    >>> from segattr.averages.population import population
    >>> from segattr.segments.conditions import Condition
    >>> from segattr.segments.rules import Rule
    >>> data = Dataset(customers=pd.DataFrame({"customer_id": ["a"], "age": [18]}))
    >>> rules = Rules((Rule("old", Group("all", (Condition("age", "at_least", (65,)),))),))
    >>> found = why(data, population(data, "customer"), rules, "a")
    >>> [(each.asked, each.holds, each.found) for each in found]
    [('', False, ''), ('age is at least 65', False, '18')]
    """
    if everybody.ids is None or customer_id not in everybody.ids:
        return None
    whole, at = everybody.asked_for(rules.fields), everybody.ids.get_indexer(pd.Index([customer_id]))
    rules = everybody.settled(rules)
    columns = {name: whole.column(name).iloc[at] for name in rules.fields}
    row = pd.DataFrame({whole.fields[name].column: values for name, values in columns.items()})
    day = rules.as_of or rules.day
    lines = [
        (place, rule.name, depth, part)
        for place, rule in enumerate(rules.rules)
        for depth, part in _parts(rule.who)
    ]
    asked = {str(i): part.holds(whole.fields) for i, (*_, part) in enumerate(lines)}
    holds = to_pandas(enter(row).select(**asked)).iloc[0]
    return [
        Answer(
            name,
            place,
            depth,
            "" if isinstance(part, Group) else part.describe(),
            part.how if isinstance(part, Group) else "",
            bool(holds[str(i)]),
            _found(part, dataset, customer_id, day, whole.fields, row),
        )
        for i, (place, name, depth, part) in enumerate(lines)
    ]


def segments_of(answers: list[Answer]) -> tuple[str, ...]:
    """Return every segment whose rule holds as a whole, in order.

    Examples
    --------
    >>> segments_of([Answer("old", 0, 0, "", "all", True, ""), Answer("rich", 1, 0, "", "all", True, "")])
    ('old', 'rich')
    """
    return tuple(each.segment for each in answers if each.depth == 0 and each.holds)


def _parts(part: Part, depth: int = 0) -> Iterator[tuple[int, Part]]:
    yield depth, part
    if isinstance(part, Group):
        for each in part.parts:
            yield from _parts(each, depth + 1)


def _found(
    part: Part, dataset: Dataset, customer_id: str, day: str, fields: Mapping[str, Field], row: pd.DataFrame
) -> str:
    if isinstance(part, Group):
        return ""
    if isinstance(part, Sequence):
        return moments_of(part.asked, dataset, customer_id, day=day)
    field = fields[next(iter(part.fields()))]
    value = row[field.column].iloc[0]
    if pd.isna(value):
        return ""
    if field.kind == "time":
        return pd.Timestamp(int(value), unit="us").date().isoformat()
    return str(plain(float(value)) if field.kind == "number" else value)
