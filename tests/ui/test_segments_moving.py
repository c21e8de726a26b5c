"""Between which days the page looks for who moved, and when it says that nobody can be seen to."""

import pandas as pd
import pytest

from segattr.data.load import load
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.segments.top import Top
from segattr.ui.segments_moving import refusal
from segattr.ui.segments_moving_store import proposed, span
from segattr.words.segments_moving import REFUSED

WHO = (Rule("loyal", Group("all", (Condition("visitor", "is", ("returning",)),))),)
UNDATED = load(customers=pd.DataFrame({"customer_id": ["a"], "visitor": ["returning"]}))
TOUCHED = pd.DataFrame({"customer_id": ["a", "a"], "ts": ["2026-01-03", "2026-02-01"], "channel": ["x", "y"]})
DATED = load(touchpoints=TOUCHED)


@pytest.mark.parametrize(
    ("dataset", "rule", "why"),
    [
        (DATED, Rules(WHO), ""),
        (UNDATED, Rules(WHO), "undated"),
        (DATED, Rules(WHO, unit="visit"), "visit"),
        (DATED, Top(), "top"),
        (DATED, None, "none"),
    ],
)
def test_only_a_dated_set_of_customers_over_dated_data_moves(dataset, rule, why):
    assert refusal(dataset, rule) == why
    assert not why or REFUSED[why]


def test_the_days_proposed_lie_in_the_data_the_earlier_first():
    assert span(DATED) == ("2026-01-03", "2026-02-01")
    assert span(UNDATED) == ("", "")
    first, second = proposed(*span(DATED))
    assert "2026-01-03" < first < second == "2026-02-01"
