import numpy as np
import pandas as pd
import pytest

from segattr.averages.telling import first_split, telling_splits


def cells(seed=0, people=20_000, rates=(0.03, 0.03), levels=8):
    """People with one dimension that decides the rate and two that do not."""
    random = np.random.default_rng(seed)
    rows = pd.DataFrame(
        {
            "visitor": random.choice(["new", "returning"], people),
            "browser": random.choice([f"b{i}" for i in range(levels)], people),
            "plan": random.choice(["x", "y", "z"], people),
        }
    )
    chance = np.where(rows["visitor"] == "new", *rates)
    rows["converters"] = (random.random(people) < chance).astype(int)
    rows["people"] = 1
    keys = ["visitor", "browser", "plan"]
    return rows.groupby(keys, as_index=False)[["people", "converters"]].sum()


def test_the_dimension_that_decides_comes_first():
    splits = telling_splits(cells(rates=(0.01, 0.08)))
    assert first_split(splits) == "visitor"
    assert splits["verdict"].tolist()[0] == "telling"
    assert set(splits["verdict"][1:]) <= {"chance", "slight"}


def test_on_noise_hardly_any_world_has_a_telling_split():
    worlds = [first_split(telling_splits(cells(seed))) for seed in range(20)]
    assert sum(split is not None for split in worlds) <= 3


def test_a_difference_too_slight_to_matter_is_not_telling_however_sure():
    table = pd.DataFrame(
        {"g": ["a", "b"], "people": [5_000_000, 5_000_000], "converters": [500_000, 510_000]}
    )
    splits = telling_splits(table)
    assert splits["adjusted"].iloc[0] < 0.001
    assert splits["verdict"].tolist() == ["slight"]


def test_a_split_that_is_the_outcome_itself_is_never_opened_with():
    table = pd.DataFrame(
        {
            "status": ["cancelled", "stayed", "cancelled", "stayed"],
            "device": ["m", "m", "d", "d"],
            "people": [100, 900, 40, 960],
            "converters": [100, 0, 40, 0],
        }
    )
    splits = telling_splits(table).set_index("dimension")
    assert splits.loc["status", "verdict"] == "outcome"
    assert np.isnan(splits.loc["status", "adjusted"])
    assert first_split(splits.reset_index()) == "device"


def test_many_groups_of_one_person_are_chance_not_the_outcome():
    random = np.random.default_rng(3)
    table = pd.DataFrame({"name": [f"n{i}" for i in range(50)], "people": 1})
    table["converters"] = (random.random(50) < 0.3).astype(int)
    assert telling_splits(table)["verdict"].tolist() == ["chance"]


@pytest.mark.parametrize("converters", [0, 10])
def test_all_or_none_converted_leaves_nothing_to_tell(converters):
    table = pd.DataFrame({"g": ["a", "b"], "people": [10, 10], "converters": [converters] * 2})
    assert first_split(telling_splits(table)) is None


def test_a_split_a_picture_can_hold_goes_before_a_stronger_one_it_cannot():
    splits = pd.DataFrame(
        {"dimension": ["pages", "month"], "segments": [27, 10], "verdict": ["telling", "telling"]}
    )
    assert first_split(splits) == "month"
    assert first_split(splits[:1]) == "pages"


def test_no_dimension_at_all_is_no_split():
    assert first_split(telling_splits(pd.DataFrame({"people": [5], "converters": [1]}))) is None


def test_a_group_without_people_says_nothing():
    table = pd.DataFrame({"g": ["a", "b", "c"], "people": [1000, 1000, 0], "converters": [30, 30, 0]})
    assert telling_splits(table)["verdict"].tolist() == ["chance"]
