"""Every journey, converted or lost, laid one after the other: what Markov chains, sets and paths read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from math import inf

import numpy as np

from segattr.reduce.codes import Touches
from segattr.reduce.engines import NEVER
from segattr.reduce.lines import Line, Reach, missed
from segattr.reduce.order import along, lengths_of, order_of, starts_of, thinned
from segattr.reduce.tables import CONVERTED, LOST, PER_WORD, PLACE_BITS, STATE_BITS, WORDS
from segattr.reduce.touches import MICROSECONDS_PER_DAY
from segattr.reduce.window import Window


@dataclass(frozen=True, eq=False)
class Walks:
    """Journeys with their touches.

    Attributes
    ----------
    channel : one entry a touch, journey after journey.
    length, journey, person, converted, open, counted, repeat, value, margin : one entry a journey.
    """

    channel: np.ndarray
    length: np.ndarray
    journey: np.ndarray
    person: np.ndarray
    converted: np.ndarray
    open: np.ndarray
    counted: np.ndarray
    repeat: np.ndarray
    value: np.ndarray
    margin: np.ndarray

    @cached_property
    def starts(self) -> np.ndarray:
        """Where each journey begins."""
        return np.asarray(np.cumsum(self.length) - self.length)

    @cached_property
    def position(self) -> np.ndarray:
        """A touch's place in its journey, from 1."""
        return np.asarray(np.arange(len(self.channel)) - np.repeat(self.starts, self.length) + 1)


def won(line: Line, reached: Reach, person: np.ndarray) -> Walks:
    """Return the journeys that converted; ``person`` is the number of each buyer among all people."""
    closing = reached.journey[reached.starts]
    ones, zeros = np.ones(len(closing), dtype=np.int64), np.zeros(len(closing), dtype=np.int64)
    return Walks(
        channel=line.channel[reached.touch],
        length=reached.lengths,
        journey=closing,
        person=person[line.closer[closing]],
        converted=ones,
        open=zeros,
        counted=ones,
        repeat=line.repeat[closing],
        value=line.orders.value[closing],
        margin=line.orders.margin[closing],
    )


def left_behind(line: Line, person: np.ndarray, window: Window, until: int) -> Walks:
    """Return journeys of converters' touches that no conversion reaches back to."""
    far = missed(line, window)
    starts = starts_of(line.at[far] * 2 + line.closed[far])
    lengths = lengths_of(starts, len(far))
    last = far[starts + lengths - 1]
    is_open = ~line.closed[last] & _recent(line.ts[last], window, until)
    before = np.append(-1, line.closer)[line.at[last]]
    repeat = (before == line.buyer[last]).astype(np.int64)
    return _lost(line.channel[far], lengths, person[line.buyer[last]], is_open, repeat, window)


def others(touches: Touches, person: np.ndarray, window: Window, until: int) -> Walks:
    """Return one journey for each person who never converted."""
    ties = () if touches.row is None else (touches.row, touches.channel)
    order = order_of(person, touches.ts, *ties)
    starts = starts_of(person[order])
    lengths = lengths_of(starts, len(order))
    last = order[starts + lengths - 1]
    is_open, repeat = _recent(touches.ts[last], window, until), np.zeros(len(last), dtype=np.int64)
    return _lost(touches.channel[order], lengths, person[last], is_open, repeat, window)


def joined(parts: Sequence[Walks]) -> Walks:
    """Return walks one after the other."""
    columns = {f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Walks)}
    return Walks(**columns)


def steps(walks: Walks, order: int) -> dict[str, np.ndarray]:
    """Return the moves between Markov states as `segattr.reduce.tables.steps` packs them."""
    run = np.repeat(np.arange(len(walks.length)), walks.length)
    counted = (walks.counted == 1)[run]
    origin, after = np.zeros_like(walks.channel), walks.channel.copy()
    for k in range(1, order + 1):
        back = np.zeros_like(walks.channel)
        back[k:] = walks.channel[:-k]
        back[walks.position <= k] = 0
        origin += back << STATE_BITS * (k - 1)
        after += back << STATE_BITS * k if k < order else 0
    ends = np.cumsum(walks.length)[walks.counted == 1] - 1
    of = np.append(run[counted], run[ends])
    closing = np.append(np.zeros(int(counted.sum()), dtype=np.int64), walks.converted[run[ends]])
    end = np.where(walks.converted[run[ends]] == 1, CONVERTED, LOST)
    return {
        **{name: getattr(walks, name)[of] for name in ("journey", "person", "repeat")},
        "origin": np.append(origin[counted], after[ends]),
        "target": np.append(walks.channel[counted], end),
        "moves": np.ones(len(of), dtype=np.int64),
        **{name: getattr(walks, name)[of] * closing for name in ("value", "margin")},
    }


def wholes(walks: Walks, folded: np.ndarray) -> dict[str, np.ndarray]:
    """Return one row per journey as `segattr.reduce.tables.wholes` does.

    Parameters
    ----------
    folded : channel code -> its place in sets and paths, from 1.
    """
    place = folded[walks.channel]
    from_end = np.repeat(walks.length, walks.length) - walks.position
    made: dict[str, np.ndarray] = {
        "channels": along(np.bitwise_or, np.left_shift(1, place - 1), walks.starts)
    }
    for w, word in enumerate(WORDS):
        back = from_end - PER_WORD * w
        here = (back >= 0) & (back < PER_WORD)
        made[word] = along(np.add, np.where(here, place << (PLACE_BITS * back * here), 0), walks.starts)
    same = ("journey", "person", "length", "open", "value", "margin")
    renamed = {"conversions": walks.converted, "journeys": walks.counted}
    return {**{name: getattr(walks, name) for name in same}, **renamed, **made}


def _lost(
    channel: np.ndarray,
    length: np.ndarray,
    person: np.ndarray,
    is_open: np.ndarray,
    repeat: np.ndarray,
    window: Window,
) -> Walks:
    if window.repeats != "all":
        kept = thinned(channel, np.cumsum(length) - length, window.repeats)
        run = np.repeat(np.arange(len(length)), length)
        channel, length = channel[kept], np.bincount(run[kept], minlength=len(length))
    nothing, none = np.zeros(len(length), dtype=np.int64), np.zeros(len(length))
    opened = is_open.astype(np.int64)
    counted = 1 - opened if window.open_journeys == "exclude" else nothing + 1
    return Walks(channel, length, nothing - 1, person, nothing, opened, counted, repeat, none, none)


def _recent(last: np.ndarray, window: Window, until: int) -> np.ndarray:
    """Whether a journey's last touch is so late that it may still convert."""
    reach = window.lookback_days
    return np.asarray(last >= (-NEVER if reach == inf else until - round(reach * MICROSECONDS_PER_DAY)))
