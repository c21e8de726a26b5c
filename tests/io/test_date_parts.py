import pyarrow as pa
import pytest

from segattr.io.date_parts import compose, matches, month, number, texts_of
from segattr.io.date_shapes import NAME_DAY, OPEN


def test_only_matching_rows_are_worked_on():
    rows, parts = matches(pa.array(["x", "3.4.2024", None]), OPEN)
    assert rows.tolist() == [1]
    assert texts_of(parts, "mark").tolist() == ["."]


def test_parts_not_written_are_zero_or_the_default():
    _, parts = matches(pa.array(["3.4.2024"]), OPEN)
    assert number(parts, "hour").tolist() == [0]
    assert number(parts, "day", 1).tolist() == [1]


def test_an_unknown_month_name_is_no_month():
    _, parts = matches(pa.array(["brumaire 3 2024", "mai 3 2024"]), NAME_DAY)
    assert month(parts).tolist() == [-1, 5]


@pytest.mark.parametrize(
    ("half", "hour"), [("12:00 am", 0), ("12:00 pm", 12), ("1:00 am", 1), ("1:00 pm", 13)]
)
def test_twelve_am_is_midnight_and_twelve_pm_noon(half, hour):
    _, parts = matches(pa.array([f"3.4.2024 {half}"]), OPEN)
    moment = compose(parts, number(parts, "other"), number(parts, "first"))
    assert moment.astype("datetime64[h]").astype(int) % 24 == [hour]
