"""The table of the Value page: every segment's worth to an age, and how it stands to the rest."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from segattr.statistics.intervals import wilson
from segattr.value.lifetime import FEWEST_CUSTOMERS, lifetime
from segattr.value.purchases import EVERYBODY, Purchases
from segattr.words.value import Finding, Verdict, Worth


@dataclass(frozen=True, eq=False)
class Standing:
    """Segments by what their customers brought.

    Attributes
    ----------
    finding : what to say.
    rows : `segattr.value.lifetime.lifetime`'s rows, the highest value first and small segments last, with
        ``again, again_low, again_high`` (share who ordered a second time by that age) and ``small``.
    young : customers left out because they are younger than the age.
    """

    finding: Finding
    rows: pd.DataFrame
    young: int


def standing(
    bought: Purchases, *, to_age: int, measure: str, currency: str = "", tried: int = 1, level: float = 0.95
) -> Standing:
    """Return the segments' worth to an age, ready for sentence, picture and table.

    Parameters
    ----------
    measure : what the money is, in words.
    tried : splits looked at before this one was chosen; what is called beyond chance is so for all of them.
    """
    rows = lifetime(bought, to_age=to_age, level=level, tried=tried)
    rows = rows.merge(_again(bought, to_age, level), on="segment", how="left")
    rows["small"] = rows["customers"] < FEWEST_CUSTOMERS
    rows = rows.sort_values(["small", "ltv"], ascending=[True, False], kind="stable", ignore_index=True)
    whole = _everybody(bought, to_age, level)
    named = rows[rows["beyond"] & ~rows["small"]]
    groups = tuple(_worth(row) for row in named.to_dict("records"))
    verdict = _verdict(rows, whole, groups)
    return Standing(
        Finding(verdict, to_age, whole, groups, currency, measure), rows, int(rows["left_out"].sum())
    )


def _verdict(rows: pd.DataFrame, whole: Worth, groups: tuple[Worth, ...]) -> Verdict:
    if not whole.customers:
        return "nobody"
    if int((rows["customers"] > 0).sum()) < 2:
        return "single"
    if groups:
        return "apart"
    return "alike" if (~rows["small"]).sum() >= 2 else "few"


def _everybody(bought: Purchases, to_age: int, level: float) -> Worth:
    alone = Purchases(
        bought.rows,
        pd.Series([EVERYBODY] * len(bought.segments)),
        bought.cohorts,
        bought.until,
        bought.left_out,
    )
    row = lifetime(alone, to_age=to_age, level=level).iloc[0]
    return _worth({str(name): figure for name, figure in row.items()})


def _worth(row: Mapping[Hashable, object]) -> Worth:
    figures = (float(str(row[name])) for name in ("ltv", "low", "high", "rest"))
    return Worth(str(row["segment"]), int(str(row["customers"])), *figures)


def _again(bought: Purchases, to_age: int, level: float) -> pd.DataFrame:
    """Return the share of each segment's customers with a second order by the age."""
    young = bought.rows[bought.rows["age"] <= to_age]
    orders = np.bincount(young["customer"], minlength=len(bought.segments))
    old = (bought.observed >= to_age) & (bought.cohorts <= bought.until).to_numpy()
    people = pd.DataFrame({"segment": bought.segments[old].to_numpy(), "again": orders[old] > 1})
    counted = people.groupby("segment")["again"].agg(["sum", "size"])
    low, high = wilson(counted["sum"], counted["size"], level=level)
    return pd.DataFrame(
        {"again": counted["sum"] / counted["size"], "again_low": low, "again_high": high}
    ).reset_index()
