"""Pooled or fitted inside the segment: what adds up, what changes, and by how much."""

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.markov import MARKOV
from segattr.attribution.pooled import Pooled, pooled
from segattr.attribution.pooling import additivity_gap, pooling
from segattr.attribution.position import LINEAR
from segattr.attribution.shapley import SHAPLEY
from tests.attribution.worlds import log, made, one_channel_each, shop, without_orders


def test_pooled_credit_adds_up_to_the_one_fit_and_to_every_segment():
    rows = pooled(MARKOV).credit(shop())
    for measure in ("conversions", "value", "margin"):
        whole = MARKOV.credit(shop().blended()).set_index("channel")[measure]
        found = rows.groupby("channel", observed=True)[measure].sum()
        assert found.to_dict() == pytest.approx(whole[whole > 0].to_dict(), rel=1e-9)
    totals = rows.groupby("segment", observed=True)["conversions"].sum()
    assert totals.to_dict() == pytest.approx(shop().attributed.to_dict())


def test_fitted_inside_the_segments_it_does_not_add_up_and_the_gap_says_so():
    gap = additivity_gap(shop(), MARKOV)
    assert list(gap.columns) == ["channel", "blended", "segments", "gap"]
    assert gap["gap"].abs().max() > 0.1
    assert gap["gap"].sum() == pytest.approx(0, abs=1e-9)
    assert (gap["blended"] - gap["segments"]).tolist() == gap["gap"].tolist()


@pytest.mark.parametrize(
    "model", [LINEAR, SHAPLEY, pooled(MARKOV)], ids=["linear", "shapley", "markov pooled"]
)
def test_models_that_add_up_have_no_gap(model):
    assert additivity_gap(shop(), model)["gap"].abs().max() < 1e-8


def test_a_model_that_adds_up_is_pooled_already():
    assert pooled(LINEAR) is LINEAR
    assert pooled(pooled(MARKOV)) == pooled(MARKOV)


def test_pooling_says_what_changes_hands():
    changes = pooling(shop(), MARKOV)
    assert list(changes.columns) == ["segment", "channel", "fitted", "pooled", "change"]
    sums = changes.groupby("segment")[["fitted", "pooled", "change"]].sum()
    assert sums["fitted"].to_numpy() == pytest.approx(1)
    assert sums["pooled"].to_numpy() == pytest.approx(1)
    assert sums["change"].to_numpy() == pytest.approx(0, abs=1e-12)
    assert changes["change"].abs().max() > 0.01
    assert pooling(shop(), LINEAR)["change"].abs().max() == 0


def test_one_segment_pooled_is_the_fit_itself():
    alone = shop().blended()
    pd.testing.assert_frame_equal(
        attribute(alone, "markov"), attribute(alone, "markov=pooled"), rtol=1e-9, atol=1e-9
    )


def test_journeys_of_one_channel_leave_pooling_nothing_to_change():
    assert pooling(one_channel_each(), MARKOV)["change"].abs().max() < 1e-9


def test_without_orders_there_is_nothing_to_pool():
    assert pooling(without_orders(), MARKOV).empty
    assert additivity_gap(without_orders(), MARKOV)["gap"].sum() == 0


@pytest.mark.parametrize("people", [12, pytest.param(150, marks=pytest.mark.slow)])
def test_intervals_of_a_quick_refit_are_those_of_fitting_anew(people):
    summary = made(log(people=people))
    quick = attribute(summary, "markov=pooled", interval=True)
    anew = attribute(summary, Pooled(MARKOV), interval=True)
    pd.testing.assert_frame_equal(quick, anew, rtol=1e-7)
    assert quick["low"].notna().any()
