import pandas as pd

from segattr.io.assignment import assign, by_name_alone
from segattr.io.content import profiles
from segattr.schema import TABLES


def given(role, decided=None, **columns):
    table = pd.DataFrame(columns)
    found = assign(profiles(table), TABLES[role], decided or {})
    return {name: guess.column for name, guess in found.items()}


def test_required_fields_choose_first():
    found = given("touchpoints", user=["1"], ts=["2024-01-02"], source=["google"], medium=["cpc"])
    assert found == {"customer_id": "user", "ts": "ts", "channel": "source", "medium": "medium"}


def test_no_column_is_used_twice():
    found = given("conversions", user=["1"], date=["2024-01-02"], value=["5"], revenue=["6"])
    assert found["value"] == "value"
    assert len(set(found.values())) == len(found)


def test_a_decided_column_is_proposed_for_nothing_else():
    found = given("touchpoints", {"channel": "source"}, user=["1"], ts=["2024-01-02"], source=["google"])
    assert "source" not in found


def test_a_field_to_be_left_out_is_left_out():
    assert "value" not in given("conversions", {"value": None}, user=["1"], date=["2024-01-02"], value=["5"])


def test_people_and_converters_go_together():
    assert given("outcomes", visitors=["10", "20"], orders=["1", "2"]) == {
        "people": "visitors",
        "converters": "orders",
    }
    assert given("outcomes", visitors=["10", "20"]) == {}


def test_counts_come_before_an_answer_that_is_only_called_like_one():
    found = given("outcomes", visitors=["10", "20"], orders=["1", "0"])
    assert found == {"people": "visitors", "converters": "orders"}


def test_more_converters_than_people_are_no_converters():
    assert given("outcomes", visitors=["1", "2"], orders=["10", "20"]) == {}


def test_the_group_the_user_began_is_completed():
    found = given("outcomes", {"people": "n"}, n=["9", "8"], orders=["1", "2"], churn=["0", "1"])
    assert found == {"converters": "orders"}


def test_a_required_field_is_given_the_column_of_its_name_however_it_reads():
    columns = profiles(pd.DataFrame({"user": ["1"], "ts": ["never"]}))
    table = TABLES["conversions"]
    found = assign(columns, table, {})
    assert by_name_alone(columns, table, {}, found)["ts"].column == "ts"
    assert by_name_alone(columns, table, {}, found)["ts"].confidence < 0.35
