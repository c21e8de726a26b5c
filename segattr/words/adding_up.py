"""Figures rounded so that the parts a reader sees add up to the total a reader sees."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

TENTH: Final = 0.1
POINT: Final = 0.001  # the last digit of a difference in points, see `segattr.words.numbers.points`


def parts_in(values: ArrayLike, total: int, *, lean: ArrayLike = 0.0) -> NDArray[np.int64]:
    """Return each value as a whole number, so that all together are the total.

    Parameters
    ----------
    values : counted in the unit they are rounded to.
    total : their sum, rounded up or down.
    lean : added to a value's remainder when it is asked who is rounded up.

    Returns
    -------
    ndarray : each value rounded up or down (largest remainder); one that is whole stays as it is.

    References
    ----------
    Balinski, Young (2001), Fair Representation, ch. 3 (Hamilton's method).

    Examples
    --------
    >>> parts_in([1.4, 1.4, -0.6], 2).tolist()
    [2, 1, -1]
    """
    exact = np.round(np.asarray(values, dtype=float), 9)
    down = np.floor(exact)
    above = np.round(exact - down, 9)
    order = np.argsort(-np.where(above > 0, above + np.asarray(lean, dtype=float), -np.inf), kind="stable")
    whole = down.astype(np.int64)
    whole[order[: total - int(down.sum())]] += 1
    return whole


def effects_adding_up(parts: pd.DataFrame, change: float) -> pd.DataFrame:
    """Return what segments added to a rate, rounded to a tenth of a point so that all of it adds up.

    Parameters
    ----------
    parts : ``rate_effect, mix_effect`` of every segment, see `segattr.averages.mix_and_rate`.
    change : their sum, as `segattr.words.numbers.points` is given it.

    Returns
    -------
    DataFrame ``rate_effect, mix_effect, total``, as shares: each effect rounded up or down, a segment's two
    together its total, and all totals together the change as it is written.

    Examples
    --------
    >>> parts = pd.DataFrame({"rate_effect": [0.0014, 0.0004], "mix_effect": [0.0004, 0.0004]})
    >>> effects_adding_up(parts, 0.0026).values.round(3).tolist()
    [[0.002, 0.0, 0.002], [0.0, 0.001, 0.001]]
    """
    rate, mix = (parts[f"{name}_effect"].to_numpy(float) / POINT for name in ("rate", "mix"))
    written = round(float(f"{change * 100:.1f}") * 10)
    rates, mixes = parts_in([rate.sum(), mix.sum()], written)
    own = parts_in(rate, int(rates))
    others = parts_in(mix, int(mixes), lean=rate - own)
    units = {"rate_effect": own, "mix_effect": others, "total": own + others}
    return pd.DataFrame({name: whole * POINT for name, whole in units.items()}, index=parts.index)


def moves_adding_up(moves: pd.DataFrame) -> pd.DataFrame:
    """Return moves of credit rounded to a tenth of a conversion, each the sum of its two parts.

    Parameters
    ----------
    moves : ``change`` and the parts of it, ``volume`` and ``credit``.

    Examples
    --------
    >>> moves = pd.DataFrame({"change": [0.52], "volume": [0.26], "credit": [0.26]})
    >>> moves_adding_up(moves).values.tolist()
    [[0.5, 0.3, 0.2]]
    """
    tenths = moves[["volume", "credit"]].to_numpy(float) / TENTH
    totals = [round(change) for change in moves["change"] / TENTH]
    parts = [parts_in(pair, total) for pair, total in zip(tenths, totals, strict=True)]
    rows = [(total, *pair.tolist()) for total, pair in zip(totals, parts, strict=True)]
    table = pd.DataFrame(rows, columns=["change", "volume", "credit"], index=moves.index)
    return (table * TENTH).round(1)
