"""Segments told apart by the customers' own columns, of a table in memory: no engine is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from segattr.reduce.door import JOIN, UNKNOWN
from segattr.reduce.engines import enter, to_pandas
from segattr.segments.segmentation import OfColumns

if TYPE_CHECKING:
    from segattr.segments.segmentation import Segmentation


def own_labels(
    segmentation: Segmentation, customers: pd.DataFrame, unlisted: Callable[[], int]
) -> tuple[np.ndarray, list[str]] | None:
    """Return each customer's label as the segmentation would; None where it has to be asked itself.

    Parameters
    ----------
    customers : the customers' table, which names everybody in it once.
    unlisted : counts the people of the rates whom it does not name.

    Returns
    -------
    The place of each row's label, those of the unlisted after them where they have one; and the labels.

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
    labels = [str(word) for word in words]
    if len(columns) > 1:  # whoever is not in the table is unknown in every layer
        met = np.append(met, np.full(unlisted(), len(labels)))
        labels.append(JOIN.join([UNKNOWN] * len(columns)))
    return met, labels


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
