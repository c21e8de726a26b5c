"""Shapley values of conversion rates: shared out only where the data carry it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from segattr.attribution.effects import shared_out
from segattr.attribution.model import CREDIT
from segattr.attribution.rate_game import RateGame, rate_game
from segattr.errors import UnsuitableData
from segattr.reduce.summary import Summary

Numbers = npt.NDArray[np.float64]

EXACT = 15  # channels; 2 to the power of it sets are still quick
SUPPORT = 30
STEADY = 0.1
ROUNDING = 1e-12
INSTEAD = "Use shapley, which shares out converting paths and is never negative."


@dataclass(frozen=True)
class ShapleyRate:
    """Credit by the game in which a set of channels is worth the rate its journeys convert at.

    Parameters
    ----------
    support : journeys of one channel alone that every channel needs. All sets with the channel rest on at
        least as many; below it, their rates are chance.
    steady : least part of its gross movement that a channel's value must keep. Below it the value is what
        large changes in opposite directions happened to leave.

    Notes
    -----
    It looks at journeys that did not convert, and asks what adding a channel does to the rate. The answer
    is negative for channels whose journeys convert less often than others, absurd for rare ones, and does
    not add up over segments; each of these is refused, with the reason, instead of shown. Exact to 15
    channels; of more, the 14 with most touches stand for themselves and the others together. Channel sets
    carry no customers, so there are no intervals.

    References
    ----------
    Shao, Li (2011), Data-driven multi-touch attribution models, KDD 2011:258. doi:10.1145/2020408.2020453
    """

    support: int = SUPPORT
    steady: float = STEADY
    name: ClassVar[str] = "shapley"
    title: ClassVar[str] = "Shapley (conversion rates)"
    meaning: ClassVar[str] = (
        "Credit by what adding a channel does, on average, to the rate at which journeys convert."
    )
    needs: ClassVar[tuple[str, ...]] = ("sets",)
    additive: ClassVar[bool] = False

    def credit(self, summary: Summary) -> pd.DataFrame:
        """Return ``segment, channel, conversions, value, margin``; channels may include ``n others``.

        Raises
        ------
        UnsuitableData : a channel too rarely alone, a negative value, or one that nearly cancels.
        """
        players = folded_players(summary)
        parts = [
            self._segment(rows, players, str(segment)).assign(segment=segment)
            for segment, rows in summary.sets.groupby("segment", observed=True)
            if rows["conversions"].sum() > 0
        ]
        none = pd.DataFrame(columns=CREDIT)
        earned = pd.concat(parts, ignore_index=True) if parts else none
        named = {"channel": pd.CategoricalDtype(sorted(players)), "segment": summary.sets["segment"].dtype}
        rows: pd.DataFrame = earned[CREDIT].astype(named).sort_values(CREDIT[:2], ignore_index=True)
        return rows

    def _segment(self, sets: pd.DataFrame, players: tuple[str, ...], segment: str) -> pd.DataFrame:
        masks = folded_sets(sets["channels"].to_numpy("int64"), len(players))
        earned = sets[CREDIT[2:]].to_numpy(float)
        game = rate_game(masks, sets["journeys"].to_numpy(float), earned, players=len(players))
        on = np.bitwise_or.reduce(masks[sets["journeys"].to_numpy() > 0]) >> np.arange(len(players)) & 1
        won = np.bitwise_or.reduce(masks[earned[:, 0] > 0]) >> np.arange(len(players)) & 1
        values, gross = game.values()
        self._check_support(game, on > 0, players, segment)
        self._check_values(values[:, 0], gross[:, 0], players, segment, earned[:, 0].sum())
        credit = shared_out(values, earned.sum(axis=0))
        rows = pd.DataFrame(credit, columns=CREDIT[2:]).assign(channel=players)
        named: pd.DataFrame = rows[(won > 0) | (credit[:, 0] > 0)]
        return named

    def _check_support(
        self, game: RateGame, on: npt.NDArray[np.bool_], players: tuple[str, ...], segment: str
    ) -> None:
        alone = game.alone()
        if (thin := on & (alone < self.support)).any():
            found = ", ".join(f"{players[i]} ({alone[i]:.0f})" for i in np.flatnonzero(thin)[:5])
            raise UnsuitableData(
                "Shapley on conversion rates compares journeys of one channel alone with journeys of more. "
                f"It takes {self.support} of one channel alone; too few in {segment!r}: {found}. {INSTEAD}",
                segment=segment,
            )

    def _check_values(
        self, values: Numbers, gross: Numbers, players: tuple[str, ...], segment: str, conversions: float
    ) -> None:
        scale = np.abs(values).max(initial=0.0)
        if (owing := values < -ROUNDING * scale).any():
            owed = conversions * values / values.sum()
            found = ", ".join(f"{players[i]} ({owed[i]:.1f})" for i in np.flatnonzero(owing)[:5])
            raise UnsuitableData(
                "Shapley on conversion rates turns negative: journeys with some channels convert less often "
                f"than those without, and would owe conversions. In {segment!r}: {found}. {INSTEAD}",
                segment=segment,
            )
        if (slight := (gross > ROUNDING * scale) & (values < self.steady * gross)).any():
            found = ", ".join(players[i] for i in np.flatnonzero(slight)[:5])
            raise UnsuitableData(
                "Shapley on conversion rates nearly cancels: what is left for some channels is the small "
                f"difference of large changes in both directions. In {segment!r}: {found}. {INSTEAD}",
                segment=segment,
            )


def folded_players(summary: Summary) -> tuple[str, ...]:
    """Name the channels the game is played by: all up to 15, else the 14 most touched and ``n others``."""
    if len(summary.folded) <= EXACT:
        return summary.folded
    return *summary.folded[: EXACT - 1], f"{len(summary.channels) - EXACT + 1} others"


def folded_sets(channels: npt.NDArray[np.int64], players: int) -> npt.NDArray[np.int64]:
    """Fold the bits of all channels beyond the last player into the last player's."""
    if players < EXACT:
        return channels
    last = 1 << players - 1
    return (channels & last - 1) | np.where(channels >= last, last, 0)


SHAPLEY_RATE = ShapleyRate()
