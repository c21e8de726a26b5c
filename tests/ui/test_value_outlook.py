"""A projection is never read without its range, on screen, over the bar or in the file."""

import math

import pytest

from segattr.ui.value_outlook import headline, on_screen, over_bar, table
from segattr.value.ahead import Expected
from segattr.value.gates import Gate
from segattr.value.outlook import NOTHING, Ladder, Outlook
from segattr.words.value_outlook import NO_RANGE_SAID, NOT_PROJECTED

ORDERS, MONEY, LADDER = (
    Expected(0.834, 0.71, 0.98),
    Expected(24.2, 21.4, 27.44),
    Ladder(Expected(131.0, 124.0, 139.0), 105.2, 11),
)


@pytest.fixture(scope="module")
def found():
    closed = (Gate("customers", 210, 500, passed=False),)
    return [
        Outlook("all", 2357, 1139, 107.1, ORDERS, MONEY, 52, LADDER, None),
        Outlook("wild", 700, 400, 90.0, ORDERS, Expected(18.0), 52, Ladder(Expected(95.0), 88.0, 11), None),
        Outlook("few", 210, 90, 80.0, NOTHING, NOTHING, 52, Ladder(age=11), None, closed),
    ]


def test_every_projected_figure_stands_with_its_range(found):
    rows = on_screen(found, "USD").set_index("Segment")
    assert rows.loc["everybody", "Orders to come"] == "~0.83 (0.71–0.98)"
    assert rows.loc["everybody", "To bring (projected)"] == "~$24.20 ($21.40–27.44)"
    assert rows.loc["everybody", "Chain ladder"] == "$105 in whole months, ~$131 ($124–139) by month 12"
    assert rows.loc["few", ["Orders to come", "To bring (projected)"]].tolist() == ["", ""]


def test_where_there_is_no_range_that_is_said(found):
    rows = on_screen(found, "USD").set_index("Segment")
    assert rows.loc["wild", "To bring (projected)"] == "~$18.00 (no range)"
    assert rows.loc["wild", "Chain ladder"] == "$88.00 in whole months, ~$95.00 (no range) by month 12"
    assert NO_RANGE_SAID in headline(found[1], "USD")
    assert NO_RANGE_SAID not in headline(found[0], "USD")


def test_the_answer_holds_the_range_and_its_level(found):
    assert "**~$24.20** ($21.40–27.44) in the next 52 weeks (projected, 95 % range)." in headline(
        found[0], "USD"
    )


def test_the_picture_says_what_the_table_says(found):
    said = [over_bar(each, "USD") for each in found]
    assert said == [
        "$107 + ~$24.20 ($21.40–27.44)",
        "$90.00 + ~$18.00 (no range)",
        f"$80.00, {NOT_PROJECTED}",
    ]


def test_the_file_holds_both_ends_unrounded(found):
    rows = table(found).set_index("segment")
    assert rows.loc["everybody", ["ahead_low", "ahead", "ahead_high"]].tolist() == [21.4, 24.2, 27.44]
    assert rows.loc["everybody", ["orders_low", "orders_high"]].tolist() == [0.71, 0.98]
    assert rows.loc["everybody", ["ladder_low", "ladder_high"]].tolist() == [124.0, 139.0]
    assert rows.loc["everybody", "ladder_seen"] == 105.2
    assert math.isnan(rows.loc["wild", "ahead_low"])
