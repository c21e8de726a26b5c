"""Intervals: against leaving out each group by hand, and against two hundred worlds of known truth."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from segattr.attribution.attribute import attribute
from segattr.attribution.position import LINEAR, U_SHAPED
from segattr.attribution.reduced import TIME_DECAY
from segattr.attribution.registry import find_models
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.paths import summarise_paths
from segattr.reduce.summary import Summary
from tests.attribution.worlds import log, made, shop
from tests.reduce.rows import orders, touches

GROUPS, CHANNELS, TRUE = 64, ("Ads", "Email", "Search"), (0.2, 0.3, 0.5)


@dataclass(frozen=True)
class Refitted:
    """A model that keeps quiet about being additive, and so is fitted anew without each group."""

    model: object
    additive: bool = False

    @property
    def name(self):
        return self.model.name

    @property
    def title(self):
        return self.model.title

    @property
    def meaning(self):
        return self.model.meaning

    @property
    def needs(self):
        return self.model.needs

    def credit(self, summary):
        return self.model.credit(summary)


@pytest.mark.parametrize("model", [LINEAR, U_SHAPED, TIME_DECAY], ids=lambda model: model.name)
def test_an_additive_model_asked_once_is_the_model_fitted_without_each_group(model):
    once = attribute(shop(), model, interval=True)
    each = attribute(shop(), Refitted(model), interval=True)
    pd.testing.assert_frame_equal(once, each, rtol=1e-9)
    assert once["low"].notna().any()


def left_out_by_hand(summary, segment, channel):
    """The 95 % range of one linear share, straight from the definition."""
    tables = summary.positions, summary.conversions

    def share(group):
        cells, bought = (kept[(kept["group"] != group) & (kept["segment"] == segment)] for kept in tables)
        one = cells[cells["channel"] == channel]
        return (one["touches"] / one["length"]).sum() / bought["conversions"].sum()

    whole = share(-1)
    logits = np.array([np.log(p / (1 - p)) for p in map(share, range(GROUPS))])
    centre = np.log(whole / (1 - whole))
    reach = t.ppf(0.975, GROUPS - 1) * np.sqrt((GROUPS - 1) / GROUPS * ((logits - centre) ** 2).sum())
    return [1 / (1 + np.exp(-edge)) for edge in (centre - reach, centre + reach)]


@pytest.mark.parametrize("segment", ["9", "vip"])
def test_an_interval_is_what_leaving_out_each_group_by_hand_gives(segment):
    rows = attribute(shop(), "linear", interval=True).query("segment == @segment").set_index("channel")
    for channel in ("Email", "Search Brand"):
        found = rows.loc[channel, ["low", "high"]].astype(float).tolist()
        assert found == pytest.approx(left_out_by_hand(shop(), segment, channel), rel=1e-9)


def test_intervals_hold_the_share_and_stay_between_nothing_and_all():
    credit = attribute(shop(), ["first", "linear", "time_decay"], interval=True).dropna()
    assert len(credit) > 40
    assert (credit["low"] <= credit["share"] + 1e-12).all()
    assert (credit["share"] <= credit["high"] + 1e-12).all()
    assert credit["low"].min() >= 0
    assert credit["high"].max() <= 1
    assert (credit["high"] - credit["low"]).max() > 0.01


def test_intervals_are_the_same_every_time():
    once, again = (attribute(made(log()), "linear", interval=True) for _ in range(2))
    pd.testing.assert_frame_equal(once, again, check_exact=True)


def world(seed, *, people):
    """Touches and orders straight from dice: customers buy one to three times, mostly through one channel."""
    dice = np.random.default_rng(seed)
    favourite, group = dice.choice(3, people, p=TRUE), dice.integers(0, GROUPS, people)
    who = np.repeat(np.arange(people), dice.integers(1, 4, people))
    lengths = dice.integers(1, 4, len(who))
    journey = np.repeat(np.arange(len(who)), lengths)
    kept = dice.random(len(journey)) < 0.6
    channel = np.where(kept, favourite[who[journey]], dice.choice(3, len(journey), p=TRUE))
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    cells = {"group": group[who[journey]], "channel": channel, "length": lengths[journey]}
    cells |= {"position": np.arange(len(journey)) - starts + 1}
    return pd.DataFrame({"segment": seed} | cells), pd.DataFrame({"segment": seed, "group": group[who]})


def worlds(seeds, *, people=400):
    """A Summary with a world in every segment."""
    made_each = zip(*(world(seed, people=people) for seed in seeds), strict=True)
    cells, bought = (pd.concat(tables) for tables in made_each)
    named = {"segment": lambda rows: pd.Categorical(rows["segment"].astype("str")), "month": 0, "repeat": 0}
    codes = cells.assign(channel=pd.Categorical.from_codes(cells["channel"], categories=list(CHANNELS)))
    money = dict.fromkeys(["no_touch", "value", "margin", "no_touch_value", "no_touch_margin"], 0)
    tables = {"positions": codes.assign(**named, touches=1, value=0.0, margin=0.0)}
    return Summary(tables=tables | {"conversions": bought.assign(**named, conversions=1, **money)})


def test_ninety_to_ninety_nine_in_a_hundred_worlds_hold_the_true_share():
    rows = attribute(worlds(range(200)), "linear", interval=True)
    truth = rows["channel"].map(dict(zip(CHANNELS, TRUE, strict=True)))
    held = (rows["low"] <= truth) & (truth <= rows["high"])
    assert len(held) == 600
    assert 0.90 <= held.mean() <= 0.99
    assert held.groupby(rows["channel"]).mean().min() >= 0.88


def test_more_customers_make_intervals_narrower():
    few, many = (attribute(worlds([1], people=n), "linear", interval=True) for n in (300, 30_000))
    assert ((many["high"] - many["low"]) < (few["high"] - few["low"]) / 5).all()


def test_a_customer_who_buys_often_is_still_one_draw():
    summary = worlds([3], people=2_000)
    rows = attribute(summary, "linear", interval=True).set_index("channel")
    share, orders_made = rows.loc["Ads", "share"], summary.conversions["conversions"].sum()
    as_if_strangers = 2 * 1.96 * np.sqrt(share * (1 - share) / orders_made)
    assert rows.loc["Ads", "high"] - rows.loc["Ads", "low"] > as_if_strangers


def test_the_row_without_a_touch_has_its_interval_too():
    rows = attribute(shop(), "linear", interval=True).query("channel == '(no touch)'")
    assert len(rows) == 4
    assert (rows["low"] < rows["share"]).all()
    assert (rows["share"] < rows["high"]).all()


def test_one_order_has_no_interval():
    summary = made(
        {
            "touchpoints": touches(("a", "2024-01-01", "Email")),
            "conversions": orders(("a", "2024-01-02", 1)),
            "customers": None,
        },
        segmentation=None,
    )
    rows = attribute(summary, ["first", "time_decay"], interval=True)
    assert rows[["low", "high"]].isna().all(axis=None)
    assert rows["share"].tolist() == [1, 1]


def test_orders_without_any_touch_have_intervals_of_nothing_else():
    bought = orders(*((f"c{i}", "2024-01-02", 1) for i in range(40)))
    summary = made({"touchpoints": touches(), "conversions": bought, "customers": None}, segmentation=None)
    for model in (LINEAR, Refitted(LINEAR)):
        rows = attribute(summary, model, interval=True)
        assert rows[["channel", "share", "low", "high"]].to_numpy().tolist() == [["(no touch)", 1, 1, 1]]


def test_paths_carry_no_customers_and_so_no_intervals():
    paths = summarise_paths(pd.DataFrame({"path": ["A"], "conversions": [5.0]}))
    with pytest.raises(UnsuitableData, match="carry no customers, so there are no intervals"):
        attribute(paths, "linear", interval=True)


def refitted_share(summary, measure, group):
    """Linear shares of money without one group, straight from the tables."""
    cells = summary.positions[summary.positions["group"] != group]
    bought = summary.conversions[summary.conversions["group"] != group]
    keys = ["segment", "channel"]
    worth = (cells[measure] / cells["length"]).groupby([cells[k].astype("str") for k in keys]).sum()
    return worth / bought.groupby(bought["segment"].astype("str"))[measure].sum()


@pytest.mark.parametrize("measure", ["value", "margin"])
def test_shares_of_money_and_their_intervals_are_of_money(measure):
    rows = attribute(shop(), "linear", interval=True, share_of=measure, margin=True)
    rows = rows[rows["channel"] != "(no touch)"].set_index(["segment", "channel"])
    whole = refitted_share(shop(), measure, -1)
    np.testing.assert_allclose(rows["share"], whole.reindex(rows.index), rtol=1e-9)
    one = ("9", "Email")
    logits = [np.log(p / (1 - p)) for p in (refitted_share(shop(), measure, g)[one] for g in range(GROUPS))]
    centre = np.log(whole[one] / (1 - whole[one]))
    reach = t.ppf(0.975, GROUPS - 1) * np.sqrt(
        (GROUPS - 1) / GROUPS * ((np.array(logits) - centre) ** 2).sum()
    )
    assert rows.loc[one, "low"] == pytest.approx(1 / (1 + np.exp(reach - centre)), rel=1e-9)
    assert rows.loc[one, "high"] == pytest.approx(1 / (1 + np.exp(-reach - centre)), rel=1e-9)


@pytest.mark.parametrize(
    "model", ["markov", pytest.param("markov=pooled", marks=pytest.mark.slow), "w_shaped"]
)
def test_the_quick_way_to_intervals_of_money_is_the_slow_one(model):
    summary = shop().blended() if model == "markov" else shop()
    quick = attribute(summary, model, interval=True, share_of="value")
    slow = attribute(summary, Refitted(find_models(model)[0]), interval=True, share_of="value")
    pd.testing.assert_frame_equal(quick, slow, rtol=1e-7, atol=1e-9)


def test_refunds_leave_shares_outside_nothing_and_all_their_interval():
    dice = np.random.default_rng(8)
    seen = touches(*((f"c{i}", "2024-01-01", "Ads" if i % 3 else "Email") for i in range(300)))
    worth = [(-30.0 if i % 3 == 0 else 20.0) + dice.normal() for i in range(300)]
    bought = orders(*((f"c{i}", "2024-01-02", worth[i]) for i in range(300)))
    summary = made({"touchpoints": seen, "conversions": bought, "customers": None}, segmentation=None)
    rows = attribute(summary, "last", interval=True, share_of="value").set_index("channel")
    assert rows.loc["Email", "share"] < 0
    assert (rows["low"] < rows["share"]).all()
    assert (rows["share"] < rows["high"]).all()


def test_a_share_of_something_else_is_refused():
    with pytest.raises(BadSetting, match="share_of is 'profit'; it takes conversions, value, margin"):
        attribute(shop(), "linear", share_of="profit")


def test_money_that_adds_up_to_nothing_has_no_shares():
    bought = orders(("a", "2024-01-02", 0.0))
    seen = touches(("a", "2024-01-01", "Email"))
    summary = made({"touchpoints": seen, "conversions": bought, "customers": None}, segmentation=None)
    assert attribute(summary, "linear", share_of="value")["share"].isna().all()
