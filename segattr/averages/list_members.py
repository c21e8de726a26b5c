"""Everybody on the list: who is in the top, and what else is known of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import pandas as pd

from segattr.averages.common_traits import CommonTraits, Flags, common_traits
from segattr.averages.list_traits import (
    FIRST,
    by_customer,
    contact_traits,
    customer_traits,
    of_first_order,
    order_traits,
)
from segattr.data.dataset import Dataset
from segattr.reduce.engines import to_pandas, with_group
from segattr.reduce.groups import GROUPS
from segattr.reduce.source import Source, source_of_dataset
from segattr.segments.spending import behaviour, everybody
from segattr.segments.top import Top

Versus = Literal["everyone", "buyers"]


@dataclass(frozen=True, eq=False)
class Members:
    """Everybody known: customers, ids seen in touchpoints, and whoever ordered.

    Attributes
    ----------
    people : one row per person, by ``customer_id``: ``top``, ``buyer`` (ordered in the period), ``orders``
        and ``amount`` of the period, ``ever`` (orders at all), ``last`` (the latest one, in microseconds),
        ``searched`` (the half in which traits are looked for).
    traits : the same rows, one column of labels per trait anybody can have.
    bought : the same rows, one column of labels per trait only buyers can have.
    columns : trait -> the column of customers or touchpoints it is, where a rule can ask for it.
    left_out : columns not tried, because they are what makes the top.
    top : the rule.
    """

    people: pd.DataFrame
    traits: pd.DataFrame
    bought: pd.DataFrame
    columns: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    top: Top = field(default_factory=Top)

    @property
    def share(self) -> float:
        """The real share of the top in those who ordered in the period."""
        return float(self.people["top"].sum() / max(self.people["buyer"].sum(), 1))

    @property
    def of_all(self) -> float:
        """The part of what was spent in the period that the top spent; nan where nothing was."""
        spent = float(self.people["amount"].sum())
        return float(self.people["amount"][self.people["top"]].sum()) / spent if spent > 0 else np.nan

    def in_common(self, *, versus: Versus = "everyone", level: float = 0.95) -> CommonTraits:
        """Return what the top has in common against everybody else, or against the other buyers.

        Against everybody else, traits only buyers can have are not tried: the whole top has ordered.
        """
        among = self.flags("buyer") | (versus == "everyone")
        traits = self.traits if versus == "everyone" else self.traits.join(self.bought)
        searched, top = self.flags("searched")[among], self.flags("top")[among]
        return replace(common_traits(traits[among], top, searched, level=level), left_out=self.left_out)

    def having(self, trait: str, value: str) -> Flags:
        """Return who has a trait."""
        table = self.traits if trait in self.traits else self.bought
        flags: Flags = (table[trait].astype("str") == value).to_numpy(bool)
        return flags

    def flags(self, name: str) -> Flags:
        """Return a column of ``people`` that says yes or no."""
        flags: Flags = self.people[name].to_numpy(bool)
        return flags


def list_members(dataset: Dataset, top: Top) -> Members:
    """Return everybody on the list, who is in the top, and what else is known of them.

    Raises
    ------
    UnsuitableData : there are no conversions, or no order says what it was worth.
    """
    rule = top.of(dataset)
    source = source_of_dataset(dataset)
    people = _people(source, rule)
    came = by_customer(to_pandas(behaviour(source))).reindex(people.index)
    mine, left_out = customer_traits(dataset, people["amount"])
    contacts = contact_traits(dataset, source, came["touches"], known=mine.columns)
    orders = people["orders"] if rule.by == "value" else people["orders"].clip(upper=1)
    bought = order_traits(dataset, source, orders, came["days"])
    if dataset.customers is None:
        twice = [of_first_order(str(name)) for name in mine]
        bought = bought.drop(columns=twice, errors="ignore")
    traits = mine.join(_apart(contacts, mine))
    asked = {name: name if name in mine else name.removeprefix(FIRST) for name in map(str, traits)}
    columns = {name: column for name, column in asked.items() if _is_asked_for(column, dataset)}
    return Members(people, traits, _apart(bought, traits), columns, left_out, rule)


def _is_asked_for(name: str, dataset: Dataset) -> bool:
    """Whether a trait is a column of texts, whose values a rule can name."""
    columns = [table[name] for table in dataset.of_people.values() if name in table]
    return bool(columns) and not pd.api.types.is_numeric_dtype(columns[0])


def _apart(traits: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return traits under names the others do not have."""
    return traits.rename(columns=lambda name: f"{name}′" if name in others else name)


def _people(source: Source, rule: Top) -> pd.DataFrame:
    known = by_customer(to_pandas(with_group(everybody(source)))).sort_index()
    ranked = by_customer(to_pandas(rule.buyers(source)))
    people = known.join(ranked)
    return people.assign(
        buyer=people["orders"].notna(),
        top=people["is_top"] == 1,
        orders=people["orders"].fillna(0).astype("int64"),
        amount=people["amount"].fillna(0.0),
        searched=people["group"] < GROUPS // 2,
    ).drop(columns=["is_top", "group"])
