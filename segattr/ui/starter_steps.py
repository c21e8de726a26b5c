"""Steps three to six of the path: the segment, its goal, its campaign, and the report of all of it."""

from __future__ import annotations

import streamlit as st

from segattr.averages.common_traits import CommonTraits
from segattr.averages.list_members import Members
from segattr.averages.list_segment import (
    Goal,
    ListSegment,
    Trait,
    definition,
    list_segment,
    proposed_goal,
)
from segattr.data.dataset import Dataset
from segattr.ui import starter_plan, starter_report, state
from segattr.ui.choices import SegmentSet
from segattr.ui.segment_sets import MARK
from segattr.ui.starter_plan import Plan
from segattr.ui.text import esc
from segattr.ui.typed import hold
from segattr.words import starter as words

TRAIT, GOAL, CAMPAIGN, TAG = "starter.trait", "starter.goal", "starter.campaign", "starter.tag"
LONGEST = 100  # characters of a campaign's name


def draw(dataset: Dataset, plan: Plan, members: Members, found: CommonTraits) -> None:
    """Draw the steps.

    Parameters
    ----------
    dataset : the data in use.
    plan : the path so far.
    members : everybody on the list.
    found : what the top has in common.
    """
    trait = _segment(plan, members, found)
    segment = list_segment(members, trait, as_of=dataset.as_of)
    st.markdown(words.size(segment, name=esc))
    _keeping(members, trait)
    goal = _goal(plan, segment)
    name, tag = _campaign(plan, goal, segment)
    sections = [
        *words.sections(members, found, plan.versus, segment),
        ("The goal", f"**{words.GOALS[goal][0]}**"),
        ("The campaign", f"**{name}**, every link ending in {words.link(tag)}"),
    ]
    settings = words.settings(members, found, plan.versus, dataset.as_of)
    starter_report.draw(found, sections=sections, settings=[state.get().project, *settings])


def _segment(plan: Plan, members: Members, found: CommonTraits) -> Trait:
    st.markdown(f"**{words.STEPS[2]}**")
    offered = starter_plan.traits_to_choose(members, found)
    chosen = starter_plan.chosen_trait(plan, offered)
    st.session_state[TRAIT] = chosen
    st.selectbox(
        "Mail these, and only these",
        offered,
        key=TRAIT,
        format_func=lambda trait: words.trait_title(trait, members.top.label),
        on_change=lambda: starter_plan.change(trait=st.session_state[TRAIT], goal=None),
    )
    return chosen


def _keeping(members: Members, trait: Trait) -> None:
    kept = SegmentSet.of(definition(members, trait))
    if kept in state.get().sets:
        st.caption(f":material/check: {words.WHAT_NEXT}")
    else:
        st.button("Keep this segment", type="primary", on_click=_keep, args=(kept,), key="starter.keep")


def _keep(kept: SegmentSet) -> None:
    others = tuple(each for each in state.get().sets if each.name != kept.name)
    state.change(sets=(*others, kept), segmentation=MARK + kept.name)


def _goal(plan: Plan, segment: ListSegment) -> Goal:
    st.markdown(f"**{words.STEPS[3]}**")
    goal = starter_plan.goal_of(plan, segment)
    st.session_state[GOAL] = goal
    st.pills(
        "Exactly one revenue goal",
        list(words.GOALS),
        format_func=lambda name: words.GOALS[name][0],
        key=GOAL,
        required=True,
        on_change=lambda: starter_plan.change(goal=st.session_state[GOAL]),
    )
    if said := words.why(goal, proposed_goal(segment)):
        st.caption(said)
    return goal


def _campaign(plan: Plan, goal: Goal, segment: ListSegment) -> tuple[str, str]:
    st.markdown(f"**{words.STEPS[4]}**")
    name, tag = starter_plan.campaign_of(plan, goal, segment)
    left, right = st.columns(2)
    hold(CAMPAIGN, name)
    hold(TAG, tag)
    left.text_input(
        "Name of the campaign",
        key=CAMPAIGN,
        max_chars=LONGEST,
        on_change=lambda: starter_plan.change(campaign=st.session_state[CAMPAIGN].strip()),
    )
    right.text_input(
        "UTM tag",
        key=TAG,
        max_chars=60,
        help="Small letters, figures and hyphens; anything else becomes a hyphen.",
        on_change=lambda: starter_plan.change(tag=st.session_state[TAG]),
    )
    st.caption(
        "Put this behind every link in the mail, and the campaign shows up by its name in your touchpoints:"
    )
    st.code(words.link(tag), language=None, wrap_lines=True)
    return name, tag
