"""Scores are those of the reference, their rules give the same groups, and limits stay once they are cut."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from segattr.errors import FileRefused
from segattr.reduce.engines import enter, to_pandas
from segattr.segments.fields import Field
from segattr.segments.ranks import scores
from segattr.segments.registry import read_segmentation, text_of_segmentation
from segattr.segments.schemes import FREQUENCY, MONEY, RECENCY, SCHEMES
from segattr.segments.scores import Scores, cut

REFERENCE = json.loads(Path("tests/golden/statistics/rfm_scores.json").read_text(encoding="utf-8"))
BUYERS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 5), st.sampled_from([5.0, 9.99, 20.0, 75.5, 300.0])),
    min_size=1,
    max_size=40,
)


def test_equal_values_have_equal_scores_the_lower_one_as_in_the_reference():
    values = REFERENCE["values"]  # most bought once: all of these have the lowest score
    assert scores(values).tolist() == REFERENCE["high_good"]
    assert scores(values, high_is_good=False).tolist() == REFERENCE["low_good"]


def table(buyers, scheme):
    return pd.DataFrame(buyers, columns=list(SCHEMES[scheme].measures), dtype=float)


def by_hand(people, scheme):
    """The groups by the scores themselves, row by row."""
    own = SCHEMES[scheme]
    scored = {
        f: scores(people[f].tolist(), levels=own.levels, high_is_good=good)
        for f, good in own.measures.items()
    }
    first = next(iter(own.measures))
    return [
        next(
            name
            for name, least, total in own.groups
            if scored[first][row] >= least and sum(scored[f][row] for f in own.summed) >= total
        )
        for row in range(len(people))
    ]


def by_rules(people, rule):
    fields = {name: Field(f"f{place}", "number") for place, name in enumerate(people)}
    rows = people.set_axis([field.column for field in fields.values()], axis=1)
    return to_pandas(enter(rows).select(label=rule.rules.label(fields)))["label"].tolist()


@given(BUYERS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_rules_put_everybody_where_the_scores_do(scheme, buyers):
    people = table(buyers, scheme)
    rule = cut(scheme, people)
    assert by_rules(people, rule) == by_hand(people, scheme)
    assert read_segmentation(text_of_segmentation(rule)) == rule


def test_the_table_of_groups_has_a_place_for_every_pair_of_scores():
    own = SCHEMES["rfm"]
    for recency in range(1, 6):
        for sum_of_both in range(2, 11):
            assert any(recency >= least and sum_of_both >= total for _, least, total in own.groups)


@pytest.mark.parametrize(
    ("own", "group"),
    [
        ((5, 4, 4), "champions"),
        ((3, 5, 3), "loyal"),
        ((2, 5, 3), "once loyal"),
        ((4, 1, 3), "promising"),
        ((4, 1, 1), "new buyers"),
        ((3, 2, 2), "need attention"),
        ((3, 1, 2), "fading"),
        ((2, 2, 2), "at risk"),
        ((1, 1, 2), "dormant"),
    ],
)
def test_groups_follow_from_recency_and_the_mean_of_orders_and_money(own, group):
    limits = ((3.0, 2.0, 1.0, 0.0), (2.0, 3.0, 4.0, 5.0), (2.0, 3.0, 4.0, 5.0))
    recency, frequency, money = own
    assert by_rules(table([(5 - recency, frequency, money)], "rfm"), Scores("rfm", limits)) == [group]


def test_limits_that_are_the_same_are_asked_for_once():
    limits = ((4.0, 3.0, 2.0, 1.0), (2.0, 2.0, 2.0, 2.0), (5.0, 5.0, 5.0, 5.0))
    champions = Scores("rfm", limits).rules.rules[0]
    assert champions.who.describe() == (
        "all of (days since last order is at most 1; orders so far is at least 2; spent so far is at least 5)"
    )


def test_next_quarter_is_measured_by_the_limits_of_this_one():
    now = table([(d, n, 10.0 * n) for d, n in zip(range(20), [1, 1, 2, 3] * 5, strict=True)], "rfm")
    rule = cut("rfm", now)
    later = now.assign(**{RECENCY: now[RECENCY] + 100})
    assert "champions" in by_rules(now, rule)
    assert set(by_rules(later, rule)) == {"once loyal", "at risk", "dormant"}


def test_whoever_never_ordered_has_no_score():
    people = pd.DataFrame({RECENCY: [np.nan, 3.0], FREQUENCY: [0.0, 2.0], MONEY: [0.0, 50.0]})
    assert by_rules(people, cut("rfm", people))[0] == "no order yet"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"scheme": "rfx"}, "rfm or tiers"),
        ({"limits": {"days since last order": [1, 2, 3, 4]}}, "each of their measures"),
        ({"colour": "red"}, "'colour'"),
        ({"moment": "tomorrow"}, "'tomorrow'"),
        ({"moment": 3}, "are texts"),
        ({"name": "x" * 200}, "is no name"),
    ],
)
def test_a_definition_that_makes_no_sense_is_refused_in_words(change, said):
    whole = cut("rfm", table([(3, 1, 5.0), (9, 2, 20.0)], "rfm")).to_json() | {"format": 1}
    with pytest.raises(FileRefused, match=said):
        read_segmentation(json.dumps(whole | change))


@pytest.mark.parametrize(
    "limits", [[4, 3, 2, 1], [1, "x", 3, 4], [None, 1, 2, 3], [1, 2, 3], [True, 2, 3, 4]]
)
def test_limits_out_of_order_are_refused(limits):
    whole = cut("rfm", table([(3, 1, 5.0), (9, 2, 20.0)], "rfm")).to_json() | {"format": 1}
    with pytest.raises(FileRefused, match="imit"):
        read_segmentation(json.dumps(whole | {"limits": {**whole["limits"], FREQUENCY: limits}}))


def test_scores_describe_themselves_with_groups_and_moment():
    rule = Scores("tiers", ((90.0, 30.0), (2.0, 3.0), (50.0, None)), name="Tiers of spring")
    assert rule.describe().startswith("Tiers of spring: high value, middle value, low value")
    assert rule.describe().endswith("(customers, as of the latest day)")
