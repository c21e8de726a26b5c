"""Markov removal effects: what conversions would be lost if a channel led nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from segattr.attribution.effects import shared_out
from segattr.attribution.model import CREDIT, Measure, listed
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.groups import GROUPS
from segattr.reduce.summary import Summary
from segattr.reduce.window import MAX_MARKOV_ORDER


@dataclass(frozen=True)
class Markov:
    """Credit in proportion to removal effects in the chain of all journeys, converted or lost.

    Parameters
    ----------
    order : touches a state remembers, 1 to 4; None takes as many as the Summary was made for
        (``Window.markov_order``), which is also the most it can answer.

    Notes
    -----
    The chain is fitted inside each segment, from its own journeys. Removing a channel leads every state
    that remembers it to nothing; credit is the removal effects' shares of the conversions. The chain is
    solved exactly: no walk is simulated, and the same data give the same credit. Value and margin come from
    the same chain, with what a conversion from each state is worth on average.

    Staying with a channel changes nothing at order 1: repeated touches count once there, whatever is done
    with them. A channel that nobody touched on the way to a conversion can earn credit, if it leads to
    channels that convert in other journeys.

    References
    ----------
    Anderl, Becker, von Wangenheim, Schumann (2016), Mapping the customer journey, International Journal of
    Research in Marketing 33:457. doi:10.1016/j.ijresmar.2016.03.001
    """

    order: int | None = None
    name: ClassVar[str] = "markov"
    title: ClassVar[str] = "Markov chain"
    needs: ClassVar[tuple[str, ...]] = ("transitions", "positions")
    additive: ClassVar[bool] = False

    def __post_init__(self) -> None:
        if self.order is not None and self.order not in range(1, MAX_MARKOV_ORDER + 1):
            raise BadSetting(
                f"markov remembers 1 to {MAX_MARKOV_ORDER} touches, such as markov=2; found {self.order!r}.",
                setting="markov",
                value=self.order,
            )

    @property
    def meaning(self) -> str:
        """Who gets how much."""
        memory = f"; the chain remembers {self.order} touches" if (self.order or 1) > 1 else ""
        return (
            "Credit by the conversions that would be lost if a channel led nowhere, judged by all journeys, "
            f"converted or lost{memory}."
        )

    def credit(self, summary: Summary) -> pd.DataFrame:
        """Return ``segment, channel, conversions, value, margin``.

        Raises
        ------
        UnsuitableData : the Summary was made for a shorter memory, or lacks the way to its conversions.
        """
        order, channels = self._remembered(summary), _channels(summary)
        parts = [
            _earned(rows, order=order, width=len(channels)).assign(segment=segment)
            for segment, rows in summary.transitions.groupby("segment", observed=True)
        ]
        earned = pd.concat([_NOTHING.assign(segment=None), *parts])
        named = earned.assign(
            channel=pd.Categorical.from_codes(earned["code"].to_numpy("int64"), categories=channels),
            segment=pd.Categorical(earned["segment"], categories=summary.positions["segment"].cat.categories),
        )
        return listed(named, summary)

    def without_each_group(self, summary: Summary, measure: Measure = "conversions") -> pd.DataFrame:
        """Return ``segment, channel, group`` and a measure: credit of the chain fitted without each group."""
        order, channels = self._remembered(summary), _channels(summary)
        parts = [
            _left_out(rows, order=order, names=channels, measure=measure).assign(segment=segment)
            for segment, rows in summary.transitions.groupby("segment", observed=True)
        ]
        none = pd.DataFrame(columns=["segment", "channel", "group", measure])
        return pd.concat(parts, ignore_index=True) if parts else none

    def _remembered(self, summary: Summary) -> int:
        most = summary.window.markov_order
        if (self.order or 1) > most:
            raise UnsuitableData(
                f"markov={self.order} remembers {self.order} touches; this Summary was made for {most}. "
                f"Summarise with Window(markov_order={self.order}), on the command line "
                f"--markov-order {self.order}.",
                setting="markov_order",
            )
        return self.order or most


def _channels(summary: Summary) -> pd.Index:
    names: pd.Index = summary.positions["channel"].cat.categories
    return names


def _earned(table: pd.DataFrame, *, order: int, width: int) -> pd.DataFrame:
    """Return ``code, conversions, value, margin`` of the channels that one segment's conversions need."""
    from segattr.attribution.moves import moves_of  # here: its SciPy costs every start 0.3 s

    moves = moves_of(table, order=order, width=width)
    counts, *worth = (moves.summed(table[name].to_numpy(float)) for name in ("moves", "value", "margin"))
    totals = np.array([column[moves.won].sum() for column in (counts, *worth)])
    if not totals[0]:
        return _NOTHING
    effects = moves.chain(counts, *worth).lost_without()
    if not effects[:, 0].max(initial=0.0) > 0:
        raise UnsuitableData(
            "The moves in this Summary do not lead from a first touch to any conversion: small cells were "
            "left out when it was saved. Save it with a smaller min_count.",
            table="transitions",
        )
    rows = pd.DataFrame(shared_out(effects, totals), columns=CREDIT[2:]).assign(code=np.arange(width))
    return rows[rows["conversions"] > 0]


def _left_out(table: pd.DataFrame, *, order: int, names: pd.Index, measure: Measure) -> pd.DataFrame:
    """Return ``channel, group`` and a measure of one segment, without each customer group in turn."""
    from segattr.attribution.moves import moves_of  # here: its SciPy costs every start 0.3 s

    moves = moves_of(table, order=order, width=len(names))
    counted = ["moves"] if measure == "conversions" else ["moves", measure]
    group_of = table["group"].to_numpy("int64")
    by_group = np.stack([moves.summed_by(group_of, table[name].to_numpy(float)) for name in counted], axis=1)
    credit = np.zeros((GROUPS, len(names)))
    for group, kept in enumerate(by_group.sum(axis=0) - by_group):
        totals = kept[:, moves.won].sum(axis=1)
        credit[group] = shared_out(moves.chain(*kept).lost_without(), totals)[:, -1]
    groups, codes = np.nonzero(credit)
    return pd.DataFrame({"channel": names[codes], "group": groups, measure: credit[groups, codes]})


_NOTHING = pd.DataFrame(columns=["code", *CREDIT[2:]], dtype=float)
MARKOV = Markov()
