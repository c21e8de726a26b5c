"""Two dimensions are those in which customers differ most, and the same customers are drawn every time."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.segments.clusters import Clusters
from segattr.segments.clusters_found import find_clusters, stability_of
from segattr.segments.clusters_plane import plane
from segattr.segments.clusters_scaling import scaling_of
from tests.segments.planted import FIELDS, with_groups


@pytest.fixture(scope="module")
def people():
    found, _ = with_groups(3)
    return found.set_index(pd.Index([f"c{place}" for place in range(len(found))], name="customer_id"))


@pytest.fixture(scope="module")
def groups(people):
    return find_clusters(people, k=4, again=5)


def around(people, k=2):
    """Return groups of customers without looking for any."""
    scaling = scaling_of(people)
    centres = np.random.default_rng(1).normal(size=(k, len(scaling.coordinates)))
    return Clusters(scaling, tuple(map(tuple, centres.tolist())), tuple(f"g{place}" for place in range(k)))


def test_the_directions_are_those_of_the_singular_values(people, groups):
    seen = plane(groups.clusters, people)
    points = groups.clusters.scaling.points(people)
    left, sizes, _ = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    expected = left[:, :2] * sizes[:2]
    got = seen.points[["x", "y"]].to_numpy()
    assert np.abs(got) == pytest.approx(np.abs(expected), abs=1e-8)
    assert seen.shares == pytest.approx((sizes**2 / (sizes**2).sum())[:2])
    assert all(made_of[0][1] > 0 for made_of in seen.directions)
    assert {name for made_of in seen.directions for name, _ in made_of} <= set(FIELDS)


def test_the_same_part_of_many_customers_is_drawn_whatever_their_order(people, groups):
    some = plane(groups.clusters, people, most=50)
    again = plane(groups.clusters, people.sample(frac=1, random_state=1), most=50)
    assert (len(some.points), some.customers) == (50, 600)
    assert set(some.points.index) == set(again.points.index)
    pd.testing.assert_frame_equal(some.fields, people.loc[some.points.index])


def test_a_point_is_in_the_group_that_its_customer_is_placed_in(people, groups):
    seen = plane(groups.clusters, people)
    placed = groups.clusters.placed(people)
    assert (seen.points["group"] == placed["label"]).all()
    assert seen.points["confidence"].equals(placed["confidence"])


def test_who_is_in_no_group_is_not_drawn_and_nobody_is_a_plane_of_nobody(people, groups):
    unknown = people.assign(**dict.fromkeys(FIELDS[:2], np.nan))
    half = pd.concat([people.iloc[:100], unknown.iloc[100:]])
    assert plane(groups.clusters, half).customers == 100
    nobody = plane(groups.clusters, unknown)
    assert (len(nobody.points), nobody.customers, nobody.shares) == (0, 0, (0.0, 0.0))


def test_one_field_is_a_line():
    people = pd.DataFrame({"age": [20.0, 30.0, 45.0, 70.0]}, index=list("abcd"))
    seen = plane(around(people), people)
    assert seen.shares == (1.0, 0.0)
    assert (seen.points["y"] == 0).all()
    assert seen.directions == ((("age", 1.0),), ())


@given(
    st.lists(st.tuples(st.floats(-1e6, 1e6), st.sampled_from("xyz")), min_size=3, max_size=40),
    st.integers(1, 50),
)
def test_shares_are_parts_of_one_and_no_more_points_than_wanted(rows, most):
    people = pd.DataFrame(rows, columns=["amount", "kind"])
    people = pd.concat([people, pd.DataFrame({"amount": [0.0, 5e6], "kind": ["x", "y"]})], ignore_index=True)
    seen = plane(around(people), people, most=most)
    assert 0 <= seen.shares[1] <= seen.shares[0] <= 1 + 1e-9
    assert sum(seen.shares) <= 1 + 1e-9
    assert len(seen.points) == min(most, len(people))


def test_saved_groups_are_as_stable_as_they_were_when_they_were_found(people, groups):
    again = stability_of(groups.clusters, people, again=5)
    assert again.jaccard == pytest.approx(groups.stability.jaccard)
    assert stability_of(groups.clusters, people.iloc[:40], again=5) is None
    assert stability_of(groups.clusters, people.iloc[[0] * 100], again=5) is None
