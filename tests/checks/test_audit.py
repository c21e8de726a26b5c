"""The whole audit: order, table, speed of being called by its public name."""

from pathlib import Path

import pandas as pd
import pytest

import segattr as sa
from segattr.checks.audit import findings_table
from segattr.checks.finding import SEVERITIES
from tests.checks.faults import FAULTS
from tests.checks.worlds import TODAY, clean

SHOP = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(scope="module")
def findings():
    world = clean()
    for name in ("repeated_orders", "spend_twice", "macros", "unplaced", "useless_columns"):
        world = FAULTS[name].spoil(world)
    return sa.audit(world.dataset(), today=TODAY)


def test_the_public_name_stays_a_function_whatever_was_imported():
    assert callable(sa.audit)
    assert sa.audit.__name__ == "audit"


def test_the_worst_come_first_then_those_on_which_most_hangs(findings):
    order = [(SEVERITIES.index(finding.severity), -finding.conversions) for finding in findings]
    assert order == sorted(order)
    assert [finding.check for finding in findings[:2]] == ["repeated_orders", "spend_twice"]


def test_several_faults_are_found_side_by_side(findings):
    named = {finding.check for finding in findings}
    assert {"repeated_orders", "spend_twice", "macros", "unplaced", "useless_columns"} <= named


def test_the_table_says_what_the_findings_say(findings):
    table = findings_table(findings)
    assert table["title"].tolist() == [finding.title for finding in findings]
    assert table["count"].tolist() == [finding.count for finding in findings]
    assert table.loc[table["check"] == "spend_twice", "pages"].tolist() == ["value, plan"]
    assert findings_table([]).columns.tolist() == table.columns.tolist()


def test_money_at_stake_is_the_value_of_the_repeats():
    world = FAULTS["repeated_orders"].spoil(clean())
    finding = next(f for f in sa.audit(world.dataset(), today=TODAY) if f.check == "repeated_orders")
    assert finding.conversions == 11
    assert finding.money == pytest.approx(clean().conversions["value"].iloc[:11].sum())


def test_today_is_now_unless_it_is_said():
    dataset = clean().dataset()
    early = sa.audit(dataset, today=pd.Timestamp("2026-03-01", tz="UTC"))
    assert "future_dates" in {finding.check for finding in early}


def test_the_sample_shop_is_clean():
    shop = sa.load(
        touchpoints=SHOP / "touchpoints.csv",
        conversions=SHOP / "orders.csv",
        customers=SHOP / "customers.csv",
        costs=SHOP / "costs.csv",
    )
    assert [f for f in sa.audit(shop) if f.severity in ("blocker", "high")] == []
