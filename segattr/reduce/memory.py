"""Journeys of tables in memory: one sort and one search per conversion instead of an engine's windows.

What it keeps has the columns of `segattr.reduce.journeys.Journeys`, so that the same tables are reduced from
either; why there are two ways to them is told in docs/decisions/006.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import RLock

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from segattr.io.cells import series
from segattr.reduce.codes import Orders, Touches, read_orders, read_touches, texts
from segattr.reduce.door import with_month
from segattr.reduce.engines import Frame, enter, to_pandas
from segattr.reduce.folding import fold_names
from segattr.reduce.groups import GROUPS, groups_of
from segattr.reduce.lines import Line, Reach, line_up, reach, seated
from segattr.reduce.order import starts_of
from segattr.reduce.own_labels import ids_once, own_labels
from segattr.reduce.source import Source
from segattr.reduce.walks import Walks, joined, left_behind, others, steps, wholes, won
from segattr.reduce.window import Window
from segattr.segments.segmentation import Segmentation

NO_JOURNEY = -1


class MemoryJourneys:
    """One client's touches in their journeys under one `Window`, from pandas tables; see `Kept`.

    Parameters
    ----------
    tables : ``touchpoints``, ``conversions`` and perhaps ``customers`` under their canonical names.
    source : makes the same tables readable to a segmentation; asked only where there is one.
    window : which touches count.
    touch_by : what earns credit: ``channel``, ``campaign``, ``source_medium`` or ``content``.
    numbered : the tables' rows stand in the order of their files, which decides ties.
    """

    def __init__(
        self,
        tables: Mapping[str, pd.DataFrame],
        source: Callable[[], Source],
        window: Window,
        touch_by: str,
        *,
        numbered: bool,
    ) -> None:
        self._tables, self._source, self._numbered = tables, source, numbered
        self.window, self.touch_by = window, touch_by
        self.lock = RLock()

    def close(self) -> None:
        """Nothing is held outside memory."""

    @cached_property
    def root(self) -> Frame:
        """A small frame of the kind this object keeps."""
        return _frame({"journey": np.zeros(0, dtype=np.int64)})

    @cached_property
    def source(self) -> Source:
        """The tables as segmentations read them."""
        return self._source()

    def labels(self, segmentation: Segmentation) -> Frame:
        """Return ``customer_id, label`` of a segmentation."""
        found = None
        if self._own_ids is not None:
            customers = self._tables["customers"]
            found = own_labels(segmentation, customers, self._own_ids, lambda: self._everybody[0])
        if found is None:
            found = to_pandas(segmentation.labels(self.source))
        return enter(found.astype({"customer_id": "str", "label": "str"}))

    @cached_property
    def _own_ids(self) -> pa.Array | None:
        """The ids of a customers' table that names everybody once."""
        return ids_once(self._tables.get("customers"))

    @cached_property
    def _touches(self) -> Touches:
        return read_touches(self._tables["touchpoints"], touch_by=self.touch_by, numbered=self._numbered)

    @cached_property
    def _orders(self) -> Orders:
        customers = self._tables.get("customers")
        return read_orders(self._tables["conversions"], customers, numbered=self._numbered)

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel that was touched, in the order of the codes."""
        return self._touches.channels

    @cached_property
    def _folded(self) -> tuple[dict[str, int], tuple[str, ...]]:
        counts = np.bincount(self._touches.channel, minlength=len(self.channels) + 1)[1:]
        return fold_names(dict(zip(self.channels, counts.tolist(), strict=True)))

    @property
    def folded(self) -> tuple[str, ...]:
        """Names behind the codes of sets and paths."""
        return self._folded[1]

    @cached_property
    def until(self) -> int:
        """Last moment in the data, in microseconds since 1970 UTC; 0 without any."""
        return max((int(ts.max()) for ts in (self._touches.ts, self._orders.ts) if len(ts)), default=0)

    @cached_property
    def _closers(self) -> pa.DictionaryArray:
        return self._orders.ids.dictionary_encode()

    @property
    def _buyers(self) -> pa.Array:
        return self._closers.dictionary

    @cached_property
    def converters(self) -> Frame:
        """``customer_id, customer`` of all with a conversion; ``customer`` is a number × 64 + the group."""
        return _frame({"customer_id": series(self._buyers), "customer": self._customers})

    @cached_property
    def _customers(self) -> np.ndarray:
        return np.asarray(np.arange(len(self._buyers)) * GROUPS + groups_of(self._buyers))

    @cached_property
    def _line(self) -> Line:
        closer = self._closers.indices.to_numpy().astype(np.int64)
        buyer = _places(self._touches.ids, self._buyers)
        return line_up(self._touches, self._orders, buyer=buyer, closer=closer)

    @cached_property
    def _reach(self) -> Reach:
        return reach(self._line, self.window)

    @cached_property
    def touches(self) -> Frame:
        """The credited touches: journey, ``position`` and ``length``, days left, milestones, worth."""
        direct = [code for code, name in enumerate(self.channels, start=1) if name in self.window.direct]
        customer = self._customers[self._line.buyer[self._reach.touch]]
        return _frame({"customer": customer, **seated(self._line, self._reach, direct=direct)})

    @property
    def rows(self) -> tuple[np.ndarray, np.ndarray]:
        """Which row of the touchpoints each of `touches` is, and of the conversions each of `closed`."""
        taken = np.flatnonzero(self._touches.taken)
        return taken[self._line.row[self._reach.touch]], self._line.orders.place

    @cached_property
    def closed(self) -> Frame:
        """One row per conversion: its ``customer``, journey, worth, ``repeat``, and ``no_touch`` (0 or 1)."""
        line, untouched = self._line, np.ones(len(self._line.closer), dtype=np.int64)
        untouched[self._reach.journey] = 0
        worth = {"value": line.orders.value, "margin": line.orders.margin, "repeat": line.repeat}
        journey, customer = np.arange(len(untouched)), self._customers[line.closer]
        return _frame({"customer": customer, "journey": journey, **worth, "no_touch": untouched})

    @cached_property
    def months(self) -> Frame:
        """``journey, month`` of every conversion, YYYYMM in UTC."""
        closed_at = self._line.orders.ts
        return with_month(_frame({"journey": np.arange(len(closed_at)), "ts": closed_at}), "ts").drop("ts")

    @cached_property
    def _everybody(self) -> tuple[pa.Array, np.ndarray]:
        """Everybody's id, and the number of the person behind each row of the touchpoints, -1 for nobody."""
        ids = [
            texts(t["customer_id"])
            for r in ("touchpoints", "customers")
            if (t := self._tables.get(r)) is not None
        ]
        encoded = pa.concat_arrays(ids).dictionary_encode()
        who = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        return encoded.dictionary, who[: len(ids[0])]

    @cached_property
    def people(self) -> Frame:
        """``customer_id, person, group, exposed, converters`` of everybody the rates count.

        ``journey`` is that of their first conversion, -1 without one.
        """
        ids, rows = self._everybody
        exposed, journey = np.zeros(len(ids), dtype=np.int64), np.full(len(ids), NO_JOURNEY)
        exposed[rows[self._touches.taken]] = 1
        first = starts_of(self._line.closer)
        known = self._person[self._line.closer[first]]
        journey[known[known >= 0]] = first[known >= 0]
        return _frame(
            {
                "customer_id": series(ids),
                "person": np.arange(len(ids)),
                "group": groups_of(ids),
                "exposed": exposed,
                "journey": journey,
                "converters": (journey != NO_JOURNEY).astype(np.int64),
            }
        )

    @cached_property
    def _person(self) -> np.ndarray:
        """The person behind each buyer, -1 for who was never seen."""
        return _places(self._buyers, self._everybody[0])

    @cached_property
    def _walks(self) -> Walks:
        line, window = self._line, self.window
        strangers = np.ones(len(self._touches.ts), dtype=bool)
        strangers[line.row] = False
        person = self._everybody[1][self._touches.taken]
        parts = [
            won(line, self._reach, self._person),
            left_behind(line, self._person, window, self.until),
            others(self._touches.take(strangers), person[strangers], window, self.until),
        ]
        return joined(parts)

    @cached_property
    def steps(self) -> Frame:
        """The moves between Markov states of every journey."""
        return _frame(steps(self._walks, self.window.markov_order))

    @cached_property
    def wholes(self) -> Frame:
        """One row per journey: its channel set, its last touches, and how it ended."""
        places = np.array([0, *(self._folded[0][name] for name in self.channels)], dtype=np.int64)
        return _frame(wholes(self._walks, places))


def _frame(columns: Mapping[str, np.ndarray | pd.Series]) -> Frame:
    return enter(pd.DataFrame(columns, copy=False))


def _places(ids: pa.Array, known: pa.Array) -> np.ndarray:
    """Return where each id stands among the known ones, -1 where it does not; two halves at a time."""
    half = -(-len(ids) // 2)
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda begin: pc.index_in(ids.slice(begin, half), value_set=known), (0, half)))
    return np.concatenate([pc.fill_null(part, -1).to_numpy() for part in found]).astype(np.int64)
