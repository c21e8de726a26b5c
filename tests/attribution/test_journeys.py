"""Journeys in figures: paths, lengths, days, moves, roles, engagement, endings; against slow loops."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from segattr.attribution.endings import endings
from segattr.attribution.engagement import engagement
from segattr.attribution.lengths import lag_summary, lags, lengths
from segattr.attribution.next_touch import next_touch, touches_of
from segattr.attribution.roles import FEWEST, roles
from segattr.attribution.top_paths import top_paths
from segattr.errors import UnsuitableData
from segattr.reduce.paths import summarise_paths
from segattr.reduce.summarise import summarise
from segattr.reduce.summary import open_summary
from segattr.reduce.window import Window
from tests.conftest import placed_on
from tests.reduce.logs import frames, seeded
from tests.reduce.oracle import Oracle
from tests.reduce.rows import orders, touches

WINDOW = Window(markov_order=2)


@pytest.fixture(scope="module")
def both():
    log, _ = seeded(0)
    summary = summarise(**placed_on("pandas")(**frames(log)), segmentation="tier", window=WINDOW)
    return summary, Oracle(log, WINDOW)


def by_segment(oracle, journeys):
    found = {}
    for journey in journeys:
        found.setdefault(oracle.segment_of(journey.customer), []).append(journey)
    return found


def test_top_paths_are_the_ways_most_conversions_came_by(both):
    summary, oracle = both
    rows = top_paths(summary, most=3)
    for segment, journeys in by_segment(oracle, oracle.counted()).items():
        won = Counter(" > ".join(j.channels) for j in journeys if j.order)
        walked = Counter(" > ".join(j.channels) for j in journeys)
        mine = rows[rows["segment"] == segment]
        assert mine["conversions"].tolist() == sorted(won.values(), reverse=True)[:3]
        assert all(won[row.path] == row.conversions for row in mine.itertuples())
        assert all(walked[row.path] == row.journeys for row in mine.itertuples())
        assert (mine["low"] <= mine["rate"]).all()
        assert (mine["rate"] <= mine["high"]).all()


def test_long_paths_say_that_their_beginning_is_not_kept():
    paths = pd.DataFrame(
        {"path": [" > ".join(["A"] * 23 + ["B", "C"]), " > ".join("D" * 24)], "conversions": [2, 1]}
    )
    rows = top_paths(summarise_paths(paths))
    assert rows["path"].tolist() == ["… > " + " > ".join(["A"] * 22 + ["B", "C"]), " > ".join("D" * 24)]


def test_lengths_and_days_are_those_of_a_slow_count(both):
    summary, oracle = both
    for segment, journeys in by_segment(oracle, oracle.won).items():
        counted = Counter(len(j.touches) for j in journeys)
        rows = lengths(summary).query("segment == @segment")
        assert dict(zip(rows["touches"], rows["conversions"], strict=True)) == counted
        assert rows["share"].sum() == pytest.approx(1)
        days = sorted(int(j.days_left[0]) for j in journeys)
        row = lag_summary(summary).set_index("segment").loc[segment]
        assert row["median_days"] == days[(len(days) - 1) // 2]
        assert row["within_day"] == pytest.approx(days.count(0) / len(days))
        assert sum(day <= row["most_days"] for day in days) >= 0.9 * len(days)
        assert sum(day < row["most_days"] for day in days) < 0.9 * len(days)
    assert lags(summary).groupby("segment")["so_far"].max().to_numpy() == pytest.approx(1)


def test_moves_are_those_of_a_slow_count_whatever_a_state_remembers(both):
    summary, oracle = both
    rows = next_touch(summary).set_index(["segment", "origin", "target"])["moves"].to_dict()
    counted = Counter()
    for segment, journeys in by_segment(oracle, oracle.counted()).items():
        for journey in journeys:
            walked = ["(start)", *journey.channels, "(conversion)" if journey.order else "(no conversion)"]
            counted.update((segment, *pair) for pair in pairwise(walked))
    assert rows == counted
    assert next_touch(summary).groupby(["segment", "origin"])["share"].sum().to_numpy() == pytest.approx(1)


def test_channels_beyond_those_shown_stand_together_and_no_move_is_lost(both):
    summary, _ = both
    few, all_of_them = next_touch(summary, most=3), next_touch(summary)
    assert f"{len(summary.channels) - 2} others" in set(few["origin"])
    assert few["origin"].nunique() == 4
    assert few["moves"].sum() == all_of_them["moves"].sum()


def test_engagement_is_that_of_a_slow_count(both):
    summary, oracle = both
    rows = engagement(summary).set_index(["segment", "channel"])
    for segment, journeys in by_segment(oracle, oracle.counted()).items():
        for channel in oracle.channels:
            with_it = [j for j in journeys if channel in j.channels]
            seen = sum(j.channels.count(channel) for j in journeys)
            if seen:
                row = rows.loc[(segment, channel)]
                assert (row["touches"], row["journeys"]) == (seen, len(with_it))
                assert row["converted"] == sum(j.order is not None for j in with_it)
                assert row["low"] <= row["rate"] <= row["high"]
    assert rows["touches"].sum() == touches_of(summary)["touches"].sum()


@pytest.mark.parametrize("how", ["lost", "exclude"])
def test_open_journeys_are_told_from_lost_ones_however_they_count(how):
    log, _ = seeded(1)
    window = Window(open_journeys=how)
    summary = summarise(
        **placed_on("pandas")(**frames(log)), segmentation="tier", window=window, tables=["sets"]
    )
    oracle = Oracle(log, window)
    rows = endings(summary).set_index("segment")
    lost = by_segment(oracle, [j for j in oracle.lost if j.customer in oracle.people])
    for segment, journeys in lost.items():
        assert rows.loc[segment, "open"] == sum(j.open for j in journeys)
        assert rows.loc[segment, "lost"] == sum(not j.open for j in journeys)
    won = by_segment(oracle, [j for j in oracle.won if j.customer in oracle.people])
    assert rows["converted"].to_dict() == {s: len(won.get(s, [])) for s in rows.index}


def test_places_of_a_channel_are_counted_and_alone_is_neither_end():
    paths = {"A > B > C": 30, "A > C": 30, "B": 7, "C > A": 5, "B > B > B > B": 1}
    counted = pd.DataFrame({"path": list(paths), "conversions": list(paths.values())})
    rows = roles(summarise_paths(counted)).set_index("channel")
    assert rows.loc["A", ["opened", "assisted", "closed", "alone"]].tolist() == [60, 0, 5, 0]
    assert rows.loc["B", ["opened", "assisted", "closed", "alone"]].tolist() == [1, 32, 1, 7]
    assert rows["role"].to_dict() == {"A": "opener", "B": "assister", "C": "closer"}
    assert rows.loc["A", "low"] > 0.5


def test_a_channel_that_opens_as_often_as_it_closes_is_called_both():
    counted = pd.DataFrame({"path": ["A > B", "B > A", "A > C > C > C > A"], "conversions": [50, 50, 40]})
    assert roles(summarise_paths(counted)).set_index("channel")["role"].to_dict() == {
        "A": "both",
        "B": "both",
        "C": "assister",
    }
    assert FEWEST == 20


def test_few_touches_have_no_role_and_all_of_one_side_is_no_certainty():
    seen = [(f"c{i}", f"2024-01-{day:02d}", name) for i in range(30) for day, name in ((2, "A"), (4, "B"))]
    seen += [("x", "2024-01-02", "C"), ("x", "2024-01-04", "B")]
    bought = [(name, "2024-01-09", 1) for name in {row[0]: 0 for row in seen}]
    found = roles(summarise(touchpoints=touches(*seen), conversions=orders(*bought), tables=["positions"]))
    rows = found.set_index("channel")
    assert rows["role"].to_dict() == {"A": "opener", "B": "closer", "C": "too few"}
    assert rows.loc["A", "opener_share"] == rows.loc["A", "high"] == 1
    assert 0.5 < rows.loc["A", "low"] < 1


def test_a_role_is_not_read_off_noise():
    """Channels dealt at random have no role; the interval is that of all rows together."""
    dice, seen, bought = np.random.default_rng(4), [], []
    for who in range(600):
        seen += [(f"c{who}", f"2024-01-{day:02d}", dice.choice(list("ABCD"))) for day in (3, 5, 7)]
        bought.append((f"c{who}", "2024-01-09", 1))
    found = roles(summarise(touchpoints=touches(*seen), conversions=orders(*bought), tables=["positions"]))
    assert set(found["role"]) == {"both"}
    assert found[["low", "high"]].notna().all(axis=None)


def test_a_summary_without_days_says_what_it_lacks(both, tmp_path):
    summary, _ = both
    old = summary.of({name: table for name, table in summary.tables.items() if name != "lags"})
    opened = open_summary(old.save(tmp_path / "old.summary"))
    assert lengths(opened).equals(lengths(summary))
    with pytest.raises(UnsuitableData, match="holds no table 'lags'"):
        lags(opened)
    with pytest.raises(UnsuitableData, match="carry no times"):
        lags(summarise_paths(pd.DataFrame({"path": ["A"], "conversions": [1]})))


def test_no_conversion_and_no_journey_are_no_error():
    log, _ = seeded(3, people=3, touches=0, orders=0)
    summary = summarise(**placed_on("pandas")(**frames(log)))
    for table in (top_paths, lengths, lags, lag_summary, next_touch, roles, engagement, endings):
        assert table(summary).empty
