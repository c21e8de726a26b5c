"""Goals held against the last quarter: met, not met, open, or not to be told."""

import pandas as pd
import pytest

from segattr.exports.report_goals import goals_part
from segattr.exports.report_parts import Part
from segattr.segments.cards import Card
from segattr.words import report as words
from segattr.words import report_sections as said

QUARTERS = pd.DataFrame(
    {
        "Quarter": ["2026 Q1", "2026 Q2"],
        "Segment": ["new", "new"],
        "People": [100, 200],
        "Orders": [10, 40],
        "Revenue": [100.0, 800.0],
        "Conversion": [0.1, 0.2],
        "from": [0.05, 0.15],
        "to": [0.2, 0.26],
        "CAC": [30.0, 12.0],
    }
)


def verdict(**card):
    part = goals_part({"new": Card("set", "new", goal="upsell", **card)}, Part(words.QUARTERS, "", QUARTERS))
    return part.table.iloc[0]


@pytest.mark.parametrize(
    ("card", "met", "now"),
    [
        ({"metric": "revenue", "target": 700.0}, said.MET_GOAL, 800.0),
        ({"metric": "Average order value", "target": 25.0}, said.NOT_MET, 20.0),
        (
            {"metric": "orders", "target": 50.0, "deadline": "2026-12-31"},
            said.OPEN.format(day="2026-12-31"),
            40.0,
        ),
        ({"metric": "orders", "target": 50.0, "deadline": "2026-06-30"}, said.NOT_MET, 40.0),
        ({"metric": "conversion rate", "target": 14.0}, said.MET_GOAL, 20.0),
        ({"metric": "conversion rate", "target": 18.0}, f"{said.MET_GOAL}, {said.WITHIN_CHANCE}", 20.0),
        ({"metric": "CAC", "target": 15.0}, said.MET_GOAL, 12.0),
        ({"metric": "CAC", "target": 10.0}, said.NOT_MET, 12.0),
        ({"metric": "orders", "baseline": 90.0, "target": 50.0}, said.MET_GOAL, 40.0),
        ({"metric": "joy", "target": 1.0}, said.CANNOT_TELL, float("nan")),
        ({"metric": "revenue"}, said.NO_TARGET, 800.0),
        ({"metric": "margin", "target": 1.0}, said.CANNOT_TELL, float("nan")),
    ],
)
def test_a_goal_is_judged_by_the_last_quarter(card, met, now):
    row = verdict(**card)
    assert row["Met"] == met
    assert row["Now"] == pytest.approx(now, nan_ok=True)
    assert row["Quarter"] == "2026 Q2"


def test_the_range_of_a_rate_stands_beside_it():
    row = verdict(metric="conversion rate", target=14.0)
    assert (row["Now from"], row["Now to"]) == pytest.approx((15.0, 26.0))


def test_a_segment_nobody_is_in_any_more_cannot_be_judged():
    part = goals_part(
        {"gone": Card("set", "gone", goal="upsell", metric="orders", target=1.0)}, Part("", "", QUARTERS)
    )
    assert part.table["Met"].tolist() == [said.CANNOT_TELL]


def test_cards_without_a_goal_are_none():
    part = goals_part({"new": Card("set", "new", owner="Ada")}, Part("", "", QUARTERS))
    assert (part.table.empty, part.notes) == (True, (said.NO_GOALS,))


def test_how_many_were_met_is_said():
    cards = {name: Card("set", name, metric="orders", target=t) for name, t in (("new", 1.0), ("old", 9.0))}
    both = pd.concat([QUARTERS, QUARTERS.assign(Segment="old", Orders=2)])
    assert goals_part(cards, Part("", "", both)).notes[0] == "1 of 2 goals were met."
