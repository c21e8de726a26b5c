"""Control totals as a project's page holds them."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite


def read_control(said: object) -> dict[str, float]:
    """Return month -> revenue as finance has it, in order; what is no such figure is left out.

    Examples
    --------
    >>> read_control({"2026-04": 12, "2026-03": "90.5", "may": 3, "2026-05": None})
    {'2026-03': 90.5, '2026-04': 12.0}
    """
    found = {}
    for month, total in said.items() if isinstance(said, Mapping) else ():
        try:
            year, number = (int(part) for part in str(month).split("-"))
            figure = float(total)
        except (ValueError, TypeError):
            continue
        if 1 <= number <= 12 and isfinite(figure):
            found[f"{year:04d}-{number:02d}"] = figure
    return dict(sorted(found.items()))
