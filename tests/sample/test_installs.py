"""Every truth planted in the app's installs is found through the public names."""

import json

import pandas as pd
import pytest

import segattr as sa
from segattr.averages.install_table import NOT_PLACED, OTHER_DAYS
from segattr.averages.installs import install_report
from segattr.data.installs import NO
from segattr.errors import BadSetting
from segattr.sample.installs import make_installs
from segattr.sample.kinds import KINDS
from segattr.sample.write import write_sample

STEPS = ("installs", "opened", "activated", "paid")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("app")
    write_sample(make_installs(2_000, seed=11), folder)
    dataset = sa.load(events=folder / "events.ndjson", costs=folder / "costs.csv")
    return dataset, json.loads((folder / "truths.json").read_text(encoding="utf-8"))["truths"]


def counted(row):
    return {name: row[name] for name in STEPS}


def planted(found):
    return {name: found[name] for name in STEPS}


def test_deliveries_become_the_planted_installs(app):
    dataset, truths = app
    found = install_report(dataset)
    wanted = {k: v for k, v in truths["deliveries"].items() if k != "sentence"}
    assert {name: found.installs.counts[name] for name in wanted} == wanted
    assert found.steps[0] == truths["rule"]["activate"]
    rule = found.installs.rule
    assert (rule.window_days, rule.same_days) == (truths["rule"]["window_days"], truths["rule"]["same_days"])


def test_late_and_early_attributions_leave_installs_organic_or_unattributed(app):
    dataset, truths = app
    rows = sa.installs(dataset, by="attribution").set_index("attribution")["installs"]
    assert rows[NO] == truths["organic"]["installs"]
    assert rows["attributed"] == truths["organic"]["attributed"]
    counts = install_report(dataset).installs.counts
    assert (counts["late"], counts["early"]) == (truths["organic"]["late"], truths["organic"]["early"])


def test_the_funnel_and_the_platforms_are_as_planted(app):
    dataset, truths = app
    assert counted(sa.installs(dataset).iloc[0]) == planted(truths["funnel"])
    by = sa.installs(dataset, by="platform").set_index("platform")
    assert {name: counted(by.loc[name]) for name in ("iOS", "Android")} == {
        name: planted(truths["platform"][name]) for name in ("iOS", "Android")
    }
    assert by.loc["Android", "active_high"] < by.loc["iOS", "active_low"]


def test_the_cheapest_installs_are_the_dearest_active_users(app):
    dataset, truths = app
    found = sa.installs(dataset, by="campaign").set_index("campaign")
    wanted = truths["campaigns"]["by"]
    assert set(found.index) == {*wanted, NOT_PLACED, OTHER_DAYS}
    for name, figures in wanted.items():
        assert counted(found.loc[name]) == planted(figures)
        assert found.loc[name, "spend"] == pytest.approx(figures["spend"], abs=1e-9)
        for each in ("cost_per_install", "cost_per_active"):
            assert found.loc[name].get(each) == pytest.approx(figures.get(each, float("nan")), nan_ok=True)
    assert found["cost_per_install"].idxmin() == truths["campaigns"]["cheapest_install"]
    assert found["cost_per_active"].idxmax() == truths["campaigns"]["dearest_active"]
    assert found["cost_per_active"].idxmin() == truths["campaigns"]["cheapest_active"]
    assert truths["campaigns"]["cheapest_install"] == truths["campaigns"]["dearest_active"]


def test_one_creative_of_two_brings_nobody_active(app):
    dataset, truths = app
    found = sa.installs(dataset, by=["ad_group", "creative"]).set_index("creative")
    for name in ("Clip A", "Clip B"):
        assert counted(found.loc[name]) == planted(truths["creative"][name])
        assert "divided by installs" in found.loc[name, "note"]
    assert found.loc["Clip B", "active_high"] < found.loc["Clip A", "active_low"]
    assert found.loc["Clip A", "cost_per_install"] == pytest.approx(found.loc["Clip B", "cost_per_install"])


@pytest.mark.parametrize("by", [(), "campaign", ["platform", "app"], "country"])
def test_all_spend_is_accounted_for(app, by):
    dataset, truths = app
    found = sa.installs(dataset, by=by)
    assert found["spend"].sum() == pytest.approx(truths["spend"]["total"], abs=1e-6)
    rest = found.set_index(found.columns[0])["spend"]
    assert rest[NOT_PLACED] == pytest.approx(truths["spend"]["not_placed"])
    assert rest[OTHER_DAYS] == pytest.approx(truths["spend"]["other_days"])


def test_country_and_app_say_nothing(app):
    dataset, _ = app
    for by in ("country", "app"):
        found = sa.installs(dataset, by=by)
        rates = found[found["installs"] > 0]
        assert rates["active_low"].max() < rates["active_high"].min()


def test_the_same_seed_gives_the_same_app():
    one, again = (make_installs(2_000, seed=3) for _ in range(2))
    assert one.truths == again.truths
    assert one.texts == again.texts
    pd.testing.assert_frame_equal(one.tables["costs"], again.tables["costs"])
    assert KINDS["installs"] is make_installs


@pytest.mark.parametrize(("size", "seed"), [(1_999, 7), (2_000, -1)])
def test_an_app_that_cannot_be_is_refused(size, seed):
    with pytest.raises(BadSetting, match=r"2,000|seed"):
        make_installs(size, seed=seed)
