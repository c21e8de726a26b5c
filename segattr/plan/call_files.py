"""Files of calls, read back: a call a line, or the request bodies that the Plan page writes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from segattr.errors import FileRefused
from segattr.plan.calls import Call, with_message_id

KINDS: Final = ("identify", "track")
FIELDS: Final = {"traits": dict, "properties": dict, "context": dict, "integrations": dict, "messageId": str}


def read_calls(path: Path) -> list[Call]:
    """Return the calls of a file, each with a message id.

    Parameters
    ----------
    path : a JSON list of request bodies or of calls, or one of either a line.

    Raises
    ------
    FileRefused : no JSON, or something in it is no `identify` or `track` call of a person.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused(f"{path.name} is no text in UTF-8, so it holds no calls.") from error
    calls = list(_calls(_values(text, path.name)))
    for number, call in enumerate(calls, start=1):
        wrong = _wrong(call)
        if wrong:
            raise FileRefused(f"{path.name}: call {number:,} {wrong}.")
    if not calls:
        raise FileRefused(f"{path.name} holds no calls.")
    return [call if call.get("messageId") else with_message_id(call) for call in calls]


def _values(text: str, name: str) -> Iterator[Any]:
    """Yield the JSON values of a file: one, or one a line."""
    try:
        yield json.loads(text)
        return
    except ValueError:
        pass
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise FileRefused(f"{name}, line {number:,}, is no JSON. Export the calls again.") from error


def _calls(values: Iterator[Any]) -> Iterator[Any]:
    for value in values:
        if isinstance(value, list):
            yield from _calls(iter(value))
        elif isinstance(value, dict) and isinstance(value.get("batch"), list):
            yield from value["batch"]
        else:
            yield value


def _wrong(call: Any) -> str:  # noqa: ANN401 - whatever stands in a file
    """Return what is wrong with a call; empty for nothing."""
    if not isinstance(call, dict) or call.get("type") not in KINDS:
        return f"is none of {' or '.join(KINDS)}"
    if not isinstance(call.get("userId"), str) or not call["userId"]:
        return "names nobody: userId is missing, or no text"
    if call["type"] == "track" and not isinstance(call.get("event"), str):
        return "is a track call without an event"
    other = [name for name, kind in FIELDS.items() if not isinstance(call.get(name, kind()), kind)]
    if other:
        return f"has something else than expected in {other[0]}"
    return (
        "" if _dated(call.get("timestamp")) else "has a timestamp that is none, such as 2026-08-31T00:00:00Z"
    )


def _dated(text: object) -> bool:
    try:
        return text is None or datetime.fromisoformat(str(text)).tzinfo is not None
    except ValueError:
        return False
