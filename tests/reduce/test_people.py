"""People and converters by the values of columns."""

from segattr.reduce.people import count_people, list_people
from segattr.reduce.source import source_of_frames
from tests.reduce.rows import customers, orders, touches

TABLES = {
    "touchpoints": touches(
        ("a", "2024-01-01", "Email"), ("seen", "2024-01-01", "Ads"), (None, "2024-01-01", "Ads")
    ),
    "conversions": orders(
        ("a", "2024-01-02", 1), ("a", "2024-01-03", 1), ("stranger", "2024-01-02", 1), (None, "2024-01-02", 1)
    ),
    "customers": customers(a="new", b="new", c=""),
}


def test_everybody_counts_once_and_strangers_make_no_converter(engine):
    source = source_of_frames(**engine(**TABLES))
    counted = count_people(source, ("tier",)).set_index("tier")
    assert counted.to_dict("index") == {
        "new": {"people": 2, "converters": 1},
        "(unknown)": {"people": 2, "converters": 0},
    }
    assert count_people(source, ()).to_dict("records") == [{"people": 4, "converters": 1}]


def test_nobody_at_all_is_zero_people(engine):
    tables = {role: table[:0] for role, table in TABLES.items()}
    assert count_people(source_of_frames(**engine(**tables)), ()).to_dict("records") == [
        {"people": 0, "converters": 0}
    ]


def test_everybody_is_listed_once_with_what_they_did(engine):
    people = list_people(source_of_frames(**engine(**TABLES)), ("tier", "channel"))
    assert people.index.tolist() == ["a", "b", "c", "seen"]
    assert people["part_0"].tolist() == ["new", "new", "(unknown)", "(unknown)"]
    assert people["part_1"].tolist() == ["Email", "(unknown)", "(unknown)", "Ads"]
    assert people.loc["a", ["orders", "priced", "value", "largest"]].tolist() == [2, 2, 2, 1]
    assert people.loc["b", ["orders", "priced", "value", "largest"]].tolist() == [0, 0, 0, 0]


def test_an_order_of_unknown_value_is_an_order_without_a_price(engine):
    orders_ = TABLES["conversions"].assign(value=[None, 7.0, 1.0, 1.0])
    people = list_people(source_of_frames(**engine(**TABLES | {"conversions": orders_})), ())
    assert people.loc["a", ["orders", "priced", "value", "largest"]].tolist() == [2, 1, 7, 7]
