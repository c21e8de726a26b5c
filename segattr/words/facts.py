"""What a dataset holds, counted and put into words; every sentence of the Data page rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from segattr.words.numbers import count, many, money, percent
from segattr.words.outcome import outcome_of, who_did

if TYPE_CHECKING:
    from segattr.data.dataset import Dataset


@dataclass(frozen=True)
class Facts:
    """What a dataset holds.

    Attributes
    ----------
    touchpoints, conversions : rows of these tables.
    people : different customers, those of the customers' table and those seen in touchpoints: who could have
        converted. 0 where there is neither table.
    buyers : different customers with conversions, where neither of these tables says who there is.
    priced : whether any conversion says what it was worth.
    strangers : conversions of customers without any touchpoint; 0 where there are no touchpoints at all.
    numbers : different numbers of conversions, where fewer than the conversions; 0 where each has its own.
    first, last : first and last moment of touchpoints and conversions.
    counted, converted : people or visits without ids, and how many of them converted.
    outcome : the column that says who converted; empty where it says just that.
    paths, on_paths : different conversion paths, and the conversions on them.
    events : other things customers did.
    spend, currency, cost_channels : what was spent, in which currency, on how many channels.
    installs : deliveries of an app's installs among the events.

    Examples
    --------
    >>> Facts(people=7000).holds
    '**7,000 customers**'
    """

    touchpoints: int = 0
    conversions: int = 0
    people: int = 0
    buyers: int = 0
    priced: bool = False
    strangers: int = 0
    numbers: int = 0
    first: pd.Timestamp | None = None
    last: pd.Timestamp | None = None
    counted: int = 0
    converted: int = 0
    outcome: str = ""
    paths: int = 0
    on_paths: float = 0.0
    events: int = 0
    spend: float = 0.0
    currency: str = ""
    cost_channels: int = 0
    installs: int = 0

    @property
    def can_split(self) -> bool:
        """Whether rates can be compared: it is known who converted, and who could have."""
        return bool(self.counted or (self.conversions and self.people))

    @property
    def can_credit(self) -> bool:
        """Whether credit can be shared out; touchpoints, where there are any, come before paths."""
        return bool(self.conversions if self.touchpoints else self.paths)

    @property
    def holds(self) -> str:
        """What is there and from when to when, in words; empty where none of it can be counted."""
        dated = _together(_many(self.touchpoints, "touchpoint"), _many(self.conversions, "conversion"))
        of_whom = _many(self.people or self.buyers, "customer")
        events = " of ".join(part for part in (dated, of_whom) if part)
        span = period(self.first, self.last) if dated else ""
        whole = ", ".join(part for part in (events, span) if part)
        parts = (whole, self._counted, self._paths, _many(self.events, "event"), self._costs)
        return "; ".join(part for part in parts if part)

    @property
    def _counted(self) -> str:
        if not self.counted:
            return ""
        of_them = f"**{count(self.converted)}** ({percent(self.converted / self.counted)})"
        counted = f"**{many(self.counted, 'person or visit', 'people or visits')}**"
        return f"{counted}, of which {of_them} {who_did(self.outcome)}"

    @property
    def _paths(self) -> str:
        return (
            f"{_many(self.paths, 'path')} with **{many(self.on_paths, 'conversion')}**" if self.paths else ""
        )

    @property
    def _costs(self) -> str:
        if not self.cost_channels:
            return ""
        return f"**{money(self.spend, self.currency)}** spent on {_many(self.cost_channels, 'channel')}"


def facts(dataset: Dataset) -> Facts:
    """Count what a dataset holds.

    Examples
    --------
    >>> from segattr.data.dataset import Dataset
    >>> facts(Dataset(customers=pd.DataFrame({"customer_id": ["a", "b"]}))).people
    2
    """
    touches, orders = dataset.touchpoints, dataset.conversions
    seen = [table["customer_id"] for table in (dataset.customers, touches) if table is not None]
    moments = [table["ts"] for table in (touches, orders) if table is not None and len(table)]
    return Facts(
        touchpoints=_rows(touches),
        conversions=_rows(orders),
        people=int(pd.concat(seen).nunique()) if seen else 0,
        buyers=0 if seen or orders is None else int(orders["customer_id"].nunique()),
        priced=orders is not None and "value" in orders and bool(orders["value"].notna().any()),
        strangers=_strangers(touches, orders),
        numbers=_numbers(orders),
        first=min((column.min() for column in moments), default=None),
        last=max((column.max() for column in moments), default=None),
        **_without_ids(dataset.outcomes),
        outcome=outcome_of(dataset),
        paths=_rows(dataset.paths),
        on_paths=0.0 if dataset.paths is None else float(dataset.paths["conversions"].sum()),
        events=_rows(dataset.events),
        spend=0.0 if dataset.costs is None else float(dataset.costs["spend"].sum()),
        currency=dataset.currency,
        cost_channels=0 if dataset.costs is None else int(dataset.costs["channel"].nunique()),
    )


def period(first: pd.Timestamp | None, last: pd.Timestamp | None) -> str:
    """Return from when to when, in days; empty where that is not known.

    Examples
    --------
    >>> period(pd.Timestamp("2026-03-01"), pd.Timestamp("2026-08-31 23:10"))
    '1 Mar – 31 Aug 2026'
    """
    if first is None or last is None or pd.isna(first) or pd.isna(last):
        return ""
    same_year, same_month = first.year == last.year, (first.year, first.month) == (last.year, last.month)
    shape = "" if same_month else f" {first:%b}" if same_year else f" {first:%b %Y}"
    end = f"{last.day} {last:%b %Y}"
    return end if first.date() == last.date() else f"{first.day}{shape} – {end}"


def _strangers(touches: pd.DataFrame | None, orders: pd.DataFrame | None) -> int:
    if touches is None or orders is None:
        return 0
    known = pd.Index(touches["customer_id"].unique())  # `isin` walks through it one by one: ten times as long
    return int((known.get_indexer(orders["customer_id"]) < 0).sum())


def _numbers(orders: pd.DataFrame | None) -> int:
    if orders is None or "conversion_id" not in orders:
        return 0
    numbered = orders["conversion_id"].dropna()
    return int(numbered.nunique()) if numbered.duplicated().any() else 0


def _without_ids(outcomes: pd.DataFrame | None) -> dict[str, int]:
    if outcomes is None:
        return {}
    if "converted" not in outcomes:
        return {"counted": int(outcomes["people"].sum()), "converted": int(outcomes["converters"].sum())}
    known = outcomes[outcomes["converted"].notna()]
    weight = known["people"].fillna(0) if "people" in known else pd.Series(1, index=known.index)
    yes = known["converted"].astype(bool)
    return {"counted": int(weight.sum()), "converted": int(weight[yes].sum())}


def _rows(table: pd.DataFrame | None) -> int:
    return 0 if table is None else len(table)


def _many(number: int, what: str) -> str:
    return f"**{many(number, what)}**" if number else ""


def _together(*parts: str) -> str:
    return " and ".join(part for part in parts if part)
