"""What the Value page is about: the choices made sound for the data, and the figures that follow from them.

Nothing here draws.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

import pandas as pd

from segattr.data.dataset import Dataset
from segattr.segments.registry import find_segmentation
from segattr.segments.segment import segment
from segattr.ui import segment_sets, state, store
from segattr.ui.choices import Choices, Money
from segattr.value.cohorts import cohorts
from segattr.value.growth import growth
from segattr.value.lifetime import usual_age
from segattr.value.purchases import Purchases, purchases
from segattr.value.standing import Standing, standing
from segattr.value.winning import Winning, winning
from segattr.words.value import ACQUIRED_BY, MEASURES

IN_USE: Final = "@"
EVERYONE: Final = "(everyone)"
MOST_LEVELS: Final = 40
NOT_GROUPS: Final = ("customer_id", "created_ts", "lead_ts", "opportunity_ts")


@dataclass(frozen=True, eq=False)
class View:
    """One view of what customers are worth.

    Attributes
    ----------
    by : whom it tells apart, a key of ``offered``; that dict says in words what there is to choose from.
    age, ages : month of life it goes up to, and those there are.
    money, moneys : which money, and which the orders carry.
    bought : the orders by month of life. standing : every segment's worth.
    proposed : splits looked at until one told segments apart; 1 where the visitor chose.
    """

    dataset: Dataset
    by: str
    offered: dict[str, str]
    age: int
    ages: range
    money: Money
    moneys: list[Money]
    bought: Purchases
    standing: Standing
    proposed: int

    @property
    def split(self) -> bool:
        """Whether customers are told apart at all."""
        return self.by != EVERYONE

    @property
    def growth(self) -> pd.DataFrame:
        """Money per customer by age, see `segattr.value.growth.growth`."""
        work = partial(growth, self.bought, to_age=self.age)
        return store.kept(("worth.growth", *self.key, self.age), work)

    @property
    def cohorts(self) -> pd.DataFrame:
        """Everybody's cohorts, see `segattr.value.cohorts.cohorts`."""
        key = (self.dataset.key, EVERYONE, "", self.money)
        bought = _purchases(self.dataset, EVERYONE, "", self.money)
        return store.kept(("worth.cohorts", *key), partial(cohorts, bought))

    @property
    def winning(self) -> Winning | None:
        """What new customers cost, see `segattr.value.winning.winning`."""
        work = partial(winning, self.dataset, self.bought, to_age=self.age, labels=self.labels)
        return store.kept(("worth.winning", *self.key, self.age), work)

    @property
    def labels(self) -> pd.Series | None:
        """Everybody's segment by id; None for everyone as one."""
        return _labels(self.dataset, self.by, _text(self.by))

    def bought_by(self, by: str, money: Money) -> Purchases:
        """Return the orders by month of life, told apart by another of those offered, or by other money."""
        return _purchases(self.dataset, by, _text(by), money)

    @property
    def in_use(self) -> str:
        """The segments in use, as text; empty for none."""
        return _text(IN_USE)

    @property
    def key(self) -> tuple[object, ...]:
        """What the figures depend on, beside the age."""
        return self.dataset.key, self.by, _text(self.by), self.money


def view(dataset: Dataset) -> View:
    """Return the view the visitor's choices ask for; what they leave open is proposed from the data.

    Raises
    ------
    UnsuitableData : no orders with money, or no whole month of them.
    """
    choices = state.get()
    moneys = _moneys(dataset)
    money = choices.worth_of if choices.worth_of in moneys else moneys[0]
    everybody = _purchases(dataset, EVERYONE, "", money)
    oldest = int(everybody.observed.max())
    ages = range(oldest + 1)
    age = min(choices.worth_age if choices.worth_age >= 0 else usual_age(everybody), oldest)
    offered = _offered(dataset, choices)
    by, tried = _proposed(dataset, choices, offered, age, money)
    found = _standing(dataset, by, age, money, tried)
    bought = _purchases(dataset, by, _text(by), money)
    return View(dataset, by, offered, age, ages, money, moneys, bought, found, tried)


def _moneys(dataset: Dataset) -> list[Money]:
    orders = dataset.conversions
    kinds: tuple[Money, ...] = ("value", "margin")
    there = [kind for kind in kinds if orders is not None and kind in orders and orders[kind].notna().any()]
    return there or ["value"]  # whose absence is then said


def _offered(dataset: Dataset, choices: Choices) -> dict[str, str]:
    offered = {}
    if segment_sets.text_of(choices):
        offered[IN_USE] = f"{segment_sets.title_of(choices)} (in use)"
    if dataset.touchpoints is not None:
        offered |= {name: title for name, title in ACQUIRED_BY.items() if name in dataset.touchpoints}
    if (listed := dataset.listed) is not None:
        columns = [str(name) for name in listed if name not in NOT_GROUPS]
        offered |= {name: name for name in columns if 2 <= listed[name].nunique() <= MOST_LEVELS}
    return offered | {EVERYONE: "everyone"}


def _proposed(
    dataset: Dataset, choices: Choices, offered: dict[str, str], age: int, money: Money
) -> tuple[str, int]:
    """Return what was chosen, else the first split that tells segments apart, and how many were tried."""
    if choices.worth_by in offered:
        return choices.worth_by, 1
    tried = [by for by in offered if by != EVERYONE]
    for by in tried:
        if _standing(dataset, by, age, money, len(tried)).finding.verdict == "apart":
            return by, len(tried)
    return next(iter(offered)), max(len(tried), 1)


def _text(by: str) -> str:
    """Return the segmentation behind a choice, as text; empty for everyone."""
    if by == IN_USE:
        return segment_sets.text_of(state.get())
    return "" if by == EVERYONE else by


def _purchases(dataset: Dataset, by: str, text: str, money: Money) -> Purchases:
    def work() -> Purchases:
        return purchases(dataset, money=money, labels=_labels(dataset, by, text))

    return store.kept(("worth.purchases", dataset.key, text, money), work)


def _labels(dataset: Dataset, by: str, text: str) -> pd.Series | None:
    """Return everybody's segment; None for everyone as one."""
    if not text:
        return None

    def work() -> pd.Series:
        rule = find_segmentation(text if by == IN_USE else f"{text},")
        assert rule is not None  # only no text finds None
        return segment(dataset, rule)

    return store.kept(("worth.labels", dataset.key, text), work)


def _standing(dataset: Dataset, by: str, age: int, money: Money, tried: int) -> Standing:
    text = _text(by)
    bought = _purchases(dataset, by, text, money)
    work = partial(
        standing, bought, to_age=age, measure=MEASURES[money], currency=dataset.currency, tried=tried
    )
    return store.kept(("worth.standing", dataset.key, text, money, age, tried), work)
