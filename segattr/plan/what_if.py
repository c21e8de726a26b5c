"""What a plan would bring under every model, if credit were effect and the response as assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import pandas as pd

from segattr.errors import BadSetting, UnknownName
from segattr.plan.budget import CELL, Budget
from segattr.plan.response import Response

Measure = Literal["conversions", "value"]
Cell = tuple[str, str]  # segment, channel
MOST_GROWN: Final = 2.0  # times what is spent now: beyond, no curve of ours is worth anything


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A plan beside what is spent now.

    Attributes
    ----------
    cells : ``segment, channel, spend, planned`` and, per model, the credit now and then (``now_<model>``,
        ``then_<model>``), of what is measured.
    totals : ``model, now, then, change``.
    spent, planned : of all cells; moved : money that left its cell for another one, or came or went.
    stretched : cells that would get more than `MOST_GROWN` times what they have now.
    """

    cells: pd.DataFrame
    totals: pd.DataFrame
    spent: float
    planned: float
    moved: float
    stretched: tuple[Cell, ...]

    @property
    def verdict(self) -> Literal["every", "some", "none", "still"]:
        """Under how many of the models the plan gains; ``still`` where nothing is moved."""
        if self.moved == 0:
            return "still"
        gains = self.totals["change"] > 0
        return "every" if gains.all() else "some" if gains.any() else "none"


def what_if(
    found: Budget,
    planned: Mapping[Cell, float],
    *,
    response: Response | None = None,
    measure: Measure = "conversions",
) -> WhatIf:
    """Return what a plan would bring under each model.

    Parameters
    ----------
    planned : (segment, channel) -> money, 0 or more; cells that are not named keep what they have.

    Raises
    ------
    UnknownName : a cell without spend, for which there is no curve. BadSetting : negative money.

    Examples
    --------
    >>> rows = [("last", "all", "Ads", 10.0), ("last", "all", "Post", 40.0)]
    >>> credit = pd.DataFrame(rows, columns=["model", "segment", "channel", "conversions"])
    >>> spend = pd.DataFrame({"segment": "all", "channel": ["Ads", "Post"], "spend": [100.0, 100.0]})
    >>> now = Budget(spend, credit, "touches", 0.0, 0.0)
    >>> plan = what_if(now, {("all", "Ads"): 0, ("all", "Post"): 200}, response=Response(1))
    >>> plan.totals["change"].tolist(), plan.moved
    ([30.0], 100.0)
    """
    cells = _with_plan(found, planned)
    times = (response or Response()).times(cells["planned"] / cells["spend"])
    now = found.wide(measure).reset_index(drop=True)
    then = now.mul(times, axis=0)
    totals = pd.DataFrame({"now": now.sum(), "then": then.sum()}).rename_axis("model").reset_index()
    totals["change"] = (then - now).sum().to_numpy()
    more = (cells["planned"] - cells["spend"]).to_numpy()
    stretched = cells.loc[cells["planned"] > MOST_GROWN * cells["spend"] * (1 + 1e-9), CELL]
    return WhatIf(
        pd.concat([cells, now.add_prefix("now_"), then.add_prefix("then_")], axis=1),
        totals,
        float(cells["spend"].sum()),
        float(cells["planned"].sum()),
        float(max(more[more > 0].sum(), -more[more < 0].sum())),
        tuple((str(a), str(b)) for a, b in stretched.itertuples(index=False)),
    )


def _with_plan(found: Budget, planned: Mapping[Cell, float]) -> pd.DataFrame:
    names = list(found.cells[CELL].itertuples(index=False, name=None))
    unknown = [cell for cell in planned if cell not in set(names)]
    if unknown:
        segment, channel = unknown[0]
        raise UnknownName(
            f"Nothing is spent on {channel} for {segment} now, so there is no curve to plan by.",
            name=unknown[0],
        )
    amounts = [
        float(planned.get(cell, spend)) for cell, spend in zip(names, found.cells["spend"], strict=True)
    ]
    if not np.isfinite(amounts).all() or min(amounts, default=0.0) < 0:
        raise BadSetting("A plan spends 0 or more in every cell.", setting="planned")
    return found.cells[[*CELL, "spend"]].reset_index(drop=True).assign(planned=amounts)
