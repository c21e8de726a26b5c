"""Spend beside credit: divided by touches, dated by the data, never divided by nothing."""

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.attribution.attribute import attribute
from segattr.attribution.cost import spend_of, with_cost
from segattr.data.dataset import Dataset
from tests.reduce.rows import customers, orders, touches

SEEN = touches(
    ("a", "2024-01-01", "Ads"),
    ("a", "2024-01-02", "Email"),
    ("b", "2024-01-03", "Ads"),
    ("b", "2024-01-10", "Ads"),
    ("c", "2024-01-20", "Post"),
)
BOUGHT = orders(("a", "2024-01-05", 80), ("b", "2024-01-12", 20))
WHO = customers(a="gold", b="tin", c="tin")


def costs(*rows, **more):
    made = pd.DataFrame(rows, columns=["channel", "start", "end", "spend"]).assign(**more)
    return made.assign(**{name: pd.to_datetime(made[name], utc=True) for name in ("start", "end")})


def shop(*rows, **more):
    return Dataset(touchpoints=SEEN, conversions=BOUGHT, customers=WHO, costs=costs(*rows, **more))


def beside(dataset, model="linear", segmentation="tier"):
    summary = sa.summarise(dataset, segmentation)
    rows = with_cost(attribute(summary, model), spend_of(dataset), summary)
    return rows.set_index(["segment", "channel"])


def test_spend_is_divided_over_segments_by_all_touches_there():
    rows = beside(shop(("Ads", "2024-01-01", "2024-01-10", 30.0)))
    assert rows.loc[("gold", "Ads"), ["touches", "spend"]].tolist() == [1, pytest.approx(10)]
    assert rows.loc[("tin", "Ads"), ["touches", "spend"]].tolist() == [2, pytest.approx(20)]
    assert rows.loc[("gold", "Ads"), "cpa"] == pytest.approx(20)  # 10 for half a conversion
    assert rows.loc[("gold", "Ads"), "roas"] == pytest.approx(4)
    assert rows.loc[("tin", "Ads"), "roas"] == pytest.approx(1)


def test_nothing_is_divided_by_nothing():
    rows = beside(shop(("Ads", "2024-01-01", "2024-01-10", 30.0), ("Email", "2024-01-01", "2024-01-31", 0.0)))
    email = rows.loc[("gold", "Email")]
    assert (email["note"], np.isnan(email["cpa"]), np.isnan(email["roas"])) == ("no spend", True, True)
    figures = rows[["cpa", "roas"]].to_numpy()
    assert not np.isinf(figures).any()
    last = beside(shop(("Ads", "2024-01-01", "2024-01-10", 30.0)), "last")
    unearned = last.loc[("gold", "Ads")]
    assert (unearned["note"], np.isnan(unearned["cpa"]), unearned["roas"]) == ("no conversions", True, 0)


def test_spend_that_cannot_be_placed_is_told():
    spend = spend_of(
        shop(("Ads", "2024-01-01", "2024-01-10", 30.0), ("Radio", "2024-01-02", "2024-01-02", 5.0))
    )
    assert spend.unplaced.to_numpy().tolist() == [["Radio", 5.0]]
    assert spend.rows["channel"].tolist() == ["Ads"]


def test_days_without_data_are_left_out_and_add_up():
    spend = spend_of(
        shop(("Ads", "2023-12-22", "2024-01-10", 200.0), ("Ads", "2024-01-20", "2024-01-29", 10.0))
    )
    assert spend.rows["spend"].tolist() == [pytest.approx(100 + 1)]
    assert spend.outside == pytest.approx(100 + 9)
    assert (str(spend.since.date()), str(spend.until.date())) == ("2024-01-01", "2024-01-20")


def test_a_bill_without_an_end_counts_on_its_first_day():
    table = costs(("Ads", "2024-01-03", None, 7.0), ("Ads", "2024-03-01", None, 9.0))
    spend = spend_of(Dataset(touchpoints=SEEN, conversions=BOUGHT, costs=table))
    assert (spend.rows["spend"].tolist(), spend.outside) == ([7.0], 9.0)


def test_campaigns_have_their_own_bills():
    seen = SEEN.assign(campaign=["Spring", "News", "Spring", "Spring", "News"])
    table = costs(("Ads", "2024-01-01", "2024-01-10", 30.0), ("Ads", "2024-01-01", "2024-01-01", 4.0))
    dataset = Dataset(
        touchpoints=seen, conversions=BOUGHT, costs=table.assign(campaign=pd.Categorical(["Spring", None]))
    )
    spend = spend_of(dataset, "campaign")
    assert spend.rows.to_numpy().tolist() == [["Spring", 30.0]]
    assert spend.unplaced["channel"].tolist() == ["(no campaign)"]
    assert spend_of(dataset, "content") is None


def test_what_each_touch_cost_serves_where_there_are_no_bills():
    seen = SEEN.assign(cost=[1.0, np.nan, 2.0, 3.0, np.nan])
    spend = spend_of(Dataset(touchpoints=seen, conversions=BOUGHT))
    assert (spend.source, spend.rows.to_numpy().tolist()) == ("touchpoints", [["Ads", 6.0]])


def test_nobody_knows_what_was_spent():
    assert spend_of(Dataset(touchpoints=SEEN, conversions=BOUGHT)) is None
    assert spend_of(Dataset(conversions=BOUGHT)) is None


def test_the_spend_shown_is_the_spend_there_is():
    dataset = shop(("Ads", "2024-01-01", "2024-01-10", 30.0), ("Post", "2024-01-20", "2024-01-20", 6.0))
    summary = sa.summarise(dataset, "tier")
    spend = spend_of(dataset)
    rows = with_cost(attribute(summary, "linear"), spend, summary)
    assert rows["spend"].sum() == pytest.approx(30)  # nobody converted after Post: it has no row of credit
    assert spend.rows["spend"].sum() == pytest.approx(36)
