"""How much of the credit is nobody's: of conversions without a touch, and of touches without a name."""

from __future__ import annotations

from segattr.words.leads import MUCH, OF, Lead
from segattr.words.numbers import share


def untouched(everybody: Lead) -> str:
    """Return how much no channel can be credited with; empty where it is little.

    Examples
    --------
    >>> untouched(Lead("", 200, 60, 3, {"Linear": ("Email",)}))
    '**30 %** of the conversions have no touch before them and count for `(no touch)`.'
    """
    part = everybody.untouched / everybody.conversions if everybody.conversions else 0.0
    if not MUCH <= part < 1:
        return ""
    return f"**{share(part)}** of the conversions have no touch before them and count for `(no touch)`."


def unnamed(everybody: Lead) -> str:
    """Return how much goes to touches without a name, and what to do; empty where it is little.

    Examples
    --------
    >>> unnamed(Lead("", 200, 0, 3, {"Linear": ("Email",)}, unnamed=0.3)).split(":")[0]
    'Up to **30 %** of the credit goes to touches whose name was lost'
    """
    if everybody.unnamed < MUCH:
        return ""
    return (
        f"Up to **{share(everybody.unnamed)}** {OF[everybody.measure]} goes to touches whose name was lost: "
        "nobody leads with it, and the others may change places once those links are tagged."
    )
