"""Text that reads as numbers or days can be asked what they can; other text cannot."""

import pandas as pd
import pytest

import segattr as sa
from segattr.errors import UnsuitableData
from segattr.segments.conditions import Condition, Group
from segattr.segments.rules import Rule, Rules
from segattr.segments.spelled import read_as

LISTED = pd.DataFrame(
    {
        "customer_id": ["a", "b", "c", "d"],
        "age": ["18", "7", "", "65"],
        "spend €": ["1.234,50", "12,00", "0,99", ""],
        "joined": ["2026-03-01", "2025-12-31", "2026-03-02", ""],
        "plan": ["pro", "7", "x", "free"],
    }
)


def who(tmp_path, field, question, *values):
    path = tmp_path / "customers.csv"
    LISTED.to_csv(path, index=False, sep=";")
    rules = Rules((Rule("in", Group("none", (Group("none", (Condition(field, question, values),)),))),))
    labels = sa.segment(sa.load(customers=path), rules)
    return "".join(labels[labels == "in"].index)


@pytest.mark.parametrize(
    ("field", "question", "values", "inside"),
    [
        ("age", "at_least", (18,), "ad"),
        ("age", "at_most", (18,), "ab"),
        ("age", "between", (10, 64.5), "a"),
        ("age", "between", ("10", "64"), "a"),
        ("age", "is", ("18",), "a"),
        ("age", "at_least", (100,), ""),
        ("spend €", "at_least", (12,), "ab"),
        ("joined", "before", ("2026-03-01",), "b"),
        ("joined", "after", ("2026-03-01",), "c"),
        ("joined", "between", ("2026-03-01", "2026-03-02"), "ac"),
    ],
)
def test_numbers_and_days_of_a_csv_are_compared_as_what_they_are(tmp_path, field, question, values, inside):
    assert who(tmp_path, field, question, *values) == inside


def test_text_that_is_neither_is_refused(tmp_path):
    with pytest.raises(UnsuitableData, match="'plan' holds text, so 'is at least' cannot be asked"):
        who(tmp_path, "plan", "at_least", 3)
    with pytest.raises(UnsuitableData, match="'age' holds text, so 'is before' cannot be asked"):
        who(tmp_path, "age", "before", "2026-03-01")


def test_days_that_may_be_read_two_ways_are_not_guessed():
    assert read_as(pd.Series(["03/04/2024", "05/06/2024"])) is None
    assert read_as(pd.Series([], dtype="str")) is None
    assert read_as(pd.Series(["1970-01-02"]))[1].tolist() == [86_400_000_000]


def test_the_definition_stays_what_was_asked(tmp_path):
    path = tmp_path / "customers.csv"
    LISTED.to_csv(path, index=False)
    rules = Rules((Rule("in", Group("all", (Condition("age", "at_least", (18,)),))),))
    assert rules.of(sa.load(customers=path)).to_json() == rules.to_json()
