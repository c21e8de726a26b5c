"""A segment set while it is being built: it may be unfinished, and every edit gives a new one.

A part of it is found by its path: the number of the segment, then of the part in each group.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final, cast

from segattr.segments.as_of import LATEST
from segattr.segments.clusters import Clusters
from segattr.segments.conditions import Condition, Group, How, Part
from segattr.segments.overlapping import Mode
from segattr.segments.questions import PERCENTS, QUESTIONS, Value
from segattr.segments.rules import OTHERS, Rule, Rules
from segattr.segments.scores import Scores
from segattr.segments.segmentation import Segmentation
from segattr.segments.told_apart import Unit
from segattr.segments.top import Top

Path = tuple[int, ...]
NEW_NAME: Final = "My segments"
USUAL_PERCENT: Final = 20  # Pareto's


@dataclass(frozen=True)
class Draft:
    """What has been said so far.

    Attributes
    ----------
    rules : the segments; names, groups and conditions of them may be empty.
    name, others, unit, moment, mode : as of `Rules`.
    made : a ready-made set that is no list of rules; any change to the segments turns it into one.
    places : a token; another one as soon as a path may lead to another part than before.

    Examples
    --------
    >>> Draft().finished is None
    True
    """

    rules: tuple[Rule, ...] = ()
    name: str = NEW_NAME
    others: str = OTHERS
    unit: Unit = "customer"
    moment: str = ""
    made: Segmentation | None = None
    mode: Mode = "partition"
    places: object = field(default_factory=object, compare=False, repr=False)

    @classmethod
    def of(cls, rules: Rules) -> Draft:
        """Return the draft that a finished set is again."""
        return cls(rules.rules, rules.name, rules.others, rules.unit, rules.as_of, mode=rules.mode)

    @classmethod
    def of_any(cls, rule: Segmentation) -> Draft | None:
        """Return the draft that a set of any kind is again; None for columns, which have no segments yet."""
        if isinstance(rule, Scores):
            return replace(cls.of(rule.rules), made=rule)
        if isinstance(rule, Clusters):
            return cls(name=rule.name, others=rule.others, moment=rule.as_of, made=rule)
        if isinstance(rule, Top):
            return cls(name=rule.describe(), made=rule)
        return cls.of(rule) if isinstance(rule, Rules) else None

    @property
    def whole(self) -> Segmentation | None:
        """The set as it can be used and saved; None where nothing is finished.

        Raises
        ------
        BadSetting : names that are empty or stand twice.
        """
        return self.made if self.made is not None else self.finished

    @property
    def finished(self) -> Rules | None:
        """What can be used already: the segments with a finished condition; None where there is none.

        Raises
        ------
        BadSetting : names that are empty or stand twice.
        """
        whole = [(rule, _finished(rule.who)) for rule in self.rules]
        rules = tuple(replace(rule, who=who) for rule, who in whole if who is not None)
        return Rules(rules, self.name, self.others, self.unit, self.moment, self.mode) if rules else None

    def as_rules(self) -> Draft:
        """Return the draft as rules that can be changed; of a ready-made set without any, an empty one."""
        without = self.made is not None and not self.rules
        return replace(self, made=None, name=NEW_NAME if without else self.name)

    def on_day(self, day: str) -> Draft:
        """Return the draft as of a day, written as 2026-03-31; empty for the latest in the data."""
        made = self.made
        made = replace(made, moment=day or LATEST) if isinstance(made, Scores | Clusters) else made
        return replace(self, moment=day, made=made)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields the rules ask about, each once; of groups found by k-means those they were found in."""
        if isinstance(self.made, Clusters):
            return self.made.fields
        return tuple(dict.fromkeys(name for rule in self.rules for name in rule.who.fields() if name))

    @property
    def names(self) -> tuple[str, ...]:
        """What the segments are called that can be given another name."""
        return self.made.names if isinstance(self.made, Clusters) else tuple(r.name for r in self.rules)

    def with_segment(self, name: str, who: Group) -> Draft:
        """Return the draft with one more segment at the end, under a name nobody has yet."""
        taken = {*(rule.name for rule in self.rules), self.others}
        free = next(n for n in (name, *(f"{name} {i}" for i in range(2, len(taken) + 3))) if n not in taken)
        return replace(self.as_rules(), rules=(*self.rules, Rule(free, who)))

    def renamed(self, segment: int, name: str) -> Draft:
        """Return the draft with a segment under another name.

        Raises
        ------
        BadSetting : of groups found by k-means, a name that is empty or another's.
        """
        if isinstance(self.made, Clusters):
            names = [name.strip() if at == segment else old for at, old in enumerate(self.made.names)]
            return replace(self, made=replace(self.made, names=tuple(names)))
        return self._with_rule(segment, lambda rule: replace(rule, name=name))

    def without_segment(self, segment: int) -> Draft:
        """Return the draft with a segment less."""
        rules = self.rules[:segment] + self.rules[segment + 1 :]
        return replace(self.as_rules(), rules=rules, places=object())

    def moved(self, segment: int, by: int) -> Draft:
        """Return the draft with a segment some places further down, or up."""
        rules = list(self.rules)
        rule = rules.pop(segment)
        rules.insert(max(segment + by, 0), rule)
        return replace(self.as_rules(), rules=tuple(rules), places=object())

    def part(self, path: Path) -> Part:
        """Return the group or condition at a path."""
        found: Part = self.rules[path[0]].who
        for place in path[1:]:
            found = cast(Group, found).parts[place]
        return found

    def with_condition(
        self,
        path: Path,
        *,
        field: str | None = None,
        question: str | None = None,
        values: tuple[Value, ...] | None = None,
        ignore_case: bool | None = None,
    ) -> Draft:
        """Return the draft with a condition changed; another field begins anew, a question does not."""
        old = cast(Condition, self.part(path))
        new = old if field is None else Condition(field, "is")
        new = new if question is None else replace(new, question=question, values=_fitting(new, question))
        new = new if values is None else replace(new, values=values)
        new = new if ignore_case is None else replace(new, ignore_case=ignore_case)
        return self._edited(path, lambda _: (new,))

    def with_name(self, name: str) -> Draft:
        """Return the draft under another name; a ready-made set without one of its own keeps what it is."""
        if isinstance(self.made, Scores | Clusters) and name.strip():
            return replace(self, name=name, made=replace(self.made, name=name))
        return self if self.made is not None else replace(self, name=name)

    def with_others(self, others: str) -> Draft:
        """Return the draft with another name for everyone else."""
        return replace(self.as_rules(), others=others)

    def with_mode(self, mode: Mode) -> Draft:
        """Return the draft with each person in one segment, or in every audience that fits."""
        return replace(self.as_rules(), mode=mode)

    def with_more(self, path: Path, part: Part) -> Draft:
        """Return the draft with a group or condition added to the group at a path."""
        return self._edited(path, lambda group: (replace(group, parts=(*group.parts, part)),))

    def with_edited(self, path: Path, how: Callable[[Part], Part]) -> Draft:
        """Return the draft with the part at a path edited."""
        new = how(self.part(path))
        return self._edited(path, lambda _: (new,))

    def without_part(self, path: Path) -> Draft:
        """Return the draft without the group or condition at a path."""
        return replace(self._edited(path, lambda _: ()), places=object())

    def with_how(self, path: Path, how: How) -> Draft:
        """Return the draft with the group at a path asking for all, any or none of its parts."""
        return self._edited(path, lambda group: (replace(group, how=how),))

    def _edited(self, path: Path, edit: Callable[[Group], tuple[Part, ...]]) -> Draft:
        return self._with_rule(
            path[0], lambda rule: replace(rule, who=cast(Group, _edit(rule.who, path[1:], edit)[0]))
        )

    def _with_rule(self, segment: int, edit: Callable[[Rule], Rule]) -> Draft:
        rules = list(self.rules)
        rules[segment] = edit(rules[segment])
        return replace(self.as_rules(), rules=tuple(rules))


def _fitting(condition: Condition, question: str) -> tuple[Value, ...]:
    """Return the values that another question can take over."""
    takes = QUESTIONS[question].takes
    if question in PERCENTS or condition.question in PERCENTS:  # another kind of number
        both = question in PERCENTS and condition.question in PERCENTS
        return condition.values if both else (USUAL_PERCENT,) if question in PERCENTS else ()
    if takes == "two":
        return condition.values if len(condition.values) == 2 else ()
    return condition.values[: {"nothing": 0, "one": 1, "many": len(condition.values)}[takes]]


def _edit(part: Part, path: Path, edit: Callable[[Group], tuple[Part, ...]]) -> tuple[Part, ...]:
    """Return what stands in the part's place once the edit at the path below it is done."""
    group = cast(Group, part)
    if not path:
        return edit(group)
    before, after = group.parts[: path[0]], group.parts[path[0] + 1 :]
    return (replace(group, parts=(*before, *_edit(group.parts[path[0]], path[1:], edit), *after)),)


def _finished(group: Group) -> Group | None:
    """Return the group without what is not said to the end; None where nothing is left."""
    parts = [_finished(part) if isinstance(part, Group) else part for part in group.parts]
    said = tuple(part for part in parts if part is not None and not part.problem())
    return replace(group, parts=said) if said else None
