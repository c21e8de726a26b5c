"""People and converters by the values of columns."""

from segattr.reduce.people import count_people
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
