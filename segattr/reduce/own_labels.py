"""Segments told apart by the customers' own columns, of a table in memory: no engine is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segattr.io.cells import series
from segattr.reduce.codes import texts
from segattr.reduce.door import JOIN, UNKNOWN
from segattr.reduce.engines import enter, to_pandas
from segattr.segments.segmentation import OfColumns

if TYPE_CHECKING:
    from segattr.segments.segmentation import Segmentation


def ids_once(customers: pd.DataFrame | None) -> pa.Array | None:
    """Return the ids of a customers' table that names everybody once; None of any other."""
    if customers is None:
        return None
    ids = texts(customers["customer_id"])
    return None if ids.null_count or pc.count_distinct(ids).as_py() < len(ids) else ids


def own_labels(
    segmentation: Segmentation,
    customers: pd.DataFrame,
    ids: pa.Array,
    everybody: Callable[[], pa.Array],
) -> pd.DataFrame | None:
    """Return ``customer_id, label`` as the segmentation would; None where it has to be asked itself.

    Parameters
    ----------
    customers : the customers' table.
    ids : of its rows, from `ids_once`.
    everybody : gives the id of each person the rates count, once.

    Notes
    -----
    Each combination of values is put into words once, however many customers have it. Columns of numbers and
    moments, which engines write each in their way, are left to the segmentation.
    """
    if not isinstance(segmentation, OfColumns) or not _in_words(customers, segmentation.columns):
        return None
    columns = list(segmentation.columns)
    met, first = _combinations(customers[columns])
    words = to_pandas(segmentation.row_labels(enter(customers[columns].iloc[first])))["label"]
    labels = pa.array(words, type=pa.large_string()).take(pa.array(met))
    # Whoever is not in the table is unknown in every layer; where it has everybody, nobody is looked for.
    if len(columns) > 1 and len(all_ids := everybody()) > len(ids):
        strangers = all_ids.filter(pc.invert(pc.is_in(all_ids, value_set=ids)))
        unknown = pa.repeat(pa.scalar(JOIN.join([UNKNOWN] * len(columns)), pa.large_string()), len(strangers))
        ids, labels = (pa.concat_arrays([*part]) for part in ((ids, strangers), (labels, unknown)))
    return pd.DataFrame({"customer_id": series(ids), "label": series(labels)})


def _in_words(customers: pd.DataFrame, columns: Sequence[str]) -> bool:
    """Whether the table has the columns, and each holds texts or yes and no."""
    kinds = [customers.dtypes[name] for name in columns if name in customers]
    return len(kinds) == len(columns) and all(map(_is_text, kinds))


def _is_text(kind: object) -> bool:
    if isinstance(kind, pd.CategoricalDtype):
        return isinstance(kind.categories.dtype, pd.StringDtype)
    return isinstance(kind, (pd.StringDtype, pd.BooleanDtype))


def _combinations(values: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return each row's combination as a number from 0, and the first row that has it."""
    met = np.zeros(len(values), dtype=np.int64)
    for name in values:
        codes, found = pd.factorize(values[name])
        met = pd.factorize(met * (len(found) + 1) + codes + 1)[0]
    return met, np.unique(met, return_index=True)[1]
