"""What is said of channels met together, and of credit that moved between two months."""

from __future__ import annotations

from typing import Final

PAIRS: Final = "Do channels do better together?"
PAIRS_NOTE: Final = (
    "People who met both before converting, against what each of the two alone leads to expect; found in "
    "three in five people, measured again on the others. Who meets many channels is looked at for longer: a "
    "pair that stands out is something seen, not an effect."
)
PAIRING: Final = "Looking at everybody who met two of them …"
NO_PAIRS: Final = (
    "Of {tried} pairs that enough people met, none differs by more than luck would make one differ."
)
CREDIT: Final = "Whose credit moved, under each model?"
CREDIT_NOTE: Final = (
    "Conversions credited to each channel in both months. *Volume*: the segment had more or fewer "
    "conversions; *share*: the channel was credited with another part of them; together they are exactly the "
    "change. Models that learn from journeys are fitted to each month alone. Credit, not effect."
)
CREDITING: Final = "Working out the credit of every month …"
ONLY_MONTHS: Final = "Credit is worked out by month: choose months above."
