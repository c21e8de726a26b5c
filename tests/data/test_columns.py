import pandas as pd

from segattr.data.columns import find_column
from segattr.data.load import load

TOUCHES = pd.DataFrame(
    {
        "user": ["1"],
        "ts": ["2024-01-02"],
        "channel": ["a"],
        "utm_source": ["google"],
        "cost": ["cheap"],
        "Land": ["DE"],
    }
)


def test_columns_are_found_by_either_name():
    dataset = load(touchpoints=TOUCHES)
    names = ["source", "utm_source", "user", "Land", " user ", "cost", "nowhere"]
    assert [find_column(dataset, role="touchpoints", name=name) for name in names] == [
        *("source", "source", "customer_id", "Land", "customer_id", "cost (column)", None)
    ]


def test_the_canonical_name_comes_before_a_header():
    dataset = load(touchpoints=TOUCHES, mapping={"touchpoints": {"channel": "utm_source"}})
    assert find_column(dataset, role="touchpoints", name="channel") == "channel"
    assert find_column(dataset, role="touchpoints", name="utm_source") == "channel"


def test_headers_of_sessions_are_found_in_the_tables_made_of_them():
    dataset = load(
        sessions=TOUCHES.assign(bought=["1"], umsatz=["5"]).drop(columns="cost"),
        mapping={"sessions": {"converted": "bought"}},
    )
    assert find_column(dataset, role="conversions", name="umsatz") == "value"
    assert find_column(dataset, role="touchpoints", name="umsatz") is None


def test_a_table_that_is_not_there_has_no_columns():
    assert find_column(load(touchpoints=TOUCHES), role="customers", name="user") is None
