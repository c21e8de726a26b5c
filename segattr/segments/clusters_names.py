"""Names for groups, from what sets each apart."""

from __future__ import annotations

from typing import Final

import numpy as np

from segattr.segments.clusters_scaling import WEIGHT, Scaling
from segattr.words.clusters import AVERAGE, much_or_little

NOTABLE: Final = 0.5  # standard deviations from everybody
MOSTLY, MORE_THAN_ALL = 0.6, 0.15  # share of a group, and by how much that is above everybody's
LONGEST: Final = 90
JOIN: Final = " · "  # names stand in lists with commas


def names(scaling: Scaling, centres: np.ndarray, sizes: np.ndarray) -> tuple[str, ...]:
    """Return a name per group, no two alike, of what sets it farthest from everybody.

    Parameters
    ----------
    centres : a row per group, a column per coordinate. sizes : customers per group.
    """
    everybody = np.average(centres, axis=0, weights=sizes)
    told = [_told(scaling, centre, everybody) for centre in centres]
    for most in (2, 3, 4):
        found = [JOIN.join(parts[:most]) or AVERAGE for parts in told]
        if len(set(found)) == len(found):
            break
    return unique([name[:LONGEST] for name in found])


def unique(found: list[str]) -> tuple[str, ...]:
    """Return names of which no two are alike, by numbers where it takes them.

    Examples
    --------
    >>> unique(["recent", "rare", "recent"])
    ('recent', 'rare', 'recent (2)')
    """
    own: list[str] = []
    for name in found:
        tries = (name if n == 1 else f"{name} ({n})" for n in range(1, len(found) + 2 + len(own)))
        own.append(next(each for each in tries if each not in own))
    return tuple(own)


def _told(scaling: Scaling, centre: np.ndarray, everybody: np.ndarray) -> list[str]:
    n = len(scaling.numbers)
    away = centre[:n] - everybody[:n]
    said = [
        (abs(z), much_or_little(number.field, float(z)))
        for number, z in zip(scaling.numbers, away, strict=True)
        if abs(z) >= NOTABLE
    ]
    shares, usual = centre[n:] / WEIGHT, everybody[n:] / WEIGHT
    levels = [(each.field, level) for each in scaling.categories for level in each.levels]
    for (field, level), share, common in zip(levels, shares, usual, strict=True):
        if share >= MOSTLY and share - common >= MORE_THAN_ALL:
            said.append((share - common, f"mostly {_printable(level) or field}"))
    return [text for _, text in sorted(said, key=lambda each: -each[0])]


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:40].strip()
