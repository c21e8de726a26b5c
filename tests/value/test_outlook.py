"""Repeat orders are projected only where the data carry it, and were tried on what had not been seen."""

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.value.ahead import ahead
from segattr.value.gates import customers_of, fitted
from segattr.value.hold_out import foretold
from segattr.value.outlook import YEAR, outlook
from segattr.value.purchases import purchases
from segattr.value.repeat_buyers import repeat_buyers


@pytest.fixture(scope="module")
def cdnow():
    columns = ["customer_id", "ts", "value"]
    table = pd.read_csv("tests/data_files/CDNOW_sample.csv.gz", dtype={"customer_id": "str"})[columns]
    return sa.load(conversions=table)


@pytest.fixture(scope="module")
def found(cdnow):
    ids = cdnow.conversions["customer_id"].astype("str").unique()
    labels = pd.Series(np.where(np.arange(len(ids)) % 20 == 0, "few", "many"), index=ids)
    return outlook(cdnow, purchases(cdnow, labels=labels), labels=labels), labels


def test_everybody_comes_first_then_the_largest_segments(found):
    assert [one.segment for one in found[0]] == ["all", "many", "few"]


def test_a_segment_too_small_is_refused_with_what_is_missing(found):
    few = found[0][2]
    assert not few.carried
    assert {gate.name for gate in few.closed} >= {"customers", "customers who came back"}
    assert few.held is None
    assert few.so_far > 0


def test_a_segment_is_projected_from_its_own_customers_and_tried(found, cdnow):
    many, labels = found[0][1], found[1]
    people = customers_of(cdnow)
    own = people[labels.reindex(people.index).to_numpy() == "many"]
    x, last, age = (own[name].to_numpy(float) for name in ("repeats", "last", "age"))
    model = repeat_buyers(x, last, age)
    assert many.weeks == YEAR
    assert many.orders.figure == pytest.approx(model.expected(x, last, age, ahead=YEAR).mean())
    assert abs(many.held.error) < 0.3
    assert many.ahead.low < many.ahead.figure < many.ahead.high


def test_foretold_orders_of_the_segments_are_those_that_came(found, cdnow):
    ids = found[1].index
    whole = foretold(cdnow)
    halves = [foretold(cdnow, of=ids[start::2]) for start in (0, 1)]
    assert sum(half.happened for half in halves) == whole.happened
    assert {half.weeks for half in halves} == {whole.weeks}


def test_money_so_far_adds_up_to_all_orders(found, cdnow):
    parts = sum(one.so_far * one.customers for one in found[0][1:])
    assert parts == pytest.approx(cdnow.conversions["value"].sum())


def test_the_ladder_stands_beside_and_ends_at_the_oldest_age(found, cdnow):
    whole = found[0][0]
    bought = purchases(cdnow)
    acquired = (bought.cohorts <= bought.until).sum()
    assert whole.ladder.seen * acquired == pytest.approx(bought.rows["money"].sum())
    assert whole.ladder.grown.figure >= whole.ladder.seen
    assert whole.ladder.age == 17
    assert np.isnan(whole.ladder.grown.low)  # three cohorts do not say how unlike cohorts are


def test_everybodys_range_is_that_of_the_models_fitted_to_everybody(found, cdnow):
    people = customers_of(cdnow)
    wanted = ahead(people, *fitted(people), weeks=YEAR)
    whole = found[0][0]
    for got, want in ((whole.orders, wanted.orders), (whole.ahead, wanted.money)):
        assert [got.low, got.figure, got.high] == pytest.approx([want.low, want.figure, want.high])
    assert 0.05 < whole.ahead.high / whole.ahead.figure - 1 < 0.3


def test_customers_who_all_leave_alike_still_have_a_fit():
    random = np.random.default_rng(4)
    age = random.uniform(20, 60, 800)
    repeats = np.minimum(random.poisson(random.gamma(1.0, 0.05, 800) * age), random.geometric(0.15, 800) - 1)
    last = np.where(repeats > 0, age * random.uniform(0.3, 1, 800), 0)
    model = repeat_buyers(repeats, last, age)
    assert np.isfinite(model.log_likelihood)
