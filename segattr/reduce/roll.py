"""Who is who: every id of a client's tables is read once, and is a whole number from there on."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segattr.reduce.codes import texts
from segattr.reduce.door import NOBODY, require
from segattr.reduce.engines import enter
from segattr.reduce.groups import groups_of

NO_ONE = -1
MANY = 100_000  # ids, for which a second thread is worth starting


@dataclass(frozen=True, eq=False)
class Roll:
    """Everybody the tables tell of, by number: first who is listed or bought, then who was only touched.

    Attributes
    ----------
    named : ids of the customers and of the conversions, once each.
    listed : the number behind each row of the customers' table, -1 for nobody; empty without one.
    bought : the number behind each row of the conversions; those of nobody are one person's, `NOBODY`.
    touches : ids of the touchpoints' rows, null for nobody.
    """

    named: pa.Array
    listed: np.ndarray
    bought: np.ndarray
    touches: pa.Array

    @cached_property
    def met(self) -> np.ndarray:
        """The number behind each row of the touchpoints, -1 for nobody and for who was only touched."""
        return _places(self.touches, self.named)

    @cached_property
    def touched(self) -> np.ndarray:
        """The number behind each row of the touchpoints, -1 for nobody."""
        only = self._only_touched
        numbers = self.met.copy()
        numbers[numbers < 0] = np.where(only[1] < 0, NO_ONE, only[1] + len(self.named))
        return numbers

    @cached_property
    def ids(self) -> pa.Array:
        """Everybody's id, by number."""
        return pa.concat_arrays([self.named, self._only_touched[0]])

    @cached_property
    def groups(self) -> np.ndarray:
        """Everybody's random group, by number."""
        return np.append(self.named_groups, groups_of(self._only_touched[0]))

    @cached_property
    def named_groups(self) -> np.ndarray:
        """The random group of each of the named."""
        return groups_of(self.named)

    @cached_property
    def counted(self) -> np.ndarray:
        """Whom the rates count, a flag per number: the customers and whoever was touched."""
        flags = np.zeros(len(self.ids) + 1, dtype=bool)
        flags[self.listed] = flags[self.touched] = True
        return flags[:-1]

    @property
    def lists_once(self) -> bool:
        """Whether there is a customers' table that names everybody in it, and nobody twice."""
        return len(self.listed) > 0 and bool((self.listed == np.arange(len(self.listed))).all())

    @cached_property
    def unlisted(self) -> np.ndarray:
        """The numbers of those the rates count whom no customers' table lists."""
        flags = np.append(self.counted, False)
        flags[self.listed] = False
        return np.flatnonzero(flags)

    def numbers(self, ids: pa.Array) -> np.ndarray:
        """Return the number of each id, -1 for strangers to these tables."""
        return _places(ids, self.ids)

    @cached_property
    def _only_touched(self) -> tuple[pa.Array, np.ndarray]:
        """Ids of those who were only touched, and which of them each row without a number is of."""
        rest = self.touches.filter(pa.array(self.met < 0)).dictionary_encode()
        return rest.dictionary, _whole(rest.indices)


def roll_of(tables: Mapping[str, pd.DataFrame]) -> Roll:
    """Call the roll of ``touchpoints``, ``conversions`` and perhaps ``customers``.

    Raises
    ------
    MissingColumn : a table lacks what it needs.
    """
    for role, table in tables.items():
        require(enter(table), role)
    theirs = [texts(tables["customers"]["customer_id"])] if "customers" in tables else []
    buyers = pc.fill_null(texts(tables["conversions"]["customer_id"]), NOBODY)
    named = pa.concat_arrays([*theirs, buyers]).dictionary_encode()
    numbers = _whole(named.indices)
    listed = len(numbers) - len(buyers)
    return Roll(
        named.dictionary, numbers[:listed], numbers[listed:], texts(tables["touchpoints"]["customer_id"])
    )


def _places(ids: pa.Array, known: pa.Array) -> np.ndarray:
    """Return where each id stands among the known ones, -1 where it does not; many in two halves at once."""
    if len(ids) < MANY:
        return _whole(pc.index_in(ids, value_set=known))
    half = -(-len(ids) // 2)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda begin: pc.index_in(ids.slice(begin, half), value_set=known), (0, half)))
    return np.concatenate([_whole(part) for part in found])


def _whole(numbers: pa.Array) -> np.ndarray:
    """Return Arrow's numbers, -1 for missing ones."""
    return np.asarray(pc.fill_null(numbers, NO_ONE).to_numpy(zero_copy_only=False), dtype=np.int64)
