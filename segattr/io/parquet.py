"""Parquet files."""

from __future__ import annotations

from typing import BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from segattr.errors import FileRefused
from segattr.io.header import column_names
from segattr.io.reading import Reading

MANY_ROWS = 10_000  # below, there is nothing to gain
LABEL_BYTES = 32 * 1024  # what the list of a column's different texts takes, where they are labels


def read_parquet(file: BinaryIO, *, name: str, sheet: str | None = None) -> Reading:  # noqa: ARG001
    """Read a Parquet file with the types it states.

    Parameters
    ----------
    file : open binary file.
    name : what to call it in messages.
    sheet : not used; Parquet files have no sheets.

    Raises
    ------
    FileRefused : damaged, or without one row.

    Examples
    --------
    >>> import io
    >>> parquet = io.BytesIO(pd.DataFrame({"id": [1]}).to_parquet())
    >>> read_parquet(parquet, name="o.parquet").table.shape
    (1, 1)
    """
    try:
        table = _read(file).to_pandas(date_as_object=False)
    except (pa.ArrowException, OSError) as error:
        raise FileRefused(f"{name} is damaged or no Parquet file. Export it again.", name=name) from error
    return reading_of(table, name=name)


def _read(file: BinaryIO) -> pa.Table:
    """Read the file, texts it lists once as categories: they need not be told apart again."""
    stored = pq.read_metadata(file)
    columns = range(stored.num_columns) if stored.num_rows >= MANY_ROWS else ()
    labels = [stored.schema.column(i).path for i in columns if _is_label(stored, i)]
    file.seek(0)
    return pq.ParquetFile(file, metadata=stored, read_dictionary=labels).read()


def _is_label(stored: pq.FileMetaData, column: int) -> bool:
    """Whether a column is text of which every part of the file begins with a short list."""
    field = stored.schema.column(column)
    if str(field.logical_type) != "String" or field.max_repetition_level or "." in field.path:
        return False
    chunks = [stored.row_group(i).column(column) for i in range(stored.num_row_groups)]
    return all(
        chunk.has_dictionary_page and 0 < chunk.data_page_offset - chunk.dictionary_page_offset <= LABEL_BYTES
        for chunk in chunks
    )


def reading_of(table: pd.DataFrame, *, name: str) -> Reading:
    """Return a frame as a reading: its named index as columns, its column names as different texts.

    Raises
    ------
    FileRefused : no column or no row.

    Examples
    --------
    >>> reading_of(pd.DataFrame({1: ["a"]}), name="the table").table.columns.tolist()
    ['1']
    """
    if not len(table.columns) or table.empty:
        raise FileRefused(f"{name} has no row. Check the period and filters of the export.", name=name)
    named = [level for level in table.index.names if level is not None]
    flat = table.reset_index(drop=not named)
    names, notes = column_names([_header(column) for column in flat.columns], width=len(flat.columns))
    return Reading(name, flat.set_axis(names, axis=1), tuple(notes))


def _header(column: object) -> str:
    return " ".join(map(str, column)) if isinstance(column, tuple) else str(column)
