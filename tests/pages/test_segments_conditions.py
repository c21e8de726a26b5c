"""Shares, patterns and counts in the builder: made by a few choices, counted live, read back, explained."""

import pandas as pd
import pytest

from segattr.data.load import load
from segattr.segments.conditions import Condition, Group
from segattr.segments.counts import Count
from segattr.segments.registry import read_segmentation
from segattr.segments.rules import Rule, Rules
from segattr.segments.steps import Step
from segattr.segments.times import Times
from segattr.ui.choices import SegmentSet
from segattr.ui.state import KEY
from tests.pages.test_segments_sequence import press, said, shown

PEOPLE = [f"c{i}" for i in range(50)]
EVENTS = [("c1", "pro"), ("c1", "pro"), ("c2", "pro"), ("c2", "*free*"), ("c3", "*free*")]


@pytest.fixture(scope="module")
def data():
    """Fifty customers, of whom the first ten spent most; three of them signed up, one twice with a plan."""
    events = pd.DataFrame(EVENTS, columns=["customer_id", "plan"]).assign(ts="2026-03-20", event="signed_up")
    orders = {"customer_id": PEOPLE, "ts": "2026-03-01", "value": ["€ 1262.50"] * 10 + ["€ 9.00"] * 40}
    channels = ["*Ads*", "*Add*", *["Email"] * 48]
    return load(
        touchpoints=pd.DataFrame({"customer_id": PEOPLE, "ts": "2026-03-31", "channel": channels}),
        conversions=pd.DataFrame(orders),
        events=events,
    )


def with_set(dataset, *parts):
    rules = Rules((Rule("them", Group("all", parts)),), name="Set")
    return shown(dataset, segmentation="@Set", sets=(SegmentSet.of(rules),))


def choose(app, key, value):
    app.selectbox(key=f"segments.0.0.{key}").set_value(value).run()
    assert not app.exception


def saved(app):
    app.button(key="segments.save").click().run()
    return read_segmentation(app.session_state[KEY].sets[0].definition).rules[0].who.parts


def test_the_top_by_what_they_spent_takes_two_choices_and_says_where_it_begins(data):
    app = shown(data)
    press(app, "add")
    choose(app, "field", "spent so far")
    choose(app, "question", "top_percent")
    assert "**10 customers** · 20 %" in said(app)
    assert "from **€1,262.50**: 10 of 50 customers with any (20 %)" in said(app)
    app.number_input(key="segments.0.0.value").set_value(21).run()
    assert "from **€9.00**: 50 of 50 customers with any (100 %)" in said(app)
    choose(app, "question", "bottom_percent")
    assert "up to **€9.00**: 40 of 50 customers with any (80 %)" in said(app)
    choose(app, "question", "at_least")
    assert app.number_input(key="segments.0.0.value").value is None


def test_a_pattern_is_counted_and_one_that_cannot_be_read_says_why(data):
    app = with_set(data, Condition("channel", "matches", (r"\*A.*",)))
    assert app.selectbox(key="segments.0.0.question").value == "matches"
    assert "**2 customers**" in said(app)
    box = app.text_input(key="segments.0.0.value")
    assert box.value == r"\*A.*"
    box.set_value("(?=A)").run()
    assert not app.exception
    assert "Not counted: the pattern '(?=A)' cannot be read: invalid perl operator" in said(app)
    app.text_input(key="segments.0.0.value").set_value(r"\*a.*").run()
    assert "**Nobody** fits" in said(app)
    app.checkbox(key="segments.0.0.case").check().run()
    assert "**2 customers**" in said(app)
    assert saved(app) == (Condition("channel", "matches", (r"\*a.*",), ignore_case=True),)


def test_how_often_is_made_narrowed_and_read_back(data):
    app = shown(data)
    press(app, "add")
    press(app, "0.times")
    assert "Not counted yet" in said(app)
    choose(app, "did.0.value", "signed_up")
    assert "**3 customers** · 6 %" in said(app)
    press(app, "0.0.did.narrow")
    choose(app, "did.1.column", "plan")
    choose(app, "did.1.value", "pro")
    app.number_input(key="segments.0.0.number").set_value(2).run()
    app.number_input(key="segments.0.0.did.days").set_value(30).run()
    assert "at least 2 times an event signed_up where plan is pro in the last 30 days" in said(app)
    assert "**1 customer** · 2 %" in said(app)
    pro = Step("event", (("event", "signed_up"), ("plan", "pro")))
    assert saved(app) == (Times(Count(pro, last_days=30), times=2),)
    choose(app, "how", "never")
    assert "**48 customers**" in said(app)
    choose(app, "how", "exactly")
    assert "**1 customer** · 2 %" in said(app)
    choose(app, "did.what", "order")
    assert "**Nobody** fits" in said(app)  # the orders are more than 30 days ago
    press(app, "0.0.remove")
    assert "exactly once" not in said(app)


def test_a_saved_count_and_share_read_back_and_tell_why(data):
    free = Times(Count(Step("event", (("plan", "*free*"),))), "at_most", 0)
    app = with_set(data, free, Condition("spent so far", "top_percent", (20,)))
    assert "**8 customers**" in said(app)
    assert app.selectbox(key="segments.0.0.how").value == "never"
    app.text_input(key="segments.why").set_value("c2").run()
    assert ":material/close: no · no event where plan is *free* (1)" in said(app)
    assert ":material/check: yes · spent so far is in the top 20 %, from 1,262.5 (1262.5)" in said(app)
