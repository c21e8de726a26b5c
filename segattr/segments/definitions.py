"""Rules out of plain JSON, from whomever it comes: what it says is checked, and nothing else is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from segattr.errors import BadSetting
from segattr.segments.conditions import HOWS, Condition, Group, Part
from segattr.segments.questions import QUESTIONS, Value, as_number
from segattr.segments.rules import Rule, Rules
from segattr.segments.sequences import read_sequence
from segattr.segments.times import read_times
from segattr.segments.told_apart import knows_moment

DEEPEST: Final = 6  # groups inside each other
TEXTS: Final = ("name", "unit", "moment", "mode", "others")
KEYS: Final = ("format", "kind", "segments", *TEXTS)
Read = Callable[[dict[str, Any]], Part]


def read_rules(definition: dict[str, Any]) -> Rules:
    """Return the rules that plain JSON says.

    Raises
    ------
    BadSetting : it says something else, or something this version does not know.
    """
    unknown = [key for key in definition if key not in KEYS]
    if unknown:
        raise BadSetting(f"A segment set has {unknown[0]!r}, which this version does not know.")
    texts = {key: definition[key] for key in TEXTS if key in definition}
    if not all(isinstance(text, str) for text in texts.values()):
        raise BadSetting("The name, unit, moment, mode and others of a segment set are texts.")
    if not knows_moment(definition.get("unit", "customer"), texts.get("moment", "")):
        raise BadSetting(f"This version does not know the moment {texts['moment']!r}.")
    segments = definition.get("segments")
    if not isinstance(segments, list):
        raise BadSetting("A segment set has a list of segments.")
    return Rules(tuple(map(_rule, segments)), **texts)


def _rule(definition: object) -> Rule:
    if not isinstance(definition, dict) or set(definition) != {"name", "who"}:
        raise BadSetting("A segment has a name and says who is in it, and nothing else.")
    who: Part = read_part(definition["who"])
    if not isinstance(definition["name"], str) or not isinstance(who, Group):
        raise BadSetting("A segment's name is a text, and who is in it a group: all, any or none.")
    return Rule(definition["name"], who)


def _field_condition(definition: dict[str, Any]) -> Condition:
    questions = [name for name in definition if name in QUESTIONS]
    unknown = [name for name in definition if name not in (*QUESTIONS, "kind", "field", "ignore_case")]
    if unknown:
        raise BadSetting(f"A condition has {unknown[0]!r}, which this version does not know.")
    if len(questions) != 1 or not isinstance(definition.get("field"), str):
        raise BadSetting("A condition names one field and asks one question of it.")
    value, ignore_case = definition[questions[0]], definition.get("ignore_case", False)
    takes = QUESTIONS[questions[0]].takes
    values = value if isinstance(value, list) else [value]
    if takes == "nothing":
        values = []
    if not isinstance(ignore_case, bool) or (takes == "nothing" and value is not True):
        raise BadSetting(f"A condition of {definition['field']!r} says yes or no with something else.")
    return Condition(definition["field"], questions[0], tuple(map(_value, values)), ignore_case)


def _value(value: object) -> Value:
    if isinstance(value, bool):
        return str(value)  # as a column of truths reads
    if isinstance(value, str | int | float) and abs(as_number(value)) != float("inf"):
        return value
    raise BadSetting(f"A condition compares with texts, numbers and days, not with {value!r}.")


CONDITIONS: Final[dict[str, Read]] = {
    "field": _field_condition,
    "sequence": read_sequence,
    "count": read_times,
}


def read_part(definition: object, *, depth: int = 0) -> Part:
    """Return the condition or group that plain JSON says.

    Raises
    ------
    BadSetting : it says none, or groups stand too deep inside each other.

    Examples
    --------
    >>> read_part({"none": [{"field": "age", "at_least": 65}]}).describe()
    'none of (age is at least 65)'
    """
    if not isinstance(definition, dict):
        raise BadSetting(f"A rule is made of conditions and groups; found {definition!r:.60}.")
    how = next((name for name in HOWS if name in definition), None)
    if how is None:
        return _condition(definition)
    parts = definition[how]
    if len(definition) > 1 or not isinstance(parts, list):
        raise BadSetting("A group says one of all, any and none, with a list of what it is made of.")
    if depth >= DEEPEST:
        raise BadSetting(f"Groups stand more than {DEEPEST} deep inside each other.")
    return Group(how, tuple(read_part(part, depth=depth + 1) for part in parts))


def _condition(definition: dict[str, Any]) -> Part:
    kind = definition.get("kind", "field")
    if not isinstance(kind, str) or kind not in CONDITIONS:
        raise BadSetting(
            f"There is no condition of the kind {kind!r}; this version knows {', '.join(CONDITIONS)}."
        )
    return CONDITIONS[kind](definition)
