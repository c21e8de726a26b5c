"""Which columns were known before the outcome, and which are the outcome by another name."""

from __future__ import annotations

from typing import Final

import numpy as np

from segattr.averages.units import COUNTS, Units
from segattr.statistics.association import bias_corrected_v

OUTCOME_ITSELF: Final = 0.9  # bias-corrected V


def is_outcome_itself(units: Units, dim: str) -> bool:
    """Whether a column says who converted: a status, a value tier, whatever was made from the outcome."""
    labels = units.labels[dim]
    codes, size = labels.codes.astype(np.int64), len(labels.categories)
    people, converters = (np.bincount(codes, units.amounts[name], minlength=size) for name in COUNTS)
    there = people > 0
    people, converters = people[there], converters[there]
    total = people.sum()
    rate = float(converters.sum() / total) if total else 0.0
    if not 0 < rate < 1:
        return False
    q = float(((converters - people * rate) ** 2 / people).sum() / (rate * (1 - rate)))
    return bias_corrected_v(q, people=float(total), segments=len(people)) > OUTCOME_ITSELF
