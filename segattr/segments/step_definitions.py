"""A step as plain JSON, and out of it, from whomever it comes."""

from __future__ import annotations

from segattr.errors import BadSetting
from segattr.segments.questions import plain
from segattr.segments.steps import TABLES, Step


def json_of_step(step: Step) -> dict[str, object]:
    """Return a step as plain JSON.

    Examples
    --------
    >>> json_of_step(Step("event", (("event", "ticket"),)))
    {'what': 'event', 'where': {'event': 'ticket'}}
    """
    return {"what": step.what, **({"where": dict(step.where)} if step.where else {})}


def step_of(definition: object) -> Step:
    """Return the step that plain JSON says.

    Raises
    ------
    BadSetting : it says something else, or something this version does not know.
    """
    known = isinstance(definition, dict) and {"what"} <= set(definition) <= {"what", "where"}
    if not isinstance(definition, dict) or not known or definition["what"] not in list(TABLES):
        raise BadSetting(f"A step says what: {', '.join(TABLES)}; and where, if not all.")
    where = definition.get("where", {})
    if not isinstance(where, dict):
        raise BadSetting("Where of a step names columns and their values.")
    return Step(definition["what"], tuple((column, _value(value)) for column, value in where.items()))


def _value(value: object) -> str:
    if isinstance(value, str | int | float):  # among them truths, as a column of them reads
        return str(value) if isinstance(value, bool) else str(plain(value))
    raise BadSetting(f"A step compares with texts and numbers, not with {value!r:.60}.")
