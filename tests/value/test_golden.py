"""Figures of value against the reference's, and the published CDNOW fit."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.value.acquisition import UNALLOCATED, acquisition_cost, placed
from segattr.value.chain_ladder import chain_ladder
from segattr.value.cohorts import cohorts, wide
from segattr.value.gates import customers_of, fitted, gates
from segattr.value.hold_out import foretold
from segattr.value.lifetime import lifetime, lifetime_by_formula
from segattr.value.purchases import purchases
from segattr.value.winning import winning

GOLDEN = Path("tests/golden/statistics")
VALUE = json.loads((GOLDEN / "value.json").read_text())
TRAPS = json.loads((GOLDEN / "value_traps.json").read_text())


@pytest.fixture(scope="module")
def few_orders():
    rows = pd.DataFrame(VALUE["cohorts"]["orders"], columns=["customer_id", "ts", "value"])
    return sa.load(conversions=rows.astype({"customer_id": "str"}))


@pytest.fixture(scope="module")
def cdnow():
    columns = ["customer_id", "ts", "value"]
    table = pd.read_csv("tests/data_files/CDNOW_sample.csv.gz", dtype={"customer_id": "str"})[columns]
    return sa.load(conversions=table)


def test_the_triangle_of_cohorts_is_the_references(few_orders):
    triangle = wide(cohorts(purchases(few_orders, until="2025-03-31")))
    wanted = pd.DataFrame(VALUE["cohorts"]["table"], dtype=float).T
    np.testing.assert_allclose(triangle.to_numpy(), wanted.to_numpy(), rtol=1e-12)
    assert list(triangle.index) == list(wanted.index)


def test_the_projection_is_the_references(few_orders):
    found = chain_ladder(wide(cohorts(purchases(few_orders, until="2025-03-31"))))
    np.testing.assert_allclose(found.links, [*VALUE["cohorts"]["link_ratios"].values()], rtol=1e-12)
    wanted = pd.DataFrame(VALUE["cohorts"]["projected"], dtype=float).T
    np.testing.assert_allclose(found.table.to_numpy(), wanted.to_numpy(), rtol=1e-12)
    assert found.projected.sum().sum() == 3


def test_the_formula_is_the_references():
    wanted = VALUE["ltv_simple"]
    got = lifetime_by_formula(
        wanted["retention"],
        order_value=wanted["aov"],
        margin=wanted["margin"],
        annual_rate=wanted["annual_rate"],
    )
    assert got == pytest.approx(wanted["value"], rel=1e-12)


def test_spend_is_placed_as_the_reference_places_it():
    rows = pd.DataFrame(VALUE["allocate"]).set_index("channel")
    spend = rows.sum(axis=1)
    got = placed(spend, rows.drop(columns=UNALLOCATED))
    pd.testing.assert_frame_equal(got[rows.columns], rows, check_names=False)


@pytest.mark.parametrize("way", ["credit", "touch"])
def test_credit_hides_within_a_channel_what_touches_show(way):
    spend = pd.Series({"search": 1000.0, "social": 1000.0})
    bought = pd.DataFrame({"desktop": [10, 5], "mobile": [10, 5]}, index=spend.index)
    shown = pd.DataFrame({"desktop": [1, 1], "mobile": [7, 6]}, index=spend.index)
    table = placed(spend, bought if way == "credit" else shown).drop(columns=UNALLOCATED)
    each = table / bought
    within = TRAPS["cac"][f"by_{way}_within_channel"]["search"]
    if way == "credit":
        assert within["desktop"] == within["mobile"]  # the reference's own example of the identity
        assert each.loc["search", "desktop"] == each.loc["search", "mobile"]
    else:
        assert each.loc["search", "mobile"] / each.loc["search", "desktop"] == pytest.approx(
            within["mobile"] / within["desktop"], rel=1e-9
        )


def test_cost_per_customer_reconciles_to_all_spend():
    spend = pd.Series({"search": 900.0, "tv": 300.0})
    table = acquisition_cost(
        placed(spend, pd.DataFrame({"VIP": [1], "Other": [2]}, index=["search"])),
        pd.Series({"VIP": 3, "Other": 0}),
    )
    assert table.loc["all", "spend"] == 1200.0
    assert table.loc["VIP", "cac"] == 100.0
    assert np.isnan(table.loc["Other", "cac"])


def test_the_published_fit_of_cdnow_is_found(cdnow):
    customers = customers_of(cdnow, until=pd.Timestamp("1997-09-30 23:59", tz=cdnow.as_of.tz))
    buyers, worth = fitted(customers)
    wanted, value = VALUE["cdnow"]["bgnbd"], VALUE["cdnow"]["gamma_gamma"]
    got = [buyers.r, buyers.alpha, buyers.a, buyers.b]
    np.testing.assert_allclose(got, [wanted[name] for name in ("r", "alpha", "a", "b")], rtol=3e-4)
    assert buyers.log_likelihood == pytest.approx(wanted["ll"], rel=1e-6)
    np.testing.assert_allclose([worth.p, worth.q, worth.v], [value["p"], value["q"], value["v"]], rtol=5e-4)
    assert worth.log_likelihood >= value["ll"] - 1e-6
    x, last, age = (customers[name].to_numpy(float) for name in ("repeats", "last", "age"))
    ahead = buyers.expected(x, last, age, ahead=39)
    assert ahead.sum() == pytest.approx(VALUE["cdnow"]["expected_39w_total"], rel=2e-4)
    assert ahead[0] == pytest.approx(VALUE["cdnow"]["customer1_expected_39w"], rel=3e-4)
    np.testing.assert_allclose(buyers.alive(x, last, age)[:3], VALUE["cdnow"]["p_alive_first3"], rtol=1e-3)


def test_held_out_orders_of_cdnow_are_foretold_within_a_fifth(cdnow):
    tried = foretold(cdnow)
    assert abs(tried.error) < 0.2, tried
    assert tried.happened > 500


def test_too_few_customers_are_refused_with_the_numbers(few_orders):
    customers = customers_of(few_orders)
    assert [gate.passed for gate in gates(customers)][:3] == [False] * 3
    with pytest.raises(sa.SegattrError, match=r"customers: 5, needed 500"):
        fitted(customers)


def test_equal_segments_of_different_age_are_equal_at_equal_age():
    """The censoring trap: same true curve, acquired at different times."""
    months = pd.date_range("2024-01-01", "2024-12-01", freq="MS")
    rows = [
        (f"{name}{who}", month, 20.0)
        for name, begin in (("old", 0), ("new", 8))
        for who in range(40)
        for month in months[begin:]
    ]
    orders = pd.DataFrame(rows, columns=["customer_id", "ts", "value"])
    dataset = sa.load(conversions=orders)
    labels = orders.drop_duplicates("customer_id").set_index("customer_id").index.to_series().str[:3]
    bought = purchases(dataset, labels=labels, until="2024-12-31")
    naive = orders.assign(segment=orders["customer_id"].str[:3]).groupby("segment")["value"].sum() / 40
    fair = lifetime(bought, to_age=3).set_index("segment")["ltv"]
    assert naive["old"] > 2 * naive["new"]
    assert fair["old"] == fair["new"] == 80.0


@pytest.fixture(scope="module")
def shop():
    return sa.load(
        touchpoints="sample_data/touchpoints.csv",
        conversions="sample_data/orders.csv",
        customers="sample_data/customers.csv",
        costs="sample_data/costs.csv",
    )


@pytest.mark.parametrize("by", ["", "channel", "visitor"])
def test_cost_of_new_customers_reconciles_to_the_bill(shop, by):
    labels = sa.segment(shop, by) if by else None
    found = winning(shop, purchases(shop, labels=labels), to_age=1, labels=labels)
    bill = shop.costs["spend"].sum() - found.outside
    whole = found.rows.set_index("segment").loc["all"]
    assert whole["spend"] == pytest.approx(bill, rel=1e-12)
    assert whole["customers"] == shop.conversions["customer_id"].nunique()
    if by:
        parts = found.rows[found.rows["segment"] != "all"]
        assert parts["spend"].sum() + found.unplaced == pytest.approx(bill, rel=1e-9)
        assert parts["customers"].sum() == whole["customers"]
    assert (found.rows["low"].dropna() <= found.rows["ratio"][found.rows["low"].notna()]).all()


def test_without_spend_there_is_no_cost(shop):
    assert winning(shop.with_(costs=None), purchases(shop), to_age=1) is None
