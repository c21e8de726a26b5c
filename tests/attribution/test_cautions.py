"""Sentences that come up where the data call for them, and only there."""

from math import inf

import pandas as pd
import pytest

from segattr.attribution.cautions import cautions
from segattr.attribution.registry import MODELS, find_models
from segattr.reduce.paths import summarise_paths
from segattr.reduce.window import Window
from segattr.words import cautions as words
from tests.attribution.worlds import log, made, shop, without_orders


def about(summary, *names):
    return cautions(summary, find_models(names))


def test_a_sound_summary_needs_no_caution():
    assert cautions(shop(), MODELS.values()) == []
    assert cautions(without_orders(), MODELS.values()) == []


@pytest.mark.parametrize("name", ["markov", "markov=pooled"])
def test_markov_without_lost_journeys_is_said(name):
    paths = pd.DataFrame({"path": ["A > B", "B"], "conversions": [5.0, 2.0]})
    assert about(summarise_paths(paths), name) == [words.NO_LOST]
    assert about(summarise_paths(paths.assign(nulls=1.0)), name) == []
    assert about(summarise_paths(paths), "shapley") == []


def test_the_channels_that_stand_together_are_said():
    paths = pd.DataFrame({"path": [f"c{i}" for i in range(16)], "conversions": 5.0, "nulls": 5.0})
    assert about(summarise_paths(paths), "shapley=rate") == [words.folded(15)]
    assert about(summarise_paths(paths), "shapley=rate/pooled") == [words.folded(15)]
    assert about(summarise_paths(paths), "shapley") == []
    assert about(summarise_paths(paths.head(15)), "shapley=rate") == []


def test_many_conversions_without_milestones_are_said():
    tables = log()
    dates = tables["conversions"][["lead_ts", "opportunity_ts"]].where(tables["conversions"]["row"] % 2 == 0)
    half = made(tables | {"conversions": tables["conversions"].assign(**dates)})
    (sentence,) = about(half, "w_shaped", "linear")
    assert "no lead or opportunity date" in sentence
    assert "W-shaped" in sentence


@pytest.mark.parametrize("touch", ["first", "last"])
def test_segments_cut_by_a_touch_of_the_journey_are_pointed_out(touch):
    tables = log(people=200)
    seen = tables["touchpoints"].sort_values(["ts", "row"])
    inside = seen.drop_duplicates("customer_id", keep=touch)
    one_order = tables["conversions"].drop_duplicates("customer_id")
    last = one_order.assign(ts=seen["ts"].max())
    by_touch = inside[["customer_id"]].assign(tier="by " + inside["channel"])
    cut = made(tables | {"customers": by_touch, "conversions": last}, window=Window(lookback_days=inf))
    assert words.SELECTED.format(touch=touch) in about(cut, "linear")


def test_segments_cut_by_the_outcome_are_pointed_out():
    tables = log()
    one = tables["conversions"].drop_duplicates("customer_id")
    end = one.assign(ts=tables["touchpoints"]["ts"].max())
    who = tables["touchpoints"][["customer_id"]].drop_duplicates()
    bought = who["customer_id"].isin(end["customer_id"]).map({True: "buyer", False: "looker"})
    cut = made(
        tables | {"customers": who.assign(tier=bought), "conversions": end}, window=Window(lookback_days=inf)
    )
    assert words.BY_OUTCOME in about(cut, "markov")
    assert words.BY_OUTCOME not in about(shop(), "markov")
