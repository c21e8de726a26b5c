"""Which touches count for a conversion, and how journeys are cut."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from numbers import Real
from typing import Literal, SupportsFloat, TypeGuard

from segattr.errors import BadSetting

MAX_MARKOV_ORDER = 4
REPEATS = {
    "all": "every touch counts",
    "collapse": "touches of one channel in a row count once",
    "unique": "a channel counts once in a journey",
}


@dataclass(frozen=True)
class Window:
    """The settings that decide which touches share a conversion.

    Parameters
    ----------
    lookback_days : days before a conversion in which touches count, the boundary included; ``inf`` (or None)
        counts the whole history.
    half_life_days : time decay halves a touch's weight with every so many days before the conversion.
    direct : channels that last non-direct skips as long as the journey has another one.
    reuse : False starts a new journey after each conversion; True lets a touch serve every conversion
        within the lookback window, so that it can earn credit more than once.
    open_journeys : "lost" counts journeys that may still convert (last touch within the lookback window of
        the end of the data) with those that did not; "exclude" leaves them out. Matters for data-driven
        models only.
    markov_order : touches a Markov state remembers, 1 to 4.
    repeats : how often a channel counts that is touched again in one journey: "all" counts every touch,
        "collapse" the first of touches in a row, "unique" only the first of all. The same for all models.

    Raises
    ------
    BadSetting : a value outside its range.

    Notes
    -----
    A long window flatters channels that open journeys, a short one those that close them. Figures worked
    out under different windows are not comparable.

    Examples
    --------
    >>> Window().describe()
    ('30-day lookback', '7-day half-life', 'journeys end at conversion', 'last non-direct skips Direct', \
'open journeys count as lost')
    """

    lookback_days: float = 30
    half_life_days: float = 7
    direct: tuple[str, ...] = ("Direct",)
    reuse: bool = False
    open_journeys: Literal["lost", "exclude"] = "lost"
    markov_order: int = 1
    repeats: Literal["all", "collapse", "unique"] = "all"

    def __post_init__(self) -> None:
        if self.lookback_days is None:
            object.__setattr__(self, "lookback_days", inf)
        if isinstance(self.direct, str):
            object.__setattr__(self, "direct", (self.direct,))
        elif _names(self.direct):
            object.__setattr__(self, "direct", tuple(self.direct))
        allowed = {
            "lookback_days": (_above_zero(self.lookback_days), "days above 0 (`inf` for the whole history)"),
            "half_life_days": (
                _above_zero(self.half_life_days) and isfinite(self.half_life_days),
                "days above 0",
            ),
            "direct": (_names(self.direct), "names of channels; none is `()`"),
            "reuse": (isinstance(self.reuse, bool), "True or False"),
            "open_journeys": (self.open_journeys in ("lost", "exclude"), "'lost' or 'exclude'"),
            "markov_order": (
                _number(self.markov_order) and self.markov_order in range(1, MAX_MARKOV_ORDER + 1),
                f"a whole number from 1 to {MAX_MARKOV_ORDER}",
            ),
            "repeats": (self.repeats in REPEATS, "'all', 'collapse' or 'unique'"),
        }
        for setting, (fits, takes) in allowed.items():
            if not fits:
                raise _out_of_range(setting, getattr(self, setting), takes)

    def describe(self) -> tuple[str, ...]:
        """Return the settings in words, as printed under every result and on every export."""
        whole = self.lookback_days == inf
        return (
            "whole history counts" if whole else f"{self.lookback_days:g}-day lookback",
            f"{self.half_life_days:g}-day half-life",
            "touches may serve several conversions" if self.reuse else "journeys end at conversion",
            f"last non-direct skips {' and '.join(self.direct) or 'nothing'}",
            f"open journeys {'count as lost' if self.open_journeys == 'lost' else 'are left out'}",
            *([f"Markov remembers {self.markov_order} touches"] if self.markov_order > 1 else []),
            *([REPEATS[self.repeats]] if self.repeats != "all" else []),
        )


def _number(value: object) -> TypeGuard[SupportsFloat]:
    """Whether a value is a plain number; True and False are answers, not numbers."""
    return isinstance(value, Real) and not isinstance(value, bool)


def _above_zero(value: object) -> bool:
    return _number(value) and float(value) > 0


def _names(value: object) -> bool:
    return isinstance(value, list | tuple | set | frozenset) and all(isinstance(name, str) for name in value)


def _out_of_range(setting: str, value: object, allowed: str) -> BadSetting:
    return BadSetting(f"{setting} is {value!r}; it takes {allowed}.", setting=setting, value=value)
