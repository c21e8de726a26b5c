"""What a visitor has chosen on the path from everyone to someone, and what is proposed where nothing is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, TypedDict, Unpack

import streamlit as st

from segattr.averages.common_traits import CommonTraits
from segattr.averages.list_members import Members, Versus
from segattr.averages.list_segment import THE_TOP, Goal, ListSegment, Trait, proposed_goal
from segattr.data.dataset import Dataset
from segattr.segments.spending import By
from segattr.segments.top import Top
from segattr.ui import state
from segattr.words import starter as words

KEY: Final = "segattr.starter"
MOST_TRAITS: Final = 8  # to choose the segment from


@dataclass(frozen=True)
class Plan:
    """The path as far as the visitor has gone; it belongs to one dataset.

    Attributes
    ----------
    dataset_key : the data it is about; with others it begins anew.
    percent, months : who the top is, see `Top`.
    versus : whom the top is compared with.
    trait : the segment's trait; None takes the proposed one.
    goal, campaign, tag : the visitor's own; empty for the proposed ones.
    """

    dataset_key: str = ""
    percent: int = Top.percent
    months: int = Top.months
    versus: Versus = "everyone"
    trait: Trait | None = None
    goal: Goal | None = None
    campaign: str = ""
    tag: str = ""


class PlanChanges(TypedDict, total=False):
    """The fields of `Plan` a visitor sets."""

    percent: int
    months: int
    versus: Versus
    trait: Trait | None
    goal: Goal | None
    campaign: str
    tag: str


def current() -> Plan | None:
    """Return the visitor's plan for the data in use; None where the path is not open."""
    held: Plan | None = st.session_state.get(KEY)
    return held if held is not None and held.dataset_key == state.get().dataset_key else None


def begin() -> None:
    """Open the path."""
    st.session_state[KEY] = Plan(dataset_key=state.get().dataset_key)


def close() -> None:
    """Leave the path; what was chosen on it is let go."""
    st.session_state.pop(KEY, None)


def change(**fields: Unpack[PlanChanges]) -> None:
    """Set something of the plan, and keep the rest."""
    st.session_state[KEY] = replace(current() or Plan(dataset_key=state.get().dataset_key), **fields)


def by_of(dataset: Dataset) -> By:
    """Return what customers are ranked by: revenue, or orders where none says what it was worth."""
    orders = dataset.conversions
    return "value" if orders is not None and "value" in orders and orders["value"].notna().any() else "orders"


def traits_to_choose(members: Members, found: CommonTraits) -> list[Trait]:
    """Return the segments to choose from: by confirmed traits a rule can name, and the top itself."""
    pairs = zip(found.shared["trait"], found.shared["value"], strict=True)
    named = [(str(trait), str(value)) for trait, value in pairs if trait in members.columns]
    return [*named[:MOST_TRAITS], THE_TOP]


def chosen_trait(plan: Plan, offered: list[Trait]) -> Trait:
    """Return the visitor's trait, as far as it is offered, or the first that is."""
    return plan.trait if plan.trait in offered and plan.trait is not None else offered[0]


def goal_of(plan: Plan, segment: ListSegment) -> Goal:
    """Return the visitor's goal, or the one the segment's orders suggest."""
    return plan.goal or proposed_goal(segment)


def campaign_of(plan: Plan, goal: Goal, segment: ListSegment) -> tuple[str, str]:
    """Return the campaign's name and UTM tag."""
    name = plan.campaign or words.campaign_name(goal, segment.name)
    return name, words.tag(plan.tag) or words.tag(name) or "campaign"
