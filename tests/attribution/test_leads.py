import pandas as pd
import pytest

from segattr.attribution.leads import lead, shares_of, times_first, widest
from segattr.words.leads import Spread

COLUMNS = ["model", "segment", "channel", "conversions", "value", "share"]
TITLES = {"first": "First touch", "last": "Last touch"}


def credit(*rows):
    return pd.DataFrame(rows, columns=COLUMNS)


both = credit(
    ("first", "new", "Email", 60.0, 600.0, 0.30),
    ("first", "new", "Direct", 120.0, 300.0, 0.60),
    ("first", "new", "(no touch)", 20.0, 100.0, 0.10),
    ("last", "new", "Email", 76.0, 700.0, 0.38),
    ("last", "new", "Direct", 100.0, 200.0, 0.50),
    ("last", "new", "(no touch)", 20.0, 100.0, 0.10),
)


def test_who_leads_under_every_model_leads_with_the_range_they_give():
    found = lead(both, segment="new", titles=TITLES)
    assert found.leader == ("Direct",)
    assert (found.lowest, found.highest) == (0.5, 0.6)
    assert (found.conversions, found.untouched, found.channels) == (200, 20, 2)


def test_by_value_another_may_lead():
    by_value = shares_of(both, "value")
    assert lead(by_value, segment="new", titles=TITLES).leader == ("Email",)
    assert by_value.groupby("model")["share"].sum().tolist() == pytest.approx([1, 1])


def test_no_touch_never_leads():
    rows = credit(("first", "new", "(no touch)", 9.0, 0.0, 0.9), ("first", "new", "Email", 1.0, 0.0, 0.1))
    assert lead(rows, segment="new", titles=TITLES).leader == ("Email",)


def test_models_that_put_different_channels_first_have_no_common_leader():
    rows = credit(
        ("first", "new", "Email", 6.0, 0.0, 0.6),
        ("first", "new", "Direct", 4.0, 0.0, 0.4),
        ("last", "new", "Email", 4.0, 0.0, 0.4),
        ("last", "new", "Direct", 6.0, 0.0, 0.6),
    )
    found = lead(rows, segment="new", titles=TITLES)
    assert found.leader == ()
    assert found.firsts == {"First touch": ("Email",), "Last touch": ("Direct",)}


def test_a_tie_has_two_leaders():
    rows = credit(("first", "new", "Email", 5.0, 0.0, 0.5), ("first", "new", "Direct", 5.0, 0.0, 0.5))
    assert lead(rows, segment="new", titles=TITLES).leader == ("Direct", "Email")


def test_nothing_to_share_out_has_no_leader():
    found = lead(credit(), segment="", titles=TITLES)
    assert (found.leader, found.conversions) == ((), 0)
    untouched = lead(credit(("first", "all", "(no touch)", 4.0, 0.0, 1.0)), segment="", titles=TITLES)
    assert (untouched.leader, untouched.untouched) == ((), 4)


def test_conversions_without_value_share_nothing():
    assert shares_of(both.assign(value=0.0), "value")["share"].eq(0).all()


def test_the_widest_disagreement_is_found_where_there_are_enough_conversions():
    few = both.assign(segment="old", conversions=both["conversions"] / 10)
    few["share"] = [0.8, 0.05, 0.15, 0.1, 0.85, 0.05]
    assert widest(pd.concat([both, few]), segmented=True) == Spread("new", "Direct", 0.5, 0.6)
    assert widest(few, segmented=True) == Spread("old", "Direct", 0.05, 0.85)


def test_everybody_as_one_group_has_no_segment_to_name():
    assert widest(both, segmented=False) == Spread("", "Direct", 0.5, 0.6)


@pytest.mark.parametrize("rows", [both[both["model"] == "first"], both.head(0)], ids=["one model", "none"])
def test_one_model_cannot_disagree(rows):
    assert widest(rows, segmented=True) is None


def test_touches_whose_name_was_lost_never_lead():
    rows = credit(
        ("first", "new", "(not set)", 70.0, 0.0, 0.7),
        ("first", "new", "Email", 30.0, 0.0, 0.3),
        ("last", "new", "(not set)", 60.0, 0.0, 0.6),
        ("last", "new", "Email", 40.0, 0.0, 0.4),
    )
    found = lead(rows, segment="new", titles=TITLES)
    assert found.leader == ("Email",)
    assert found.unnamed == 0.7
    assert widest(rows, segmented=True) == Spread("new", "Email", 0.3, 0.4)
    assert set(times_first(rows).index) == {("new", "Email")}


def test_where_no_touch_has_a_name_nobody_leads():
    rows = credit(("first", "new", "(not set) / (not set)", 7.0, 0.0, 1.0))
    found = lead(rows, segment="new", titles=TITLES)
    assert found.leader == ()
    assert widest(rows, segmented=True) is None
