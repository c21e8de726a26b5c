"""Parquet files read where they lie, so that events larger than memory are never held.

Only what needs nothing put right is read so: a file of which a cell would have to be trimmed, read as a
date or told from NULL is refused here, with the reason, and is for `segattr.data.load` to read whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from segattr.data.fields import read_labels
from segattr.data.known_people import BOTH
from segattr.data.mapping import ColumnChoice, choose_columns
from segattr.errors import FileRefused, UnsuitableData
from segattr.io.cells import MISSING, cells
from segattr.io.parquet import reading_of
from segattr.io.sources.registry import recognised
from segattr.reduce.door import MILESTONES, TOUCH_BY
from segattr.schema import TABLES, Kind

if TYPE_CHECKING:
    import duckdb

OF_CONVERSIONS: Final = ("customer_id", "ts", "value", "margin", *MILESTONES)
HEAD_ROWS: Final = 10_000  # what the columns are proposed from
MOST_LABELS: Final = 100_000  # different texts of a column; more are no labels
NUMBER: Final = "file_row_number"  # what the engine calls a row's place in its file
TYPES: Final[Mapping[Kind, tuple[str, ...]]] = {
    "id": ("VARCHAR", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT"),
    "time": ("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE"),
    "money": ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UINTEGER", "UBIGINT", "FLOAT", "DOUBLE"),
    "label": ("VARCHAR",),
}
# Ids to look at: an edge that is no visible ASCII sign, NULL in words, ".0" at the end.
ODD: Final = (
    "NOT (ascii(id) BETWEEN 33 AND 126 AND ascii(right(id, 1)) BETWEEN 33 AND 126) "
    f"OR ends_with(id, '.0') OR id IN {tuple(sorted(MISSING))}"
)
MOST_ODD: Final = 100_000


def frames_in_place(
    files: Mapping[str, Path],
    connection: duckdb.DuckDBPyConnection,
    *,
    mapping: Mapping[str, ColumnChoice] | None = None,
    touch_by: str = "channel",
) -> dict[str, duckdb.DuckDBPyRelation]:
    """Return touchpoints and conversions in Parquet files as relations under their canonical names.

    They give the numbers that loading the files would; rows are numbered in the file's order, which breaks
    ties.

    Parameters
    ----------
    files : ``touchpoints`` and ``conversions``, each a Parquet file.
    connection : an embedded engine, see `segattr.reduce.engines.connect`.
    mapping : role -> field -> column of the file; the rest is proposed from the file's first rows.
    touch_by : what earns credit, see `segattr.reduce.door.TOUCH_BY`; no other column is read.

    Raises
    ------
    UnsuitableData : a file has to be read whole; the message says why.
    MissingColumn : a column that was named is not there, or a required field has none.
    FileRefused : no row, or no Parquet file.

    Examples
    --------
    >>> import tempfile
    >>> from segattr.reduce.engines import connect
    >>> day = pd.to_datetime(["2026-03-01"])
    >>> rows = pd.DataFrame({"customer_id": ["a"], "ts": day, "channel": ["Email"]})
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     rows.to_parquet(path := Path(folder) / "t.parquet")
    ...     found = frames_in_place({"touchpoints": path}, connect())["touchpoints"]
    ...     found.columns, found.fetchall()[0][2:]
    (['customer_id', 'ts', 'channel', 'row'], ('Email', 0))
    """
    said = mapping or {}
    wanted = {
        "touchpoints": ("customer_id", "ts", "channel", *TOUCH_BY[touch_by]),
        "conversions": OF_CONVERSIONS,
    }
    found = {}
    for role, path in files.items():
        if role not in wanted or path.suffix.lower() != ".parquet":
            raise UnsuitableData(f"{path.name} is no Parquet file of touchpoints or conversions.")
        chosen = _columns(path, role, said.get(role, {}))
        columns = {name: column for name, column in chosen.items() if name in wanted[role]}
        found[role] = _in_place(path, role, columns, connection)
    return found


def _in_place(
    path: Path, role: str, columns: Mapping[str, str], connection: duckdb.DuckDBPyConnection
) -> duckdb.DuckDBPyRelation:
    whole = connection.read_parquet(escape(str(path)), file_row_number=True)
    types = dict(zip(whole.columns, map(str, whole.types), strict=True))
    kinds = {name: TABLES[role].columns[name].kind for name in columns}
    for name, column in columns.items():
        if types[column] not in TYPES.get(kinds[name], ()):
            raise UnsuitableData(f"'{column}' in {path.name} is {types[column]}, which has to be read first.")
    told = [f"{_quoted(column)} AS {_quoted(name)}" for name, column in columns.items()]
    frame = whole.project(", ".join([*told, f'{NUMBER} AS "row"']))
    _refuse_unclean(frame, path, columns, kinds)
    return _as_loaded(frame, role, columns)


def _columns(path: Path, role: str, said: ColumnChoice) -> dict[str, str]:
    """Return canonical field -> column of the file, as loading its first rows would choose them."""
    try:
        stored = pq.ParquetFile(path)
        head = next(stored.iter_batches(batch_size=HEAD_ROWS), None)
    except (pa.ArrowException, OSError) as error:
        raise FileRefused(f"{path.name} is damaged or no Parquet file. Export it again.") from error
    if head is None:
        raise FileRefused(f"{path.name} has no row. Check the period and filters of the export.")
    if len({*head.schema.names, NUMBER}) <= len(head.schema.names):
        raise UnsuitableData(f"Two columns of {path.name} have one name, or one is called {NUMBER}.")
    reading = reading_of(head.to_pandas(ignore_metadata=True), name=path.name)
    raw = dict(zip(reading.table.columns, head.schema.names, strict=True))
    if (known := recognised(raw)) is not None:
        raise UnsuitableData(f"{path.name} is {known.layout.title}, whose rows are put together on reading.")
    chosen = {name: raw[column] for name, column in choose_columns(reading, role=role, said=said).items()}
    if chosen.get("customer_id", "").lower() in BOTH:
        raise UnsuitableData(f"{path.name} may know its people by two ids.")
    return chosen


def _refuse_unclean(
    frame: duckdb.DuckDBPyRelation, path: Path, columns: Mapping[str, str], kinds: Mapping[str, Kind]
) -> None:
    """Refuse a file of which reading would change a cell."""
    ask = {"id": _changed_ids, "money": _endless, "label": _changed_labels}
    for name, kind in kinds.items():
        if kind in ask and (count := ask[kind](frame, _quoted(name))):
            raise UnsuitableData(f"{count:,} of '{columns[name]}' in {path.name} have to be put right.")


def _changed_ids(frame: duckdb.DuckDBPyRelation, name: str) -> int:
    """Count different ids that trimming, NULL in words or a ".0" at the end would change."""
    odd = frame.project(f"{name}::VARCHAR AS id").filter(ODD).distinct().limit(MOST_ODD + 1).fetchall()
    texts = pd.Series([text for (text,) in odd], dtype="str")
    point = texts.str.endswith(".0")
    return len(odd) if len(odd) > MOST_ODD else int((point | (cells(texts).texts != texts)).sum())


def _endless(frame: duckdb.DuckDBPyRelation, name: str) -> int:
    ((count,),) = frame.aggregate(f"count_if(isinf({name}::DOUBLE))").fetchall()
    return int(count)


def _changed_labels(frame: duckdb.DuckDBPyRelation, name: str) -> int:
    found = frame.project(name).distinct().limit(MOST_LABELS + 1).fetchall()
    texts = pd.Series([text for (text,) in found if text], dtype="str")
    read = read_labels(texts, column=name, required=False).data.astype("str")
    blank = texts.str.strip() == ""
    return len(found) if len(found) > MOST_LABELS else int((blank | (read != texts)).sum())


def _as_loaded(
    frame: duckdb.DuckDBPyRelation, role: str, columns: Mapping[str, str]
) -> duckdb.DuckDBPyRelation:
    """Name a blank in a required label, leave out rows of no time, and write ids as text: as loading."""
    fields = TABLES[role].columns
    required = {field.name for field in TABLES[role].required}
    needed = [_quoted(name) for name in columns if name in required and fields[name].kind == "time"]

    def told(name: str) -> str:
        own = _quoted(name)
        if fields[name].kind == "label" and name in required:
            return f"coalesce(nullif({own}, ''), '(unknown)') AS {own}"
        return f"{own}::VARCHAR AS {own}" if fields[name].kind == "id" else own

    dated = frame.filter(" AND ".join(f"{name} IS NOT NULL" for name in needed))
    return dated.project(", ".join([*map(told, columns), '"row"']))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
