"""A random control that is held out of an audience: the same people whenever the audience is made again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from segattr.errors import BadSetting

BITS: Final = 64
LARGEST: Final = 0.5  # more than half held out is a mistake, not a control


@dataclass(frozen=True)
class Control:
    """How many people of an audience are held out, and by which draw.

    Parameters
    ----------
    share : 0 (nobody) to `LARGEST`.
    seed : another seed draws other people.

    Notes
    -----
    Who is held out follows from the person's id, the audience's name and the seed alone: making the audience
    again next month moves nobody from one side to the other, and a larger share keeps who was held out
    before. Different audiences hold out different people, independently of each other.

    Examples
    --------
    >>> Control(0.2).held_out(["a", "b", "c"], "VIP").tolist()
    [False, False, False]
    """

    share: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        """Check the setting."""
        if not 0 <= self.share <= LARGEST:
            raise BadSetting(
                f"A control of {self.share:g} cannot be held out; choose 0 to {LARGEST:g}.",
                setting="share",
                value=self.share,
            )

    def held_out(self, ids: Iterable[str], audience: str) -> NDArray[np.bool_]:
        """Return who of these people is held out.

        Parameters
        ----------
        ids : customers.
        audience : its name; no other audience draws alike.
        """
        salt = f"{self.seed}\0{audience}\0"
        border = int(self.share * 2**BITS)
        return np.array([_number(salt + str(each)) < border for each in ids], dtype=bool)


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[: BITS // 8], "big")
