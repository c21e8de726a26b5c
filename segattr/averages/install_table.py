"""The table of installs: counts and rates per group, what they cost, and what of the spend is in no group."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segattr.averages.install_costs import InstallSpend
from segattr.averages.install_steps import STEPS
from segattr.statistics.intervals import wilson

Floats = NDArray[np.floating]
FIGURES: Final = (
    *("installs", "opened", "open_rate", "open_low", "open_high"),
    *("activated", "active_rate", "active_low", "active_high"),
    *("paid", "pay_rate", "pay_low", "pay_high"),
    *("spend", "cost_per_install", "cost_per_active", "cost_per_active_low", "cost_per_active_high", "note"),
)
NOT_PLACED, OTHER_DAYS = "(not placed)", "(other days)"
FEW: Final = 30
NOTES: Final = {
    "few": f"fewer than {FEW} installs",
    "divided": "bills that do not tell these groups apart are divided by installs",
    "free": "no spend",
    NOT_PLACED: "billed under names that no install carries",
    OTHER_DAYS: "billed for days before the first install or after the last event",
}
_RATES: Final = {"opened": "open", "activated": "active", "paid": "pay"}


def install_table(
    counts: pd.DataFrame,
    labels: pd.DataFrame,
    groups: pd.Series,
    spend: InstallSpend | None,
    *,
    paying: bool,
    level: float = 0.95,
) -> pd.DataFrame:
    """Return the rows of `segattr.averages.installs.installs`.

    Parameters
    ----------
    counts : one row per group: how many of it reached each of `STEPS`.
    labels, groups : per install the columns of its group, and the group's name in ``counts``.
    spend : which install bears which part of the spend; None without costs.
    paying : whether anything can be a payment.
    level : confidence of the ranges (0-1).
    """
    n = counts["install"].to_numpy(float)
    figures: dict[str, object] = {"installs": n.astype("int64")}
    for (name, short), step in zip(_RATES.items(), STEPS[1:], strict=True):
        done = counts[step].to_numpy(float)
        if step == "pay" and not paying:
            done = np.full(len(n), np.nan)
        low, high = wilson(done, n, level=level)
        figures |= {name: done, f"{short}_rate": done / n, f"{short}_low": low, f"{short}_high": high}
    table = pd.DataFrame(figures, index=counts.index)
    paid = np.zeros(len(groups)) if spend is None else spend.placed
    bills = pd.Series(paid).groupby(groups.to_numpy()).sum().reindex(counts.index).to_numpy(float)
    divided = np.zeros(len(n), dtype=bool)
    if spend is not None:
        divided = pd.Series(spend.divided).groupby(groups.to_numpy()).any().reindex(counts.index).to_numpy()
    table = table.assign(**_costs(table, bills if spend is not None else np.full(len(n), np.nan)))
    table["note"] = _notes(n, bills, divided, billed=spend is not None)
    first = labels.assign(group=groups.to_numpy()).drop_duplicates("group").set_index("group")
    rows = first.reindex(table.index).join(table).sort_values("installs", ascending=False, kind="stable")
    return _with_the_rest(rows.reset_index(drop=True), [str(c) for c in labels], spend)


def _costs(table: pd.DataFrame, spend: Floats) -> dict[str, Floats]:
    paid = np.where(spend > 0, spend, np.nan)
    n = table["installs"].to_numpy(float)
    each = {"cost_per_install": n, "cost_per_active": table["activated"].to_numpy(float)}
    ends = {
        "cost_per_active_low": n * table["active_high"].to_numpy(),
        "cost_per_active_high": n * table["active_low"].to_numpy(),
    }
    return {"spend": spend} | {
        name: np.divide(paid, by, out=np.full(len(n), np.nan), where=by > 0)
        for name, by in (each | ends).items()
    }


def _notes(n: Floats, spend: Floats, divided: Floats, *, billed: bool) -> list[str]:
    said = [
        {"few": few < FEW, "divided": parted, "free": billed and not paid}
        for few, paid, parted in zip(n.tolist(), spend.tolist(), divided.tolist(), strict=True)
    ]
    return ["; ".join(NOTES[name] for name, true in each.items() if true) for each in said]


def _with_the_rest(rows: pd.DataFrame, by: list[str], spend: InstallSpend | None) -> pd.DataFrame:
    """Add what of the spend went to no group, so that spend adds up to that of the costs."""
    if spend is None:
        return rows[[*by, *FIGURES]]
    rest = {NOT_PLACED: float(spend.unplaced["spend"].sum()), OTHER_DAYS: spend.outside}
    more = [
        {by[0]: name, "installs": 0, "spend": paid, "note": NOTES[name]}
        for name, paid in rest.items()
        if abs(paid) > 1e-9
    ]
    if not more:
        return rows[[*by, *FIGURES]]
    added = pd.DataFrame(more).reindex(columns=[*by, *FIGURES])
    added[by] = added[by].astype(object).fillna("")
    return pd.concat([rows, added.astype(rows.dtypes.to_dict())], ignore_index=True)[[*by, *FIGURES]]
