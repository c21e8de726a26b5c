"""The kept touch table, whichever way it is made: what a Summary is reduced from."""

from __future__ import annotations

from collections.abc import Mapping
from threading import RLock
from typing import Protocol

import pandas as pd
from narwhals.stable.v2.typing import IntoFrame

from segattr.data.dataset import Dataset
from segattr.reduce.engines import Frame, Pins
from segattr.reduce.journeys import Journeys
from segattr.reduce.memory import MemoryJourneys
from segattr.reduce.source import source_of_dataset, source_of_frames
from segattr.reduce.window import Window
from segattr.schema import empty
from segattr.segments.segmentation import Segmentation


class Kept(Protocol):
    """One client's touches in their journeys under one `Window`, before anyone asks about segments.

    Each frame is worked out when first asked for and kept until `close`. Hold `lock` while reading.
    ``who`` is what tells people apart: their id on an engine, a number in memory.
    """

    window: Window
    touch_by: str
    lock: RLock

    @property
    def root(self) -> Frame:
        """A frame of the engine, through which a reduce pins frames of its own."""
        ...

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel that was touched, in the order of the codes (1 is the first)."""
        ...

    @property
    def folded(self) -> tuple[str, ...]:
        """Names behind the codes of sets and paths: the 31 channels, or the 30 largest and ``n others``."""
        ...

    @property
    def until(self) -> int:
        """Last moment in the data, in microseconds since 1970 UTC; 0 without any."""
        ...

    @property
    def converters(self) -> Frame:
        """``who, customer`` of all with a conversion; ``customer`` is a number × 64 + the group."""
        ...

    @property
    def touches(self) -> Frame:
        """The credited touches: journey, ``position`` and ``length``, days left, milestones, worth."""
        ...

    @property
    def closed(self) -> Frame:
        """One row per conversion: its ``customer``, journey, worth, ``repeat``, and ``no_touch`` (0 or 1)."""
        ...

    @property
    def months(self) -> Frame:
        """``journey, month`` of every conversion, YYYYMM in UTC."""
        ...

    @property
    def people(self) -> Frame:
        """``who, person, group, exposed, journey, converters`` of everybody the rates count."""
        ...

    @property
    def steps(self) -> Frame:
        """The moves between Markov states of every journey, with ``journey, person, repeat``."""
        ...

    @property
    def wholes(self) -> Frame:
        """One row per journey: its ``person``, channel set, last touches, and how it ended."""
        ...

    def coded(self, segmentation: Segmentation, pins: Pins, /) -> tuple[Frame, list[str]]:
        """Return ``who, segment`` of everybody a segmentation puts somewhere, and the names from 1 on."""
        ...

    def close(self) -> None:
        """Free what is pinned on the engine."""
        ...


def journeys_of(
    dataset: Dataset, window: Window, touch_by: str = "channel", *, memory: str | None = None
) -> Kept:
    """Keep the journeys of loaded files: in memory, or on the embedded engine where its memory is limited.

    A missing touchpoints or conversions table stands in as an empty one.

    Parameters
    ----------
    memory : limit such as ``"4GB"``, above which the embedded engine works on disk; None works in memory.
    """
    if memory is not None:
        return Journeys(source_of_dataset(dataset, memory=memory), window, touch_by)
    tables = {role: dataset.tables.get(role, empty(role)) for role in ("touchpoints", "conversions")}
    if dataset.customers is not None:
        tables["customers"] = dataset.customers
    return MemoryJourneys(tables, lambda: source_of_dataset(dataset), window, touch_by, numbered=True)


def journeys_of_frames(frames: Mapping[str, IntoFrame], window: Window, touch_by: str = "channel") -> Kept:
    """Keep the journeys of ``touchpoints``, ``conversions`` and perhaps ``customers``, on their engine."""
    source = source_of_frames(**frames)
    tables = {role: frame for role, frame in frames.items() if isinstance(frame, pd.DataFrame)}
    if len(tables) == len(frames):
        return MemoryJourneys(tables, lambda: source, window, touch_by, numbered=False)
    return Journeys(source, window, touch_by)
