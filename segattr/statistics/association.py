"""How strongly segment and converting go together, on a scale from 0 to 1."""

from __future__ import annotations

import numpy as np


def bias_corrected_v(q: float, *, people: float, segments: int) -> float:
    """Cramér's V of segments × converted with its upward bias taken off.

    Parameters
    ----------
    q : Pearson's chi-square of the table.
    people : people in the table.
    segments : segments with people; the other side of the table has two, converted or not.

    Returns
    -------
    float : 0 (segments do not matter) to 1 (segments decide); 0 with one segment or one person.

    References
    ----------
    Bergsma (2013), A bias-correction for Cramér's V and Tschuprow's T, Journal of the Korean Statistical
    Society 42:323. doi:10.1016/j.jkss.2012.10.002

    Examples
    --------
    >>> round(bias_corrected_v(16.966568914956, people=3200, segments=4), 4)
    0.0661
    """
    if segments < 2 or people < 2:
        return 0.0
    phi2 = max(q / people - (segments - 1) / (people - 1), 0.0)
    rows = segments - (segments - 1) ** 2 / (people - 1)
    columns = 2 - 1 / (people - 1)
    smaller = min(rows, columns) - 1
    return float(min(np.sqrt(phi2 / smaller), 1.0)) if smaller > 0 else 0.0
