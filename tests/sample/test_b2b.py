"""Every truth planted in the firm's sample is found through the public names."""

import json

import pandas as pd
import pytest

import segattr as sa
from segattr.attribution.endings import endings
from segattr.attribution.lengths import lag_summary
from segattr.attribution.orders import of_orders
from segattr.errors import BadSetting
from segattr.sample.b2b import make_b2b
from segattr.sample.b2b_story import CYCLE_DAYS, LOOKBACK_DAYS, SHORT_LOOKBACK_DAYS
from segattr.sample.write import write_sample

ROLES = {"touchpoints": "touchpoints", "conversions": "deals", "customers": "contacts"}
LONG = sa.Window(lookback_days=LOOKBACK_DAYS)


@pytest.fixture(scope="module", params=[11])
def firm(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("firm")
    write_sample(make_b2b(4_000, seed=request.param), folder)
    files = {role: folder / f"{name}.csv" for role, name in ROLES.items()}
    dataset = sa.load(**files, events=folder / "stages.csv", costs=folder / "costs.csv")
    return dataset, json.loads((folder / "truths.json").read_text(encoding="utf-8"))["truths"]


@pytest.fixture(scope="module")
def summary(firm):
    return sa.summarise(firm[0], "company_size", LONG)


def credit(summary, model):
    rows = sa.attribute(summary, model)
    return rows[rows["conversions"] > 0].set_index(["segment", "channel"])["conversions"]


def test_the_files_are_recognised_with_their_milestones(firm):
    dataset, _ = firm
    assert {"lead_ts", "opportunity_ts"} <= set(dataset.customers.columns)
    assert {"conversion_id", "value", "margin"} <= set(dataset.conversions.columns)
    assert set(dataset.events["event"]) == {"lead", "opportunity", "opportunity lost"}


def test_company_sizes_buy_as_often_as_planted(firm):
    dataset, truths = firm
    rates = sa.rates(dataset, by="company_size").set_index("company_size")
    for size in ("Enterprise", "Mid-market", "Small business"):
        planted = truths["company_size"][size]
        assert (rates.loc[size, "people"], rates.loc[size, "converters"]) == (
            planted["people"],
            planted["converters"],
        )
    assert sa.rates(dataset).iloc[0]["converters"] == truths["blended"]["converters"]


@pytest.mark.parametrize(("truth", "model"), [("opens", "first"), ("closes", "last")])
def test_first_and_last_touch_find_who_opens_and_who_closes(firm, summary, truth, model):
    planted = firm[1][truth]
    found = credit(of_orders(summary, "first"), model)
    for size, deals in planted["deals"].items():
        assert found[size].to_dict() == deals
        assert found[size].idxmax() == planted["leaders"][size]


def test_w_shaped_finds_what_makes_leads_and_opportunities(firm, summary):
    planted = firm[1]["milestones"]
    firsts = of_orders(summary, "first")
    weighed, last = credit(firsts, "w_shaped")["Enterprise"], credit(firsts, "last")["Enterprise"]
    lead, opportunity = (max(planted[name], key=planted[name].get) for name in ("lead", "opportunity"))
    for channel, deals in ((lead, planted["lead"]), (opportunity, planted["opportunity"])):
        assert weighed[channel] >= 0.3 * deals[channel] - 1e-9
        assert channel not in last.index
    assert (lead, opportunity) == ("Webinar", "Demo")


def test_a_short_window_hides_who_opens_the_long_sales(firm):
    dataset, truths = firm
    planted = truths["window"]
    short = sa.summarise(dataset, "company_size", sa.Window(lookback_days=SHORT_LOOKBACK_DAYS))
    found = credit(of_orders(short, "first"), "first")["Enterprise"]
    assert planted["lookback_days"] == SHORT_LOOKBACK_DAYS < planted["shortest_days"]
    assert found.get(planted["leader"], 0) == planted["deals_begun_inside"]


def test_the_sales_take_as_long_as_planted(summary):
    days = lag_summary(of_orders(summary, "first")).set_index("segment")
    for size, (shortest, longest) in CYCLE_DAYS.items():
        assert shortest <= days.loc[size, "median_days"] <= days.loc[size, "most_days"] <= longest


def test_journeys_that_may_still_end_in_a_deal_are_told_from_lost_ones(firm, summary):
    planted, found = firm[1]["open"], endings(summary)
    assert (found["open"].sum(), found["lost"].sum()) == (planted["open"], planted["lost"])


def test_second_deals_have_channels_of_their_own(firm, summary):
    planted = firm[1]["repeat"]
    found = credit(of_orders(summary, "repeat"), "last").groupby("channel").sum()
    assert found.to_dict() == planted["last"]
    assert found.sum() == planted["deals"]


def test_the_same_seed_gives_the_same_firm():
    one, again = (make_b2b(2_000, seed=3) for _ in range(2))
    assert one.truths == again.truths
    for name, table in one.tables.items():
        pd.testing.assert_frame_equal(table, again.tables[name])


@pytest.mark.parametrize(("size", "seed"), [(1_999, 7), (2_000, -1)])
def test_a_firm_that_cannot_be_is_refused(size, seed):
    with pytest.raises(BadSetting, match=r"2,000|seed"):
        make_b2b(size, seed=seed)
