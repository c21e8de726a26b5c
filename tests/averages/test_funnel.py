"""Steps in order, per segment, beside a slow walk through every person's history."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import segattr as sa
from segattr.averages.funnel import COLUMNS, costliest, funnel
from segattr.averages.steps import CONTACT, CONVERSION, steps_off_the_way, steps_offered, steps_there
from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, UnknownName, UnsuitableData

DAY = pd.Timestamp("2026-03-01", tz="UTC")


def shop(seed, size=40):
    rng = np.random.default_rng(seed)
    ids = [f"c{i}" for i in range(size)]
    names = rng.choice(["view", "cart", "pay"], size * 4)
    events = pd.DataFrame(
        {
            "customer_id": rng.choice(ids, size * 4),
            "ts": DAY + pd.to_timedelta(rng.integers(0, 20, size * 4), unit="D"),
            "event": names,
        }
    )
    orders = pd.DataFrame(
        {"customer_id": rng.choice(ids, 15), "ts": DAY + pd.to_timedelta(rng.integers(5, 25, 15), unit="D")}
    )
    customers = pd.DataFrame({"customer_id": ids, "device": rng.choice(["phone", "desktop"], size)})
    return Dataset(customers=customers, events=events, conversions=orders)


def walked(data, person, steps):
    """How far one person came: the first time of each step that is not before the step before it."""
    at, reached = DAY - pd.Timedelta(days=1), 0
    for step in steps:
        table = data.conversions if step == CONVERSION else data.events[data.events["event"] == step]
        times = [t for t in table["ts"][table["customer_id"] == person] if t >= at]
        if not times:
            break
        at, reached = min(times), reached + 1
    return reached


@settings(max_examples=4)
@given(st.integers(0, 10_000))
def test_reached_is_what_a_walk_through_every_history_counts(seed):
    data, steps = shop(seed), ["view", "cart", CONVERSION]
    devices = data.customers.set_index("customer_id")["device"]
    found = funnel(data, steps, "device", extra={"device": devices})
    for device, people in data.customers.groupby("device")["customer_id"]:
        depth = np.array([walked(data, person, steps) for person in people])
        own = found[found["segment"] == device]
        assert own["reached"].tolist() == [(depth > place).sum() for place in range(3)]
        assert own["of"].tolist() == [len(depth), *own["reached"].tolist()[:-1]]


def test_the_step_that_costs_most_is_the_planted_one():
    rng = np.random.default_rng(1)
    phone, size = rng.random(4_000) < 0.5, 4_000
    cart = rng.random(size) < 0.4
    form = cart & (rng.random(size) < np.where(phone, 0.3, 0.7))
    paid = form & (rng.random(size) < 0.5)
    visits = pd.DataFrame({"device": np.where(phone, "phone", "desktop"), "cart": cart, "form": form})
    data = sa.load(outcomes=visits.replace({True: "yes", False: "no"}).assign(converted=paid.astype(int)))
    assert steps_offered(data) == ("cart", "form", CONVERSION)
    found = funnel(data, ["cart", "form", CONVERSION], "device")
    worst = costliest(found)
    assert (worst["segment"], worst["step"]) == ("phone", "form")
    line = found[(found["segment"] == "phone") & (found["step"] == "form")].iloc[0]
    rest = form[~phone].sum() / cart[~phone].sum()
    by_hand = (
        cart[phone].sum()
        * (form[phone].sum() / cart[phone].sum() - rest)
        * paid[phone].sum()
        / form[phone].sum()
    )
    assert line["cost"] == pytest.approx(by_hand, rel=1e-9)
    assert line["low"] < line["rate"] < line["high"] < line["rest"]


def stays():
    """Return bookings: nearly all who keep theirs paid ahead; a guest, a note and an address say nothing."""
    rng = np.random.default_rng(4)
    size = 2_000
    ahead = rng.random(size) < 0.6
    kept = ahead & (rng.random(size) < 0.5)
    yes = {
        "repeated": rng.random(size) < 0.1,
        "paid ahead": ahead | (kept & (rng.random(size) < 0.02)),
        "address": rng.random(size) < 0.985,
        "refunded": kept & (rng.random(size) < 0.2),
    }
    table = pd.DataFrame({name: np.where(said, "yes", "no") for name, said in yes.items()})
    return table.assign(converted=kept.astype(int))


def test_a_yes_is_a_step_only_where_nearly_all_who_convert_said_it_and_not_everybody_else():
    data = sa.load(outcomes=stays())
    assert steps_off_the_way(data) == ("repeated", "address", "refunded")
    assert steps_offered(data) == ("paid ahead", CONVERSION)
    assert {"repeated", "address", "refunded"} < set(steps_there(data))  # to be chosen all the same
    assert len(funnel(data, ["repeated", CONVERSION])) == 2


def test_rows_that_count_people_are_weighed_when_a_step_is_looked_for():
    rows = pd.DataFrame({"form": ["yes", "no"], "people": [500, 9_000], "converters": [99, 1]})
    assert steps_off_the_way(sa.load(outcomes=rows)) == ()
    assert steps_off_the_way(sa.load(outcomes=rows.assign(converters=[90, 10]))) == ("form",)


def test_where_nobody_converted_every_yes_may_be_a_step():
    nobody = stays().assign(converted=0)
    assert steps_off_the_way(sa.load(outcomes=nobody)) == ()


def test_a_noise_split_has_no_step_that_costs():
    rng = np.random.default_rng(2)
    cart = rng.random(3_000) < 0.4
    visits = pd.DataFrame({"coin": rng.choice(["heads", "tails"], 3_000), "cart": np.where(cart, 1, 0)})
    data = sa.load(outcomes=visits.assign(converted=(cart & (rng.random(3_000) < 0.3)).astype(int)))
    assert costliest(funnel(data, ["cart", CONVERSION], "coin")) is None


def test_dates_are_steps_and_a_later_step_before_an_earlier_one_does_not_count():
    people = pd.DataFrame(
        {
            "customer_id": list("abcd"),
            "qualified_on": ["2026-01-05", "2026-01-06", None, "2026-01-09"],
            "signed_on": ["2026-02-01", "2026-01-02", None, None],
        }
    )
    contacts = pd.DataFrame({"customer_id": list("abcd"), "ts": "2026-01-01", "channel": "Email"})
    data = sa.load(customers=people, touchpoints=contacts)
    assert steps_offered(data)[0] == CONTACT
    found = funnel(data, [CONTACT, "qualified_on", "signed_on"])
    assert found["reached"].tolist() == [4, 3, 1]
    assert found["segment"].unique().tolist() == ["everybody"]


def test_events_without_conversions_or_customers_make_a_funnel():
    events = pd.DataFrame(
        {"customer_id": list("aabc"), "ts": ["2026-01-01", "2026-01-02", "2026-01-01", "2026-01-03"]}
    ).assign(event=["Installed", "Opened", "Installed", "Installed"])
    data = sa.load(events=events)
    assert steps_offered(data) == ("Installed", "Opened")
    assert funnel(data, steps_offered(data))["reached"].tolist() == [3, 1]


def test_rows_that_count_people_count_people():
    rows = pd.DataFrame({"device": ["phone", "desktop"], "people": [500, 200], "converters": [10, 20]})
    found = funnel(sa.load(outcomes=rows), [CONVERSION], "device").set_index("segment")
    assert found["reached"].to_dict() == {"desktop": 20, "phone": 10}
    assert found["of"].to_dict() == {"desktop": 200, "phone": 500}


def test_segments_of_another_making_are_taken():
    data = shop(3)
    mine = pd.Series({"c1": "mine", "c2": "mine"})
    found = funnel(data, ["view"], "@Mine", extra={"@Mine": mine})
    assert found["of"].tolist() == [2, 38]
    assert tuple(found) == COLUMNS


def test_what_is_no_step_and_no_people_are_said():
    with pytest.raises(UnknownName, match="no step 'fly'"):
        funnel(shop(1), ["fly"])
    with pytest.raises(UnknownName, match="'shoe size'"):
        funnel(shop(1), ["view"], "shoe size")
    with pytest.raises(BadSetting, match="at least one"):
        funnel(shop(1), [])
    with pytest.raises(UnsuitableData, match="needs people"):
        steps_there(Dataset(costs=pd.DataFrame()))
