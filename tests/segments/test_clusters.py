"""Groups are those of the reference, come back from their recipe, and are placed alike on every engine."""

import json
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.data.dataset import Dataset
from segattr.errors import BadSetting, FileRefused, UnsuitableData
from segattr.reduce.engines import to_pandas
from segattr.reduce.source import source_of_frames
from segattr.segments.clusters import Clusters
from segattr.segments.clusters_choice import recommended
from segattr.segments.clusters_fit import Fit, fit
from segattr.segments.clusters_found import find_clusters, people_of
from segattr.segments.clusters_indices import beyond_one_cloud, silhouettes
from segattr.segments.clusters_names import unique
from segattr.segments.clusters_profile import heat, profile
from segattr.segments.clusters_rules import as_rules
from segattr.segments.clusters_scaling import Category, Number, Scaling, scaling_of
from segattr.segments.clusters_stability import adjusted_rand
from segattr.segments.registry import read_segmentation, text_of_segmentation
from segattr.segments.segment import segment
from tests.reduce.rows import orders, touches
from tests.segments.planted import with_groups, without_groups

GOLDEN = Path("tests/golden/statistics")
REFERENCE = json.loads((GOLDEN / "clustering.json").read_text(encoding="utf-8"))
WANTED = REFERENCE["golden300"]
SHORT = {"ch": "calinski_harabasz", "db": "davies_bouldin", "jaccard_min": "jaccard", "gap_s": "gap_error"}


@pytest.fixture(scope="module")
def buyers():
    return pd.read_csv(GOLDEN / "rfm300.csv").set_index("customer_id").drop(columns="source")


@pytest.fixture(scope="module")
def found(buyers):
    return find_clusters(buyers, k=4, worth=buyers["monetary"], again=10)


def agreement(first, second):
    return adjusted_rand(pd.crosstab(np.asarray(first), np.asarray(second)).to_numpy())


def test_the_recipe_and_the_groups_are_those_of_the_reference(buyers, found):
    numbers = found.clusters.scaling.numbers
    for number, wanted in zip(numbers, WANTED["recipe"], strict=True):
        got = (number.low, number.high, number.mean, number.deviation, number.fill)
        assert got == pytest.approx([wanted[name] for name in ("lo", "hi", "mean", "sd", "fill")])
        assert (number.field, number.log) == (wanted["col"], wanted["log"])
    assert np.array(found.clusters.centres)[::-1] == pytest.approx(np.array(WANTED["centroids"]), abs=1e-6)
    labels = found.clusters.placed(buyers)["label"]
    sizes = [int((labels == name).sum()) for name in found.clusters.names]
    assert sizes == WANTED["sizes_by_monetary"][::-1]  # the group worth most comes first
    points = found.clusters.scaling.points(buyers)
    assert silhouettes(points, [fit(points, 4).labels])[0] == pytest.approx(WANTED["silhouette"])


def test_of_the_references_table_the_reference_k_is_recommended():
    table = pd.DataFrame(REFERENCE["choose_k"]).rename(columns=SHORT)
    table["smallest"] = (table["smallest_share"] * 1_500).round()
    said = recommended(table, alone=0.5)
    wanted = REFERENCE["picks"]
    assert said.picks == {SHORT.get(name, name): k for name, k in wanted.items()}
    assert (said.k, said.verdict) == (4, "natural")
    assert "4 groups are recommended" in said.text
    flat = recommended(table, alone=2.0)
    assert (flat.verdict, flat.picks["gap"]) == ("none", 1)
    assert flat.text.startswith("No natural groups")
    blurred = recommended(table.assign(jaccard=0.6), alone=0.5)
    assert (blurred.verdict, blurred.picks["stable"]) == ("blurred", 1)


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_groups_are_found_and_become_rules(seed):
    people, group = with_groups(seed)
    found = find_clusters(people, again=8)
    assert (found.advice.k, found.advice.verdict) == (4, "natural")
    assert agreement(found.clusters.placed(people)["label"], group) >= 0.7
    rules = as_rules(found.clusters, people)
    assert rules.fidelity >= 0.85
    assert [rule.name for rule in rules.rules.rules] == list(found.clusters.names)
    assert min(found.stability.jaccard) >= 0.75


@pytest.mark.parametrize("seed", [1, 2])
def test_where_there_are_no_groups_none_are_claimed(seed):
    assert find_clusters(without_groups(seed), again=8).advice.verdict != "natural"


def test_a_lopsided_cloud_is_one_cloud():
    lopsided = np.random.default_rng(4).exponential(size=(500, 2))
    assert not beyond_one_cloud(lopsided, 3)
    assert beyond_one_cloud(np.vstack([lopsided / 9, lopsided / 9 + 9, lopsided / 9 - 9]), 3)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 20))
def test_planted_groups_are_found_in_ten_worlds_and_none_in_ten_without(seed):
    people, group = with_groups(seed, n=1_500)
    assert agreement(find_clusters(people).clusters.placed(people)["label"], group) >= 0.7
    assert find_clusters(without_groups(seed, n=1_000)).advice.verdict == "none"


def test_a_recipe_that_was_saved_places_everybody_alike(buyers, found):
    again = read_segmentation(text_of_segmentation(found.clusters))
    assert again == found.clusters
    pd.testing.assert_frame_equal(again.placed(buyers), found.clusters.placed(buyers))


def mixed():
    scaling = Scaling(
        (
            Number("age", 1.0, 90.0, log=True, mean=3.5, deviation=0.5, fill=35.0),
            Number("debt", -50.0, 50.0, log=True, mean=0.0, deviation=2.0, fill=0.0),
        ),
        (Category("device", ("tv", "pc")),),
    )
    return Clusters(
        scaling, ((1.0, 0.5, 0.5, 0.0), (-1.0, -0.5, 0.0, 0.5), (0.0, 0.0, 0.2, 0.2)), ("a", "b", "c")
    )


PERSON = st.tuples(
    st.one_of(st.none(), st.floats(-10, 200)),
    st.one_of(st.none(), st.floats(-99, 99)),
    st.sampled_from(["tv", "pc", "fridge", None]),
)
ODD = [(35.0, -3.0, "tv"), (None, 7.0, "fridge"), (70.0, None, None), (None, None, "pc"), (9.0, 44.0, "pc")]


def rows(people):
    table = pd.DataFrame(people, columns=["age", "debt", "device"])
    return table.astype({"age": float, "debt": float, "device": "str"}).where(table.notna())


def slowly(rule, person):
    """Where one customer belongs, a coordinate at a time."""
    if sum(value is not None for value in person) * 2 < 3:
        return rule.others
    at = []
    for number, value in zip(rule.scaling.numbers, person, strict=False):
        kept = min(max(number.fill if value is None else value, number.low), number.high)
        at.append((np.sign(kept) * np.log(1 + abs(kept)) - number.mean) / number.deviation)
    at += [0.5 if person[2] == level else 0.0 for level in ("tv", "pc")]  # 0.5 = sqrt(.5 / 2)
    away = [sum((x - c) ** 2 for x, c in zip(at, centre, strict=True)) for centre in rule.centres]
    return rule.names[int(np.argmin(away))]


@given(st.lists(PERSON, min_size=1, max_size=12))
def test_everybody_is_placed_at_the_nearest_centre(people):
    got = mixed().placed(rows(people))
    assert got["label"].tolist() == [slowly(mixed(), person) for person in people]
    sure = got["confidence"].dropna()
    assert sure.between(0, 1).all()


def test_the_same_groups_are_found_where_the_data_are(engine):
    people = rows(ODD).assign(customer_id=[f"c{n}" for n in range(len(ODD))])
    tables = engine(touchpoints=touches(("c0", "2024-01-01", "Ads")), conversions=orders(), customers=people)
    got = to_pandas(mixed().labels(source_of_frames(**tables))).set_index("customer_id")["label"]
    assert got.sort_index().tolist() == [slowly(mixed(), person) for person in ODD]


def test_two_different_categories_are_half_apart():
    scaling = scaling_of(pd.DataFrame({"device": ["tv", "pc", "pc"], "age": [1.0, 2.0, 3.0]}))
    levels = scaling.points(pd.DataFrame({"device": ["tv", "pc", "fridge"], "age": [2.0] * 3}))[:, 1:]
    away = {(a, b): float(((levels[a] - levels[b]) ** 2).sum()) for a, b in combinations(range(3), 2)}
    assert away == {(0, 1): pytest.approx(0.5), (0, 2): pytest.approx(0.25), (1, 2): pytest.approx(0.25)}


def test_a_profile_is_in_the_fields_own_units(buyers, found):
    table = profile(found.clusters, buyers)
    best = table[(table["group"] == found.clusters.names[0]) & (table["field"] == "monetary")].iloc[0]
    inside = buyers.loc[found.clusters.placed(buyers)["label"] == found.clusters.names[0], "monetary"]
    assert (best["customers"], best["median"]) == (22, pytest.approx(inside.median()))
    assert (best["low"], best["high"]) == pytest.approx(tuple(inside.quantile([0.25, 0.75])))
    assert heat(found.clusters)["z"].iloc[0] == found.clusters.centres[0][0]


@given(st.lists(st.sampled_from(["recent", "recent (2)", "rare", "average"]), max_size=8))
def test_no_two_groups_are_called_alike(names):
    own = unique(names)
    assert len(set(own)) == len(own) == len(names)


def test_work_in_progress_is_told_and_can_be_cancelled(buyers):
    told = []

    def show(done, what):
        told.append((done, what))
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        find_clusters(buyers, again=1, progress=show)
    assert [what for _, what in told] == ["Trying 2 groups", "Trying 3 groups"]


def test_too_few_customers_and_fields_that_tell_nothing_are_refused(buyers):
    with pytest.raises(UnsuitableData, match="it takes 50"):
        find_clusters(buyers.head(20))
    with pytest.raises(UnsuitableData, match="one value only"):
        find_clusters(buyers.assign(monetary=1.0)[["monetary"]])
    with pytest.raises(UnsuitableData, match="Fewer than 5 kinds"):
        find_clusters(pd.DataFrame({"vip": [0.0, 1.0] * 40}), k=5)
    with pytest.raises(BadSetting):
        find_clusters(buyers, k=1)


@pytest.mark.parametrize(
    "change",
    [
        {"extra": 1},
        {"fields": []},
        {"groups": [{"name": "a", "centre": [1.0]}]},
        {"groups": [{"name": "a", "centre": ["x"] * 4}]},
        {"groups": "a"},
        {"name": 3},
        {"moment": "soon"},
        {"others": "a"},
    ],
)
def test_what_is_no_recipe_is_refused(change):
    definition = {"format": 1, **mixed().to_json(), **change}
    with pytest.raises(FileRefused):
        read_segmentation(json.dumps(definition))


def test_customers_of_a_dataset_are_grouped_by_what_they_did():
    seen = pd.DataFrame(
        {"customer_id": ["a", "b"], "ts": pd.to_datetime(["2024-01-01"] * 2, utc=True), "channel": "Ads"}
    )
    bought = pd.DataFrame(
        {
            "customer_id": ["a", "a", "b"],
            "ts": pd.to_datetime(["2024-01-02", "2024-03-01", "2024-03-01"], utc=True),
            "value": [10.0, 20.0, 500.0],
        }
    )
    dataset = Dataset(touchpoints=seen, conversions=bought)
    spent = Number("spent so far", 0.0, 1_000.0, log=False, mean=0.0, deviation=1.0, fill=0.0)
    rule = Clusters(Scaling((spent,)), ((500.0,), (10.0,)), ("big", "small"))
    assert people_of(dataset, ["spent so far"])["spent so far"].to_dict() == {"a": 30.0, "b": 500.0}
    assert segment(dataset, rule).to_dict() == {"a": "small", "b": "big"}
    assert rule.by_outcome
    with pytest.raises(UnsuitableData, match="cannot be worked out"):
        rule.of(Dataset(touchpoints=seen))


def test_groups_that_are_one_group_leave_no_rules(buyers, found):
    alone = found.clusters.placed(buyers)["label"] == found.clusters.names[0]
    with pytest.raises(UnsuitableData, match="in one group"):
        as_rules(found.clusters, buyers[alone])
    assert isinstance(fit(np.arange(4.0)[:, None], 2), Fit)
