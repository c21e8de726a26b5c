"""What is said of journeys, of the ledger, and of first and repeat conversions."""

from __future__ import annotations

from typing import Final

NOT_IN_LEDGER: Final = (
    "{model} gives credit to channels over all journeys, not to the touches of one: it has no rows in a "
    "ledger. Leave it out; its credit stands in the table of models."
)
ORDERS: Final = {
    "all": "all conversions",
    "first": "first conversions of a customer only",
    "repeat": "repeat conversions only",
}
"""Which conversions count, as it is printed among the settings."""
