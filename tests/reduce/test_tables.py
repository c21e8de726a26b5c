"""One log small enough to reckon every table by hand."""

import pytest

from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from tests.reduce.rows import cells, customers, orders, touches

# Anna: Ads, Email, Email, Direct, then an order of 100; her lead came after the first Email,
# her opportunity with the second. Ben looks twice and never buys; Cleo buys without a touch.
SEEN = touches(
    ("anna", "2024-03-01", "Ads"),
    ("anna", "2024-03-08", "Email"),
    ("anna", "2024-03-15", "Email"),
    ("anna", "2024-03-22", "Direct"),
    ("ben", "2024-03-01", "Ads"),
    ("ben", "2024-03-02", "Direct"),
)
BOUGHT = orders(
    ("anna", "2024-03-22", 100),
    ("cleo", "2024-03-10", 7),
    margin=[40.0, 1.0],
    lead_ts=["2024-03-09", None],
    opportunity_ts=["2024-03-15", None],
)


@pytest.fixture
def summary(engine):
    tables = engine(
        touchpoints=SEEN, conversions=BOUGHT, customers=customers(anna="new", ben="new", cleo="old")
    )
    return summarise(**tables, segmentation="tier", window=Window(30, 7, markov_order=2))


def test_every_table_of_a_log_reckoned_by_hand(summary):
    assert cells(summary.positions, "segment", "channel", "position", "length") == {
        ("new", "Ads", 1, 4): 1,
        ("new", "Email", 2, 4): 1,
        ("new", "Email", 3, 4): 1,
        ("new", "Direct", 4, 4): 1,
    }
    assert summary.positions[["value", "margin"]].drop_duplicates().to_numpy().tolist() == [[100, 40]]
    parts = {channel: credit * 15 for channel, credit in cells(summary.decay, "channel").items()}
    assert parts == pytest.approx({"Ads": 1, "Email": 2 + 4, "Direct": 8})
    assert summary.decay["value"].sum() == pytest.approx(100)
    assert cells(summary.non_direct, "channel") == {"Email": 1}
    assert cells(summary.milestones, "channel", "here", "present", "marked", "last_apart", "length") == {
        ("Ads", 1, 15, 3, 1, 4): 1,
        ("Email", 2, 15, 3, 1, 4): 1,
        ("Email", 4, 15, 3, 1, 4): 1,
        ("Direct", 8, 15, 3, 1, 4): 1,
    }
    assert cells(summary.set_sizes, "channel", "size") == {("Ads", 3): 1, ("Email", 3): 1, ("Direct", 3): 1}
    assert summary.conversions[["conversions", "no_touch", "value", "margin"]].sum().tolist() == [
        2,
        1,
        107,
        41,
    ]
    assert summary.conversions[["no_touch_value", "no_touch_margin"]].sum().tolist() == [7, 1]
    assert summary.rates.groupby("segment", observed=True)[["people", "exposed", "converters"]].sum().to_dict(
        "index"
    ) == {
        "new": {"people": 2, "exposed": 2, "converters": 1},
        "old": {"people": 1, "exposed": 0, "converters": 1},
    }
    ads, direct, email = 1, 2, 3
    after = 1 << 15
    assert summary.channels == ("Ads", "Direct", "Email")
    assert cells(summary.transitions, "origin", "target") == {
        (0, ads): 2,
        (ads, email): 1,
        (email + ads * after, email): 1,
        (email + email * after, direct): 1,
        (direct + email * after, -1): 1,
        (ads, direct): 1,
        (direct + ads * after, -2): 1,
    }
    ends = summary.transitions.query("value > 0")
    assert ends[["target", "value", "margin"]].to_numpy().tolist() == [[-1, 100, 40]]
    assert summary.folded == ("Ads", "Direct", "Email")  # two touches each: the name decides
    assert sorted(summary.sets[["channels", "journeys", "conversions", "open"]].to_numpy().tolist()) == [
        [0b011, 1, 0, 1],
        [0b111, 1, 1, 0],
    ]
    walked = {(1, 3, 3, 2): (1, 1), (1, 2): (1, 0)}
    words = {
        sum(code << 5 * i for i, code in enumerate(reversed(path))): ends for path, ends in walked.items()
    }
    found = summary.paths.set_index("recent")[["journeys", "conversions"]]
    assert {
        word: tuple(row) for word, row in zip(found.index, found.to_numpy().tolist(), strict=True)
    } == words


@pytest.mark.parametrize(
    ("lead", "opportunity", "present"),
    [
        ("2024-03-22", None, 11),  # with the order itself: the last touch is the lead's
        ("2024-03-23", None, 9),  # after the order: not of this journey
        ("2024-02-28", None, 9),  # before every touch: nothing led to it
        (None, "2024-03-09", 13),
        (None, None, 9),
    ],
)
def test_milestones_outside_the_journey_are_none_of_it(lead, opportunity, present):
    bought = orders(("anna", "2024-03-22", 1), lead_ts=[lead], opportunity_ts=[opportunity])
    found = summarise(touchpoints=SEEN, conversions=bought, tables=["milestones"]).milestones
    assert found["present"].unique().tolist() == [present]


def test_milestones_on_one_touch_are_one_mark():
    bought = orders(("ben", "2024-03-03", 1), lead_ts=["2024-03-02"], opportunity_ts=["2024-03-02"])
    found = summarise(touchpoints=SEEN, conversions=bought, tables=["milestones"]).milestones
    assert cells(found, "channel", "here", "marked", "last_apart") == {
        ("Ads", 1, 2, 0): 1,
        ("Direct", 2 + 4 + 8, 2, 0): 1,
    }
