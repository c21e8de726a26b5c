"""The credit of an audience whole is that of a set of this audience and everybody else, for every model."""

from dataclasses import replace

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.audiences import credit_of_audiences, firsts
from segattr.reduce.summary import NO_TOUCH
from segattr.segments.audiences import NOT_IN, summary_of
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from tests.attribution.worlds import log, made

TIER = Group("all", (Condition("tier", "one_of", ("vip", "9")),))
ODD = Group("any", (Condition("tier", "is", ("10",)), Condition("tier", "is_missing")))


@pytest.fixture(scope="module")
def tables():
    found = log()
    return found | {"customers": found["customers"].assign(code=found["customers"]["customer_id"])}


RULE = Rules(
    (
        Rule("tier", TIER),
        Rule("one", Group("all", (Condition("code", "starts_with", ("c1",)),))),
        Rule("odd", ODD),
    ),
    name="Audiences",
    mode="overlapping",
)


@pytest.fixture(scope="module")
def summary(tables):
    return made(tables, segmentation=RULE)


@pytest.fixture(scope="module")
def alone(tables):
    """Audience -> the Summary of a partition of it and everybody else."""
    return {
        rule.name: made(tables, segmentation=Rules((rule,), others=NOT_IN, name="Alone"))
        for rule in RULE.rules[:2]
    }


def sorted_credit(credit):
    return credit.sort_values(["model", "channel"], ignore_index=True)


def test_people_are_in_several(summary):
    assert {"tier + one", "one + odd"} <= set(summary.segments)


@pytest.mark.parametrize("name", ["tier", "one"])
def test_every_table_of_an_audience_is_that_of_a_set_of_it_alone(summary, alone, name):
    whole = summary_of(summary, RULE, name)
    assert set(whole.segments) == set(alone[name].segments)
    for table, rows in alone[name].tables.items():
        keys = [column for column in rows if column not in ("value", "margin", "credit")]
        pd.testing.assert_frame_equal(
            *(
                each.astype({"segment": "str"}).sort_values(keys, ignore_index=True)
                for each in (whole.tables[table], rows)
            ),
            rtol=1e-12,
            check_dtype=False,
        )


# Of every kind one: all of them read nothing but the tables above.
@pytest.mark.parametrize("model", ["last", "time_decay", "w_shaped", "markov", "shapley"])
def test_the_credit_of_an_audience_is_exact(summary, alone, model):
    found = credit_of_audiences(summary, RULE, model)
    assert list(dict.fromkeys(found["audience"])) == [*RULE.names]
    for name in alone:
        expected = attribute(alone[name], model)
        expected = sorted_credit(expected[expected["segment"] == name])
        mine = sorted_credit(found[found["audience"] == name])
        assert mine["channel"].tolist() == expected["channel"].tolist()
        for figure in ("conversions", "value", "share"):
            assert mine[figure].to_numpy() == pytest.approx(expected[figure].to_numpy(), rel=1e-9, abs=1e-12)


def test_conversions_of_combinations_add_up_and_those_of_audiences_do_not(summary):
    everybody = attribute(summary.blended(), "last")["conversions"].sum()
    assert attribute(summary, "last")["conversions"].sum() == pytest.approx(everybody)
    assert credit_of_audiences(summary, RULE, "last")["conversions"].sum() > everybody


def test_a_partition_has_no_audiences(summary):
    assert credit_of_audiences(summary, replace(RULE, mode="partition"), "last").empty


def test_the_first_channel_has_a_name_and_some_credit():
    columns = ["audience", "model", "channel", "conversions", "share"]
    rows = [
        ("a", "last", NO_TOUCH, 9.0, 0.9),
        ("a", "last", "Post", 1.0, 0.05),
        ("a", "last", "Email", 1.0, 0.05),
        ("b", "last", "(not set)", 2.0, 1.0),
        ("c", "last", "Email", 0.0, 0.0),
    ]
    found = firsts(pd.DataFrame(rows, columns=columns))
    assert found.to_numpy().tolist() == [["a", "last", "Email", 0.05]]
