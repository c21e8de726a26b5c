"""How many of a source's customers another knows, as loops count them."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import segattr as sa
from segattr.data.dataset import Dataset

DAY = pd.Timestamp("2026-01-01", tz="UTC")
ROWS = st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 30)), min_size=1, max_size=12)
PEOPLE = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(["x", "y"]), min_size=1)


def dataset(seen, bought, people):
    def dated(rows):
        return {
            "customer_id": pd.Series([who for who, _ in rows], dtype="str"),
            "ts": pd.to_datetime([DAY + pd.Timedelta(days=day) for _, day in rows], utc=True),
        }

    return Dataset(
        touchpoints=pd.DataFrame(dated(seen)).assign(channel=pd.Categorical(["Email"] * len(seen))),
        conversions=pd.DataFrame(dated(bought)),
        customers=pd.DataFrame({"customer_id": [*people], "tier": [*people.values()]}),
    )


def monday(day):
    moment = (DAY + pd.Timedelta(days=day)).tz_localize(None)
    return moment - pd.Timedelta(days=moment.weekday())


@settings(max_examples=8)
@given(ROWS, ROWS, PEOPLE)
def test_rates_are_those_of_a_slow_count(seen, bought, people):
    data = dataset(seen, bought, people)
    ids = {"touchpoints": {w for w, _ in seen}, "conversions": {w for w, _ in bought}, "customers": {*people}}
    rates = sa.match_rates(data).set_index(["source", "other"])
    assert len(rates) == 6
    for (source, other), row in rates.iterrows():
        assert row["people"] == len(ids[source])
        assert row["found"] == len(ids[source] & ids[other])
        assert row["low"] <= row["rate"] <= row["high"]
    weekly = sa.match_rates(data, by="week").set_index(["source", "other", "week"])["found"]
    for source, rows in (("touchpoints", seen), ("conversions", bought)):
        for week in {monday(day) for _, day in rows}:
            them = {who for who, day in rows if monday(day) == week}
            assert weekly[source, "customers", week] == len(them & ids["customers"])
    tiers = sa.match_rates(data, by="tier").set_index(["source", "other", "segment"])["people"]
    for label in {people.get(who, "(unknown)") for who in ids["conversions"]}:
        them = {who for who in ids["conversions"] if people.get(who, "(unknown)") == label}
        assert tiers["conversions", "touchpoints", label] == len(them)


def test_one_table_alone_has_nothing_to_be_matched_with():
    with pytest.raises(sa.SegattrError, match="only one here has customers"):
        sa.match_rates(Dataset(customers=pd.DataFrame({"customer_id": ["a"]})))
