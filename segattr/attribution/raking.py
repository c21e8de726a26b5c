"""Tables scaled until both margins are as wanted."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]

ROUNDS = 1_000
CLOSE = 1e-13  # of the largest row


def raked(cells: Numbers, columns: Numbers) -> Numbers:
    """Scale cells until the columns add up as wanted and the rows as they did.

    Parameters
    ----------
    cells : (rows, columns), none below 0; a 0 stays 0.
    columns : what each column is to add up to, in proportion: their sum is made that of the cells.

    Returns
    -------
    (rows, columns), the table nearest to ``cells`` (in relative entropy) with both margins. Where there is
    none, the rows are kept and the columns come as near as the rounds take them.

    References
    ----------
    Deming, Stephan (1940), On a least squares adjustment of a sampled frequency table, Annals of
    Mathematical Statistics 11:427. doi:10.1214/aoms/1177731829

    Examples
    --------
    >>> raked(np.array([[1.0, 1], [1, 1]]), np.array([3.0, 1])).tolist()
    [[1.5, 0.5], [1.5, 0.5]]
    """
    rows, found = cells.sum(axis=1), cells
    wanted = columns * ratio(rows.sum(), columns.sum())
    for _ in range(ROUNDS):
        scaled = found * ratio(wanted, found.sum(axis=0))
        scaled = np.where(scaled.sum(axis=1, keepdims=True) > 0, scaled, cells)
        scaled = scaled * ratio(rows, scaled.sum(axis=1))[:, None]
        moved, found = np.abs(scaled - found).max(initial=0.0), scaled
        if moved <= CLOSE * rows.max(initial=0.0):
            break
    return found


def ratio(wanted: npt.ArrayLike, found: npt.ArrayLike) -> Numbers:
    """Divide; nothing by nothing is nothing.

    Examples
    --------
    >>> ratio([3, 2], [4, 0]).tolist()
    [0.75, 0.0]
    """
    there = np.asarray(found, float)
    return np.asarray(np.divide(wanted, there, out=np.zeros_like(there), where=there > 0), float)
