import pandas as pd
import pytest

from segattr.data.mapping import check_mapping, choose_columns, date_order_of
from segattr.errors import BadSetting, MissingColumn, UnknownName
from segattr.io.reading import Reading


def choose(role, said=None, **columns):
    return choose_columns(Reading("f.csv", pd.DataFrame(columns)), role=role, said=said or {})


ORDERS = {"user": ["1"], "date": ["2024-01-02"], "total": ["5"], "net": ["4"]}


def test_what_was_said_wins_field_by_field_and_the_rest_is_proposed():
    assert choose("conversions", {"value": "net"}, **ORDERS) == {
        "customer_id": "user",
        "ts": "date",
        "value": "net",
    }


def test_none_leaves_a_field_out():
    assert "value" not in choose("conversions", {"value": None}, **ORDERS)


def test_fields_come_in_the_order_of_the_schema():
    assert list(choose("conversions", {}, total=["5"], date=["2024-01-02"], user=["1"])) == [
        *("customer_id", "ts", "value")
    ]


def test_one_column_may_be_said_to_be_two_fields():
    said = {"channel": "src", "source": "src"}
    chosen = choose("touchpoints", said, user=["1"], ts=["2024-01-02"], src=["a"])
    assert chosen == {"customer_id": "user", "ts": "ts", "channel": "src", "source": "src"}


def test_a_column_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(
        MissingColumn, match=r"no column 'Total' \(for value\)\. Found: 'user', 'date'"
    ) as refusal:
        choose("conversions", {"value": "Total"}, **ORDERS)
    assert refusal.value.facts["found"] == ("user", "date", "total", "net")


def test_a_required_field_without_a_column_is_named_with_what_to_do():
    with pytest.raises(MissingColumn, match=r"mapping=\{'conversions': \{'customer_id'") as refusal:
        choose("conversions", a=["1"], b=["2"])
    assert refusal.value.facts["table"] == "conversions"


def test_outcomes_need_one_of_their_groups():
    with pytest.raises(MissingColumn, match="'converted', or 'people' and 'converters'"):
        choose("outcomes", device=["m"])
    with pytest.raises(MissingColumn):
        choose("outcomes", {"people": "n"}, n=["3"], device=["m"])


def test_headers_in_a_mapping_are_trimmed():
    assert check_mapping({"costs": {"spend": " Cost ", "end": None}}) == {
        "costs": {"spend": "Cost", "end": None}
    }


def test_unknown_roles_and_fields_are_refused():
    with pytest.raises(UnknownName, match="'orders', which is no table"):
        check_mapping({"orders": {}})
    with pytest.raises(UnknownName, match="'revenue', which is no field"):
        check_mapping({"conversions": {"revenue": "Total"}})


def test_a_date_order_is_for_all_files_or_per_role():
    assert date_order_of("costs", "day first") == "day first"
    assert date_order_of("costs", {"events": "day first"}) is None
    assert date_order_of("costs", None) is None


def test_unknown_date_orders_are_refused():
    with pytest.raises(BadSetting, match="'day first', 'month first'"):
        date_order_of("costs", "DMY")
    with pytest.raises(UnknownName):
        date_order_of("costs", {"cost": "day first"})
