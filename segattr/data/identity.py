"""The content hash of a Dataset: what every cached page is keyed by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from segattr.data.labels import without_unused
from segattr.io.cells import arrow, as_text


def content_key(tables: Mapping[str, pd.DataFrame], *, currency: str = "") -> str:
    """Return a hash of the tables' content: names, types, order and values of columns and rows.

    Equal content gives an equal key however it was stored; the order of categories does not matter.

    Examples
    --------
    >>> one = pd.DataFrame({"a": pd.Categorical(["x"], ["x", "y"])})
    >>> two = pd.DataFrame({"a": pd.Categorical(["x"], ["z", "x"])})
    >>> content_key({"customers": one}) == content_key({"customers": two})
    True
    """
    content = hashlib.sha256(currency.encode())
    for role, table in sorted(tables.items()):
        content.update(f"\0{role}\0{len(table)}".encode())
        for name in table.columns:
            for part in _parts(table[name]):
                content.update(f"\0{name}\0{len(part)}\0".encode())
                content.update(part)
    return content.hexdigest()


def _parts(column: pd.Series) -> Iterator[bytes | memoryview]:
    """Give a column's content as bytes that do not depend on how it is stored."""
    yield _kind(column).encode()
    if isinstance(column.dtype, pd.CategoricalDtype):
        used = without_unused(column)
        labels = as_text(pd.Series(used.cat.categories))
        place = labels.argsort().argsort().to_numpy()
        yield from _text_bytes(labels.sort_values())
        yield _bytes(np.append(place, -1)[used.cat.codes].astype(np.int32))
    elif pd.api.types.is_datetime64_any_dtype(column.dtype):
        yield _bytes(pd.DatetimeIndex(column).asi8)
    elif pd.api.types.is_integer_dtype(column.dtype) and not column.hasnans:
        yield _bytes(column.to_numpy(dtype="int64"))
    elif pd.api.types.is_numeric_dtype(column.dtype):
        figures = column.to_numpy(dtype="float64", na_value=np.nan)
        yield _bytes(np.isnan(figures))
        yield _bytes(np.nan_to_num(figures, nan=0.0, posinf=np.inf, neginf=-np.inf))
    else:
        yield from _text_bytes(column)


def _kind(column: pd.Series) -> str:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return "label"
    return str(column.dtype).lower()


def _text_bytes(column: pd.Series) -> Iterator[bytes | memoryview]:
    texts = arrow(as_text(column))
    lengths = pc.cast(pc.binary_length(texts), "int64")
    yield _bytes((pc.fill_null(lengths, -1) if texts.null_count else lengths).to_numpy(zero_copy_only=False))
    filled = pc.fill_null(texts, "") if texts.null_count else texts
    _, offsets, letters = filled.buffers()
    bounds = np.frombuffer(offsets, dtype=np.int64)[filled.offset : filled.offset + len(filled) + 1]
    if letters is not None and len(filled):
        yield memoryview(letters)[bounds[0] : bounds[-1]]


def _bytes(values: np.ndarray) -> memoryview:
    return np.ascontiguousarray(values).data.cast("B") if len(values) else memoryview(b"")
