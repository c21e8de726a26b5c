"""Text in rows of equal width, read with Arrow: exact to the letter, in little more memory than it fills.

Arrow reads piece by piece and leaves room to grow in what it makes of each; some pieces together are copied
into what they need, and that room is free for the next.
"""

from __future__ import annotations

from itertools import islice
from typing import BinaryIO, Final

import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from segattr.io.cuts import BLANKS
from segattr.io.sniff import Layout

BLOCK: Final = 512 * 1024  # bytes read at a time; a longer row is left to pandas
TOGETHER: Final = 32  # of them are copied at once


def read_even(file: BinaryIO, layout: Layout) -> pd.DataFrame:
    r"""Read the rows of a table of text, columns of few different texts as categories.

    Parameters
    ----------
    file : open binary file.
    layout : how it is written.

    Raises
    ------
    pyarrow.ArrowInvalid, UnicodeDecodeError : rows of different widths, or not in this encoding throughout.

    Examples
    --------
    >>> import io
    >>> from segattr.io.sniff import sniff
    >>> text = b"id;value\n007;1,5\n"
    >>> read_even(io.BytesIO(text), sniff(text, name="o.csv", whole=True)).iloc[0].tolist()
    ['007', '1,5']
    """
    if layout.padded or layout.delimiter == BLANKS:
        raise pa.ArrowInvalid("Arrow takes blanks as text.")
    file.seek(layout.start)
    return _whole_columns(pa.concat_tables(_pieces(_opened(file, layout))))


def _opened(file: BinaryIO, layout: Layout) -> arrow_csv.CSVStreamingReader:
    label, text = pa.dictionary(pa.int32(), pa.string()), pa.large_string()
    types = {column: label if column in layout.labels else text for column in layout.columns}
    return arrow_csv.open_csv(
        file,
        read_options=arrow_csv.ReadOptions(
            column_names=list(layout.columns), encoding=layout.encoding, block_size=BLOCK
        ),
        parse_options=arrow_csv.ParseOptions(delimiter=layout.delimiter, newlines_in_values=True),
        convert_options=arrow_csv.ConvertOptions(
            null_values=[""], strings_can_be_null=True, quoted_strings_can_be_null=True, column_types=types
        ),
    )


def _pieces(reader: arrow_csv.CSVStreamingReader) -> list[pa.Table]:
    """Return the rows in large pieces, each no larger than what it holds."""
    pieces = []
    while batches := list(islice(reader, TOGETHER)):
        pieces.append(pa.Table.from_batches(batches).combine_chunks())
    return pieces


def _whole_columns(table: pa.Table) -> pd.DataFrame:
    """Return the table, each column in one piece; taken one at a time, for they may fill the memory."""
    columns = {}
    for name in table.column_names:
        columns[name] = table.column(name).combine_chunks().to_pandas()
        table = table.drop_columns(name)
        pa.default_memory_pool().release_unused()
    return pd.DataFrame(columns, copy=False)
