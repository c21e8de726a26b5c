"""Changing channel rules: nothing lost, nothing out of order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.checks.channel_rules import name_of_rules
from segattr.data.channel_groups import DEFAULT_RULES
from segattr.data.channel_rule import Rule
from segattr.errors import BadSetting
from segattr.ui.channel_rules_draft import NEW, Draft, asked, in_use, rule_said
from segattr.ui.desk import Desk

ABC = tuple(Rule(name) for name in "ABCDE")


@given(st.integers(0, 4), st.integers(-9, 9))
def test_a_rule_that_moves_passes_the_others_and_stays_within_the_ends(place, by):
    moved = Draft(("", ""), ABC).moved(place, by).rules
    assert moved.index(ABC[place]) == min(max(place + by, 0), 4)
    assert [rule for rule in moved if rule != ABC[place]] == [rule for rule in ABC if rule != ABC[place]]


def test_a_rule_is_put_first_in_place_of_one_or_taken_out():
    draft, new = Draft(("", ""), ABC), Rule("new")
    assert draft.with_rule(NEW, new).rules == (new, *ABC)
    assert draft.with_rule(2, new).rules == (*ABC[:2], new, *ABC[3:])
    assert draft.without(2).rules == (*ABC[:2], *ABC[3:])
    assert draft.rules == ABC


@pytest.mark.parametrize("rule", DEFAULT_RULES, ids=lambda rule: rule.group)
def test_a_rule_shown_and_written_again_asks_the_same(rule):
    again = rule_said(rule.group, asked(rule), rule.kind)
    for source in ("google", "(direct)", "sms", "e-mail", "amazon", ""):
        for medium in ("cpc", "(none)", "email", "push", "affiliate", "social media", ""):
            for campaign in ("", "shopping", "x cross-network"):
                assert again.holds(source, medium, campaign) == rule.holds(source, medium, campaign)


def test_a_rule_that_asks_for_nothing_but_says_it_does_is_refused():
    with pytest.raises(BadSetting, match="Write what the medium begins with"):
        rule_said("A", {"medium": ("begins", " , ")}, "")


def test_the_rules_in_use_are_the_last_among_the_fixes():
    fixes = (name_of_rules(ABC[:1]), "leave_out:repeated_rows:touchpoints:", name_of_rules(ABC[1:]))
    assert in_use(Desk(fixes=fixes)) == ABC[1:]
    assert in_use(Desk(fixes=fixes[1:2])) == ()
