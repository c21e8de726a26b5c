"""Every planted truth, counted again from the tables by plain pandas."""

import json
import re

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from scipy.stats import chi2_contingency

from segattr.errors import BadSetting
from segattr.sample.shop import make_shop

CHECKED_FOR_NOISE = (7_000, 70_000, 100_000)


def people(shop):
    return shop.tables["customers"].assign(
        converted=lambda table: table["customer_id"].isin(shop.tables["orders"]["customer_id"])
    )


def rate(rows):
    return {"people": len(rows), "converters": int(rows["converted"].sum()), "rate": rows["converted"].mean()}


def journeys(shop, lookback_days=30):
    """Every touch of every order: since the order before, within the window; oldest first."""
    orders = shop.tables["orders"].merge(shop.tables["customers"][["customer_id", "visitor"]])
    orders["before"] = orders.sort_values("ordered_at").groupby("customer_id")["ordered_at"].shift()
    both = orders.merge(shop.tables["touchpoints"], on="customer_id")
    since = both["ordered_at"] - pd.Timedelta(days=lookback_days)
    since = since.where(both["before"].isna() | (both["before"] < since), both["before"])
    inside = both[(both["timestamp"] < both["ordered_at"]) & (both["timestamp"] >= since)]
    return inside.sort_values(["order_id", "timestamp"])


def credit(touches, column="channel"):
    length = touches.groupby("order_id")["timestamp"].transform("size")
    return {
        "first": touches.drop_duplicates("order_id")[column].value_counts().to_dict(),
        "last": touches.drop_duplicates("order_id", keep="last")[column].value_counts().to_dict(),
        "linear": (1 / length).groupby(touches[column]).sum().to_dict(),
    }


def leader(credited):
    return max(credited, key=credited.get)


def same(got, expected):
    return got == {label: pytest.approx(value) for label, value in expected.items()}


def p_value(rows, column, against):
    return chi2_contingency(pd.crosstab(rows[column], rows[against]), correction=False)[1]


# ── who buys ────────────────────────────────────────────────────────────────────────────────────────
def test_the_blended_rate_is_three_percent(shop):
    truth = shop.truths["truths"]["blended"]
    assert same({key: truth[key] for key in ("people", "converters", "rate")}, rate(people(shop)))
    assert truth["rate"] == pytest.approx(0.03, abs=0.5 / truth["people"])


def test_returning_visitors_convert_at_eight_percent_and_new_ones_at_one(shop):
    truth = shop.truths["truths"]["visitor"]
    for visitor, expected in (("returning", 0.08), ("new", 0.01)):
        rows = people(shop).query("visitor == @visitor")
        assert same(truth[visitor], rate(rows))
        assert truth[visitor]["rate"] == pytest.approx(expected, abs=1 / len(rows))


def test_the_hidden_cell_converts_at_a_tenth_of_the_average_and_falls_short_of_its_peers(shop):
    truth = shop.truths["truths"]["hidden_cell"]
    everyone = people(shop)
    inside = (everyone["device"] == "mobile") & (everyone["region"] == "South")
    cell, peers = everyone[inside], everyone[~inside]
    expected = (cell["visitor"].map(peers.groupby("visitor")["converted"].mean())).sum()
    assert same({key: truth[key] for key in ("people", "converters", "rate")}, rate(cell))
    assert truth["rate"] == pytest.approx(0.003, abs=0.5 / len(cell))
    assert truth["expected_at_equal_mix"] == pytest.approx(expected)
    assert truth["fewer_than_peers"] == pytest.approx(expected - cell["converted"].sum())


def test_seventy_thousand_people_lose_the_golden_hundred_and_twenty_buyers(shop_of):
    truth = shop_of(70_000).truths["truths"]["hidden_cell"]
    assert truth["fewer_than_peers"] == pytest.approx(120.5263157894737)
    assert truth["fewer_than_everybody_else"] == pytest.approx(177.1875)


def test_mobile_outside_the_south_looks_weak_but_is_not(shop):
    truth = shop.truths["truths"]["mobile_elsewhere"]
    elsewhere = people(shop).query("region != 'South'").assign(mobile=lambda rows: rows["device"] == "mobile")
    assert same(truth["mobile"], rate(elsewhere[elsewhere["mobile"]]))
    assert truth["mobile"]["rate"] < 0.75 * truth["other devices"]["rate"]
    for visitor, rows in elsewhere.groupby("visitor"):
        assert same(truth["within_visitor"][visitor]["mobile"], rate(rows[rows["mobile"]]))
        assert p_value(rows, "mobile", "converted") > 0.5


@pytest.mark.parametrize("size", CHECKED_FOR_NOISE)
@pytest.mark.parametrize("column", ["age_band", "browser", "interest"])
@pytest.mark.parametrize("against", ["converted", "visitor"])
def test_noise_says_nothing(shop_of, size, column, against):
    assert p_value(people(shop_of(size)), column, against) > 0.05


def test_noise_is_told_with_its_figures(shop):
    truth = shop.truths["truths"]["noise"]
    for column in truth["columns"]:
        for level, rows in people(shop).groupby(column):
            assert same(truth["levels"][column][level], rate(rows))


# ── credit ──────────────────────────────────────────────────────────────────────────────────────────
def test_paid_social_opens_most_orders_and_email_closes_most(shop):
    truths = shop.truths["truths"]
    got = credit(journeys(shop))
    assert truths["first_touch"]["orders"] == got["first"]
    assert truths["last_touch"]["orders"] == got["last"]
    assert leader(got["first"]) == truths["first_touch"]["leader"] == "Paid Social"
    assert leader(got["last"]) == truths["last_touch"]["leader"] == "Email"


def test_email_leads_among_returning_visitors_whichever_model_is_asked(shop):
    truth = shop.truths["truths"]["returning_email"]
    got = credit(journeys(shop).query("visitor == 'returning'"))
    for model in ("first", "last", "linear"):
        assert truth[model] == pytest.approx(got[model], abs=1e-5)
        assert leader(got[model]) == "Email"


def test_new_visitors_come_by_paid_social(shop):
    got = credit(journeys(shop).query("visitor == 'new'"))
    assert {leader(got[model]) for model in got} == {"Paid Social"}


def test_two_percent_of_the_orders_have_no_touch(shop):
    truth, orders = shop.truths["truths"]["no_touch"], shop.tables["orders"]
    without = ~orders["order_id"].isin(journeys(shop)["order_id"])
    never = ~orders["order_id"].isin(journeys(shop, lookback_days=10_000)["order_id"])
    assert (truth["orders"], truth["of_orders"]) == (without.sum(), len(orders))
    assert abs(truth["orders"] - 0.02 * len(orders)) < 1.5
    assert never.equals(without)


def test_some_orders_have_a_touch_before_the_window_and_it_changes_who_opens(shop):
    truth = shop.truths["truths"]["window"]
    short, long = journeys(shop), journeys(shop, lookback_days=10_000)
    assert truth["orders_with_a_touch_before_the_window"] == len(long) - len(short) > 0
    assert truth["display_first_touch"] == {
        "inside_the_window": credit(short)["first"]["Display"],
        "without_a_window": credit(long)["first"]["Display"],
    }


# ── customers ───────────────────────────────────────────────────────────────────────────────────────
def first_journeys(shop):
    touches = journeys(shop)
    return touches[touches["before"].isna()]


def acquired(shop):
    """Orders with the campaign of the first touch before the customer's first order."""
    opened = first_journeys(shop).drop_duplicates("order_id")
    return shop.tables["orders"].merge(opened[["customer_id", "campaign", "visitor"]], on="customer_id")


def test_some_customers_order_again(shop):
    truth, counts = shop.truths["truths"]["repeat"], shop.tables["orders"]["customer_id"].value_counts()
    assert (truth["customers"], truth["again"]) == (len(counts), (counts > 1).sum())
    assert 0.1 < truth["share"] < 0.2


def test_the_two_campaigns_are_what_the_truths_say(shop):
    truth, orders, costs = shop.truths["truths"]["campaigns"], acquired(shop), shop.tables["costs"]
    for name in (truth["winner"], truth["quiet"]):
        mine = orders[orders["campaign"] == name]
        first = mine.drop_duplicates("customer_id")
        spend = costs.loc[costs["campaign"] == name, "spend"].sum()
        assert truth[name] == {
            "customers": len(first),
            "new_visitor_share": pytest.approx((first["visitor"] == "new").mean()),
            "discounted_share": pytest.approx((first["discount"] > 0).mean()),
            "repeat_share": pytest.approx((mine["customer_id"].value_counts() > 1).mean()),
            "orders": len(mine),
            "first_order_revenue": pytest.approx(first["revenue"].sum()),
            "revenue": pytest.approx(mine["revenue"].sum()),
            "margin": pytest.approx(mine["margin"].sum()),
            "margin_per_customer": pytest.approx(mine["margin"].sum() / len(first), abs=0.006),
            "spend": pytest.approx(spend),
            "spend_per_customer": pytest.approx(spend / len(first), abs=0.006),
            "left_per_customer": pytest.approx((mine["margin"].sum() - spend) / len(first), abs=0.006),
        }


def test_the_winner_leads_in_customers_by_first_and_by_last_touch(shop):
    truth = shop.truths["truths"]["campaigns"]
    got = credit(first_journeys(shop), "campaign")
    assert truth["first_orders_by_first_touch"] == got["first"]
    assert truth["first_orders_by_last_touch"] == got["last"]
    assert {leader(got[model]) for model in got} == {"Summer Deal"} == {truth["winner"]}


def test_the_winner_looks_cheap_but_does_not_pay_and_the_quiet_one_does(shop):
    truth = shop.truths["truths"]["campaigns"]
    winner, quiet = truth["Summer Deal"], truth["Fit Guide"]
    assert winner["first_order_revenue"] == pytest.approx(quiet["first_order_revenue"], rel=0.2)
    assert winner["spend_per_customer"] < quiet["spend_per_customer"]
    assert winner["repeat_share"] < 0.1 < 0.3 < quiet["repeat_share"]
    assert winner["left_per_customer"] < 0 < quiet["left_per_customer"]


def test_no_other_advertising_campaign_opens_orders_as_cheaply(shop):
    costs = shop.tables["costs"]
    spend = costs[costs["channel"] != "Email"].groupby("campaign")["spend"].sum()
    opened = pd.Series(shop.truths["truths"]["campaigns"]["first_orders_by_first_touch"])
    assert (spend / opened).idxmin() == "Summer Deal"


@pytest.mark.parametrize("size", [7_000, 33_333, 100_000])
def test_the_winner_has_the_most_first_order_revenue_of_all_campaigns(shop_of, size):
    orders = acquired(shop_of(size)).drop_duplicates("customer_id")
    assert orders.groupby("campaign")["revenue"].sum().idxmax() == "Summer Deal"


def test_both_campaigns_run_at_the_same_time(shop):
    months = shop.tables["costs"].groupby("campaign")["start"].agg(["min", "max"])
    assert months.loc["Summer Deal"].equals(months.loc["Fit Guide"])


# ── the tables themselves ───────────────────────────────────────────────────────────────────────────
def test_ids_are_unique_and_known(shop):
    tables = shop.tables
    known = set(tables["customers"]["customer_id"])
    assert tables["customers"]["customer_id"].is_unique
    assert tables["orders"]["order_id"].is_unique
    assert set(tables["orders"]["customer_id"]) <= known
    assert set(tables["touchpoints"]["customer_id"]) <= known
    assert tables["customers"]["customer_id"].str.fullmatch(r"C\d{6}").all()


def test_nobody_has_two_touches_at_one_moment_or_one_at_an_order(shop):
    touches, orders = shop.tables["touchpoints"], shop.tables["orders"]
    moments = pd.concat(
        [touches[["customer_id", "timestamp"]], orders.rename(columns={"ordered_at": "timestamp"})]
    )
    assert not moments.duplicated(["customer_id", "timestamp"]).any()


def test_everything_happens_in_the_story_and_after_the_customer_was_known(shop):
    tables = shop.tables
    created = tables["customers"].set_index("customer_id")["created_at"]
    for name, moment in (("touchpoints", "timestamp"), ("orders", "ordered_at")):
        rows = tables[name]
        assert rows[moment].is_monotonic_increasing
        assert rows[moment].between("2026-03-01", "2026-08-31 23:59:59").all()
        assert (rows["customer_id"].map(created) <= rows[moment]).all()
    returning = tables["customers"]["visitor"] == "returning"
    assert tables["customers"].loc[returning, "created_at"].lt("2026-03-01").all()
    assert tables["customers"].loc[~returning, "created_at"].ge("2026-03-01").all()


def test_people_have_about_three_touches_over_nine_channels(shop):
    touches = shop.tables["touchpoints"]
    assert 3 <= len(touches) / len(shop.tables["customers"]) <= 4
    assert touches["channel"].nunique() == 9


def test_money_is_in_cents_and_adds_up(shop):
    orders, costs = shop.tables["orders"], shop.tables["costs"]
    for money in (*(orders[column] for column in ("discount", "revenue", "margin")), costs["spend"]):
        assert (money == money.round(2)).all()
    assert (orders["margin"] < orders["revenue"]).all()
    assert (orders["discount"] >= 0).all()


def test_costs_cover_each_campaign_and_month_once_and_bill_every_visit(shop):
    costs, touches = shop.tables["costs"], shop.tables["touchpoints"]
    assert not costs.duplicated(["channel", "campaign", "start"]).any()
    assert (costs["end"] == costs["start"] + pd.offsets.MonthEnd()).all()
    assert costs["clicks"].sum() == touches["campaign"].notna().sum()
    assert (costs["spend"] > 0).all()


def test_no_column_holds_personal_data(shop):
    named = " ".join(column for table in shop.tables.values() for column in table.columns)
    assert not re.search("mail|phone|name|address|birth", named)


# ── the recipe ──────────────────────────────────────────────────────────────────────────────────────
def test_the_same_recipe_gives_the_same_sample(shop_of):
    recipe = shop_of(7_000).truths["recipe"]
    again = make_shop(recipe["size"], seed=recipe["seed"])
    assert again.truths == shop_of(7_000).truths
    for name, table in again.tables.items():
        assert_frame_equal(table, shop_of(7_000).tables[name])


def test_another_seed_tells_the_same_story_of_other_people(shop_of):
    other, truths = make_shop(7_000, seed=8), shop_of(7_000).truths["truths"]
    for truth in ("blended", "visitor", "hidden_cell", "mobile_elsewhere"):
        assert other.truths["truths"][truth] == truths[truth]
    assert not other.tables["customers"].equals(shop_of(7_000).tables["customers"])


def test_truths_are_json_and_each_has_a_sentence(shop):
    assert json.loads(json.dumps(shop.truths)) == shop.truths
    sentences = [truth["sentence"] for truth in shop.truths["truths"].values()]
    assert len(set(sentences)) == 12
    assert all(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(("size", "seed", "setting"), [(1_999, 7, "size"), (7_000, -1, "seed")])
def test_a_recipe_that_cannot_be_made_is_refused(size, seed, setting):
    with pytest.raises(BadSetting) as refused:
        make_shop(size, seed=seed)
    assert refused.value.facts["setting"] == setting
