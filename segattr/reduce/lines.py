"""Converters' touches in line before the conversions that close them: one sort and one search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from segattr.reduce.codes import Orders, Touches
from segattr.reduce.order import along, lengths_of, order_of, packed, starts_of, thinned
from segattr.reduce.touches import FOREVER, MICROSECONDS_PER_DAY
from segattr.reduce.window import Window


@dataclass(frozen=True, eq=False)
class Line:
    """Touches of those who converted, and all conversions, both by buyer and time.

    Attributes
    ----------
    buyer, ts, channel, row : a touch's buyer, moment, channel code and place among all touches.
    at : the first conversion that does not come before the touch, whoever's it is.
    closer : a conversion's buyer; `orders` holds the rest of it, in the same order.
    """

    buyer: np.ndarray
    ts: np.ndarray
    channel: np.ndarray
    row: np.ndarray
    at: np.ndarray
    closer: np.ndarray
    orders: Orders

    @cached_property
    def repeat(self) -> np.ndarray:
        """0 for a buyer's first conversion, 1 for every later one."""
        first = np.zeros(len(self.closer), dtype=np.int64)
        first[1:] = self.closer[1:] == self.closer[:-1]
        return first

    @cached_property
    def closed(self) -> np.ndarray:
        """Whether a touch is followed by a conversion of its own buyer."""
        return np.asarray(np.append(self.closer, -1)[self.at] == self.buyer)

    def days_left(self, touches: np.ndarray, closing: np.ndarray) -> np.ndarray:
        """Return the days from touches to conversions."""
        return np.asarray((self.orders.ts[closing] - self.ts[touches]) / MICROSECONDS_PER_DAY)


@dataclass(frozen=True, eq=False)
class Reach:
    """The touches that serve a conversion, journey after journey.

    Attributes
    ----------
    touch : place in the line; `journey` : place of the conversion; `days_left` : days between the two.
    """

    touch: np.ndarray
    journey: np.ndarray
    days_left: np.ndarray

    @cached_property
    def starts(self) -> np.ndarray:
        """Where each journey begins."""
        return starts_of(self.journey)

    @cached_property
    def lengths(self) -> np.ndarray:
        """How many touches each journey has."""
        return lengths_of(self.starts, len(self.journey))


def line_up(touches: Touches, orders: Orders, *, buyer: np.ndarray, closer: np.ndarray) -> Line:
    """Put touches and conversions in order of buyer and time and find the conversion after each touch.

    Parameters
    ----------
    buyer : per touch the number of the buyer, -1 for who never bought.
    closer : per conversion the number of the buyer.
    """
    bought = order_of(closer)  # orders come in the order of time and of what decides ties
    closer, orders = closer[bought], orders.take(bought)
    theirs = np.flatnonzero(buyer >= 0)
    ties = () if touches.row is None else (touches.row[theirs], touches.channel[theirs])
    row = theirs[order_of(buyer[theirs], touches.ts[theirs], *ties)]
    buyer, ts = buyer[row], touches.ts[row]
    both = _one_key(np.append(buyer, closer), np.append(ts, orders.ts))
    at = np.searchsorted(both[len(row) :], both[: len(row)], side="left")
    return Line(buyer, ts, touches.channel[row], row, at, closer, orders)


def reach(line: Line, window: Window) -> Reach:
    """Return the touches within reach of a conversion, once per conversion they may serve."""
    touch = np.flatnonzero(line.closed)
    journey = line.at[touch]
    if window.reuse:
        later = np.searchsorted(line.closer, line.buyer[touch], side="right") - journey
        nth = np.arange(later.sum()) - np.repeat(np.cumsum(later) - later, later)
        touch, journey = np.repeat(touch, later), np.repeat(journey, later) + nth
        order = order_of(journey)
        touch, journey = touch[order], journey[order]
    days_left = line.days_left(touch, journey)
    near = np.flatnonzero(days_left <= min(window.lookback_days, FOREVER))
    if window.repeats != "all":
        near = near[thinned(line.channel[touch[near]], starts_of(journey[near]), window.repeats)]
    return Reach(touch[near], journey[near], days_left[near])


def missed(line: Line, window: Window) -> np.ndarray:
    """Return the touches that the conversion after them does not reach back to, or that have none."""
    far = ~line.closed
    touch = np.flatnonzero(line.closed)
    far[touch] = line.days_left(touch, line.at[touch]) > min(window.lookback_days, FOREVER)
    return np.flatnonzero(far)


def seated(line: Line, reached: Reach, *, direct: list[int]) -> dict[str, np.ndarray]:
    """Return the columns `segattr.reduce.touches.seat` gives the touches, but for the customer."""
    starts, lengths, journey = reached.starts, reached.lengths, reached.journey
    position = np.arange(len(journey)) - np.repeat(starts, lengths) + 1
    channel, orders = line.channel[reached.touch], line.orders
    named = np.where(np.isin(channel, direct), 0, position) if direct else position
    last_named = along(np.maximum, named, starts)
    per_journey = {
        "length": lengths,
        "nearest": reached.days_left[starts + lengths - 1],
        "lead_at": _before(orders.lead_ts, line, reached),
        "opportunity_at": _before(orders.opportunity_ts, line, reached),
        "named_at": np.where(last_named > 0, last_named, lengths),
    }
    return {
        "journey": journey,
        "channel": channel,
        "days_left": reached.days_left,
        "value": orders.value[journey],
        "margin": orders.margin[journey],
        "repeat": line.repeat[journey],
        "position": position,
        **{name: np.repeat(values, lengths) for name, values in per_journey.items()},
    }


def _before(milestone: np.ndarray, line: Line, reached: Reach) -> np.ndarray:
    """Count each journey's touches up to a milestone; one after the conversion is not of this journey."""
    closing = reached.journey[reached.starts]
    known = milestone[closing] <= line.orders.ts[closing]
    if not known.any():
        return np.zeros(len(closing), dtype=np.int64)
    up_to = line.ts[reached.touch] <= milestone[reached.journey]
    return np.asarray(along(np.add, up_to.astype(np.int64), reached.starts) * known)


def _one_key(buyer: np.ndarray, ts: np.ndarray) -> np.ndarray:
    key = packed(buyer, ts)
    if key is None:  # buyers times moments exceed 62 bits: the rank of a moment does as well
        key = packed(buyer, np.unique(ts, return_inverse=True)[1])
    assert key is not None  # both are below the number of rows
    return key
