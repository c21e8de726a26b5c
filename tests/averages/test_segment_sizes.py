"""Size and rate of segments while one edits: the same people as the labels, judged honestly."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as profile

import segattr as sa
from segattr.averages.population import population
from segattr.averages.segment_sizes import segment_sizes
from segattr.data.dataset import Dataset
from segattr.errors import UnknownName, UnsuitableData
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.segments.segment import segment
from segattr.statistics.multiplicity import bh
from segattr.statistics.rest import each_versus_rest
from tests.segments.rule_oracle import label_of
from tests.segments.test_rules import frame, moments, people, some_rules

TRUTHS = json.loads(Path("sample_data/truths.json").read_text(encoding="utf-8"))["truths"]


@pytest.fixture(scope="module")
def shop():
    roles = {"touchpoints": "touchpoints", "conversions": "orders", "customers": "customers"}
    return sa.load(**{role: f"sample_data/{name}.csv" for role, name in roles.items()})


def only(field, *values, question="is", name="x", unit="customer"):
    return Rules((Rule(name, Group("all", (Condition(field, question, values),))),), unit=unit)


def visits(**groups):
    """Visits from ``plan=(people, converters)``."""
    rows = [(plan, i < x) for plan, (n, x) in groups.items() for i in range(n)]
    table = pd.DataFrame(rows, columns=["plan", "converted"])
    return population(Dataset(outcomes=table.astype({"converted": "boolean"})), "visit")


def each(*plans):
    rules = tuple(Rule(p, Group("all", (Condition("plan", "is", (p,)),))) for p in plans)
    return Rules(rules, unit="visit")


@given(people, some_rules)
def test_the_segments_hold_exactly_the_people_that_fit_and_add_up(rows, rules):
    everybody = population(Dataset(customers=frame(rows)), "customer")
    found = segment_sizes(everybody, rules)
    labels = [label_of(person, rules) for person in moments(rows)]
    assert found.rows["people"].tolist() == [labels.count(name) for name in rules.labels_in_order]
    alone = [sum(label_of(p, Rules((rule,))) == rule.name for p in moments(rows)) for rule in rules.rules]
    assert found.rows["alone"].tolist()[:-1] == alone
    assert (found.rows["alone"] - found.rows["lost"] == found.rows["people"]).all()
    fits = np.array(
        [[label_of(p, Rules((rule,))) == rule.name for rule in rules.rules] for p in moments(rows)]
    )
    assert found.overlap == (fits.sum(axis=1) > 1).sum()


def test_the_sample_gives_the_planted_rates_and_those_of_the_public_function(shop):
    rules = only("visitor", "returning", name="returning")
    found = segment_sizes(population(shop, "customer"), rules)
    rates = sa.rates(shop, rules).set_index("segment").loc[found.rows["segment"]]
    for column in ("people", "converters", "rate", "low", "high"):
        np.testing.assert_allclose(found.rows[column], rates[column])
    assert found.rows["rate"].tolist() == pytest.approx(
        [TRUTHS["visitor"]["returning"]["rate"], TRUTHS["visitor"]["new"]["rate"]]
    )
    assert found.verdict == "telling"
    assert [row["segment"] for row in found.telling] == ["returning", "everyone else"]


def test_fields_of_the_first_touch_hold_the_people_the_labels_say(shop):
    rules = Rules(
        (
            Rule(
                "x",
                Group(
                    "any",
                    (
                        Condition("channel", "contains", ("search",), True),
                        Condition("ts", "before", ("2026-04-01",)),
                    ),
                ),
            ),
        )
    )
    sizes = segment_sizes(population(shop, "customer"), rules).rows.set_index("segment")["people"]
    assert sizes.to_dict() == segment(shop, rules).value_counts().to_dict()


@pytest.mark.parametrize(
    ("everybody", "verdict"),
    [
        (visits(pro=(1000, 300), free=(1000, 100)), "telling"),
        (visits(pro=(200_000, 20_600), free=(200_000, 20_000)), "slight"),
        (visits(pro=(5000, 502), free=(5000, 498)), "chance"),
        (visits(pro=(40, 3), free=(40, 2)), "few"),
        (visits(pro=(100, 0), free=(100, 0)), "none"),
        (visits(pro=(100, 100), free=(100, 100)), "all"),
        (visits(pro=(100, 10)), "single"),
        (visits(pro=(20, 20), free=(5000, 50)), "telling"),
    ],
)
def test_the_verdict_says_what_the_rates_can_carry(everybody, verdict):
    found = segment_sizes(everybody, each("pro"))
    assert found.verdict == verdict
    assert (found.needed > 0) == (verdict == "few")
    small = found.rows.set_index("segment")["people"].between(1, 29)
    assert found.rows.set_index("segment").loc[small.index, "faded"][small].all()


@pytest.mark.slow
def test_on_noise_false_alarms_stay_rare():
    seeds, rng = 120, np.random.default_rng(5)
    alarms = 0
    for _ in range(seeds):
        groups = {f"p{i}": (400, int(rng.binomial(400, 0.1))) for i in range(5)}
        alarms += segment_sizes(visits(**groups), each(*list(groups)[:4])).verdict in ("telling", "slight")
    assert alarms <= 0.11 * seeds  # 5 % wanted; three standard errors above


def test_without_conversions_there_are_sizes_and_no_rates():
    found = segment_sizes(
        population(Dataset(customers=frame([dict.fromkeys(("plan", "age", "since", "loyal"))])), "customer"),
        None,
    )
    assert (found.verdict, found.people) == ("unrated", 1)


def test_without_rules_everybody_is_one_segment():
    found = segment_sizes(visits(pro=(100, 10), free=(50, 5)), None)
    assert found.rows["segment"].tolist() == ["everybody"]
    assert (found.people, found.converters, found.rate) == (150, 15, 0.1)


def test_nobody_at_all_is_said():
    empty = population(
        Dataset(outcomes=pd.DataFrame({"plan": [], "converted": pd.array([], dtype="boolean")})), "visit"
    )
    assert segment_sizes(empty, each("pro")).verdict == "empty"


def test_rows_that_count_groups_of_people_count_them():
    table = pd.DataFrame(
        {"plan": ["pro", "free", "pro"], "people": [10.0, 20.0, np.nan], "converters": [1.0, 2.0, 5.0]}
    )
    found = segment_sizes(population(Dataset(outcomes=table), "visit"), each("pro"))
    assert found.rows[["people", "converters"]].to_numpy().tolist() == [[10, 1], [20, 2]]


def test_an_outcome_is_no_field_and_a_field_nobody_has_is_refused():
    everybody = visits(pro=(2, 1))
    assert list(everybody.fields) == ["plan"]
    with pytest.raises(UnknownName, match=r"no column 'colour'\. Found: plan"):
        segment_sizes(everybody, only("colour", "red", unit="visit"))
    with pytest.raises(UnsuitableData, match="need customers, touchpoints, or orders"):
        population(Dataset(), "customer")


@given(people, some_rules)
@profile(max_examples=6)
def test_audiences_that_overlap_stand_whole_and_everybody_is_counted_once_in_the_totals(rows, rules):
    everybody = population(Dataset(customers=frame(rows)), "customer")
    found = segment_sizes(everybody, replace(rules, mode="overlapping"))
    fits = np.array(
        [[label_of(p, Rules((rule,))) == rule.name for rule in rules.rules] for p in moments(rows)]
    )
    assert found.rows["segment"].tolist() == [*rules.names, rules.others]
    assert found.rows["people"].tolist() == [*fits.sum(axis=0), int((~fits.any(axis=1)).sum())]
    assert found.rows["share"].tolist() == pytest.approx((found.rows["people"] / len(rows)).tolist())
    assert (found.rows["lost"] == 0).all()
    assert found.people == len(rows)
    assert found.overlap == (fits.sum(axis=1) > 1).sum()
    assert found.audiences
    several = [tuple(np.array(rules.names)[row]) for row in fits if row.sum() > 1]
    most = Counter(several).most_common(1)
    assert (several.count(found.together) == most[0][1]) if several else found.together == ()


def audiences(n, both, *, x):
    """Visits: ``n`` are pro, ``n`` on a phone, ``both`` are both; ``x`` of each part converted."""
    sides = [
        ("pro", "phone", both),
        ("pro", "desk", n - both),
        ("free", "phone", n - both),
        ("free", "desk", n),
    ]
    rows = [(plan, device, place < x[i]) for i, (plan, device, k) in enumerate(sides) for place in range(k)]
    table = pd.DataFrame(rows, columns=["plan", "device", "converted"]).astype({"converted": "boolean"})
    rules = (
        Rule("Pro", Group("all", (Condition("plan", "is", ("pro",)),))),
        Rule("Phone", Group("all", (Condition("device", "is", ("phone",)),))),
    )
    rule = Rules(rules, unit="visit", mode="overlapping")
    return segment_sizes(population(Dataset(outcomes=table), "visit"), rule)


def test_an_audience_is_held_against_everybody_who_is_not_in_it():
    found = audiences(1000, 400, x=(200, 60, 60, 100))
    rest = each_versus_rest([260, 260, 100], [1000, 1000, 1000], 420, 2600)
    assert found.rows["difference"].tolist() == pytest.approx(rest["difference"].tolist())
    assert found.rows["adjusted"].tolist() == pytest.approx(bh(rest["p"]).tolist())
    assert found.rows["rate"].tolist() == [0.26, 0.26, 0.1]
    assert found.verdict == "telling"
    assert found.together == ("Pro", "Phone")
    assert (found.people, found.converters, found.overlap) == (2600, 420, 400)


def test_audiences_that_everybody_is_in_tell_nothing_apart():
    everybody = visits(pro=(100, 10))
    one = Rule("Pro", Group("all", (Condition("plan", "is", ("pro",)),)))
    known = Rule("Known", Group("all", (Condition("plan", "is_known"),)))
    found = segment_sizes(everybody, Rules((one, known), unit="visit", mode="overlapping"))
    assert found.verdict == "single"
    assert found.rows["share"].tolist() == [1.0, 1.0, 0.0]
    assert (
        segment_sizes(
            visits(pro=(40, 3), free=(40, 2)), Rules((one, known), unit="visit", mode="overlapping")
        ).verdict
        == "few"
    )
