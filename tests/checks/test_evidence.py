"""What several checks need, against slow loops."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.checks.evidence import Evidence
from segattr.data.dataset import Dataset
from tests.checks.worlds import TODAY

rows = st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 40)), min_size=1, max_size=15)
orders = st.lists(
    st.tuples(st.one_of(st.none(), st.sampled_from("abcd")), st.integers(0, 40)), min_size=1, max_size=8
)


def table(rows, **more):
    who, days = zip(*rows, strict=True)
    ts = pd.Timestamp("2026-01-01", tz="UTC") + pd.to_timedelta(list(days), unit="D")
    return pd.DataFrame({"customer_id": pd.Series(who, dtype="str"), "ts": ts.as_unit("us"), **more})


def evidence_of(touches, orders):
    value = [10.0 * (place + 1) for place in range(len(orders))]
    touchpoints = table(touches, channel=pd.Categorical(["Email"] * len(touches)))
    return Evidence(Dataset(touchpoints=touchpoints, conversions=table(orders, value=value)), TODAY)


@given(rows, orders)
def test_days_since_the_last_touch_are_those_of_a_loop(touches, orders):
    got = evidence_of(touches, orders).days_since_touch
    expected = [min((d - t for w, t in touches if w == who and t <= d), default=np.nan) for who, d in orders]
    np.testing.assert_allclose(got, expected)


@given(rows, orders, st.data())
def test_what_hangs_on_rows_is_what_their_customers_bought(touches, orders, data):
    marked = np.array(data.draw(st.lists(st.booleans(), min_size=len(touches), max_size=len(touches))))
    people = {who for (who, _), mark in zip(touches, marked, strict=True) if mark}
    theirs = [10.0 * (place + 1) for place, (who, _) in enumerate(orders) if who in people]
    assert evidence_of(touches, orders).at_stake("touchpoints", marked) == (len(theirs), sum(theirs))


def test_examples_are_five_rows_at_most_and_begin_with_who_and_when():
    evidence = evidence_of([("a", day) for day in range(9)], [("a", 3)])
    found = evidence.found("touchpoints", np.ones(9, dtype=bool), title="x", severity="low")
    assert len(found.finding.examples) == 5
    assert list(found.finding.examples[0]) == ["customer_id", "ts", "channel"]


def test_figures_beside_counted_people_are_no_dimensions_and_no_check_takes_them_for_one():
    channels = [f"Channel {n}" for n in range(120)]
    report = pd.DataFrame(
        {"channel group": channels, "Sessions": range(2_000, 2_120), "Key events": range(1, 121)}
    ).assign(
        **{"Engaged sessions": [str(1_000 + 7 * n) for n in range(120)], "Market": ["North", "South"] * 60}
    )
    data = sa.load(outcomes=report)
    assert [name for name, _ in Evidence(data, TODAY).dimensions("outcomes")] == ["channel group", "Market"]
    assert not [found for found in sa.audit(data) if found.column == "Engaged sessions"]
    people = data.outcomes.drop(columns=["people", "converters"]).assign(converted=True)
    told = [name for name, _ in Evidence(Dataset(outcomes=people), TODAY).dimensions("outcomes")]
    assert "Engaged sessions" in told
