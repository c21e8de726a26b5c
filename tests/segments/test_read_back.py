"""Orders after a segment's campaigns: counted once, inside or outside, as a slow count would."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData
from segattr.segments.read_back import read_back
from segattr.statistics.intervals import wilson

PEOPLE = "abcd"
START = pd.Timestamp("2026-01-01", tz="UTC")
touches = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.integers(0, 9), st.sampled_from(["May", "may ", "June", None])),
    max_size=12,
)
orders = st.lists(
    st.tuples(st.sampled_from("abcde"), st.integers(0, 9), st.sampled_from([10.0, 2.5, np.nan])), max_size=8
)


def frame(rows, last):
    table = pd.DataFrame(rows, columns=["customer_id", "day", last])
    ts = (START + pd.to_timedelta(table["day"], unit="D")).astype("datetime64[us, UTC]")
    return table.assign(ts=ts, customer_id=table["customer_id"].astype("str")).drop(columns="day")


def data(touched, bought):
    return Dataset(
        touchpoints=frame(touched, "campaign").assign(channel="x"), conversions=frame(bought, "value")
    )


@given(touches, orders, st.sets(st.sampled_from(PEOPLE)), st.sampled_from([0, 2, 5, np.inf]))
def test_it_is_what_counting_order_by_order_gives(touched, bought, members, window):
    inside = pd.Series({who: who in members for who in PEOPLE}, dtype=bool)
    found = read_back(data(touched, bought), inside, ["MAY"], lookback_days=window).set_index("where")
    for where, people in (("inside", members), ("outside", set(PEOPLE) - members)):
        own = [(who, day) for who, day, name in touched if name == "May" and who in people]
        served = [
            (who, value)
            for who, day, value in bought
            if any(who == him and 0 <= day - then <= window for him, then in own)
        ]
        row = found.loc[where]
        assert row["people"] == len(people)
        assert row["reached"] == len({who for who, _ in own})
        assert row["orders"] == len(served)
        assert row["buyers"] == len({who for who, _ in served})
        told = [value for _, value in served if value == value]
        expected = sum(told) if told or not served else np.nan
        assert row["value"] == pytest.approx(expected, nan_ok=True)
        if row["reached"]:
            assert (row["low"], row["high"]) == pytest.approx(wilson(row["buyers"], row["reached"]))


def test_orders_without_a_value_are_counted_and_their_money_is_unknown():
    whole = data([("a", 0, "May")], [("a", 1, 5.0)])
    bare = whole.with_(conversions=whole.conversions.drop(columns="value"))
    row = read_back(bare, pd.Series({"a": True}), ["May"]).iloc[0]
    assert row["orders"] == 1
    assert np.isnan(row["value"])


def test_touches_that_name_no_campaign_are_refused_with_a_sentence():
    whole = data([("a", 0, "May")], [("a", 1, 5.0)])
    bare = whole.with_(touchpoints=whole.touchpoints.drop(columns="campaign"))
    with pytest.raises(UnsuitableData, match="which campaign it belongs to"):
        read_back(bare, pd.Series({"a": True}), ["May"])
    with pytest.raises(UnsuitableData, match="table of conversions"):
        read_back(whole.with_(conversions=None), pd.Series({"a": True}), ["May"])
