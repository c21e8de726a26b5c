"""Removal effects: the reference figures, the slow way, and the chains that break solvers."""

from functools import cache
from math import inf
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.attribution.attribute import attribute
from segattr.attribution.markov import Markov
from segattr.errors import BadSetting, UnsuitableData
from segattr.reduce.paths import summarise_paths
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import open_summary
from segattr.reduce.window import Window
from tests.attribution.chain_oracle import markov_credit
from tests.attribution.worlds import log, made, shop
from tests.conftest import quickest

GOLDEN = Path(__file__).parents[1] / "golden" / "attribution"


@cache
def golden_paths():
    names = {"total_conversions": "conversions", "total_conversion_value": "value", "total_null": "nulls"}
    return pd.read_csv(GOLDEN / "synth_paths.csv", sep=";").rename(columns=names)


@cache
def golden_log(order):
    seen = pd.read_csv(GOLDEN / "synth_touchpoints.csv", parse_dates=["ts"])
    bought = pd.read_csv(GOLDEN / "synth_conversions.csv", parse_dates=["ts"])
    tables = {"touchpoints": seen, "conversions": bought}
    named = {
        role: t.rename(columns={"user_id": "customer_id"}).assign(row=range(len(t)))
        for role, t in tables.items()
    }
    window = Window(lookback_days=inf, markov_order=order)
    return summarise(**quickest()(**named), window=window, tables=["transitions", "positions"])


def reference(order, nulls):
    rows = pd.read_csv(GOLDEN / "synth__ref_markov_exact.csv")
    return rows[(rows["order"] == order) & (rows["null_paths"] == nulls)].set_index("channel")


def credit(summary, order=None):
    return (
        Markov(order)
        .credit(summary)
        .astype({"channel": "str"})
        .set_index("channel")[["conversions", "value"]]
    )


def assert_is_the_reference(found, order, nulls):
    expected = reference(order, nulls)[["conversions", "value"]]
    pd.testing.assert_frame_equal(
        found.sort_index(), expected.sort_index(), rtol=1e-9, atol=1e-9, check_index_type=False
    )


@pytest.mark.parametrize("order", [1, 2, 3, 4])
@pytest.mark.parametrize("nulls", ["with_null", "without_null"])
def test_counted_paths_give_the_reference_credit(order, nulls):
    paths = golden_paths() if nulls == "with_null" else golden_paths().assign(nulls=0)
    assert_is_the_reference(credit(summarise_paths(paths, window=Window(markov_order=order))), order, nulls)


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_touchpoints_give_the_reference_credit(order):
    assert_is_the_reference(credit(golden_log(order)), order, "with_null")


@pytest.mark.parametrize("order", [1, 2, 3])
def test_a_shorter_memory_is_read_off_a_longer_one(order):
    assert_is_the_reference(credit(golden_log(4), order), order, "with_null")
    assert_is_the_reference(
        attribute(golden_log(4), f"markov={order}").set_index("channel")[["conversions", "value"]],
        order,
        "with_null",
    )


def test_a_longer_memory_than_the_summary_was_made_for_is_refused_with_the_way_to_it():
    with pytest.raises(UnsuitableData, match=r"Window\(markov_order=3\).*--markov-order 3"):
        attribute(golden_log(1), "markov=3")


@pytest.mark.parametrize("order", [0, 5, 1.5, "2"])
def test_orders_out_of_range_are_refused(order):
    with pytest.raises(BadSetting, match="1 to 4 touches"):
        Markov(order)


names = st.sampled_from(["A", "B", "C", "A B"])
journeys = st.lists(
    st.tuples(
        st.lists(names, min_size=1, max_size=6).map(tuple),
        st.integers(0, 4),
        st.integers(1, 90),
        st.integers(0, 4),
    )
    .map(lambda j: (j[0], float(j[1]), float(j[2] * (j[1] > 0)), float(j[3])))
    .filter(lambda j: j[1] + j[3] > 0),
    min_size=1,
    max_size=12,
    unique_by=lambda j: j[0],
).filter(lambda js: any(j[1] for j in js))


def summary_of(walked, order):
    rows = [(" > ".join(path), *counts) for path, *counts in walked]
    frame = pd.DataFrame(rows, columns=["path", "conversions", "value", "nulls"])
    return summarise_paths(frame, window=Window(markov_order=order))


@given(journeys, st.integers(1, 4))
def test_credit_is_what_removing_each_channel_by_hand_gives(walked, order):
    found = credit(summary_of(walked, order))
    for channel, expected in markov_credit(walked, order).items():
        earned = found.loc[channel].to_list() if channel in found.index else [0, 0]
        assert earned == pytest.approx(expected, rel=1e-9, abs=1e-9)


@given(journeys)
def test_repeated_touches_change_nothing_at_order_one(walked):
    once = {}
    for path, *counts in walked:
        short = tuple(c for i, c in enumerate(path) if i == 0 or c != path[i - 1])
        once[short] = [a + b for a, b in zip(once.get(short, [0, 0, 0]), counts, strict=True)]
    collapsed = [(path, *counts) for path, counts in once.items()]
    pd.testing.assert_frame_equal(
        credit(summary_of(walked, 1)), credit(summary_of(collapsed, 1)), rtol=1e-9, atol=1e-9
    )


def crowd(channels, people=6_000, seed=4):
    """Paths of up to nine touches on very many channels, some of them touched once."""
    dice = np.random.default_rng(seed)
    likely = 1 / np.arange(1, channels + 1)
    likely /= likely.sum()
    paths = [
        tuple(f"c{c:03d}" for c in dice.choice(channels, dice.integers(1, 10), p=likely))
        for _ in range(people)
    ]
    won = dice.random(people) < 0.2
    return [(path, float(w), 10.0 * w, float(not w)) for path, w in zip(paths, won, strict=True)]


@pytest.mark.parametrize("channels", [90, pytest.param(300, marks=pytest.mark.slow)])
def test_hundreds_of_channels_are_solved_exactly(channels):
    walked = crowd(channels)
    found = credit(summary_of(walked, 1))
    expected = pd.DataFrame(markov_credit(walked), index=["conversions", "value"]).T
    pd.testing.assert_frame_equal(
        found.reindex(expected.index, fill_value=0.0), expected, rtol=1e-8, atol=1e-12, check_names=False
    )
    assert found["conversions"].sum() == pytest.approx(sum(j[1] for j in walked), rel=1e-12)


def test_many_states_give_what_plain_solving_gives():
    walked = crowd(channels=12, people=800)
    found = credit(summary_of(walked, 3))
    expected = pd.DataFrame(markov_credit(walked, 3), index=["conversions", "value"]).T
    pd.testing.assert_frame_equal(found.sort_index(), expected, rtol=1e-9, check_names=False)


@pytest.mark.parametrize("order", [1, 2, 4])
@pytest.mark.parametrize("path", ["A > B", "A", "A > B > C"])
def test_journeys_that_go_round_thousands_of_times_stay_exact(order, path):
    robot = " > ".join([path] * 2_000)
    rows = [
        (robot, 1.0, 9.0, 3.0),
        ("A > B", 5.0, 50.0, 20.0),
        ("C", 2.0, 8.0, 30.0),
        ("B > C", 0.0, 0.0, 7.0),
    ]
    frame = pd.DataFrame(rows, columns=["path", "conversions", "value", "nulls"])
    found = credit(summarise_paths(frame, window=Window(markov_order=order)))
    walked = [(tuple(p.split(" > ")), *counts) for p, *counts in rows]
    for channel, expected in markov_credit(walked, order).items():
        assert found.loc[channel].to_list() == pytest.approx(expected, rel=1e-7)


def test_a_channel_that_never_converted_earns_only_what_it_leads_to():
    walked = [(("A",), 4.0, 4.0, 6.0), (("X", "A"), 0.0, 0.0, 5.0), (("Y",), 0.0, 0.0, 9.0)]
    found = credit(summary_of(walked, 1))
    assert found.loc["X", "conversions"] > 0
    assert "Y" not in found.index
    assert found["conversions"].sum() == pytest.approx(4)


def test_money_of_both_signs_follows_the_conversions():
    walked = [(("A", "B"), 4.0, 400.0, 6.0), (("B", "C"), 4.0, -390.0, 3.0)]
    found = credit(summary_of(walked, 1))
    assert found["value"].to_numpy() == pytest.approx(found["conversions"].to_numpy() * 10 / 8)


def test_refunds_alone_are_shared_like_any_money():
    walked = [(("A", "B"), 4.0, -40.0, 6.0), (("B",), 4.0, -20.0, 3.0)]
    found = credit(summary_of(walked, 1))
    assert found["value"].sum() == pytest.approx(-60)
    assert (found["value"] < 0).all()


def test_value_of_nothing_is_shared_out_as_nothing():
    assert credit(summary_of([(("A", "B"), 4.0, 0.0, 6.0)], 1))["value"].tolist() == [0, 0]


def test_each_segment_is_fitted_by_itself():
    alone = made(log() | {"customers": log()["customers"].query("tier == 'vip'")})
    inside = Markov().credit(shop()).astype({"segment": "str"}).query("segment == 'vip'")
    again = Markov().credit(alone).astype({"segment": "str"}).query("segment == 'vip'")
    pd.testing.assert_frame_equal(
        inside.reset_index(drop=True), again.reset_index(drop=True), rtol=1e-12, check_categorical=False
    )


def test_small_cells_left_out_on_saving_are_named_where_they_cut_the_way(tmp_path):
    walked = [((f"c{i}", "Z"), 3.0, 3.0, 0.0) for i in range(4)]
    kept = open_summary(summary_of(walked, 1).save(tmp_path / "a.summary", min_count=5))
    with pytest.raises(UnsuitableData, match="smaller min_count"):
        attribute(kept, "markov")


def test_intervals_of_a_quick_refit_are_those_of_fitting_anew():
    class Anew:
        name, title, meaning = Markov.name, Markov.title, "Anew."
        needs, additive = Markov.needs, False

        def credit(self, summary):
            return Markov().credit(summary)

    quick, anew = (attribute(shop(), model, interval=True) for model in ("markov", Anew()))
    pd.testing.assert_frame_equal(quick, anew, rtol=1e-9)
    assert quick["low"].notna().any()
