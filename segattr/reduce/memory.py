"""Journeys of tables in memory: one sort and one search per conversion instead of an engine's windows.

What it keeps has the columns of `segattr.reduce.journeys.Journeys`, so that the same tables are reduced from
either; why there are two ways to them is told in docs/decisions/006.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from threading import RLock

import numpy as np
import pandas as pd
import pyarrow.compute as pc

from segattr.io.cells import arrow
from segattr.reduce.codes import Orders, Touches, read_orders, read_touches
from segattr.reduce.door import UNKNOWN, with_month
from segattr.reduce.engines import Frame, Pins, enter, to_pandas
from segattr.reduce.folding import fold_names
from segattr.reduce.groups import GROUPS
from segattr.reduce.lines import Line, Reach, line_up, reach, seated
from segattr.reduce.order import starts_of
from segattr.reduce.own_labels import own_labels
from segattr.reduce.roll import NO_ONE, Roll, roll_of
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

    def coded(self, segmentation: Segmentation, _: Pins, /) -> tuple[Frame, list[str]]:
        """Return ``who, segment`` of everybody a segmentation puts somewhere, and the names from 1 on."""
        who, label, labels = self._labelled(segmentation)
        names = sorted({*labels} - {UNKNOWN})
        codes = {name: code for code, name in enumerate(names, start=1)}
        segment = np.array([codes.get(name, 0) for name in labels], dtype=np.int64)[label]
        known = (segment > 0) & (who >= 0)
        return _frame({"who": who[known], "segment": segment[known]}), names

    def _labelled(self, segmentation: Segmentation) -> tuple[np.ndarray, np.ndarray, list[str]]:
        """Return people's numbers, the place of each one's label, and the labels."""
        customers = self._tables.get("customers")
        if customers is not None and self._roll.lists_once:
            own = own_labels(segmentation, customers, lambda: len(self._roll.unlisted))
            if own is not None:
                return np.append(self._roll.listed, self._roll.unlisted)[: len(own[0])], *own
        found = to_pandas(segmentation.labels(self.source)).astype({"customer_id": "str", "label": "str"})
        places, labels = pd.factorize(found["label"].fillna(UNKNOWN))
        return self._roll.numbers(arrow(found["customer_id"])), places, list(labels)

    @cached_property
    def _roll(self) -> Roll:
        return roll_of(self._tables)

    @cached_property
    def _touches(self) -> Touches:
        somebody = pc.is_valid(self._roll.touches).to_numpy(zero_copy_only=False)
        table = self._tables["touchpoints"]
        return read_touches(table, somebody, touch_by=self.touch_by, numbered=self._numbered)

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
    def _buyers(self) -> np.ndarray:
        """The number of everybody with a dated conversion, on the roll."""
        bought = self._roll.bought[self._orders.place]
        return np.flatnonzero(np.bincount(bought, minlength=len(self._roll.named)))

    @cached_property
    def converters(self) -> Frame:
        """``who, customer`` of all with a conversion; ``customer`` is a number × 64 + the group."""
        return _frame({"who": self._buyers, "customer": self._customers})

    @cached_property
    def _customers(self) -> np.ndarray:
        groups = self._roll.named_groups[self._buyers]
        return np.asarray(np.arange(len(self._buyers)) * GROUPS + groups)

    @cached_property
    def _line(self) -> Line:
        nth = np.full(len(self._roll.named) + 1, NO_ONE)  # the last one is for the number of nobody
        nth[self._buyers] = np.arange(len(self._buyers))
        buyer, closer = nth[self._roll.met[self._touches.taken]], nth[self._roll.bought[self._orders.place]]
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
    def people(self) -> Frame:
        """``who, person, group, exposed, journey, converters`` of everybody the rates count.

        ``journey`` is that of their first conversion, -1 without one.
        """
        roll = self._roll
        exposed, journey = np.zeros(len(roll.ids), dtype=np.int64), np.full(len(roll.ids), NO_JOURNEY)
        exposed[roll.touched[self._touches.taken]] = 1
        first = starts_of(self._line.closer)
        journey[self._buyers[self._line.closer[first]]] = first
        who = np.flatnonzero(roll.counted)
        journey = journey[who]
        return _frame(
            {
                "who": who,
                "person": who,
                "group": roll.groups[who],
                "exposed": exposed[who],
                "journey": journey,
                "converters": (journey != NO_JOURNEY).astype(np.int64),
            }
        )

    @cached_property
    def _walks(self) -> Walks:
        line, window = self._line, self.window
        strangers = np.ones(len(self._touches.ts), dtype=bool)
        strangers[line.row] = False
        person = self._roll.touched[self._touches.taken]
        parts = [
            won(line, self._reach, self._buyers),
            left_behind(line, self._buyers, window, self.until),
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


def _frame(columns: Mapping[str, np.ndarray]) -> Frame:
    return enter(pd.DataFrame(columns, copy=False))
