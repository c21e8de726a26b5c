"""Credit divided journey by journey: last non-direct and time decay."""

import pytest

from segattr.attribution.attribute import attribute
from segattr.reduce.summarise import summarise
from segattr.reduce.window import Window
from tests.reduce.rows import orders, touches

SEEN = touches(
    ("a", "2024-01-01", "Email"),
    ("a", "2024-01-08", "Direct"),
    ("b", "2024-01-01", "Direct"),
    ("b", "2024-01-02", "None"),
)
BOUGHT = orders(("a", "2024-01-08", 10), ("b", "2024-01-08", 20))


def earned(model, **settings):
    summary = summarise(
        touchpoints=SEEN,
        conversions=BOUGHT,
        window=Window(**settings),
        tables=["positions", "decay", "non_direct"],
    )
    rows = attribute(summary, model).set_index("channel")
    return {channel: (row["conversions"], row["value"]) for channel, row in rows.iterrows()}


def test_the_last_touch_that_is_not_direct_gets_it_all():
    assert earned("last_non_direct") == {"Direct": (0, 0), "Email": (1, 10), "None": (1, 20)}


def test_a_journey_of_nothing_but_direct_keeps_its_last_touch():
    assert earned("last_non_direct", direct=("Direct", "None")) == {
        "Direct": (0, 0),
        "Email": (1, 10),
        "None": (1, 20),
    }


def test_without_a_direct_channel_it_is_the_last_touch():
    assert earned("last_non_direct", direct=()) == {"Direct": (1, 10), "Email": (0, 0), "None": (1, 20)}


@pytest.mark.parametrize(("half_life_days", "early"), [(7, 1 / 3), (3.5, 1 / 5), (14, 1 / (1 + 2**0.5))])
def test_a_touch_a_half_life_earlier_gets_half(half_life_days, early):
    found = earned("time_decay", half_life_days=half_life_days)
    assert found["Email"] == pytest.approx((early, early * 10))
