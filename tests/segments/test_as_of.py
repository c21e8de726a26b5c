"""What today is: the last moment anything happened, whichever table reaches furthest."""

import pandas as pd
import pytest

import segattr as sa
from segattr.reduce.source import source_of_dataset
from segattr.segments.as_of import latest_moment, latest_of
from segattr.segments.conditions import Condition, Group
from segattr.segments.fit import fit
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from segattr.segments.spending import begins

TABLES = {
    "touchpoints": pd.DataFrame({"customer_id": ["a", "b"], "ts": "2026-01-01", "channel": "Ads"}),
    "conversions": pd.DataFrame({"customer_id": ["a"], "ts": ["2026-01-10"], "value": [5.0]}),
    "events": pd.DataFrame({"customer_id": ["a"], "ts": ["2026-03-01 12:00"], "event": ["ticket"]}),
}
LATE = Condition("days since last order", "at_least", (50,))
LONG_AGO = Rules((Rule("long ago", Group("all", (LATE,))),))


def data(*roles):
    return sa.load(**{role: TABLES[role] for role in roles})


@pytest.mark.parametrize(
    ("roles", "day"),
    [
        (("touchpoints", "conversions"), "2026-01-10"),
        (("touchpoints", "conversions", "events"), "2026-03-01"),
        (("touchpoints", "conversions", "events")[:1], "2026-01-01"),
    ],
)
def test_the_latest_moment_of_frames_is_that_of_the_dataset(roles, day):
    dataset = data(*roles)
    moment = latest_moment(source_of_dataset(dataset))
    assert pd.Timestamp(moment, unit="us", tz="UTC") == dataset.as_of
    assert latest_of(dataset) == day


def test_days_since_an_order_are_counted_to_the_last_event():
    assert segment(data("touchpoints", "conversions"), LONG_AGO)["a"] == "everyone else"
    whole = data("touchpoints", "conversions", "events")
    assert segment(whole, LONG_AGO)["a"] == "long ago"
    assert "as of 2026-03-01, the latest day" in LONG_AGO.of(whole).describe()
    named = Rules(LONG_AGO.rules, moment="2026-03-01")
    assert segment(whole, named).to_dict() == segment(whole, LONG_AGO).to_dict()


def test_the_last_months_of_spending_end_where_the_data_end():
    source = source_of_dataset(data("touchpoints", "conversions", "events"))
    assert pd.Timestamp(begins(source, months=1), unit="us") == pd.Timestamp("2026-02-01 12:00")


def test_a_day_between_the_last_order_and_the_last_event_fits_the_data():
    named = Rules(LONG_AGO.rules, moment="2026-02-01")
    assert "day" not in set(fit([named], data("touchpoints", "conversions", "events"))["kind"])
    assert "day" in set(fit([named], data("touchpoints", "conversions"))["kind"])
