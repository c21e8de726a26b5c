"""What customers won in a quarter brought at equal age, against following them one by one."""

from collections import defaultdict

import pandas as pd
import pytest

import segattr as sa
from segattr.exports.report_parts import Asked, Subject
from segattr.exports.report_spend import quarterly_spend
from segattr.exports.report_worth import QUARTER_OF_LIFE, worth_part, worth_sums

UNTIL = (2026, 6)  # the last whole month


@pytest.fixture(scope="module")
def subject():
    rows, begin = [], pd.Timestamp("2025-10-03")
    for who in range(60):
        for age in range(0, 9, 1 + who % 4):
            when = begin + pd.DateOffset(months=who % 7 + age, days=who % 11)
            if when < pd.Timestamp("2026-07-01"):
                rows.append((f"c{who}", when, 20.0 + who % 9))
    orders = pd.DataFrame(rows, columns=["customer_id", "ts", "value"])
    seen = orders.drop(columns="value").assign(channel="tv", ts=orders["ts"] - pd.Timedelta(hours=2))
    end = pd.DataFrame({"customer_id": ["c0"], "ts": [pd.Timestamp("2026-06-30 12:00")], "channel": ["tv"]})
    people = pd.DataFrame({"customer_id": [f"c{n}" for n in range(60)], "plan": ["pro", "free", "free"] * 20})
    bill = pd.DataFrame({"channel": ["tv"] * 3, "start": ["2025-10-10", "2026-01-10", "2026-04-10"]})
    data = sa.load(
        touchpoints=pd.concat([seen, end]),
        conversions=orders,
        customers=people,
        costs=bill.assign(spend=[900.0, 3000.0, 60.0]),
    )
    return Subject(data, Asked(segment_by="plan"))


@pytest.fixture(scope="module")
def part(subject):
    return worth_part(subject, quarterly_spend(subject))


def slow(subject):
    """Money of each customer by month of life, and the quarter and segment the customer was won in."""
    plan = dict(subject.dataset.customers[["customer_id", "plan"]].astype("str").to_numpy())
    first, paid = {}, defaultdict(dict)
    orders = subject.dataset.conversions.sort_values("ts")
    for who, when, value in zip(
        orders["customer_id"].astype("str"), orders["ts"], orders["value"], strict=True
    ):
        month = when.year * 12 + when.month
        age = month - first.setdefault(who, month)
        paid[who][age] = paid[who].get(age, 0.0) + value
    won = defaultdict(list)
    for who, month in first.items():
        year, quarter = divmod(month - 1, 12)
        won[f"{year} Q{quarter // 3 + 1}", plan[who]].append((UNTIL[0] * 12 + UNTIL[1] - month, paid[who]))
    return won


def test_value_counts_those_followed_that_long_and_nobody_else(subject, part):
    won = slow(subject)
    assert len(part.table) == len(won)
    for row in part.table.to_dict("records"):
        own = won[row["Quarter"], row["Segment"]]
        old = [money for observed, money in own if observed >= QUARTER_OF_LIFE]
        assert row["New customers"] == len(own)
        assert row["Followed that long"] == len(old)
        assert row["Too young"] == len(own) - len(old)
        spent = [sum(v for age, v in money.items() if age <= QUARTER_OF_LIFE) for money in old]
        assert row["LTV"] == pytest.approx(sum(spent) / len(spent) if spent else float("nan"), nan_ok=True)


def test_cost_ratio_and_payback_follow_from_it(subject, part):
    won = slow(subject)
    for row in part.table.to_dict("records"):
        own = won[row["Quarter"], row["Segment"]]
        assert row["CAC"] == pytest.approx(row["Spend"] / len(own))
        if row["Followed that long"]:
            assert row["LTV ÷ CAC"] == pytest.approx(row["LTV"] / row["CAC"])
            assert row["LTV ÷ CAC from"] <= row["LTV ÷ CAC"] <= row["LTV ÷ CAC to"]
        whole = min(observed for observed, _ in own)
        means = [
            sum(v for _, m in own for a, v in m.items() if a <= age) / len(own) for age in range(whole + 1)
        ]
        back = next((age + 1.0 for age, mean in enumerate(means) if mean >= row["CAC"]), float("nan"))
        assert row["Paid back at month"] == pytest.approx(back, nan_ok=True)


def test_the_quarters_tell_apart_what_one_cost_in_each(part):
    by_quarter = part.table.groupby("Quarter")["Spend"].sum()
    assert by_quarter.tolist() == pytest.approx([900.0, 3000.0, 60.0])


def test_what_was_not_observed_yet_is_empty_and_said(subject, part):
    young = part.table[part.table["Followed that long"] == 0]
    assert young["LTV"].isna().all()
    assert young["LTV ÷ CAC"].isna().all()


def test_new_customers_are_those_the_files_hold(subject, part):
    sums = {each.where[1]: each.total for each in worth_sums(subject, part)}
    assert sums == part.table.groupby("Quarter")["New customers"].sum().to_dict()
    assert sum(sums.values()) == subject.dataset.conversions["customer_id"].nunique()


def test_without_spend_there_is_no_column_of_cost(subject):
    bare = Subject(subject.dataset.with_(costs=None), Asked())
    part = worth_part(bare, quarterly_spend(bare))
    assert "CAC" not in part.table
    assert set(part.table["Segment"]) == {"everybody"}


def test_orders_without_money_say_so():
    data = sa.load(conversions=pd.DataFrame({"customer_id": ["a", "b"], "ts": ["2026-01-05", "2026-03-05"]}))
    part = worth_part(Subject(data, Asked()), pd.DataFrame(columns=["period", "segment", "spend"]))
    assert part.table.empty
    assert "Map a column to 'value'" in part.notes[0]
