"""The roundest number in reach: limits a person would have chosen."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Final

# Limits in use wherever time is counted in days: a week, a month, a quarter, a year.
DAYS: Final = (7, 14, 30, 60, 90, 180, 365, 730, 1095)
LEADING: Final = (10, 5, 2, 1)  # steps of 10, 5 and 2, before the next power of ten


def round_limit(
    low: float, high: float, *, aim: float, whole: bool, favourites: Collection[float] = ()
) -> float:
    """Return the roundest number from `low` to `high`, of several the one nearest to `aim`.

    Parameters
    ----------
    low, high : ends of the range, both allowed.
    aim : where the limit would ideally lie.
    whole : whether only whole numbers will do.
    favourites : numbers that come before all others, such as `DAYS`.

    Examples
    --------
    >>> round_limit(23, 38, aim=30.5, whole=True), round_limit(5, 9, aim=6, whole=True, favourites=DAYS)
    (30.0, 7.0)
    """
    inside = [number for number in favourites if low <= number <= high]
    if inside:
        return float(min(inside, key=lambda number: (abs(number - aim), number)))
    if low == high:
        return float(low)
    power = math.ceil(math.log10(max(abs(low), abs(high))))
    while True:
        for leading in LEADING:
            if whole and power <= 0 and leading < LEADING[0]:
                break
            number = _nearest_multiple(low, high, aim, leading, power - 1)
            if number is not None:
                return number
        power -= 1


def _nearest_multiple(low: float, high: float, aim: float, leading: int, power: int) -> float | None:
    """Return the multiple of ``leading · 10^power`` nearest to the aim, None where none lies in the range."""
    scale = 10.0**-power if power < 0 else 1 / 10.0**power
    least, most = math.ceil(low * scale / leading), math.floor(high * scale / leading)
    if least > most:
        return None
    times = min(max(round(aim * scale / leading), least), most)
    return float(times * leading) / scale
