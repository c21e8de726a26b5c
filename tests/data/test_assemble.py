import pandas as pd
import pytest

from segattr.data.assemble import assemble
from segattr.errors import FileRefused, UnknownName
from segattr.io.reading import Reading


def reading(**columns):
    return Reading("f.csv", pd.DataFrame(columns))


VISITS = reading(
    user=["1", "2", ""],
    ts=["2024-01-01"] * 3,
    channel=["a", "b", "b"],
    converted=["1", "0", "1"],
    revenue=["5", "", "7"],
)


def test_nothing_to_load_is_refused():
    with pytest.raises(FileRefused, match="No file was given"):
        assemble({})


def test_an_unknown_role_is_refused():
    with pytest.raises(UnknownName, match="'orders'"):
        assemble({"orders": VISITS})


def test_a_customer_listed_twice_is_taken_once_and_told():
    dataset = assemble({"customers": reading(user=["1", "2", "1"], plan=["a", "b", "c"])})
    assert dataset.customers["plan"].tolist() == ["a", "b"]
    assert dataset.receipts["customers"].rows == 2
    assert "1 row left out: customer id met before" in dataset.receipts["customers"].notes[-1]


def test_repeated_touches_and_conversions_are_kept():
    rows = reading(user=["1", "1"], ts=["2024-01-01"] * 2, channel=["a", "a"])
    dataset = assemble({"touchpoints": rows, "conversions": rows})
    assert (len(dataset.touchpoints), len(dataset.conversions)) == (2, 2)


def test_sessions_are_taken_apart():
    dataset = assemble({"sessions": VISITS})
    assert dataset.touchpoints["customer_id"].tolist() == ["1", "2"]
    assert dataset.conversions["value"].tolist() == [5.0, 7.0]
    assert list(dataset.receipts) == ["sessions"]


def test_sessions_stand_below_touchpoints_and_conversions():
    touches = reading(user=["9"], ts=["2024-01-01"], channel=["z"])
    orders = reading(user=["9"], ts=["2024-01-01"], value=["1"])
    dataset = assemble({"touchpoints": touches, "conversions": orders, "sessions": VISITS})
    assert dataset.touchpoints["channel"].tolist() == ["z", "a", "b"]
    assert dataset.conversions["value"].tolist() == [1.0, 5.0, 7.0]


def test_visits_that_converted_beside_orders_are_said_to_count_as_well():
    orders = reading(user=["9"], ts=["2024-01-01"], value=["1"])
    both = assemble({"conversions": orders, "sessions": VISITS})
    assert "leave one of them out" in both.receipts["sessions"].notes[-1]
    assert assemble({"sessions": VISITS}).receipts["sessions"].notes == ()


def test_one_currency_stands_for_all_and_others_are_told():
    orders = reading(user=["1"], ts=["2024-01-01"], value=["5 €"])
    costs = reading(channel=["a"], date=["2024-01-01"], spend=["$3"])
    dataset = assemble({"conversions": orders, "costs": costs})
    assert dataset.currency == "EUR"
    assert "Its money is in $, other files' in EUR" in dataset.receipts["costs"].notes[-1]


def test_a_date_order_may_be_for_one_file():
    rows = reading(user=["1"], ts=["03/04/2024"])
    dataset = assemble({"conversions": rows}, date_order={"conversions": "month first"})
    assert dataset.conversions["ts"].dt.month.tolist() == [3]


def test_the_key_follows_the_content():
    same, other = reading(user=["1"], plan=["a"]), reading(user=["1"], plan=["b"])
    assert assemble({"customers": same}).key == assemble({"customers": reading(user=["1"], plan=["a"])}).key
    assert assemble({"customers": same}).key != assemble({"customers": other}).key
