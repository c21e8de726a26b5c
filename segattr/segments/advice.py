"""What is worth a second look in a segment set and its cards: pointed out, never a gate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.segments.cards import Card, card_of
from segattr.segments.circular import by_orders, by_path
from segattr.segments.registry import name_of
from segattr.segments.segmentation import Segmentation
from segattr.statistics.intervals import newcombe
from segattr.statistics.power import detectable_difference

Kind = Literal[
    "too small",
    "coarse",
    "same people",
    "same rate",
    "too many",
    "outcome",
    "path",
    "review past",
    "deadline past",
    "no goal",
    "no action",
    "no baseline",
]
MOST_ADVISED: Final = 5  # segments; three to five can be told apart and served
NEARLY_SAME: Final = 0.8  # of the people who fit either of two segments fit both
CHANCE: Final = 0.05  # adjusted p-value up to which a segment does differ from the rest
WORTH_SEEING: Final = 0.5  # of the rest's rate: a difference a segment ought to be able to show


@dataclass(frozen=True)
class Hint:
    """One thing worth a second look.

    Attributes
    ----------
    kind : what it is.
    segments : whom it is about, in the set's order; empty for the set as a whole.
    figures : per segment what is said of it: people (too small), points of difference 0-1 (coarse), share of
        people (same people), the two rates 0-1 (same rate), how many (too many); else empty.
    day : the day that is past.
    """

    kind: Kind
    segments: tuple[str, ...] = ()
    figures: tuple[float, ...] = ()
    day: str = field(default="")


def advice(
    rule: Segmentation,
    cards: Sequence[Card],
    rows: pd.DataFrame,
    overlap: pd.DataFrame | None = None,
    *,
    today: str,
    as_of: str = "",
    everybody: tuple[float, float] | None = None,
) -> list[Hint]:
    """Return what is worth a second look, what misleads first, what is only missing last.

    Parameters
    ----------
    rule : the set.
    cards : of any sets.
    rows : ``segment, people, converters, rate, faded`` of every segment in order, everyone else last; without
        ``converters`` where nobody knows who converted; ``adjusted`` (p-value to the rest) if there is one.
    overlap : pairs of segments whose rules hold for the same people, see `segattr.segments.overlaps`.
    today, as_of : days, written 2026-03-31: today, and the latest in the data. A day is past once either is
        later.
    everybody : all people and all converters where the rows do not add up to them: audiences may overlap.

    Notes
    -----
    Whoever changes segments until nothing is pointed out has not tested anything.
    """
    own = rows.iloc[:-1] if len(rows) > 1 else rows
    names = [str(name) for name in own["segment"]]
    mine = [card_of(cards, name_of(rule), name) for name in names]
    rated = "converters" in rows and not by_orders(rule)
    return [
        *circles(rule),
        *_small(rows, names, everybody, rated=rated),
        *_alike(own, overlap, rated=rated and everybody is None),
        *([Hint("too many", figures=(float(len(names)),))] if len(names) > MOST_ADVISED else []),
        *_late(mine, max(today, as_of)),
        *_missing(mine),
    ]


def circles(rule: Segmentation) -> Iterator[Hint]:
    """Yield what goes in circles by a set: rates where it is made of orders, credit where it is of touches.

    Examples
    --------
    >>> from segattr.segments.columns import Columns
    >>> list(circles(Columns(("channel",))))
    [Hint(kind='path', segments=(), figures=(), day='')]
    """
    if by_orders(rule):
        yield Hint("outcome")
    if by_path(rule):
        yield Hint("path")


def _small(
    rows: pd.DataFrame, names: Sequence[str], everybody: tuple[float, float] | None, *, rated: bool
) -> Iterator[Hint]:
    own = rows[rows["segment"].isin(names)]
    small = own[own["faded"].astype(bool)]
    if len(small):
        yield Hint("too small", tuple(small["segment"]), tuple(small["people"].astype(float)))
    larger = own[~own["faded"].astype(bool)]
    if not rated or not rows["converters"].sum():
        return
    people, converters = everybody or (rows["people"].sum(), rows["converters"].sum())
    n, x = larger["people"].to_numpy(float), larger["converters"].to_numpy(float)
    others, bought = people - n, converters - x
    there = others > 0
    rest = np.divide(bought, others, out=np.zeros(len(n)), where=there)
    seen = detectable_difference(n, others, rest_rate=rest)
    coarse = there & (rest > 0) & ~(seen <= WORTH_SEEING * np.minimum(rest, 1 - rest))
    if "adjusted" in larger:
        coarse &= ~(larger["adjusted"].to_numpy(float) <= CHANCE)  # it did show
    if coarse.any():
        yield Hint("coarse", tuple(larger["segment"][coarse]), tuple(seen[coarse]))


def _alike(own: pd.DataFrame, overlap: pd.DataFrame | None, *, rated: bool) -> Iterator[Hint]:
    """Yield pairs who fit the same people, and neighbours by rate who cannot be told apart.

    Rates of audiences that share people are not held against each other: they are no two groups.
    """
    if overlap is not None:
        for pair in overlap[overlap["jaccard"] >= NEARLY_SAME].to_dict("records"):
            yield Hint("same people", (pair["first"], pair["second"]), (float(pair["jaccard"]),))
    if not rated:
        return
    large = own[~own["faded"].astype(bool) & (own["people"] > 0)].sort_values("rate", kind="stable")
    counts = large[["converters", "people"]].to_numpy(float)
    for (low, below), (high, above) in pairwise(zip(large["segment"], counts, strict=True)):
        apart, _ = newcombe(*above, *below)
        if apart <= 0 < above[0]:
            yield Hint("same rate", (str(low), str(high)), (below[0] / below[1], above[0] / above[1]))


def _late(cards: Sequence[Card], day: str) -> Iterator[Hint]:
    for card in cards:
        if card.review and card.review < day:
            yield Hint("review past", (card.segment,), day=card.review)
        if card.deadline and card.deadline < day:
            yield Hint("deadline past", (card.segment,), day=card.deadline)


def _missing(cards: Sequence[Card]) -> Iterator[Hint]:
    goals = tuple(card.segment for card in cards if not card.goal)
    if goals:
        yield Hint("no goal", goals)
    idle = tuple(card.segment for card in cards if not (card.step or card.message or card.campaigns))
    if idle:
        yield Hint("no action", idle)
    blind = tuple(card.segment for card in cards if card.goal and card.baseline is None)
    if blind:
        yield Hint("no baseline", blind)
