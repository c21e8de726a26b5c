"""What is planted is found and confirmed; where nothing is, nothing is said."""

import inspect

import numpy as np
import pandas as pd
import pytest

import segattr as sa
from segattr.averages.confirmation import COLUMNS
from segattr.averages.discover import discover, discover_in
from segattr.errors import UnknownName, UnsuitableData
from tests.averages.worlds import noise, people, planted, units

PLANTED = {
    "visitor=new",
    "visitor=returning",
    "device=mobile & region=South",
    "source=email & visitor=returning",
}
EXCEPTION = "device=mobile & region=South & source=email"  # where two planted truths meet


def found_in(world, seed=0, **settings):
    return discover_in(world, list(world.labels), seed=seed, **settings)


def table_of(world):
    labels = pd.DataFrame({name: values.astype("str") for name, values in world.labels.items()})
    return labels.assign(converted=world.amounts["converters"].astype(int))


def test_every_planted_truth_is_found_and_confirmed_and_nothing_else():
    found = found_in(planted())
    assert found["confirmed"].all()
    assert set(found["segment"]) <= PLANTED | {EXCEPTION}
    assert {"device=mobile & region=South", "source=email & visitor=returning"} <= set(found["segment"])
    assert len({"visitor=new", "visitor=returning"} & set(found["segment"])) == 1


@pytest.mark.parametrize("seed", range(20))
def test_noise_is_answered_with_silence(seed):
    found = found_in(noise(12_000, seed=1_000 + seed), seed=seed)
    assert not found["confirmed"].any()


@pytest.mark.slow
def test_in_two_hundred_worlds_of_noise_hardly_one_confirms_anything():
    confirmed = [found_in(noise(seed=5_000 + seed), seed=seed)["confirmed"].any() for seed in range(200)]
    assert np.mean(confirmed) <= 0.05


@pytest.mark.slow
def test_planted_truths_are_confirmed_in_nineteen_worlds_of_twenty_and_hardly_anything_else():
    hits, others = [], []
    for seed in range(60):
        found = found_in(planted(100_000, seed=9_000 + seed), seed=seed).query("confirmed")["segment"]
        hits.append({"device=mobile & region=South", "source=email & visitor=returning"} <= set(found))
        others.append(bool(set(found) - PLANTED - {EXCEPTION}))
    assert np.mean(hits) >= 0.95
    assert np.mean(others) <= 0.05


def test_the_public_name_is_called_as_documented_and_gives_the_documented_columns():
    assert list(inspect.signature(sa.discover).parameters) == ["dataset", "dims", "seed", "metric"]
    found = sa.discover(sa.load(outcomes=table_of(planted(8_000))))
    assert tuple(found.columns) == COLUMNS
    assert found.columns[:4].tolist() == ["segment", "people", "converters", "rate"]


def test_figures_are_those_of_a_count_by_hand():
    world = planted(seed=3)
    found, rows = found_in(world), table_of(world)
    for line in found.itertuples():
        inside = np.ones(len(rows), dtype=bool)
        for condition in line.segment.split(" & "):
            column, value = condition.split("=")
            inside &= (rows[column] == value).to_numpy()
        assert (line.people, line.converters) == (inside.sum(), rows["converted"][inside].sum())
        assert line.rest == pytest.approx(rows["converted"][~inside].mean(), rel=1e-12)
        assert line.found_people + line.held_people == line.people
    first = found.iloc[0]
    assert first["expected"] == pytest.approx(rows["converted"].mean(), rel=1e-9)
    assert first["stake"] == pytest.approx(
        first["converters"] - first["expected"] * first["people"], rel=1e-9
    )


def test_the_same_data_give_the_same_answer_in_any_order_of_rows_and_columns():
    world = planted(20_000, seed=4)
    order = np.random.default_rng(1).permutation(len(world.index))
    labels = {name: world.labels[name].take(order) for name in reversed(list(world.labels))}
    amounts = {name: values[order] for name, values in world.amounts.items()}
    shuffled = type(world)(world.index[order], labels, amounts)
    pd.testing.assert_frame_equal(found_in(world), found_in(shuffled))


def test_another_seed_holds_out_others():
    world = planted(20_000, seed=4)
    one, other = (found_in(world, seed=seed).iloc[0] for seed in (0, 1))
    assert one["held_people"] != other["held_people"]
    assert one["people"] == other["people"]


def test_only_the_columns_asked_for_are_searched():
    data = sa.load(outcomes=table_of(planted(seed=5)))
    found = discover(data, dims=["device", "region"])
    assert found["segment"].tolist() == ["device=mobile & region=South"]
    with pytest.raises(UnknownName, match="'shoe size'"):
        discover(data, dims=["shoe size"])


def test_a_column_that_is_the_outcome_by_another_name_is_left_out():
    world = noise(6_000, seed=6)
    labels = dict(world.labels) | {
        "status": pd.Categorical(np.where(world.amounts["converters"] > 0, "won", "lost"))
    }
    told = type(world)(world.index, labels, world.amounts)
    assert not discover(sa.load(outcomes=table_of(told)))["segment"].str.contains("status").any()


def test_counted_outcomes_are_searched_like_the_people_they_count():
    rows = table_of(planted(seed=7))
    by = [name for name in rows if name != "converted"]
    counted = rows.groupby(by, as_index=False).agg(
        people=("converted", "size"), converters=("converted", "sum")
    )
    found = discover(sa.load(outcomes=counted))
    assert {"device=mobile & region=South", "source=email & visitor=returning"} <= set(
        found.query("confirmed")["segment"]
    )


def test_people_of_event_data_are_searched_too():
    table, rng = people(6_000, 8)
    ids = [f"c{row}" for row in range(len(table))]
    converted = rng.random(len(table)) < np.where(table["visitor"] == "returning", 0.2, 0.03)
    data = sa.load(
        customers=table[["visitor", "device"]].assign(customer_id=ids),
        conversions=pd.DataFrame({"customer_id": np.array(ids)[converted], "ts": "2026-01-05 10:00"}),
    )
    found = discover(data)
    assert found["segment"].tolist() in (["visitor=new"], ["visitor=returning"])
    assert found["confirmed"].all()


@pytest.mark.parametrize("rate", [0.0, 1.0])
def test_where_nobody_or_everybody_converted_there_is_nothing_to_find(rate):
    found = found_in(noise(3_000, rate=rate))
    assert found.empty
    assert tuple(found.columns) == COLUMNS


def test_few_people_and_no_columns_are_an_answer_not_an_error():
    assert found_in(noise(50)).empty
    table, _ = people(500, 1)
    assert discover_in(units(table[[]], np.arange(500) % 9 == 0), []).empty


def test_data_without_a_rate_say_what_is_missing():
    with pytest.raises(UnsuitableData, match="needs people"):
        discover(sa.load(customers=pd.DataFrame({"customer_id": ["a"], "tier": ["x"]})))
