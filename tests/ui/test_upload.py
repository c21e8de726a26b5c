import pandas as pd
import pytest

from segattr.io.reading import Reading
from segattr.ui.upload import ASIDE, Correction, Upload, understood

ORDERS = Reading(
    "orders.csv",
    pd.DataFrame(
        {"user_id": ["1", "2"], "ts": ["2025-01-05"] * 2, "value": ["10", "30"], "paid": ["7", "9"]}
    ),
)


def upload(reading=ORDERS, **decided):
    return understood(Upload("1", reading.name, reading, correction=Correction(**decided)))


def test_a_file_nobody_corrected_is_what_is_proposed():
    found = upload()
    assert (found.role, found.ready) == ("conversions", True)
    assert found.columns == {"customer_id": "user_id", "ts": "ts", "value": "value"}
    assert found.others == ["paid"]


def test_a_decided_column_wins_and_the_rest_is_still_proposed():
    found = upload(columns={"conversions": {"value": "paid"}})
    assert found.columns == {"customer_id": "user_id", "ts": "ts", "value": "paid"}


def test_a_field_can_be_left_out():
    assert "value" not in upload(columns={"conversions": {"value": None}}).columns


def test_a_decision_on_a_column_another_sheet_does_not_have_is_not_used():
    assert upload(columns={"conversions": {"value": "net"}}).columns["value"] == "value"


def test_decisions_of_one_role_do_not_touch_another():
    correction = Correction("customers").with_column("conversions", "value", "paid")
    assert upload(role="customers", columns=correction.columns).columns == {"customer_id": "user_id"}
    assert correction.said("conversions") == {"value": "paid"}


def test_a_required_field_without_a_column_keeps_the_file_waiting():
    found = upload(columns={"conversions": {"ts": None}})
    assert (found.missing, found.ready) == (("ts",), False)


def test_of_two_groups_of_fields_one_is_enough():
    answers = Reading("a.csv", pd.DataFrame({"bought": ["yes", "no"], "device": ["a", "b"]}))
    assert upload(answers, role="outcomes").ready
    left_out = upload(answers, role="outcomes", columns={"outcomes": {"converted": None}})
    assert left_out.missing == ("converted", "people", "converters")


def test_a_file_left_aside_has_no_role_whatever_it_looks_like():
    found = upload(role=ASIDE)
    assert (found.role, found.columns, found.ready) == (ASIDE, {}, False)


@pytest.mark.parametrize("order", [None, "day first"])
def test_the_question_about_dates_stays_when_it_is_answered(order):
    dates = ["03/04/2025", "05/06/2025"]
    table = ORDERS.table.assign(ts=dates)
    found = upload(Reading("o.csv", table), date_order=order)
    assert found.question.text == "03/04/2025"
    assert (found.question.day_first.month, found.question.month_first.month) == (4, 3)
    assert "date_order" not in found.question.found
    assert found.ready is (order is not None)


def test_dates_that_contradict_each_other_are_asked_about_without_an_example():
    found = upload(Reading("o.csv", ORDERS.table.assign(ts=["31/01/2025", "01/31/2025"])))
    assert found.question.day_first is None
    assert "can only be day/month" in found.question.found


def test_what_could_not_be_read_stays_as_it_is():
    broken = Upload("1", "x.pdf", problem="x.pdf is no table.")
    assert understood(broken).problem == "x.pdf is no table."
    assert not broken.ready
    assert (broken.rows, broken.others) == (0, [])
