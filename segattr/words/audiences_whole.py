"""What is said of audiences that overlap where figures are split by their combinations."""

from __future__ import annotations

from typing import Final

TITLE: Final = "Each audience whole (not additive)"
RATES: Final = (
    "Everybody in an audience, whether or not in others too. These rows overlap and do not add up to "
    "everybody; above, every combination stands alone, so that sums are right. Each audience is held against "
    "whoever is not in it, never against another audience: those may share people."
)
CREDIT: Final = (
    "Everybody in an audience, whether or not in others too. A conversion counts in every audience its "
    "customer is in, so these rows do not add up to all conversions; above, every combination stands alone, "
    "so that sums are right. Under each model: the channel with most credit, and its share. Credit, not "
    "effect."
)
AUDIENCE: Final = "audience"
SHARE: Final = "share of all"
REST: Final = "This audience's figure minus that of everybody who is not in it; rates in percentage points."
CONVERSIONS: Final = "conversions"
TOUCHED: Final = "with a touch before"
VALUE: Final = "value"
FIRST_HELP: Final = "The channel with most credit, and its share of this audience's conversions."
NOBODY: Final = "none"
TOO_FEW: Final = "too few people"
FILES: Final = "Audiences"


def first(channel: str, share: str) -> str:
    """Return the channel with most credit, with its share.

    Examples
    --------
    >>> first("Email", "31 %")
    'Email (31 %)'
    """
    return f"{channel} ({share})"
