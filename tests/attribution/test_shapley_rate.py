"""Shapley values of conversion rates: right where shown, refused with a reason where they are not."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from segattr.attribution.attribute import attribute
from segattr.attribution.rate_game import rate_game
from segattr.attribution.shapley_rate import ShapleyRate, folded_players
from segattr.errors import UnsuitableData
from segattr.reduce.paths import summarise_paths
from segattr.segments.columns import Columns
from tests.attribution.test_markov import golden_paths, journeys, summary_of
from tests.attribution.test_shapley import by_permutations, reference
from tests.attribution.worlds import without_orders

SOUND = [  # path, conversions, value, journeys that did not convert
    (("Ads",), 10.0, 100.0, 90.0),
    (("Email",), 20.0, 300.0, 80.0),
    (("Ads", "Email"), 30.0, 500.0, 70.0),
    (("Email", "Post"), 9.0, 90.0, 30.0),
    (("Post",), 6.0, 50.0, 40.0),
]


def game_of(summary):
    sets = summary.sets
    earned = sets[["conversions", "value"]].to_numpy(float)
    return rate_game(
        sets["channels"].to_numpy("int64"),
        sets["journeys"].to_numpy(float),
        earned,
        players=len(summary.folded),
    )


def rate(walked, place):
    def worth(team):
        inside = [j for j in walked if set(j[0]) <= team]
        journeys_made = sum(j[1] + j[3] for j in inside)
        return sum(j[place] for j in inside) / journeys_made if journeys_made else 0.0

    return worth


def test_the_game_gives_the_reference_values():
    summary = summarise_paths(golden_paths())
    values, _ = game_of(summary).values()
    expected = reference("shapley_rate")
    assert dict(zip(summary.folded, values[:, 0], strict=True)) == pytest.approx(
        expected["phi_rate"].to_dict()
    )
    shares = 305 * values[:, 0] / values[:, 0].sum()
    assert dict(zip(summary.folded, shares, strict=True)) == pytest.approx(expected["conversions"].to_dict())


@given(journeys)
def test_values_are_the_mean_over_all_orders_of_joining(walked):
    summary = summary_of(walked, 1)
    values, gross = game_of(summary).values()
    for column, place in enumerate((1, 2)):
        expected = by_permutations(sorted(summary.folded), rate(walked, place))
        assert dict(zip(summary.folded, values[:, column], strict=True)) == pytest.approx(expected, abs=1e-12)
    assert (gross + 1e-12 >= np.abs(values)).all()


def test_sound_data_are_shared_out_in_proportion():
    rows = attribute(summary_of(SOUND, 1), "shapley=rate").set_index("channel")
    for place, measure in ((1, "conversions"), (2, "value")):
        phi = by_permutations(["Ads", "Email", "Post"], rate(SOUND, place))
        whole = sum(j[place] for j in SOUND)
        expected = {c: v / sum(phi.values()) * whole for c, v in phi.items()}
        assert rows[measure].to_dict() == pytest.approx(expected)


def test_a_negative_value_is_refused_with_the_channel_that_would_owe():
    with pytest.raises(UnsuitableData, match=r"turns negative.*Display \(-37\.3\).*Use shapley"):
        attribute(summarise_paths(golden_paths()), "shapley=rate")


def test_channels_too_rarely_alone_are_refused_with_their_number():
    thin = [(path, c, v, lost) if path != ("Post",) else (path, 6.0, v, 23.0) for path, c, v, lost in SOUND]
    with pytest.raises(UnsuitableData, match=r"takes 30 of one channel alone; too few in 'all': Post \(29\)"):
        attribute(summary_of(thin, 1), "shapley=rate")
    assert len(attribute(summary_of(thin, 1), ShapleyRate(support=29))) == 3


def test_a_value_that_is_what_large_changes_left_is_refused():
    walked = [(("A",), 6.0, 0.0, 94.0), (("B",), 94.0, 0.0, 6.0), (("A", "B"), 900.0, 0.0, 25.0)]
    values, gross = game_of(summary_of(walked, 1)).values()
    assert 0 < values[:, 0].min() < 0.1 * gross[values[:, 0].argmin(), 0]
    with pytest.raises(UnsuitableData, match=r"nearly cancels.*'all': A"):
        attribute(summary_of(walked, 1), "shapley=rate")
    assert len(attribute(summary_of(walked, 1), ShapleyRate(steady=0.05))) == 2


def test_of_many_channels_the_most_touched_stand_for_themselves():
    counted = [((f"c{i:02d}",), 10.0 + i, 1.0, 90.0 + 9 * i) for i in range(20)]
    summary = summary_of(counted, 1)
    rows = attribute(summary, "shapley=rate").set_index("channel")
    assert folded_players(summary)[-1] == "6 others"
    assert set(rows.index) == {*(f"c{i:02d}" for i in range(6, 20)), "6 others"}
    assert rows["conversions"].sum() == pytest.approx(sum(j[1] for j in counted))


def test_folding_goes_by_touches_also_where_the_sets_are_folded_already():
    counted = [((f"c{i:02d}",), 10.0 + i, 1.0, 90.0 + 9 * i) for i in range(60)]
    rows = attribute(summary_of(counted, 1), "shapley=rate").set_index("channel")
    assert set(rows.index) == {*(f"c{i:02d}" for i in range(46, 60)), "46 others"}
    assert rows["conversions"].sum() == pytest.approx(sum(j[1] for j in counted))


def test_channel_sets_carry_no_customers_and_so_no_intervals():
    timed = replace(summary_of(SOUND, 1), timed=True)
    rows = attribute(timed, "shapley=rate", interval=True)
    assert len(rows) == 3
    assert rows[["low", "high"]].isna().all(axis=None)


def test_no_conversions_are_no_rows():
    assert attribute(without_orders(), "shapley=rate").empty


def test_pooled_it_is_divided_over_segments_others_and_all():
    counted = [((f"c{i:02d}",), 10.0 + i, 10.0, 90.0 + 9 * i) for i in range(20)]
    paths = pd.DataFrame(
        [(path[0], half, c / 2, v / 2, n / 2) for path, c, v, n in counted for half in "ab"],
        columns=["path", "half", "conversions", "value", "nulls"],
    )
    rows = attribute(summarise_paths(paths, Columns(("half",))), "shapley=rate/pooled")
    assert rows.groupby("segment")["conversions"].sum().to_dict() == pytest.approx({"a": 195, "b": 195})
    assert "6 others" in set(rows["channel"])
