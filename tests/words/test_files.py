import pytest

from segattr.schema import TABLES
from segattr.words.files import (
    FIELDS,
    allowed,
    column_sure,
    field_label,
    guessed,
    missing,
    read_from,
    role_label,
    taken_for,
)


@pytest.mark.parametrize("role", TABLES)
def test_every_role_says_what_it_is_and_what_it_allows(role):
    assert role in role_label(role)
    assert allowed(role).endswith(".")


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_field_has_a_name_for_people_and_no_two_of_a_role_share_one(table):
    names = [FIELDS[field] for field in table.columns]
    assert len(set(names)) == len(names)


def test_no_name_is_kept_for_a_field_that_is_gone():
    assert set(FIELDS) == {field for table in TABLES.values() for field in table.columns}


@pytest.mark.parametrize(
    ("role", "also", "said"),
    [
        ("touchpoints", ("touchpoints",), "not who bought"),
        ("touchpoints", ("touchpoints", "conversions"), "credit by channel and conversion by segment"),
        ("conversions", ("conversions",), "not who did not"),
        ("conversions", ("customers", "conversions"), "No credit by channel"),
        ("conversions", ("touchpoints", "customers"), "credit by channel and conversion by segment"),
        ("customers", ("customers",), "take conversions as well"),
        ("paths", (), "No time decay"),
        ("outcomes", (), "No journeys"),
    ],
)
def test_what_a_file_allows_goes_by_what_else_is_there(role, also, said):
    assert said in allowed(role, also=also)


@pytest.mark.parametrize(
    ("confidence", "said", "sure"),
    [
        (0.9, False, "Quite sure (90 %)."),
        (0.7, False, "Likely (70 %): have a look."),
        (0.3, False, "A guess (30 %): please check."),
        (0.1, True, "As you set."),
    ],
)
def test_how_sure_it_is_is_said_in_words(confidence, said, sure):
    assert taken_for("costs", rows=66, confidence=confidence, said=said).endswith(sure)


def test_a_file_of_no_role_was_left_aside_or_not_recognised():
    assert taken_for("", rows=5, confidence=0, said=True) == "Left aside, as you set: 5 rows."
    assert taken_for("", rows=5, confidence=0, said=False).startswith("Not recognised: 5 rows.")


def test_long_lists_of_columns_are_cut_and_every_name_is_made_safe():
    others = [f"c{number}" for number in range(20)]
    said = read_from({"ts": "when"}, others, name=str.upper)
    assert said.startswith("When from **WHEN**. Kept as they are: C0, C1")
    assert said.endswith("C7 and 12 more.")


def test_either_of_two_groups_of_fields_can_be_asked_for():
    assert "for **Converted**, or for **People** and **Converters**." in missing("outcomes", ["converted"])
    assert "for **When** and **Channel**." in missing("touchpoints", ["ts", "channel"])


def test_labels_say_which_fields_a_role_needs():
    assert field_label("touchpoints", "channel") == "Channel · required"
    assert field_label("outcomes", "converted") == "Converted · or People and Converters"
    assert field_label("outcomes", "value") == "Value"


def test_counts_say_that_they_are_counts():
    assert allowed("outcomes", columns=["people", "converters"]).startswith(
        "Counts only: conversion by segment yes"
    )
    assert "every other column can split" in allowed("outcomes", columns=["converted"])


def test_a_value_for_all_rows_is_said_as_one():
    assert read_from({"channel": "= Meta"}, []) == "Channel is **Meta** in all rows."


def test_only_guesses_ask_to_be_checked_and_no_proposal_is_called_certain():
    assert guessed({"ts": 0.9}, {"ts": "Day"}) == ""
    assert (
        guessed({"ts": 0.4}, {"ts": "d*"}, name=str.upper)
        == "Please check: When from **D*** (a guess, 40 %)."
    )
    assert column_sure(1.0) == "quite sure, 99 %"
