"""What the customers won in each quarter brought at equal age, beside what one of them cost."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from segattr.averages.periods import periods_of
from segattr.errors import UnsuitableData
from segattr.exports.report_parts import Part, Subject, Sum
from segattr.exports.report_quarters import HEADERS as QUARTERLY
from segattr.value.acquisition import payback, worth_to_cost
from segattr.value.growth import growth
from segattr.value.lifetime import FEWEST_CUSTOMERS, lifetime, spent_to
from segattr.value.purchases import EVERYBODY as ALL
from segattr.value.purchases import Purchases, purchases
from segattr.words import report as words
from segattr.words import report_sections as said

QUARTER_OF_LIFE: Final = 2  # months after the first: of a quarter, everybody's is over when the next one ends
HEADERS: Final = {
    "period": QUARTERLY["period"],
    "segment": QUARTERLY["segment"],
    "new": "New customers",
    "customers": "Followed that long",
    "ltv": "LTV",
    "low": "LTV from",
    "high": "LTV to",
    "left_out": "Too young",
    "spend": "Spend",
    "cac": "CAC",
    "ratio": "LTV ÷ CAC",
    "ratio_low": "LTV ÷ CAC from",
    "ratio_high": "LTV ÷ CAC to",
    "payback": "Paid back at month",
    "months": "Months followed",
}
AMOUNTS: Final = ("ltv", "low", "high", "spend", "cac")


def worth_part(subject: Subject, spend: pd.DataFrame) -> Part:
    """Return the part with a row per quarter and segment; with the reason where nothing can be followed.

    Parameters
    ----------
    spend : ``period, segment, spend`` of `segattr.exports.report_spend.quarterly_spend`; no rows where nobody
        knows it.
    """
    title = said.TITLES[said.WORTH]
    try:
        bought = purchases(subject.dataset, labels=subject.labels)
    except UnsuitableData as error:
        return Part(said.WORTH, title, notes=(str(error),))
    age = min(QUARTER_OF_LIFE, int(bought.observed.max()))
    quarters = bought.cohorts.map(_quarter)
    table = pd.concat(
        [
            _of_quarter(_won_in(bought, (quarters == name).to_numpy()), age, _spent(spend, name)).assign(
                period=name
            )
            for name in sorted(quarters.unique())
        ],
        ignore_index=True,
    )
    known = (
        table
        if len(spend)
        else table.drop(columns=["spend", "cac", "ratio", "ratio_low", "ratio_high", "payback"])
    )
    shown = known[[name for name in HEADERS if name in known]].rename(columns=HEADERS)
    money = frozenset(HEADERS[name] for name in AMOUNTS)
    return Part(said.WORTH, title, shown, _notes(table, age, paid=len(spend) > 0), money=money)


def worth_sums(subject: Subject, part: Part) -> list[Sum]:
    """Return the new customers each quarter must add up to, counted in the files."""
    orders = subject.dataset.conversions
    if part.table.empty or orders is None:
        return []
    first = (
        orders.dropna(subset=["customer_id", "ts"]).groupby(orders["customer_id"].astype("str"))["ts"].min()
    )
    counted = periods_of(first, "quarter").value_counts().sort_index()
    where, column = HEADERS["period"], HEADERS["new"]
    return [
        Sum(f"New customers of {name}", part.name, column, float(n), (where, str(name)))
        for name, n in counted.items()
    ]


def _quarter(month: int) -> str:
    return f"{month // 12} Q{month % 12 // 3 + 1}"


def _spent(spend: pd.DataFrame, quarter: str) -> pd.Series:
    return spend[spend["period"] == quarter].set_index("segment")["spend"]


def _won_in(bought: Purchases, inside: np.ndarray) -> Purchases:
    """Return the purchases of some customers alone."""
    place = np.cumsum(inside) - 1
    rows = bought.rows[inside[bought.rows["customer"]]]
    rows = rows.assign(customer=place[rows["customer"]]).reset_index(drop=True)
    segments, cohorts = (each[inside].reset_index(drop=True) for each in (bought.segments, bought.cohorts))
    return Purchases(rows, segments, cohorts, bought.until, 0)


def _of_quarter(won: Purchases, age: int, spent: pd.Series) -> pd.DataFrame:
    rows = lifetime(won, to_age=age)
    rows["new"] = rows["segment"].map(won.segments.value_counts())
    whole = won.until - int(won.cohorts.max())  # to this age all of them were followed
    curves = growth(won, to_age=whole) if whole >= 0 else pd.DataFrame(columns=["segment", "age", "ltv"])
    rows["spend"] = rows["segment"].map(spent.rename({words.EVERYBODY: ALL})).to_numpy(float)
    rows["cac"] = rows["spend"] / rows["new"]
    beside = [
        _beside(won, curves, str(name), float(cac), age)
        for name, cac in zip(rows["segment"], rows["cac"], strict=True)
    ]
    rows = pd.concat([rows, pd.DataFrame(beside)], axis=1).assign(months=max(whole + 1, 0))
    return rows.replace({"segment": {ALL: words.EVERYBODY}})


def _beside(won: Purchases, curves: pd.DataFrame, name: str, cac: float, age: int) -> dict[str, float]:
    nothing = dict.fromkeys(("ratio", "ratio_low", "ratio_high", "payback"), float("nan"))
    if not cac > 0:
        return nothing
    old = (won.observed >= age) & (won.segments == name).to_numpy()
    reached = payback(curves[curves["segment"] == name].set_index("age")["ltv"], cost=cac)
    paid = nothing | ({} if reached is None else {"payback": reached + 1.0})  # months of life count from 1
    if not old.any():
        return paid
    found = worth_to_cost(spent_to(won, to_age=age)[old], cost=cac)
    ends = {"ratio_low": found.low, "ratio_high": found.high} if found.customers > 1 else {}
    return paid | {"ratio": found.ratio, **ends}


def _notes(table: pd.DataFrame, age: int, *, paid: bool) -> tuple[str, ...]:
    followed = table.groupby("period")["customers"].sum()
    young = [str(name) for name, n in followed.items() if n == 0]
    small = int(table["customers"].between(1, FEWEST_CUSTOMERS - 1).sum())
    few = said.FEW.format(few=small, cells=len(table), fewest=FEWEST_CUSTOMERS) if small else ""
    notes = [
        said.IN_LIFE.format(months=said.months_of_life(age)),
        words.FIRST_NEW,
        said.too_young(young),
        few,
    ]
    return tuple(filter(None, [*notes, said.UNPAID if paid else ""]))
