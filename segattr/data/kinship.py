"""Whether files are of the same client: they share customers, or the channels they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from segattr.data.fields import read_ids
from segattr.io.cells import among
from segattr.io.reading import Reading

# Fields by whose values two files can be known to belong together; a column called alike proves nothing.
SHARED: Final = ("customer_id", "campaign", "channel")


def related(one: Iterable[Mapping[str, pd.Series]], other: Iterable[Mapping[str, pd.Series]]) -> bool:
    """Return whether any two files share a value: a customer, or the channels of a file without customers.

    Parameters
    ----------
    one, other : the values of each file's fields, as `telling` gives them.

    Examples
    --------
    >>> visits, orders = ({"customer_id": pd.Series(ids)} for ids in (["a", "b"], ["b", "c"]))
    >>> related([visits], [orders]), related([visits], [{"customer_id": pd.Series(["z"])}])
    (True, False)
    """
    others = list(other)
    return any(_share(left, right) for left in one for right in others)


def telling(reading: Reading, columns: Mapping[str, str]) -> dict[str, pd.Series]:
    """Return the different values of the fields by which a file can be known to belong to others.

    Parameters
    ----------
    reading : the file.
    columns : field -> its column.
    """
    there = {name: column for name, column in columns.items() if name in SHARED and column in reading.table}
    values = {name: read_ids(reading.table[column]).dropna() for name, column in there.items()}
    return {name: pd.Series(found.unique()) for name, found in values.items()}


def _share(one: Mapping[str, pd.Series], other: Mapping[str, pd.Series]) -> bool:
    """Whether two files share customers; where one knows none, whether they share channels or campaigns."""
    both = [name for name in SHARED if name in one and name in other]
    decisive = both[:1] if "customer_id" in both else both
    return any(among(one[name], other[name]).any() for name in decisive)
