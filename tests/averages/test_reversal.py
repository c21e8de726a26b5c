"""Textbook reversals get their textbook names, real data are not accused, and noise stays silent."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.averages.cells import cells as cells_of
from segattr.averages.reversal import COLUMNS, compared, evidence_of, kind_of, reversals
from segattr.averages.units import dimensions
from segattr.errors import UnsuitableData
from segattr.statistics.stratified import stratified
from tests.averages.worlds import noise

TESTS = Path(__file__).parents[1]
GOLDEN = json.loads((TESTS / "golden" / "statistics" / "simpson.json").read_text())


def table(rows):
    """Golden rows (stratum, x_a, n_a, x_b, n_b) as cells."""
    flat = [(s, side, n, x) for s, xa, na, xb, nb in rows for side, n, x in (("a", na, xa), ("b", nb, xb))]
    return pd.DataFrame(flat, columns=["stratum", "group", "people", "converters"])


@pytest.mark.parametrize("case", ["kidney", "berkeley", "campaigns"])
def test_the_textbook_cases_get_their_names(case):
    wanted = GOLDEN[case]
    found = compared(table(wanted["table"]), "group", "a", "b", within="stratum")
    assert (kind_of(found), evidence_of(found)) == (wanted["kind"], wanted["evidence"])
    assert found.standardised == pytest.approx(wanted["standardised"], rel=1e-9)


def test_an_effect_that_points_both_ways_depends_on_the_segment():
    found = stratified([200, 50], [1000, 1000], [100, 150], [1000, 1000])
    assert kind_of(found) == "depends on segment"


def test_an_adjusted_difference_beyond_chance_the_other_way_is_a_reversal():
    found = stratified([90, 300, 3], [100, 1000, 100], [720, 20, 4], [900, 100, 100])
    assert found.standardised > 0 > found.crude
    assert kind_of(found) == "reversal after adjusting"
    assert evidence_of(found) == "strong"


def test_a_planted_reversal_raises_the_alarm_and_an_even_world_does_not():
    rows = table([("returning", 960, 10_000, 7_200, 80_000), ("new", 1_080, 90_000, 200, 20_000)])
    found = reversals(rows, ["group", "stratum"])
    alarm = found[found["alarm"]].iloc[0]
    assert (alarm["column"], alarm["within"], alarm["kind"]) == ("group", "stratum", "full reversal")
    even = table([("returning", 800, 10_000, 6_400, 80_000), ("new", 900, 90_000, 200, 20_000)])
    assert (
        not reversals(even, ["group", "stratum"])
        .query("column == 'group' and kind == 'full reversal'")["alarm"]
        .any()
    )


@pytest.mark.parametrize("worlds", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_noise_raises_no_alarm(worlds):
    alarms = []
    for seed in range(worlds):
        world = noise(8_000, seed=seed)
        labels = pd.DataFrame({name: values.astype("str") for name, values in world.labels.items()})
        rows = labels.assign(people=1.0, converters=world.amounts["converters"])
        alarms.append(reversals(rows, list(world.labels))["alarm"].any())
    assert np.mean(alarms) <= 0.05


def test_no_reversal_is_claimed_of_traffic_within_visitors_of_the_online_shoppers():
    data = sa.load(outcomes=TESTS / "data_files" / "online_shoppers_intention.csv")
    found = reversals(cells_of(data), ["TrafficType", "VisitorType"])
    claimed = found.query("column == 'TrafficType' and within == 'VisitorType' and alarm")
    assert not claimed["kind"].isin(["full reversal", "reversal after adjusting"]).any()
    assert {"TrafficType", "VisitorType"} <= set(dimensions(data))


def test_what_came_about_afterwards_is_never_held_equal():
    rows = table(GOLDEN["campaigns"]["table"])
    assert "stratum" not in set(reversals(rows, ["group", "stratum"], afterwards=["stratum"])["within"])


def test_small_groups_and_single_columns_give_an_empty_table():
    rows = table([("s", 3, 40, 5, 60), ("t", 3, 40, 5, 60)])
    assert reversals(rows.query("group == 'a'"), ["group", "stratum"]).empty
    assert list(reversals(rows, ["group"])) == list(COLUMNS)


def test_a_value_nobody_has_is_said():
    with pytest.raises(UnsuitableData, match="Nobody is in 'c'"):
        compared(table(GOLDEN["kidney"]["table"]), "group", "a", "c", within="stratum")
