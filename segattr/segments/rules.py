"""Segments by named rules: the first that fits takes the person, or every one does; the others together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import narwhals.stable.v2 as nw
import pandas as pd

from segattr.data.columns import in_tables
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnknownName, UnsuitableData
from segattr.reduce.door import UNKNOWN, col, lit, pick
from segattr.reduce.engines import Frame
from segattr.reduce.moments import day_number, source_on
from segattr.reduce.source import Source
from segattr.segments.as_of import FIRST_TOUCH, LATEST, first_of, is_day, latest_of, when
from segattr.segments.at_hand import looks_first, settled
from segattr.segments.conditions import Group
from segattr.segments.derived import answered, derived
from segattr.segments.fields import Field, fields_of_people, prepared
from segattr.segments.overlapping import MODES, MOST_AUDIENCES, Mode, combined, together
from segattr.segments.spelled import spelled_out
from segattr.segments.told_apart import MOMENTS, TABLES_OF, Unit, knows_moment, tables_of

OTHERS: Final = "everyone else"
MOST_RULES: Final = 60
LONGEST_NAME: Final = 100
PEOPLE: Final = "people_"  # how many a row of visits counts


@dataclass(frozen=True)
class Rule:
    """One segment: its name, and who is in it unless an earlier rule took them, or whoever else may be."""

    name: str
    who: Group


@dataclass(frozen=True)
class Rules:
    """Named rules in order; the first that fits takes the person, so the segments add up to everybody.

    Of audiences that may overlap a person is in every one that fits. The label then is the combination of all
    of them, in order (``VIP + Newsletter``, ``only VIP``), so labels add up to everybody all the same; see
    `segattr.segments.audiences` for each audience whole.

    Parameters
    ----------
    rules : the segments, in order.
    name : what the set is called; the column of its labels.
    others : what whoever fits no rule is called.
    unit : ``customer``, or ``visit`` for outcomes without ids.
    moment : when a field that changes is read: of customers at their first touch; with fields that are
        worked out (see `segattr.segments.derived`) as of a day, ``latest`` or written as 2026-03-31.
    mode : ``partition``, or ``overlapping`` for audiences of which a person may be in several; then at most
        `segattr.segments.overlapping.MOST_AUDIENCES`.
    day, first : what ``latest`` and the first touch are in the data at hand; `of` fills them in, and no
        definition holds them.

    Raises
    ------
    BadSetting : no rule, two of one name, a rule without a condition, or one that says nonsense.

    Notes
    -----
    A missing value passes no question but ``is_missing``; so ``none of`` takes it in. As of a day that was
    named, nothing that came after it is looked at, and who was not known by then is in no segment.

    Examples
    --------
    >>> from segattr.segments.conditions import Condition
    >>> loyal = Rule("loyal", Group("all", (Condition("visitor", "is", ("returning",)),)))
    >>> Rules((loyal,), name="Loyalty").describe()
    'Loyalty: loyal, everyone else (customers, at first touch)'
    """

    rules: tuple[Rule, ...]
    name: str = "segment"
    others: str = OTHERS
    unit: Unit = "customer"
    moment: str = ""
    mode: Mode = "partition"
    day: str = field(default="", compare=False)
    first: str = field(default=FIRST_TOUCH, compare=False)

    def __post_init__(self) -> None:
        """Check the definition, and fill in the moment that goes without saying."""
        if self.unit not in MOMENTS:
            raise BadSetting(f"Segments are of {' or '.join(MOMENTS)}, not of {self.unit!r}.", setting="unit")
        moment = self.moment or MOMENTS[self.unit]
        if moment == FIRST_TOUCH and any(derived(name) for name in self.fields):
            moment = LATEST  # what they did so far has no first touch
        object.__setattr__(self, "moment", moment)
        if problem := self._problem():
            raise BadSetting(
                f"The segment set {self.name!r:.120} cannot be used: {problem}.", setting="rules"
            )

    @property
    def labels_in_order(self) -> tuple[str, ...]:
        """Every label there can be, everyone else last; of audiences that overlap their combinations too."""
        return (*(combined(self.names) if self.overlapping else self.names), self.others)

    @property
    def names(self) -> tuple[str, ...]:
        """What the segments, or the audiences, are called."""
        return tuple(rule.name for rule in self.rules)

    @property
    def overlapping(self) -> bool:
        """Whether a person may be in several."""
        return self.mode == "overlapping"

    def of(self, dataset: Dataset) -> Rules:
        """Return the same rules under the names the fields have in the dataset's tables.

        Raises
        ------
        UnsuitableData : the dataset holds nobody of the set's unit.
        """
        roles = TABLES_OF[self.unit]
        if not (dataset.has_people if self.unit == "customer" else "outcomes" in dataset.tables):
            raise UnsuitableData(
                f"The segment set {self.name!r} tells {self.unit}s apart by the tables of "
                f"{' or '.join(roles)}. Loaded: {', '.join(dataset.tables) or 'nothing'}."
            )
        names = self.fields
        found = dict(zip(names, in_tables(dataset, names, roles=roles), strict=True))
        tables = tables_of(dataset, self.unit)

        def column(name: str) -> pd.Series | None:
            return next((table[name] for table in tables if name in table), None)

        missing = [
            n for n in names if derived(n) and not any(n in t for t in tables) and not answered(dataset, n)
        ]
        if missing:
            raise UnsuitableData(
                f"The segment set {self.name!r} asks for {missing[0]!r}, which cannot be worked out from "
                f"these data. Loaded: {', '.join(dataset.tables)}.",
                name=missing[0],
            )
        fitted = [replace(r, who=spelled_out(r.who.renamed(found), column)) for r in self.rules]
        day = latest_of(dataset) if self.moment == LATEST else ""
        return replace(self, rules=tuple(fitted), day=day, first=first_of(dataset))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields the rules ask about, each once."""
        return tuple(dict.fromkeys(name for rule in self.rules for name in rule.who.fields()))

    def describe(self) -> str:
        """Return the set, its segments, and of what and when they are."""
        how = ", in every audience that fits" if self.overlapping else ""
        return f"{self.name}: {', '.join((*self.names, self.others))} ({self.unit}s, {self.when}{how})"

    @property
    def when(self) -> str:
        """When fields that change are read, in words."""
        return when(self.moment, day=self.day, first=self.first)

    @property
    def as_of(self) -> str:
        """The day that was named, as 2026-03-31; empty where none was."""
        return self.moment if is_day(self.moment) else ""

    def to_json(self) -> dict[str, object]:
        """Return the definition as plain JSON."""
        return {
            "kind": "rules",
            "name": self.name,
            "unit": self.unit,
            "moment": self.moment,
            **({"mode": self.mode} if self.overlapping else {}),  # partitions read as they always did
            "segments": [{"name": rule.name, "who": rule.who.to_json()} for rule in self.rules],
            "others": self.others,
        }

    def labels(self, source: Source) -> Frame:
        """Return ``customer_id, label`` of everybody.

        Raises
        ------
        UnknownName : a field is neither the customers' nor the touchpoints'.
        UnsuitableData : a question does not go with a field's values; or the set is of visits.
        """
        if self.unit != "customer":
            raise UnsuitableData(
                f"The segment set {self.name!r} tells {self.unit}s apart, and credit goes by customers. "
                "Make a set of customers on the Segments page."
            )
        source = source_on(source, day_number(self.as_of)) if self.as_of else source
        today = day_number(self.as_of or self.day) if self.as_of or self.day else None
        people, fields = fields_of_people(source, self.fields, today=today)
        return people.select("customer_id", label=self.settled(people, fields).label(fields))

    def row_labels(self, rows: Frame) -> Frame:
        """Return ``label`` of every row of a table that carries the fields itself.

        Raises
        ------
        UnknownName : the table has no such field. UnsuitableData : a question does not go with its values.
        """
        plain, fields = self.fields_of_rows(rows)
        return plain.select(label=self.settled(plain, fields, people=PEOPLE).label(fields))

    def fields_of_rows(self, rows: Frame) -> tuple[Frame, dict[str, Field]]:
        """Return the fields of a table that carries them itself, beside how many each row counts.

        Raises
        ------
        UnknownName : the table has no such field.
        """
        names = rows.collect_schema().names()
        missing = [name for name in self.fields if name not in names]
        if missing:
            raise UnknownName(
                f"The {self.unit}s have no column {missing[0]!r}. Found: {', '.join(names)}.", name=missing[0]
            )
        counted = rows.with_columns(_counted(names).alias(PEOPLE))
        return prepared(counted, {name: name for name in self.fields}, keep=[PEOPLE])

    def settled(self, rows: Frame, fields: Mapping[str, Field], *, people: str = "") -> Rules:
        """Return the rules with the conditions answered that take a look at everybody first.

        Parameters
        ----------
        rows, fields, people : as of `segattr.segments.at_hand.settled`.
        """
        if not any(looks_first(rule.who) for rule in self.rules):
            return self
        ruled = (replace(rule, who=settled(rule.who, rows, fields, people=people)) for rule in self.rules)
        return replace(self, rules=tuple(ruled))

    def label(self, fields: Mapping[str, Field]) -> nw.Expr:
        """Return the name of the first rule that holds in a row, or those of all that do."""
        if self.overlapping:
            return together(self.names, [rule.who.holds(fields) for rule in self.rules], self.others)
        label = nw.lit(self.others)
        for rule in reversed(self.rules):
            label = pick(rule.who.holds(fields), nw.lit(rule.name), label)
        return label

    def _problem(self) -> str:
        if not knows_moment(self.unit, self.moment):
            return f"{self.unit}s are not told apart at {self.moment!r}"
        if not 1 <= len(self.rules) <= MOST_RULES:
            return f"it takes 1 to {MOST_RULES} segments and has {len(self.rules)}"
        if self.mode not in MODES:
            return f"there is no mode {self.mode!r:.60}; it is {' or '.join(MODES)}"
        if self.overlapping and len(self.rules) > MOST_AUDIENCES:
            return f"at most {MOST_AUDIENCES} audiences may overlap, and it has {len(self.rules)}"
        labels = self.labels_in_order
        wrong = [name for name in (self.name, *self.names, self.others) if not _is_name(name)]
        if wrong:
            found = wrong[0][:LONGEST_NAME]
            return f"{found!r} is no name: 1 to {LONGEST_NAME} characters, all of them printable"
        labels = (*labels, *self.names) if self.overlapping and len(self.rules) > 1 else labels
        if UNKNOWN in labels or len(set(labels)) < len(labels):
            return f"every segment needs a name of its own, other than {UNKNOWN}"
        return next(filter(None, (rule.who.problem() for rule in self.rules)), "")


def _counted(names: list[str]) -> nw.Expr:
    """Return how many a row of outcomes counts: nobody where the data do not say how it ended."""
    if not {"converted", "people"} & set(names):
        return lit(1.0)
    n = col("people").cast(nw.Float64).fill_nan(None).fill_null(0.0) if "people" in names else lit(1.0)
    return pick(col("converted").is_null(), lit(0.0), n) if "converted" in names else n


def _is_name(text: str) -> bool:
    return bool(text.strip()) and len(text) <= LONGEST_NAME and text.isprintable()
