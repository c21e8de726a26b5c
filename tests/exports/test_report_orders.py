"""Quarters of orders alone: revenue and customers, but no rate nobody could know."""

import pandas as pd
import pytest
from numpy.random import default_rng

import segattr as sa
from segattr.exports.report import report
from segattr.exports.report_page import reconciled, to_report_page
from segattr.exports.report_parts import Asked, Subject
from segattr.exports.report_pictures import picture, rates_by_quarter
from segattr.exports.report_quarters import quarters
from segattr.words.report_sections import ORDERS_ALONE


@pytest.fixture(scope="module")
def data():
    days = pd.date_range("2026-01-10", "2026-09-20", freq="53h")
    ids = [f"c{n * n % 31}" for n in range(len(days))]
    return sa.load(conversions=pd.DataFrame({"customer_id": ids, "ts": days, "value": range(len(days))}))


def test_rows_are_those_of_a_loop_over_the_orders(data):
    part = quarters(Subject(data, Asked()))
    table = part.table
    assert part.notes[0] == ORDERS_ALONE
    assert not {"Conversion", "Rate change", "People"} & set(table)
    orders = [(w, t, v) for w, t, v in data.conversions[["customer_id", "ts", "value"]].to_numpy()]
    for row in table.to_dict("records"):
        own = [each for each in orders if f"{each[1].year} Q{(each[1].month + 2) // 3}" == row["Quarter"]]
        assert row["Orders"] == len(own)
        assert row["Customers who ordered"] == len({who for who, _, _ in own})
        assert row["Revenue"] == pytest.approx(sum(value for _, _, value in own))


def test_the_change_of_revenue_adds_up(data):
    table = quarters(Subject(data, Asked())).table
    parts = [f"Revenue change: {name}" for name in ("customers", "orders each", "order value")]
    assert table[parts].sum(axis=1).iloc[1:].tolist() == pytest.approx(
        table["Revenue"].diff().iloc[1:].tolist()
    )


def test_the_whole_report_stands_on_orders_alone(data):
    made = report(data, Asked("Acme"))
    assert made.part("What we found").notes[0].startswith("2026 Q3 brought")
    assert len(made.part("Quarters").table) == 3
    assert (
        made.part("Value by quarter").table["New customers"].sum()
        == data.conversions["customer_id"].nunique()
    )
    assert set(made.missing) == {"engagement", "migration", "credit"}
    assert rates_by_quarter(made.part("Quarters")).empty
    drawn = picture(made.part("Quarters"), "light")
    assert drawn.title == "What came in from quarter to quarter?"
    assert drawn.rows["amount"].sum() == pytest.approx(data.conversions["value"].sum())
    rows = reconciled(made)
    assert rows["found"].tolist() == pytest.approx(rows["total"].tolist())
    assert b">differs<" not in to_report_page(made)


def test_orders_without_money_still_tell_who_ordered():
    orders = pd.DataFrame({"customer_id": ["a", "b", "a"], "ts": ["2026-01-05", "2026-02-05", "2026-05-05"]})
    table = quarters(Subject(sa.load(conversions=orders), Asked())).table
    assert table["Customers who ordered"].tolist() == [2, 1]
    assert "Revenue" not in table


def test_customers_beside_the_orders_make_no_rate_of_it(data):
    people = pd.DataFrame({"customer_id": [f"c{n}" for n in range(40)], "plan": ["pro", "free"] * 20})
    both = data.with_(customers=sa.load(customers=people).customers)
    part = quarters(Subject(both, Asked(segment_by="plan")))
    assert "Conversion" not in part.table
    assert set(part.table["Segment"]) == {"pro", "free"}
    whole = quarters(Subject(data, Asked())).table
    assert part.table.groupby("Quarter")["Orders"].sum().tolist() == whole["Orders"].tolist()


def test_page_one_ranks_what_hides_in_what_customers_brought():
    draw = default_rng(4)
    lands, who = draw.choice(["DE", "FR"], 1_500), draw.integers(0, 1_500, 5_000)
    days = pd.to_timedelta(draw.integers(0, 360, len(who)), unit="D")
    scale = pd.Series(lands).map({"DE": 90.0, "FR": 30.0}).to_numpy()[who]
    orders = pd.DataFrame({"customer_id": [f"c{n}" for n in who], "ts": pd.Timestamp("2025-01-01") + days})
    alone = sa.load(conversions=orders.assign(value=draw.gamma(2.0, scale), country=lands[who]))
    table = report(alone, Asked("Acme")).part("What we found").table
    best = sa.discover(alone, metric="value_per_person").iloc[0]
    assert table["Kind"].tolist() == ["Worth more or less"]
    assert table["What we found"].iloc[0].startswith("country DE: ")
    assert table["Money"].tolist() == pytest.approx([abs(best["prize"])])
    assert not table["What the money is"].str.contains("conversions").any()
