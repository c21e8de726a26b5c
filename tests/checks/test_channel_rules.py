"""Channels by rules of one's own: as a fix there and back, and what it would do told before it is done."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.checks.channel_rules import fix_told, has_sources, name_of_rules, rules_of
from segattr.checks.fixes import fixed, is_fix, with_fixes
from segattr.checks.regrouping import combinations, costs_left_behind, regrouped
from segattr.data.channel_groups import DEFAULT_RULES, UNASSIGNED
from segattr.data.channel_rule import Rule
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.words.audit import fix_done

DAY = pd.Timestamp("2026-01-01", tz="UTC")
texts = st.sampled_from(["", "google", "facebook", "cpc", "email", "brand", "(direct)"])
rules = st.builds(
    Rule,
    group=st.sampled_from(["Paid", "Mail", "Email", "Ours: own, «best»"]),
    source=st.sampled_from(["", "google", "face.*"]),
    medium=st.sampled_from(["", "cpc|email"]),
    campaign=st.sampled_from(["", "brand"]),
    kind=st.sampled_from(["", "", "search", "social"]),
)


def touches(rows, **more):
    frame = pd.DataFrame(rows, columns=["source", "medium", "campaign", "channel"]).astype("category")
    frame = frame.assign(customer_id=[str(place) for place in range(len(frame))], ts=DAY)
    return Dataset(touchpoints=frame, **more)


@given(
    st.lists(st.tuples(texts, texts, texts, st.sampled_from(["Email", "Other"])), min_size=1, max_size=30),
    st.lists(rules, min_size=1, max_size=6),
)
def test_what_is_told_before_is_what_is_there_after(rows, mine):
    dataset = touches(rows)
    told = regrouped(combinations(dataset), mine)
    after = fixed(dataset, name_of_rules(mine)).touchpoints["channel"].astype("str")
    slow = [next((r.group for r in mine if r.holds(*row[:3])), UNASSIGNED) for row in rows]
    assert after.tolist() == slow
    counted = dict(zip(told.channels["channel"], told.channels["after"], strict=True))
    assert {name: number for name, number in counted.items() if number} == after.value_counts().to_dict()
    assert told.unassigned == slow.count(UNASSIGNED)
    assert told.moved == sum(new != row[3] for new, row in zip(slow, rows, strict=True))
    assert told.left_over["touches"].sum() == told.unassigned
    assert sum(told.taken) + slow.count(UNASSIGNED) == told.touches == len(rows)
    assert told.channels["difference"].sum() == 0
    first = [next((p for p, r in enumerate(mine) if r.holds(*row[:3])), -1) for row in rows]
    assert list(told.taken) == [first.count(place) for place in range(len(mine))]


@given(st.lists(rules, min_size=1, max_size=6))
def test_rules_come_out_of_their_fix_as_they_went_in(mine):
    fix = name_of_rules(mine)
    assert rules_of(fix) == tuple(mine)
    assert is_fix(fix)


def test_the_last_rules_accepted_decide_and_leaving_them_out_brings_the_channels_back():
    dataset = touches([("google", "cpc", "", "x"), ("", "email", "", "y")])
    ours = name_of_rules([Rule("Ours", source="google")])
    both = with_fixes(dataset, [ours, name_of_rules(DEFAULT_RULES)])
    assert both.touchpoints["channel"].tolist() == ["Paid Search", "Email"]
    assert with_fixes(dataset, [ours]).touchpoints["channel"].tolist() == ["Ours", UNASSIGNED]
    assert dataset.touchpoints["channel"].tolist() == ["x", "y"]
    assert len({both.key, with_fixes(dataset, [ours]).key, with_fixes(dataset, []).key}) == 3


def test_a_receipt_and_the_list_of_fixes_say_so():
    table = pd.DataFrame({"customer_id": ["a"], "ts": [DAY], "channel": ["x"], "source": ["google"]})
    after = fixed(sa.load(touchpoints=table), name_of_rules([Rule("Ours", source="google")]))
    assert "your own rules (1)" in after.receipts["touchpoints"].notes[-1]
    assert fix_told(after.fixes[0]).endswith(": 1. Ours (source is “google”)")
    assert fix_told("leave_out:repeated_rows:costs:") == "leave_out:repeated_rows:costs:"
    assert fix_done(after.fixes[0]) == "Give channels by your own rules: channel of touchpoints"


def test_touches_without_sources_keep_their_channels():
    table = pd.DataFrame({"customer_id": ["a"], "ts": [DAY], "channel": pd.Categorical(["x"])})
    dataset = Dataset(touchpoints=table)
    assert not has_sources(dataset)
    assert not has_sources(Dataset())
    assert fixed(dataset, name_of_rules(DEFAULT_RULES)).touchpoints["channel"].tolist() == ["x"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "[1]", '[{"group":""}]', '[{"group":"A","medium":"(a+)+"}]']
)
def test_a_text_that_holds_no_rules_is_no_fix(text):
    fix = name_of_rules([])[:-2] + text
    assert not is_fix(fix)
    with pytest.raises(UnknownName):
        fixed(Dataset(), fix)


def test_channels_of_the_costs_that_no_touch_would_have_are_named_by_their_spend():
    costs = pd.DataFrame(
        {"channel": ["x", "y", "never", "Email"], "spend": [1.0, 5.0, 9.0, 2.0], "start": DAY}
    )
    dataset = touches(
        [("google", "cpc", "", "x"), ("", "sms", "", "y"), ("", "email", "", "Email")], costs=costs
    )
    told = regrouped(combinations(dataset), DEFAULT_RULES)
    assert costs_left_behind(dataset, told) == ["y", "x"]
