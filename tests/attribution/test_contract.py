"""What every model owes, once: a model in the registry is held to all of it."""

import numpy as np
import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.model import CREDIT, Model
from segattr.attribution.registry import MODELS, find_models
from segattr.reduce.summary import TABLES
from tests.attribution.worlds import (
    NEVER_SOLD,
    RENAMED,
    one_channel_each,
    shop,
    under_other_names,
    without_orders,
    worth,
)

MONEY = ["value", "margin"]
VARIANTS = (
    *("u_shaped=split", "w_shaped=split", "full_path=split", "j_shaped=split", "inverse_j=split"),
    *("custom=10/50/30/split", "markov=1", "markov=pooled", "shapley=pooled"),
)
ALL_MODELS = MODELS | {name: find_models(name)[0] for name in VARIANTS}
each_model = pytest.mark.parametrize("model", ALL_MODELS.values(), ids=ALL_MODELS)
each_additive = pytest.mark.parametrize(
    "model",
    [m for m in ALL_MODELS.values() if m.additive],
    ids=[n for n, m in ALL_MODELS.items() if m.additive],
)


def credit(model, summary):
    """Credit by segment and channel."""
    return (
        model.credit(summary).astype({"segment": "str", "channel": "str"}).set_index(["segment", "channel"])
    )


def assert_close(found, expected, **how):
    pd.testing.assert_frame_equal(found.sort_index(), expected.sort_index(), rtol=1e-9, atol=1e-9, **how)


@each_model
def test_a_model_is_data_about_itself_and_one_function(model):
    assert isinstance(model, Model)
    assert MODELS[model.name].name == model.name
    assert model.title
    assert model.meaning.endswith(".")
    assert set(model.needs) <= set(TABLES)


@each_model
def test_credit_is_one_row_per_segment_and_channel(model):
    rows = model.credit(shop())
    assert list(rows.columns) == CREDIT
    assert not rows.duplicated(["segment", "channel"]).any()
    assert not rows.isna().any(axis=None)


@each_model
def test_credit_adds_up_to_the_conversions_with_a_touch_and_their_money(model):
    summary = shop()
    totals = summary.conversions.groupby("segment", observed=True)[
        ["value", "margin", "no_touch_value", "no_touch_margin"]
    ].sum()
    expected = pd.DataFrame(
        {"conversions": summary.attributed.astype(float)}
        | {m: totals[m] - totals[f"no_touch_{m}"] for m in MONEY}
    )
    earned = model.credit(summary).groupby("segment", observed=True)[CREDIT[2:]].sum()
    assert_close(earned, expected)


@each_model
def test_nobody_owes_credit(model):
    assert (model.credit(shop())[CREDIT[2:]] >= 0).all(axis=None)


@each_model
def test_a_channel_that_never_led_to_a_conversion_earns_nothing(model):
    rows = model.credit(shop())
    assert NEVER_SOLD in shop().channels
    assert rows.loc[rows["channel"] == NEVER_SOLD, CREDIT[2:]].to_numpy().sum() == 0


@each_model
def test_every_channel_on_the_way_to_a_conversion_is_listed_with_or_without_credit(model):
    touched = shop().positions.astype({"segment": "str", "channel": "str"})
    expected = set(zip(touched["segment"], touched["channel"], strict=True))
    assert expected <= set(credit(model, shop()).index)
    assert "Direct" in {channel for _, channel in expected}


@each_model
def test_renaming_channels_only_renames_rows(model):
    before = model.credit(shop()).astype({"channel": "str"})
    as_expected = before.assign(channel=before["channel"].replace(RENAMED)).astype({"segment": "str"})
    assert_close(credit(model, under_other_names()), as_expected.set_index(["segment", "channel"]))


@each_model
def test_journeys_of_one_channel_give_it_all(model):
    summary = one_channel_each()
    last = summary.positions[summary.positions["position"] == summary.positions["length"]]
    owned = (
        last.astype({"segment": "str", "channel": "str"})
        .groupby(["segment", "channel"])[["touches", *MONEY]]
        .sum()
    )
    expected = owned.rename(columns={"touches": "conversions"}).astype(float)
    earned = credit(model, summary)
    assert_close(earned[earned["conversions"] > 0], expected)


@each_model
def test_no_conversions_give_an_empty_frame_and_no_error(model):
    rows = model.credit(without_orders())
    assert list(rows.columns) == CREDIT
    assert rows[CREDIT[2:]].to_numpy().sum() == 0
    assert attribute(without_orders(), model)["conversions"].sum() == 0


@each_model
def test_scaling_value_scales_value_and_nothing_else(model):
    expected = credit(model, shop())
    scaled = expected.assign(value=expected["value"] * 3)
    assert_close(credit(model, worth(3)), scaled)


@each_model
def test_margin_is_treated_like_value(model):
    rows = model.credit(shop())
    np.testing.assert_allclose(rows["margin"], rows["value"] * 0.4, rtol=1e-9)


@each_model
def test_a_model_reads_only_the_tables_it_says_it_needs(model):
    bare = shop().of({name: getattr(shop(), name) for name in model.needs})
    pd.testing.assert_frame_equal(model.credit(bare), model.credit(shop()), check_exact=True)


@each_additive
def test_segments_add_up_to_the_blended_credit(model):
    summed = model.credit(shop()).groupby("channel", observed=True)[CREDIT[2:]].sum()
    blended = model.credit(shop().blended()).set_index("channel")[CREDIT[2:]]
    assert_close(summed, blended)


@each_additive
def test_customer_groups_add_up_to_the_whole(model):
    halves = [
        shop().of({n: t[t["group"].isin(half)] for n in model.needs if (t := getattr(shop(), n)) is not None})
        for half in (range(32), range(32, 64))
    ]
    parts = pd.concat([credit(model, half) for half in halves]).groupby(level=[0, 1]).sum()
    assert_close(parts, credit(model, shop()))
