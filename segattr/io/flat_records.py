"""Nested records as flat rows of text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from segattr.errors import FileRefused
from segattr.io.header import column_names
from segattr.io.sniff import MOST_COLUMNS

# Wrappers that say nothing about what they hold; their fields are named without them.
ENVELOPES = ("properties", "event_properties", "context", "traits", "attributes", "fields", "record", "data")
DEEPEST = 8
BATCH = 20_000
MOST_CELLS = 100_000_000


class Columns:
    """Rows of text under the paths of their fields, kept in batches.

    Parameters
    ----------
    name : what to call the file in messages.

    Examples
    --------
    >>> columns = Columns("o.json")
    >>> columns.add({"userId": "7", "properties": {"total": 12.5, "tags": ["a", "b"]}})
    >>> columns.table().to_pylist()
    [{'userId': '7', 'total': '12.5', 'tags': 'a; b'}]
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows = 0
        self.pointed = False
        self._paths: dict[str, None] = {}
        self._lists: dict[str, None] = {}
        self._batch: list[dict[str, str]] = []
        self._done: list[pa.Table] = []

    def add(self, record: Mapping[str, Any]) -> None:
        """Take one record.

        Raises
        ------
        FileRefused : more different fields, or more cells, than can be read.
        """
        row = dict(self._cells(record, "", 0))
        self._paths.update(dict.fromkeys(row))
        self._batch.append(row)
        self.rows += 1
        if len(self._paths) > MOST_COLUMNS or self.rows * len(self._paths) > MOST_CELLS:
            raise FileRefused(
                f"{self.name} has {len(self._paths):,} different fields in {self.rows:,} records; at most "
                f"{MOST_COLUMNS:,} fields and {MOST_CELLS / 1e6:.0f} million cells can be read.",
                name=self.name,
            )
        if len(self._batch) >= BATCH:
            self._flush()

    def table(self) -> pa.Table:
        """Return all rows as text, columns in the order they were first met."""
        self._flush()
        whole = pa.concat_tables(self._done, promote_options="default")
        whole = whole.select(list(self._paths))
        names, _ = column_names(self._names(), width=len(self._paths))
        return whole.rename_columns(names)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was converted."""
        lists = ", ".join(f"'{path}'" for path in list(self._lists)[:5])
        return (f"Lists in {lists} are written as one text.",) if lists else ()

    def _flush(self) -> None:
        columns = {
            path: pa.array([row.get(path) for row in self._batch], pa.string()) for path in self._paths
        }
        self._done.append(pa.table(columns))
        self._batch = []

    def _names(self) -> list[str]:
        """Return each path without its envelope, or whole where two would be called the same."""
        short = {path: _without_envelope(path) for path in self._paths}
        taken = list(short.values())
        return [path if taken.count(name) > 1 else name for path, name in short.items()]

    def _cells(self, value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:  # noqa: ANN401
        if isinstance(value, dict) and value and depth < DEEPEST:
            for key, inner in value.items():
                yield from self._cells(inner, f"{path}.{key}" if path else str(key), depth + 1)
        elif isinstance(value, list) and value:
            yield from self._of_list(value, path, depth)
        elif value not in (None, "", [], {}):
            yield path, self._text(value)

    def _of_list(self, items: list[Any], path: str, depth: int) -> Iterator[tuple[str, str]]:
        if all(isinstance(item, dict) and {"key", "value"} <= set(item) for item in items):
            for item in items:  # GA4's parameters: {"key": "source", "value": {"string_value": "google"}}
                yield from self._cells(_only(item["value"]), f"{path}.{item['key']}", depth + 1)
            return
        self._lists[path] = None
        if any(isinstance(item, dict | list) for item in items):
            yield path, json.dumps(items, ensure_ascii=False)
        else:
            yield path, "; ".join(self._text(item) for item in items if item is not None)

    def _text(self, value: object) -> str:
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, dict):
            return json.dumps(value, ensure_ascii=False)
        text = str(value)
        self.pointed |= type(value) is not str and "." in text
        return text.encode(errors="replace").decode()


def _only(value: Any) -> Any:  # noqa: ANN401
    """Return the one thing that is said where several types could be."""
    said = [inner for inner in value.values() if inner is not None] if isinstance(value, dict) else [value]
    return said[0] if said else None


def _without_envelope(path: str) -> str:
    first, _, rest = path.partition(".")
    return rest if rest and first in ENVELOPES else path
