"""Averages against loops that share no code with them, and what a view makes of money."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import segattr as sa
from segattr.averages.cells import cells, inside, rates_of
from segattr.averages.means import means
from segattr.averages.metrics import METRICS
from segattr.averages.powers import metrics_of
from segattr.averages.split import split
from segattr.averages.telling import first_split, telling_splits

amounts = st.one_of(st.none(), st.floats(-20, 300).map(lambda x: round(x, 2)))
shoppers = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["m", "d", ""]), st.lists(amounts, max_size=3)),
    min_size=2,
    max_size=12,
).filter(lambda rows: any(bought for *_, bought in rows))


def loaded(rows):
    """Return the dataset of these people: tier, device, and the values of their orders."""
    customers = pd.DataFrame(
        {"customer_id": [f"c{i}" for i in range(len(rows))], "tier": [r[0] for r in rows]}
        | {"device": [r[1] for r in rows]}
    )
    orders = [(f"c{i}", value) for i, row in enumerate(rows) for value in row[2]]
    bought = pd.DataFrame(orders, columns=["customer_id", "value"]).assign(ts="2026-03-01")
    return sa.load(customers=customers, conversions=bought.astype({"value": "float64"}))


def slowly(rows, tier, metric):
    """The figure of one tier, person by person."""
    own = [list(bought) for t, _, bought in rows if t == tier]
    value = sum(v for bought in own for v in bought if v is not None)
    orders = sum(len(bought) for bought in own)
    priced = sum(v is not None for bought in own for v in bought)
    top, bottom = {
        "rate": (sum(bool(bought) for bought in own), len(own)),
        "value_per_person": (value, len(own)),
        "orders_per_person": (orders, len(own)),
        "order_value": (value, priced),
    }[metric]
    return top / bottom if bottom else float("nan")


@given(shoppers)
def test_every_metric_is_what_counting_by_hand_gives(rows):
    counted = cells(loaded(rows))
    if "tier" not in counted:
        return  # everybody has the same
    for metric in metrics_of(counted):
        found = means(counted, ["tier"], metric=metric).set_index("tier")["figure"]
        for tier, figure in found.items():
            assert figure == pytest.approx(slowly(rows, tier, metric), rel=1e-9, nan_ok=True)


def shop(seed=0, people=6000, richer=2.0):
    """People of two plans, one of which spends more; and a column that says nothing."""
    random = np.random.default_rng(seed)
    plan, letter = random.choice(["pro", "free"], people), random.choice(list("xyz"), people)
    buys = random.random(people) < 0.1
    spent = np.exp(random.normal(3, 0.7, people)) * np.where(plan == "pro", richer, 1.0)
    customers = pd.DataFrame(
        {"customer_id": [f"c{i}" for i in range(people)], "plan": plan, "letter": letter}
    )
    orders = customers[buys][["customer_id"]].assign(ts="2026-03-01", value=spent[buys].round(2))
    return customers, orders


@pytest.fixture(scope="module")
def counted():
    customers, orders = shop()
    return cells(sa.load(customers=customers, conversions=orders))


def test_only_what_the_data_carry_is_offered(counted):
    assert metrics_of(counted) == ["rate", "value_per_person", "orders_per_person", "order_value"]
    visits = pd.DataFrame({"g": ["x", "y"], "converted": [1, 0]})
    assert metrics_of(cells(sa.load(outcomes=visits))) == ["rate"]


def test_the_split_that_decides_the_money_is_the_telling_one(counted):
    splits = telling_splits(counted, "value_per_person")
    assert first_split(splits) == "plan"
    assert splits.set_index("dimension").loc["letter", "verdict"] == "chance"


@pytest.mark.parametrize("metric", ["value_per_person", "order_value"])
def test_segments_that_differ_in_money_are_named_with_their_figures(counted, metric):
    found = split(counted, ["plan"], metric=metric).finding
    assert found.verdict == "telling"
    assert [group.name for group in found.groups] == ["pro", "free"]
    assert found.groups[0].rate > 1.6 * found.groups[1].rate
    assert found.groups[0].low < found.groups[0].rate < found.groups[0].high


def test_people_of_an_order_value_are_those_with_an_order(counted):
    rows = split(counted, ["plan"], metric="order_value").rows
    assert rows["n"].sum() == rows["contributors"].sum() == counted["converters"].sum()


def test_what_is_at_stake_is_the_difference_from_the_rest_times_what_the_average_is_per(counted):
    rows = split(counted, ["plan", "letter"], metric="value_per_person").rows
    rest = (rows["rate"] * rows["n"]).sum() - rows["rate"] * rows["n"]
    slow = rows["n"] * (rows["rate"] - rest / (rows["n"].sum() - rows["n"]))
    assert rows["stake"].to_numpy() == pytest.approx(slow.to_numpy())
    assert rows["stake"].abs().is_monotonic_decreasing


@pytest.mark.slow
def test_on_noise_hardly_any_world_has_a_telling_split_of_money():
    alarms = 0
    for seed in range(12):
        customers, orders = shop(seed, people=1500, richer=1.0)
        table = cells(sa.load(customers=customers, conversions=orders))
        alarms += first_split(telling_splits(table, "value_per_person")) is not None
    assert alarms <= 2


def test_one_order_that_carries_a_segment_is_named():
    customers, orders = shop(people=800)
    first = customers.set_index("customer_id").loc[orders["customer_id"], "plan"].to_numpy() == "free"
    orders.loc[orders.index[first][0], "value"] = 20_000.0
    found = split(
        cells(sa.load(customers=customers, conversions=orders)), ["plan"], metric="value_per_person"
    )
    assert found.finding.heaviest[0] == "free"
    assert found.finding.heaviest[1] > 0.8


def test_an_average_of_what_is_never_negative_has_no_negative_range():
    customers, orders = shop(people=200)
    found = split(
        cells(sa.load(customers=customers, conversions=orders[:4])), ["plan"], metric="value_per_person"
    )
    assert (found.rows["low"].dropna() >= 0).all()
    refunds = orders[:30].assign(value=-5.0)
    found = split(
        cells(sa.load(customers=customers, conversions=refunds)), ["plan"], metric="value_per_person"
    )
    assert (found.rows["low"].dropna() < 0).any()


def test_few_orders_ask_for_more_people():
    customers, orders = shop(people=300)
    found = split(
        cells(sa.load(customers=customers, conversions=orders[:8])), ["plan"], metric="value_per_person"
    )
    assert found.finding.verdict == "few"
    assert found.finding.needed > 0


def test_outcomes_have_a_value_per_visit_and_one_per_conversion():
    visits = pd.DataFrame(
        {"g": list("xxyy") * 20, "converted": [1, 0, 1, 1] * 20, "value": [30.0, 0, 10, 20] * 20}
    )
    table = cells(sa.load(outcomes=visits))
    assert metrics_of(table) == ["rate", "value_per_person", "order_value"]
    assert means(table, ["g"], metric="value_per_person")["figure"].tolist() == [15.0, 15.0]
    assert means(table, ["g"], metric="order_value")["figure"].tolist() == [30.0, 15.0]


def test_outcomes_already_counted_are_rows_that_weigh_what_they_count():
    random = np.random.default_rng(0)
    people = random.integers(50, 200, 60)
    table = pd.DataFrame({"g": list("xy") * 30, "people": people, "converters": people // 10})
    table["value"] = table["people"] * np.where(table["g"] == "x", 3.0, 1.0) * random.uniform(0.8, 1.2, 60)
    found = means(cells(sa.load(outcomes=table)), ["g"], metric="value_per_person")
    x = table[table["g"] == "x"]
    assert found["figure"].iloc[0] == pytest.approx(x["value"].sum() / x["people"].sum())
    assert found["n"].tolist() == [30.0, 30.0]
    assert found["low"].iloc[0] > found["high"].iloc[1]


def test_a_column_of_many_numbers_splits_as_bands():
    ages = pd.DataFrame({"age": range(18, 78), "converted": [i % 2 for i in range(60)]})
    labels = cells(sa.load(outcomes=ages))["age"].unique()
    assert 2 <= len(labels) <= 6


def test_labels_from_elsewhere_are_a_dimension_and_whoever_has_none_is_unknown():
    customers, orders = shop(people=50)
    tiers = pd.Series({"c1": "gold", "c2": "gold"})
    table = cells(sa.load(customers=customers, conversions=orders), {"@Tiers": tiers})
    assert rates_of(table, ("@Tiers",)).set_index("@Tiers")["people"].to_dict() == {
        "gold": 2,
        "(unknown)": 48,
    }


def test_inside_a_segment_are_its_people_and_the_other_dimensions(counted):
    within = inside(counted, [("plan", "pro")])
    assert "plan" not in within
    assert within["people"].sum() == rates_of(counted, ("plan",)).set_index("plan").loc["pro", "people"]
    assert inside(counted, [("plan", "nobody")])["people"].sum() == 0


def test_with_nearly_as_many_combinations_as_people_every_view_still_adds_up():
    random = np.random.default_rng(0)
    visits = pd.DataFrame({f"d{i}": random.integers(0, 12, 300).astype(str) for i in range(9)})
    dataset = sa.load(outcomes=visits.assign(converted=random.integers(0, 2, 300)))
    table = cells(dataset)
    assert len(table) == 300
    public = sa.rates(dataset, ["d0", "d1"]).astype({"d0": "str", "d1": "str"})
    pd.testing.assert_frame_equal(rates_of(table, ("d0", "d1")), public, check_dtype=False)


def test_every_metric_has_its_words():
    from segattr.words.averages_metrics import METRICS as WORDS

    assert list(WORDS) == list(METRICS)
    assert {name: words.unit for name, words in WORDS.items()} == {n: m.unit for n, m in METRICS.items()}
