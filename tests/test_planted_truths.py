"""Every truth planted in the shop sample is found through the public names."""

import json
from pathlib import Path

import pytest

import segattr as sa
from segattr.averages.cells import cells
from segattr.averages.telling import first_split, telling_splits
from segattr.sample.shop import make_shop
from segattr.sample.write import write_sample

SHIPPED = Path(__file__).parent.parent / "sample_data"


def open_shop(folder):
    files = {
        role: folder / name
        for role, name in {
            "touchpoints": "touchpoints.csv",
            "conversions": "orders.csv",
            "customers": "customers.csv",
            "costs": "costs.csv",
        }.items()
    }
    return sa.load(**files), json.loads((folder / "truths.json").read_text(encoding="utf-8"))["truths"]


@pytest.fixture(scope="module", params=["shipped", "another"])
def shop(request, tmp_path_factory):
    if request.param == "shipped":
        return open_shop(SHIPPED)
    folder = tmp_path_factory.mktemp("shop")
    write_sample(make_shop(14_000, seed=11), folder)
    return open_shop(folder)


def credit_of(dataset, model, segmentation=None, window=None):
    credit = sa.attribute(sa.summarise(dataset, segmentation, window), [model])
    return credit.set_index(["segment", "channel"])["conversions"]


def test_the_blended_rate_is_the_planted_three_per_cent(shop):
    dataset, truths = shop
    row = sa.rates(dataset).iloc[0]
    assert (row.people, row.converters) == (truths["blended"]["people"], truths["blended"]["converters"])
    assert row.rate == pytest.approx(truths["blended"]["rate"], rel=1e-12)


def test_returning_and_new_visitors_convert_as_planted(shop):
    dataset, truths = shop
    rates = sa.rates(dataset, by="visitor").set_index("visitor")
    for visitor in ("returning", "new"):
        planted = truths["visitor"][visitor]
        assert rates.loc[visitor, "converters"] == planted["converters"]
        assert rates.loc[visitor, "rate"] == pytest.approx(planted["rate"], rel=1e-12)


def test_the_hidden_cell_is_there_in_two_layers(shop):
    dataset, truths = shop
    planted = truths["hidden_cell"]
    rates = sa.rates(dataset, by=["device", "region"]).set_index(["device", "region"])
    cell = rates.loc[(planted["where"]["device"], planted["where"]["region"])]
    assert (cell.people, cell.converters) == (planted["people"], planted["converters"])
    assert cell.high < truths["blended"]["rate"]


def test_the_orders_missing_from_the_cell_at_equal_mix_are_the_planted_ones(shop):
    dataset, truths = shop
    planted = truths["hidden_cell"]
    table = sa.rates(dataset, by=["visitor", "device", "region"])
    inside = (table.device == planted["where"]["device"]) & (table.region == planted["where"]["region"])
    peers = table[~inside].groupby("visitor")[["converters", "people"]].sum()
    expected = (table[inside].set_index("visitor").people * peers.converters / peers.people).sum()
    assert expected - planted["converters"] == pytest.approx(planted["fewer_than_peers"], rel=1e-9)


def test_the_first_view_opens_on_the_visitor_and_the_noise_is_called_chance(shop):
    dataset, truths = shop
    splits = telling_splits(cells(dataset))
    assert first_split(splits) == truths["visitor"]["column"]
    verdicts = splits.set_index("dimension")["verdict"]
    assert set(verdicts[truths["noise"]["columns"]]) <= {"chance", "slight"}


@pytest.mark.parametrize("model", ["first", "last"])
def test_the_leader_of_first_and_last_touch_is_the_planted_one(shop, model):
    dataset, truths = shop
    planted = truths[f"{model}_touch"]
    credit = credit_of(dataset, model).loc["all"]
    assert credit.drop("(no touch)").idxmax() == planted["leader"]
    assert credit[credit > 0].drop("(no touch)").to_dict() == pytest.approx(planted["orders"])


@pytest.mark.parametrize("model", ["first", "last", "linear"])
def test_email_leads_for_returning_visitors_whichever_way_credit_is_given(shop, model):
    dataset, truths = shop
    planted = truths["returning_email"]
    credit = credit_of(dataset, model, "visitor").loc["returning"].drop("(no touch)")
    assert credit.idxmax() == planted["leader"]
    assert credit[credit > 0].to_dict() == pytest.approx(planted[model], abs=1e-6)


def test_orders_without_a_touch_stand_in_their_row(shop):
    dataset, truths = shop
    credit = credit_of(dataset, "linear").loc["all"]
    assert credit["(no touch)"] == truths["no_touch"]["orders"]
    assert credit.sum() == pytest.approx(truths["no_touch"]["of_orders"], rel=1e-12)


def test_the_window_decides_how_many_orders_display_opens(shop):
    dataset, truths = shop
    planted = truths["window"]["display_first_touch"]
    inside = credit_of(dataset, "first").loc["all", "Display"]
    without = credit_of(dataset, "first", window=sa.Window(lookback_days=float("inf"))).loc["all", "Display"]
    assert (inside, without) == (planted["inside_the_window"], planted["without_a_window"])


def test_the_campaign_that_looks_like_the_winner_opens_most_first_orders(shop):
    dataset, truths = shop
    places = sa.summarise(dataset, touch_by="campaign").positions
    opened = places[(places["repeat"] == 0) & (places["position"] == 1)]
    credit = opened.groupby("channel", observed=True)["touches"].sum().drop("(not set)")
    assert credit[credit > 0].to_dict() == truths["campaigns"]["first_orders_by_first_touch"]
    assert credit.idxmax() == truths["campaigns"]["winner"]


def test_the_winner_brings_customers_who_do_not_come_back_and_leave_less_margin(shop):
    dataset, truths = shop
    planted = truths["campaigns"]
    acquired_by = sa.segment(dataset, "campaign")
    orders = dataset.conversions.assign(campaign=dataset.conversions["customer_id"].map(acquired_by))
    per_customer = orders.groupby(["campaign", "customer_id"])["margin"].agg(["size", "sum"])
    for name in (planted["winner"], planted["quiet"]):
        customers = per_customer.loc[name]
        assert len(customers) == planted[name]["customers"]
        assert (customers["size"] > 1).mean() == pytest.approx(planted[name]["repeat_share"], rel=1e-9)
        assert customers["sum"].sum() == pytest.approx(planted[name]["margin"], abs=0.005)
    spend = dataset.costs.groupby("campaign", observed=True)["spend"].sum()
    assert spend[planted["winner"]] == pytest.approx(planted[planted["winner"]]["spend"], abs=0.005)
