"""JSON: an array of records, one record per line, or records somewhere inside a larger document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import pandas as pd
import pyarrow as pa

from segattr.errors import FileRefused, UnknownName
from segattr.io.encoding import decoded
from segattr.io.finish import finished
from segattr.io.flat_records import Columns
from segattr.io.reading import Reading
from segattr.io.source import HEAD_BYTES

MOST_BYTES = 200_000_000  # of a document that has to be parsed in one piece
DEEPEST = 4  # levels at which records are looked for
MOST_BROKEN = 0.01  # share of lines that may be no record: the last one of a cut file, say
LABEL_SHARE = 0.2


def read_json(file: BinaryIO, *, name: str, sheet: str | None = None) -> Reading:
    r"""Read records as one table of text; nested fields become columns named by their way down.

    Parameters
    ----------
    file : open binary file.
    name : what to call it in messages.
    sheet : which of several lists of records; by default the one with most cells.

    Raises
    ------
    FileRefused : no JSON, too large, or without one record.
    UnknownName : no list of records of that name.

    Examples
    --------
    >>> import io
    >>> file = io.BytesIO(b'{"id": "007", "user": {"city": "Rome"}}\n{"id": "008"}\n')
    >>> read_json(file, name="o.ndjson").table.columns.tolist()
    ['id', 'user.city']
    """
    head = file.read(HEAD_BYTES)
    encoding, bom, text = decoded(head, name=name, whole=len(head) < HEAD_BYTES)
    file.seek(bom)
    if _one_per_line(text):
        return _lines(file, encoding, name)
    return _document(file, encoding, name, sheet)


def _one_per_line(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()][:2]
    return (
        len(lines) == 2 and all(isinstance(_parsed(line), dict) for line in lines[:1]) and lines[1][:1] == "{"
    )


def _parsed(line: str) -> object:
    try:
        return json.loads(line, parse_int=_Number, parse_float=_Number)
    except (ValueError, RecursionError):
        return None


class _Number(str):
    """A number exactly as it is written, so that long ids and trailing zeros stay."""

    __slots__ = ()


def _lines(file: BinaryIO, encoding: str, name: str) -> Reading:
    columns, broken = Columns(name), 0
    for line in _texts(file, encoding):
        record = _parsed(line)
        if isinstance(record, dict):
            columns.add(record)
        else:
            broken += 1
    if broken > max(1, MOST_BROKEN * columns.rows):
        raise FileRefused(f"{name}: {broken:,} of its lines are no JSON record. Export it again.", name=name)
    said = f"{broken} line{' is' if broken == 1 else 's are'} no JSON record (cut off, perhaps), left out."
    return _reading(columns, name, (said,) if broken else ())


def _texts(file: BinaryIO, encoding: str) -> Iterator[str]:
    if encoding != "utf-8":
        yield from (
            line for line in file.read().decode(encoding, errors="replace").splitlines() if line.strip()
        )
        return
    for line in file:
        if line.strip():
            yield line.decode(errors="replace")


def _document(file: BinaryIO, encoding: str, name: str, sheet: str | None) -> Reading:
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise FileRefused(
            f"{name} holds more than {MOST_BYTES / 1e6:.0f} MB in one piece of JSON. "
            "Export one record per line (NDJSON), CSV or Parquet.",
            name=name,
        )
    try:
        document = json.loads(content.decode(encoding), parse_int=_Number, parse_float=_Number)
    except RecursionError as error:
        raise FileRefused(f"{name} is nested too deeply to hold a table.", name=name) from error
    except ValueError as error:
        where = getattr(error, "lineno", 1)
        raise FileRefused(
            f"{name} is no complete JSON (line {where:,}): it may have been cut off. Export it again.",
            name=name,
        ) from error
    tables = dict(_tables(document))
    if not tables:
        raise FileRefused(
            f"{name} holds no list of records. Export a list of orders, visits or people.", name=name
        )
    chosen = sheet or max(tables, key=lambda path: _cells(tables[path]))
    if chosen not in tables:
        known = tuple(tables)
        raise UnknownName(
            f"{name} has no list '{chosen}'. Its lists: {', '.join(known)}.", name=chosen, known=known
        )
    columns = Columns(name)
    for record in tables[chosen]:
        columns.add(record)
    several = f" of {', '.join(tables)}" if len(tables) > 1 else ""
    notes = (f"Read the records at '{chosen}'{several}.",) if chosen != TOP else ()
    reading = _reading(columns, name, notes)
    sheets = (chosen, tuple(tables)) if len(tables) > 1 else ("", ())
    return Reading(name, reading.table, reading.notes, reading.decimal, *sheets, reading.millionths)


TOP = "(top)"


def _tables(document: object, path: str = "", depth: int = 0) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give every list of records with its way down; a table written as columns or as rows is one too."""
    if isinstance(document, list):
        if document and all(isinstance(row, dict) for row in document):
            yield path or TOP, document
        elif len(document) > 1 and all(isinstance(row, list) for row in document):
            yield path or TOP, _zipped(document[0], document[1:])
    elif isinstance(document, dict):
        yield from _in_object(document, path, depth)


def _in_object(document: dict[str, Any], path: str, depth: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    rows, names = document.get("data"), document.get("columns")
    if isinstance(names, list) and isinstance(rows, list) and rows and all(isinstance(r, list) for r in rows):
        yield path or TOP, _zipped(names, rows)
        return
    if _same_length(document.values()):
        yield path or TOP, _zipped(list(document), zip(*document.values(), strict=True))
        return
    found = []
    for key, value in document.items() if depth < DEEPEST else ():
        found += list(_tables(value, f"{path}.{key}" if path else key, depth + 1))
    if not found and not depth and document:
        found = [(TOP, [document])]
    yield from found


def _same_length(values: Iterable[object]) -> bool:
    lists = list(values)
    if len(lists) < 2 or not all(isinstance(value, list) and value for value in lists):
        return False
    plain = all(not isinstance(cell, dict | list) for value in lists for cell in value[:10])  # type: ignore[index]
    return plain and len({len(value) for value in lists}) == 1  # type: ignore[arg-type]


def _zipped(names: list[Any], rows: Iterable[Iterable[Any]]) -> list[dict[str, Any]]:
    headers = [str(name) for name in names]
    return [dict(zip(headers, row, strict=False)) for row in rows]


def _cells(records: list[dict[str, Any]]) -> int:
    return sum(len(record) for record in records)


def _reading(columns: Columns, name: str, notes: tuple[str, ...]) -> Reading:
    if not columns.rows:
        raise FileRefused(f"{name} holds no record. Check the period and filters of the export.", name=name)
    texts = columns.table()
    labels = [place for place, column in enumerate(texts.columns) if _few(column)]
    for place in labels:
        texts = texts.set_column(place, texts.column_names[place], texts.column(place).dictionary_encode())
    table: pd.DataFrame = texts.to_pandas()
    decimal = "." if columns.pointed else ""
    return finished(table, name=name, decimal=decimal, notes=(*notes, *columns.notes))


def _few(column: pa.ChunkedArray) -> bool:
    head = column.slice(0, 1_000)
    return len(head) >= 100 and len(head.unique()) <= LABEL_SHARE * len(head)
