"""The ways to the shop as one literal: which visits lead to an order, and which to none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from segattr.sample.story import QUIET, WINNER


@dataclass(frozen=True)
class Book:
    """Which visits open, carry and close a kind of journey, and how many there are (relative shares).

    Examples
    --------
    >>> Book({"Direct": 1}, {"Direct": 1}, {"Direct": 1}, {1: 1}).led_by("Fit Guide", 0.5).openers
    {'Fit Guide': 1}
    """

    openers: Mapping[str, float]
    middles: Mapping[str, float]
    closers: Mapping[str, float]
    lengths: Mapping[int, float]

    def led_by(self, spot: str, share: float) -> Book:
        """Return the book of journeys that one campaign opens, and also carries and closes in a share of."""
        return Book(
            {spot: 1}, _with(self.middles, spot, share), _with(self.closers, spot, share), self.lengths
        )


def _with(shares: Mapping[str, float], spot: str, share: float) -> dict[str, float]:
    rest = (1 - share) / sum(shares.values())
    return {spot: share} | {label: rest * part for label, part in shares.items()}


# fmt: off
_SHARES = {
    #                  order returning  order new     visit  visit  repeat
    #                  open carry close open carry close ret.  new  open carry close
    "Style Stories":  (  5,    9,    0,  11,   22,    0,  12,  26,   16,   14,    0),
    "Brand Film":     (  6,    0,    0,   8,   12,    0,   8,  22,    0,    0,    0),
    "Second Look":    (  0,    8,    6,   0,    8,    8,   4,   0,    0,    0,    8),
    "Running Shoes":  (  5,    6,    2,   4,   10,    0,   7,  10,    0,    0,    0),
    "Shop Name":      (  3,    6,   13,   0,    0,   16,   5,   3,   12,   16,   18),
    "Organic Search": ( 13,   15,    8,   7,   18,   10,  18,  20,   16,   20,   10),
    "Newsletter":     ( 13,   16,   16,   0,    0,    0,  15,   0,   14,   26,   20),
    "Cart Reminder":  (  7,    9,   15,   0,    0,   12,   2,   0,    0,    0,   16),
    "Win Back":       (  9,    9,   11,   0,    0,    0,   8,   0,   10,    0,    0),
    "Welcome Series": (  0,    0,    0,   0,   12,   20,   0,   2,    0,    0,    0),
    "Direct":         (  2,   12,   25,   1,    8,   26,  12,   7,   26,   24,   28),
    "Partner Deals":  (  4,    5,    4,   3,    5,    8,   5,   5,    0,    0,    0),
    "Referral":       (  3,    5,    0,   2,    5,    0,   4,   5,    6,    0,    0),
}
# fmt: on
_COLUMNS = {
    "order returning": (0, 1, 2),
    "order new": (3, 4, 5),
    "visit returning": (6, 6, 6),
    "visit new": (7, 7, 7),
    "repeat": (8, 9, 10),
}
_LENGTHS = {
    "order": {1: 14, 2: 18, 3: 22, 4: 18, 5: 13, 6: 9, 7: 6},
    "visit": {1: 22, 2: 22, 3: 20, 4: 16, 5: 10, 6: 6, 8: 4},
    "repeat": {1: 35, 2: 30, 3: 20, 4: 15},
}


def _plain(kind: str) -> Book:
    opens, carries, closes = (
        {spot: shares[column] for spot, shares in _SHARES.items() if shares[column]}
        for column in _COLUMNS[kind]
    )
    return Book(opens, carries, closes, _LENGTHS[kind.split()[0]])


NO_TOUCH_SHARE = 0.02
LEADS: dict[tuple[str, str], dict[str, float]] = {
    ("order", "returning"): {WINNER: 0.16, QUIET: 0.12, "none": NO_TOUCH_SHARE, "other": 0.70},
    ("order", "new"): {WINNER: 0.48, QUIET: 0.14, "none": NO_TOUCH_SHARE, "other": 0.36},
    ("visit", "returning"): {WINNER: 0.10, QUIET: 0.05, "other": 0.85},
    ("visit", "new"): {WINNER: 0.18, QUIET: 0.06, "other": 0.76},
}
"""What opens the first journey: one of the two campaigns, something else, or nothing (no touch at all)."""

_OWN_SHARE = {WINNER: 0.75, QUIET: 0.15}


def _led(kind: str) -> dict[str, Book]:
    plain = _plain(kind)
    led = {f"{kind} {lead}": plain.led_by(lead, share) for lead, share in _OWN_SHARE.items()}
    return {f"{kind} other": plain} | led


BOOKS = {"repeat": _plain("repeat")} | {
    name: book for kind in _COLUMNS if kind != "repeat" for name, book in _led(kind).items()
}
"""Keyed by goal, visitor and what opens the journey; ``repeat`` for every order after the first."""

EARLIER: dict[str, float] = {"Brand Film": 50, "Organic Search": 30, "Style Stories": 20}
EARLIER_SHARE, EARLIER_DAYS = 0.12, (35, 60)
"""Share of the first orders with a touch that have one earlier, and how many days before the order."""
