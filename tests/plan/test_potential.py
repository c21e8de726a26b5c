import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.errors import UnknownName, UnsuitableData
from segattr.plan.confirmed import doubts
from segattr.plan.potential import potential
from segattr.statistics.intervals import newcombe

counts = st.integers(1, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))


def cells(rows, **columns):
    table = pd.DataFrame(rows, columns=["segment", "people", "converters"])
    return table.assign(**columns)


def of(found, name):
    return found.set_index("segment").loc[name]


@given(st.lists(counts, min_size=2, max_size=4))
def test_without_anything_held_equal_the_gap_is_newcombes_against_everybody_else(made):
    names = [f"s{i}" for i in range(len(made))]
    found = potential(cells([(name, *n) for name, n in zip(names, made, strict=True)]), by="segment")
    for place, name in enumerate(names):
        n, x = made[place]
        rest_n = sum(each[0] for each in made) - n
        rest_x = sum(each[1] for each in made) - x
        row = of(found, name)
        low, high = newcombe(rest_x, rest_n, x, n, level=1 - 0.05 / len(made))
        assert row["gap"] == pytest.approx(rest_x / rest_n - x / n)
        assert np.clip(row["gap_low"], -1, 1) == pytest.approx(float(low), abs=1e-9)
        assert np.clip(row["gap_high"], -1, 1) == pytest.approx(float(high), abs=1e-9)
        assert row["more_low"] == pytest.approx(max(n * row["gap_low"], 0))
        assert row["more_low"] <= max(row["more"], 0) + 1e-9


def mixed():
    """Two regions alike at equal visitors: the South has more new ones, who convert less everywhere."""
    rows = [
        ("South", 900, 9, "new"),
        ("South", 100, 8, "old"),
        ("North", 100, 1, "new"),
        ("North", 900, 72, "old"),
    ]
    return pd.DataFrame(rows, columns=["region", "people", "converters", "visitor"])


def test_what_only_the_mix_makes_is_no_potential_once_that_is_held_equal():
    naive = of(potential(mixed(), by="region"), "South")
    equal = of(potential(mixed(), by="region", equal="visitor"), "South")
    assert naive["more_low"] > 20
    assert equal["more"] == pytest.approx(0, abs=1e-9)
    assert equal["more_low"] == 0


def test_people_nobody_can_be_held_against_are_left_out_and_their_share_is_said():
    rows = [("a", 80, 4, "x"), ("a", 20, 20, "y"), ("b", 100, 20, "x")]
    table = pd.DataFrame(rows, columns=["segment", "people", "converters", "held"])
    row = of(potential(table, by="segment", equal="held"), "a")
    assert row["covered"] == pytest.approx(0.8)
    assert row["more"] == pytest.approx(80 * (0.2 - 0.05))


def test_the_best_segment_is_the_one_whose_rate_is_surely_high_and_has_no_potential_itself():
    table = cells([("tiny", 4, 4), ("good", 1000, 100), ("poor", 1000, 20)])
    found = potential(table, by="segment", comparable="best")
    assert of(found, "good")["more"] == 0
    assert of(found, "poor")["comparable"] == pytest.approx(0.1)


def test_money_is_what_a_converter_of_the_segment_brought():
    table = cells(
        [("a", 1000, 10), ("b", 1000, 80)], **{"Σ value": [500.0, 9000.0], "Σ margin": [100.0, 1.0]}
    )
    row = of(potential(table, by="segment"), "a")
    assert row["worth"] == 50
    assert row["value"] == pytest.approx(70 * 50)
    assert row["margin_low"] == pytest.approx(row["more_low"] * 10)


def test_a_segment_without_converters_takes_the_worth_of_everybody_and_no_money_is_no_figure():
    table = cells([("a", 1000, 0), ("b", 1000, 80)], **{"Σ value": [0.0, 8000.0]})
    assert of(potential(table, by="segment"), "a")["worth"] == 100
    assert np.isnan(of(potential(cells([("a", 10, 0), ("b", 10, 8)]), by="segment"), "a")["value"])


def test_small_segments_come_last_and_are_marked():
    found = potential(cells([("few", 29, 0), ("many", 300, 3), ("rest", 5000, 500)]), by="segment")
    assert found["segment"].iloc[-1] == "few"
    assert found.set_index("segment")["small"].to_dict() == {"few": True, "many": False, "rest": False}


def test_what_cannot_be_held_against_each_other_is_refused():
    with pytest.raises(UnsuitableData, match="at least two segments"):
        potential(cells([("a", 10, 1)]), by="segment")
    with pytest.raises(UnknownName):
        potential(cells([("a", 10, 1), ("b", 10, 1)]), by="segment", equal="colour")


def test_segments_like_everybody_else_are_doubted_and_one_alone_is_not():
    rows = cells([("like", 1000, 66), ("low", 1000, 20), ("high", 1000, 110), ("few", 29, 1)])
    assert doubts(rows) == {"like": "chance", "low": "", "high": "", "few": "small"}
    assert doubts(cells([("all", 1000, 50)])) == {"all": ""}
    assert doubts(cells([("a", 100, 0), ("b", 100, 0)])) == {"a": "", "b": ""}
    assert doubts(cells([("a", 500, 25), ("b", 500, 25)])) == {"a": "chance", "b": "chance"}
