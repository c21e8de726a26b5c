"""Where the columns and bands of a flow picture lie: as high as the customers they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

GAP: Final = 0.025  # of all customers, between two pieces of a column
STEPS: Final = 25  # points of a band's edge


@dataclass(frozen=True, eq=False)
class Bands:
    """A column of pieces on either side, and the bands between them; heights are customers, from above.

    Attributes
    ----------
    pieces : ``side`` (0 before, 1 after), ``name``, ``customers``, ``top``, ``bottom``.
    edges : ``band`` (number of the move), ``x`` (0 to 1), ``top``, ``bottom``, `STEPS` rows per move.
    height : of both columns, gaps included.
    """

    pieces: pd.DataFrame
    edges: pd.DataFrame
    height: float


def bands(moves: pd.DataFrame, before: Sequence[str], after: Sequence[str]) -> Bands:
    """Return where every piece and band lies.

    Parameters
    ----------
    moves : ``before, after, customers``, each pair once, of segments that are named in the orders.
    before, after : the segments of the two columns, from above.

    Examples
    --------
    >>> moves = pd.DataFrame({"before": ["a", "a"], "after": ["a", "b"], "customers": [30, 10]})
    >>> bands(moves, ["a"], ["a", "b"]).pieces[["side", "name", "customers", "top", "bottom"]].values.tolist()
    [[0, 'a', 40, 0.5, 40.5], [1, 'a', 30, 0.0, 30.0], [1, 'b', 10, 31.0, 41.0]]
    """
    gap = GAP * float(moves["customers"].sum())
    orders = {"before": list(before), "after": list(after)}
    totals = {side: moves.groupby(side)["customers"].sum().reindex(orders[side]) for side in orders}
    heights = [total.sum() + gap * (len(total) - 1) for total in totals.values()]
    columns = [
        _column(number, total, gap, above=(max(heights) - own) / 2)
        for number, (total, own) in enumerate(zip(totals.values(), heights, strict=True))
    ]
    tops = [column.set_index("name")["top"] for column in columns]
    ends = [_starts(moves, orders, own, top) for own, top in zip(orders, tops, strict=True)]
    return Bands(pd.concat(columns, ignore_index=True), _edges(moves, *ends), float(max(heights)))


def _column(side: int, total: pd.Series, gap: float, *, above: float) -> pd.DataFrame:
    bottom = above + total.cumsum().to_numpy(float) + gap * np.arange(len(total))
    own = total.to_numpy()
    return pd.DataFrame(
        {"side": side, "name": list(total.index), "customers": own, "top": bottom - own, "bottom": bottom}
    )


def _starts(moves: pd.DataFrame, orders: dict[str, list[str]], own: str, tops: pd.Series) -> np.ndarray:
    """Return the upper edge of every move at its own end, where moves lie in the order of the other."""
    (other,) = set(orders) - {own}
    place = {name: n for n, name in enumerate(orders[other])}
    sorted_moves = moves.assign(place=moves[other].map(place)).sort_values("place", kind="stable")
    before_it = sorted_moves.groupby(own)["customers"].cumsum() - sorted_moves["customers"]
    return (moves[own].map(tops) + before_it.reindex(moves.index)).to_numpy(float)


def _edges(moves: pd.DataFrame, left: np.ndarray, right: np.ndarray) -> pd.DataFrame:
    x = np.linspace(0, 1, STEPS)
    bend = x**2 * (3 - 2 * x)
    top = left[:, None] + (right - left)[:, None] * bend
    own = moves["customers"].to_numpy(float)[:, None]
    return pd.DataFrame(
        {
            "band": np.repeat(np.arange(len(moves)), STEPS),
            "x": np.tile(x, len(moves)),
            "top": top.ravel(),
            "bottom": (top + own).ravel(),
        }
    )
