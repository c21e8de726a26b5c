import pandas as pd

from segattr.words.file_questions import (
    answer_label,
    counted_alike,
    date_readings,
    rivals_said,
    short_journeys_offered,
    standing_twice,
)


def test_three_files_for_one_role_are_all_named():
    assert rivals_said("costs", ["a", "b", "c"]) == "**a**, **b** and **c** all look like costs."


def test_dates_that_contradict_each_other_have_no_example():
    assert date_readings("", None, None) == ("as in 31/12", "as in 12/31")


def test_a_date_is_shown_read_both_ways():
    day, month = pd.Timestamp("2024-04-03"), pd.Timestamp("2024-03-04")
    assert date_readings("03/04/2024", day, month)[0] == "03/04/2024 is 3 April 2024"


def test_breakdowns_are_alternatives_and_only_what_adds_up_is_called_the_same():
    assert counted_alike("outcomes", same=True).startswith("They count the same people by different columns.")
    assert counted_alike("costs", same=False).startswith("They may count the same spend")
    assert "same customers" in counted_alike("customers", same=False)


def test_rows_in_two_files_are_counted():
    assert standing_twice(1) == "1 row stands in both. Below each other, it counts twice."


def test_the_offer_of_short_journeys_names_what_it_rests_on():
    offers = {"first_source": "a*", "latest_source": "b", "converted_ts": "c", "deal_value": "d"}
    said = short_journeys_offered(offers, name=str.upper)
    assert "first **A*** and latest **B**" in said
    assert "one or two touches, with conversions by **C** worth **D**," in said


def test_an_answer_is_shown_with_its_rows():
    assert answer_label("won", 1) == "won (1 row)"
