"""Text columns as categories: smaller, faster, their texts untouched."""

from __future__ import annotations

import numpy as np
import pandas as pd

from segattr.io.cells import as_text, is_blank

MANY_LABELS = 0.5  # of the rows differ, and a column of text is no label: kept as plain text
FEW_ROWS = 1_000


def as_category(values: pd.Series) -> pd.Series:
    """Return a column as categories in alphabetical order, its texts untouched.

    Examples
    --------
    >>> as_category(pd.Series(["b", "a", None])).cat.categories.tolist()
    ['a', 'b']
    """
    if not isinstance(values.dtype, pd.CategoricalDtype) or values.cat.categories.dtype != "str":
        return _texts(values).astype("category")
    used = without_unused(values)
    return used.cat.reorder_categories(sorted(used.cat.categories), ordered=False)


def without_unused(labels: pd.Series) -> pd.Series:
    """Return labels whose categories are only those met; counts codes, where pandas sorts them.

    Examples
    --------
    >>> without_unused(pd.Series(pd.Categorical(["a"], ["a", "b"]))).cat.categories.tolist()
    ['a']
    """
    met = np.bincount(labels.cat.codes.to_numpy() + 1, minlength=len(labels.cat.categories) + 1)[1:] > 0
    return labels if met.all() else labels.cat.remove_unused_categories()


def as_dimension(values: pd.Series) -> pd.Series:
    """Return a column nobody mapped with its exact values: text as categories, other types as they are.

    Text that differs in most rows (a URL, a comment) stays plain text.

    Examples
    --------
    >>> as_dimension(pd.Series(["007", "7"])).tolist()
    ['007', '7']
    """
    kept = pd.api.types.is_numeric_dtype(values.dtype) or pd.api.types.is_datetime64_any_dtype(values.dtype)
    if kept or pd.api.types.is_timedelta64_dtype(values.dtype):
        return values
    labels = as_category(values)
    labels = labels.cat.remove_categories([""]) if "" in labels.cat.categories else labels
    many = len(labels) > FEW_ROWS and len(labels.cat.categories) > MANY_LABELS * len(labels)
    return labels.astype("str") if many else labels


def _texts(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, pd.StringDtype):
        return values.astype("str")
    if pd.api.types.is_numeric_dtype(values.dtype):
        return as_text(values)
    plain = [np.nan if is_blank(value) else str(value) for value in values.astype(object)]
    return pd.Series(plain, index=values.index, dtype="str")
