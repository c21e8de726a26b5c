"""Every move of money from one cell to another: which gain under every model, and which beyond chance."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from scipy.special import ndtri

from segattr.errors import BadSetting
from segattr.plan.budget import CELL, Budget
from segattr.plan.response import Response
from segattr.plan.what_if import MOST_GROWN, Measure
from segattr.statistics.counts import Array

MOST_CELLS: Final = 200  # those with most spend; of more, the pairs are too many to look through
FEWEST: Final = 10.0  # credited conversions in a cell, under every model, below which a move says so
VERDICTS: Final = ("sure", "every", "some", "none")
_LEVEL: Final = 0.95


def moves(
    found: Budget,
    *,
    response: Response | None = None,
    share: float = 0.1,
    measure: Measure = "conversions",
) -> pd.DataFrame:
    """Return what moving money between any two cells would gain, the surest first.

    Parameters
    ----------
    share : of the giving cell's spend that is moved, above 0 and at most 1; never more than doubles the cell
        that gets it.

    Returns
    -------
    DataFrame ``from_segment, from_channel, to_segment, to_channel, amount``, a gain per model
    (``gain_<model>``), ``lowest, highest`` over the models, ``sure`` (the least the range leaves under any
    model; nan where the credit carries none), ``few`` (a cell with fewer than `FEWEST` credited conversions)
    and ``verdict``: ``sure`` (gains under every model, beyond chance), ``every``, ``some`` or ``none``.

    Raises
    ------
    BadSetting : a share outside its bounds.

    Notes
    -----
    Credit's ranges over customers are widened so that they hold for all cells at once (Bonferroni), so the
    best of many moves is not taken for more than it is. That a move gains under *every* model needs no such
    widening over models: all of them have to agree (intersection–union test). Models share blind spots, and
    a gain in credit is no effect.

    References
    ----------
    Berger (1982), Multiparameter hypothesis testing and acceptance sampling, Technometrics 24:295.
    doi:10.1080/00401706.1982.10487790
    """
    if not 0 < share <= 1:
        raise BadSetting(f"A share of {share:g} cannot be moved; choose above 0, up to 1.", setting="share")
    curve = response or Response()
    kept = found.cells.nlargest(MOST_CELLS, "spend").sort_index()
    spend = kept["spend"].to_numpy(float)
    giver, taker = np.nonzero(~np.eye(len(spend), dtype=bool))
    amount = np.minimum(share * spend[giver], (MOST_GROWN - 1) * spend[taker])
    less = 1 - curve.times(1 - amount / spend[giver])
    more = curve.times(1 + amount / spend[taker]) - 1
    credit, low, high = (each[kept.index] for each in _ranges(found, measure))
    gains = more[:, None] * credit[taker] - less[:, None] * credit[giver]
    least = (more[:, None] * low[taker] - less[:, None] * high[giver]).min(axis=1, initial=np.inf)
    counted = found.wide("conversions").to_numpy(float)[kept.index].min(axis=1, initial=np.inf)
    names = kept[CELL].to_numpy(dtype=object)
    table = pd.DataFrame(
        {
            **{f"from_{name}": names[giver, i] for i, name in enumerate(CELL)},
            **{f"to_{name}": names[taker, i] for i, name in enumerate(CELL)},
            "amount": amount,
            **{f"gain_{name}": gains[:, i] for i, name in enumerate(found.models)},
            "lowest": gains.min(axis=1, initial=np.inf),
            "highest": gains.max(axis=1, initial=-np.inf),
            "sure": least,
            "few": np.minimum(counted[giver], counted[taker]) < FEWEST,
        }
    )
    table["verdict"] = _verdicts(table)
    return _in_order(table)


def _ranges(found: Budget, measure: Measure) -> tuple[Array, Array, Array]:
    """Return the cells' credit and its range, wide enough to hold for all of them at once."""
    credit = found.wide(measure).to_numpy(float)
    if not {"low", "high"} <= set(found.credit):
        nothing = np.full(credit.shape, np.nan)
        return credit, nothing, nothing
    share, low, high = (found.wide(name).to_numpy(float) for name in ("share", "low", "high"))
    wider = float(ndtri(1 - (1 - _LEVEL) / 2 / max(len(credit), 1)) / ndtri(0.5 + _LEVEL / 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        whole = np.where(share > 0, credit / share, 0.0)
    below = np.clip(share - wider * (share - low), 0, None)
    return credit, below * whole, (share + wider * (high - share)) * whole


def _verdicts(table: pd.DataFrame) -> Array:
    every = table["lowest"] > 0
    return np.select(
        [every & (table["sure"] > 0) & ~table["few"], every, table["highest"] > 0],
        list(VERDICTS[:3]),
        VERDICTS[3],
    )


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Put the surest first, then what gains most under the model that gives least; ties by name."""
    place = {name: rank for rank, name in enumerate(VERDICTS)}
    keys = table.assign(_verdict=table["verdict"].map(place), _gain=-table["lowest"])
    by = ["_verdict", "few", "_gain", "from_segment", "from_channel", "to_segment", "to_channel"]
    return table.loc[keys.sort_values(by, kind="stable").index].reset_index(drop=True)
