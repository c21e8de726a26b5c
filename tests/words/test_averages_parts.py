import pytest

from segattr.words.averages_compare import Held, alarms, held_equal, not_held
from segattr.words.averages_found import Found, prize, proof, sentence, summary
from segattr.words.averages_funnel import NOTHING_COSTS, costliest, reach
from segattr.words.averages_moved import End, beneath, moved, period
from segattr.words.averages_speech import Speech

HOTEL = Speech.of(("booking", "bookings", "cancelled"), "is_canceled")
COLUMN = Speech(outcome="Churn")


def found(**more):
    figures = {
        **{"conditions": (("device", "mobile"),), "people": 6000, "rate": 0.003, "expected": 0.03},
        **{"found_people": 3600, "found_rate": 0.002, "held_people": 2400, "held_rate": 0.004},
        **{"held_low": 0.002, "held_high": 0.008, "held_expected": 0.03, "shrunk": 0.003, "prize": -120.4},
        **{"prize_low": -160.0, "prize_high": -90.0, "p": 0.0001, "verdict": "confirmed"},
    }
    return Found(**(figures | more))


def test_a_group_says_what_it_is_what_it_rests_on_and_what_is_at_stake():
    assert sentence(found(), Speech()) == (
        "device **mobile**: **0.3 %** over 6,000 people, where **3.0 %** was to be expected."
    )
    assert prize(found(), Speech()) == "**120 fewer** conversions than their peers (−160 to −90)."
    assert prize(found(peers=0.023), Speech()) == (
        "**120 fewer** conversions than their peers' 2.3 % would give (−160 to −90)."
    )
    assert proof(found(), Speech()) == (
        "Found at 0.2 % among 3,600 people; among 2,400 held out **0.4 %** (0.2–0.8), where 3.0 % was to be "
        "expected (p < 0.001)."
    )


def test_a_group_speaks_the_words_of_the_trade_or_of_the_column():
    assert sentence(found(), HOTEL).startswith("device **mobile**: **0.3 %** cancelled over 6,000 bookings")
    assert prize(found(), HOTEL).startswith("**120 fewer** bookings cancelled than")
    assert prize(found(), COLUMN).startswith("**120 fewer** people with Churn than")


def test_money_is_less_never_fewer_and_an_unknown_prize_says_nothing():
    text = prize(found(metric="value_per_person", currency="EUR"), Speech())
    assert text == "**€120 less** value than their peers (−€160 to −€90.00)."
    assert prize(found(prize=float("nan")), Speech()) == ""


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ([], "none differs by more than luck"),
        (["confirmed"], "**1** stands out by more than luck, and it held up"),
        (["not confirmed"], "it did not hold up"),
        (["not confirmed", "too small to say"], "**none** of them held up"),
    ],
)
def test_a_search_says_how_it_went(verdicts, said):
    assert said in summary(500, verdicts, Speech())
    assert "enough people" in summary(0, [], Speech())


@pytest.mark.parametrize("kind", ["difference vanishes", "reversal after adjusting", "depends on segment"])
@pytest.mark.parametrize(
    ("evidence", "p"), [("strong", 0.01), ("partial", 0.01), ("partial", 0.3), ("weak", 0.3)]
)
def test_every_label_comes_with_its_evidence_and_its_meaning(kind, evidence, p):
    said = held_equal(Held("region", 0.1, 0.2, -0.1, p, 0.2, kind, evidence))
    assert f"evidence {evidence}" in said
    assert "region" in said.split("evidence")[1]


def test_no_difference_before_and_after_is_not_called_explained():
    said = held_equal(Held("region", 0.1, 0.1, 0.0, 0.9, 0.8, "consistent", "weak"))
    assert "There was no difference to explain" in said


def test_the_alarm_says_how_many_were_tried_and_what_is_left_alone():
    assert "**1** is not what it looks like" in alarms(7, 1)
    assert alarms(0, 0).startswith("No two values have enough people")
    assert not_held([]) == ""


def test_a_change_within_chance_is_called_so_and_a_real_one_is_not():
    ends = (End("2026-03", 0.03, 0.02, 0.045, 700), End("2026-04", 0.08, 0.06, 0.1, 900))
    assert "no more than chance would give" in moved(ends, 0.4, (0, 0), "", Speech())
    assert "no more than chance" not in moved(ends, 0.001, (0, 0), "", Speech())
    assert moved(ends, 0.001, (0, 0), "", HOTEL).startswith("cancelled: from **March 2026**")


@pytest.mark.parametrize(
    ("name", "said"),
    [("2026 Q3", "Q3 2026"), ("2026-13", "2026-13"), ("Jun", "Jun"), ("2026-W05", "2026-W05")],
)
def test_periods_are_written_as_they_are_read(name, said):
    assert period(name) == said


def test_what_moves_beneath_a_standstill_names_both_sides():
    row = {
        **{"dimension": "device", "kind": "moved apart", "up": "mobile", "down": "desktop"},
        **{"up_before": 0.02, "up_after": 0.04, "down_before": 0.04, "down_after": 0.02},
        **{"rate_effect": 0.0, "mix_effect": 0.0},
    }
    assert beneath(row) == (
        "By device: **mobile** rose from 2.0 % to 4.0 % while **desktop** fell from 4.0 % to 2.0 %."
    )


def test_a_funnel_says_how_far_people_come_and_what_the_worst_step_costs():
    first = {"step": "visit", "of": 900, "reached": 900, "whole": 1.0}
    assert reach(first, {"step": "order", "of": 200, "reached": 90, "whole": 0.1}, Speech()) == (
        "Of 900 people **90** (**10.0 %**) come to *order*."
    )
    row = {"segment": "mobile", "step": "basket", "rate": 0.2, "rest": 0.5, "cost": -84.0, "adjusted": 0.001}
    assert "At the others' rate **84** more bookings would have come to the end." in costliest(
        row, "device", HOTEL
    )
    assert costliest(None, "device", HOTEL) == NOTHING_COSTS
