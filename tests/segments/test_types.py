"""Every type of segment can be written as a rule over the sample, alone and layered with all the others."""

from pathlib import Path

import pandas as pd
import pytest

from segattr.data.load import load
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment

SAMPLE = Path("sample_data")


@pytest.fixture(scope="module")
def shop():
    files = {"touchpoints": "touchpoints.csv", "conversions": "orders.csv", "customers": "customers.csv"}
    return load(**{role: SAMPLE / name for role, name in files.items()})


def read(name, *, by=""):
    rows = pd.read_csv(SAMPLE / name, dtype={"customer_id": "str"})
    return rows.groupby("customer_id")[by] if by else rows.set_index("customer_id")


def sums(found, people):
    return found.reindex(people.index).fillna(0)


# Type -> the condition, and who that is by the files themselves.
TYPES = {
    "demographic": (Condition("age_band", "is", ("25-34",)), lambda people: people["age_band"] == "25-34"),
    "geographic": (
        Condition("region", "one_of", ("South", "West")),
        lambda people: people["region"].isin(["South", "West"]),
    ),
    "behavioural": (
        Condition("touches so far", "at_least", (3,)),
        lambda people: sums(read("touchpoints.csv", by="channel").size(), people) >= 3,
    ),
    "psychographic": (
        Condition("interest", "is", ("Hiking",)),
        lambda people: people["interest"] == "Hiking",
    ),
    "technographic": (Condition("device", "is", ("mobile",)), lambda people: people["device"] == "mobile"),
    "lifecycle": (
        Condition("created_ts", "before", ("2026-06-01",)),
        lambda people: people["created_at"] < "2026-06-01",
    ),
    "value": (
        Condition("spent so far", "at_most", (0,)),
        lambda people: sums(read("orders.csv", by="revenue").sum(), people) <= 0,
    ),
}


def members(shop, *conditions):
    labels = segment(shop, Rules((Rule("in", Group("all", conditions)),), name="T"))
    return set(labels.index[labels == "in"])


@pytest.mark.parametrize("kind", TYPES)
def test_a_segment_of_each_type_holds_whom_the_files_name(shop, kind):
    condition, by_file = TYPES[kind]
    people = read("customers.csv")
    found = members(shop, condition)
    assert found == set(people.index[by_file(people)])
    assert 0 < len(found) < len(people)


def test_types_can_be_layered_in_one_segment(shop):
    people = read("customers.csv")
    layered = members(shop, *(condition for condition, _ in TYPES.values()))
    alike = pd.concat([by_file(people) for _, by_file in TYPES.values()], axis=1).all(axis=1)
    assert layered == set(people.index[alike])
    assert layered
