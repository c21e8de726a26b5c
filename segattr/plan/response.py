"""How conversions would answer to more or less spend: an assumption that is stated, never a fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from segattr.errors import BadSetting
from segattr.statistics.counts import Array

SHORT_TERM: Final = 0.12
LONG_TERM: Final = 0.24
SQUARE_ROOT: Final = 0.5
LINEAR: Final = 1.0
ELASTICITIES: Final = (SHORT_TERM, LONG_TERM, SQUARE_ROOT, LINEAR)


@dataclass(frozen=True)
class Response:
    """A curve of constant elasticity through what is spent and credited now.

    Parameters
    ----------
    elasticity : percent more conversions for one percent more spend, above 0 and at most 1; 1 is linear,
        anything below has diminishing returns.

    Raises
    ------
    BadSetting : an elasticity outside these bounds.

    Notes
    -----
    Nothing is fitted: from credit and spend of one period no curve can be told. The default is the average
    short-term elasticity of 751 estimates for brand advertising; `LONG_TERM` is that of 402 long-term ones.
    They are elasticities of *sales*, and credit is no effect. A linear curve says that every euro works as
    well as the average one did, however much is spent; no market does that for long.

    References
    ----------
    Sethuraman, Tellis, Briesch (2011), How well does advertising work? Generalizations from meta-analysis of
    brand advertising elasticities, J. Marketing Research 48:457. doi:10.1509/jmkr.48.3.457

    Examples
    --------
    >>> Response(0.5).times([0, 1, 4]).tolist()
    [0.0, 1.0, 2.0]
    """

    elasticity: float = SHORT_TERM

    def __post_init__(self) -> None:
        """Check the setting."""
        if not 0 < self.elasticity <= 1:
            raise BadSetting(
                f"An elasticity of {self.elasticity:g} cannot be used: choose one above 0 and at most 1.",
                setting="elasticity",
                value=self.elasticity,
            )

    def times(self, spend: ArrayLike) -> Array:
        """Return how many times as many conversions there would be.

        Parameters
        ----------
        spend : as a multiple of what is spent now, 0 or more.
        """
        return np.asarray(spend, dtype=float) ** self.elasticity

    @property
    def is_linear(self) -> bool:
        """Whether the next euro is taken to work as well as the average one."""
        return self.elasticity == LINEAR
