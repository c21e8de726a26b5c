import pandas as pd
import pytest

import segattr as sa
from segattr.errors import UnknownName, UnsuitableData

TOUCHES = pd.DataFrame(
    {
        "customer_id": ["a", "a", "b", "c"],
        "ts": ["2026-03-05", "2026-03-01", "2026-03-02", "2026-03-03"],
        "channel": ["Email", "Direct", "Email", "Email"],
        "utm_source": ["mail", "none", "mail", "mail"],
    }
)
ORDERS = pd.DataFrame({"customer_id": ["a", "a", "z"], "ts": ["2026-03-06"] * 3})
CUSTOMERS = pd.DataFrame({"customer_id": ["a", "b", "d"], "tier": ["gold", "", "gold"]})


@pytest.fixture
def dataset():
    return sa.load(touchpoints=TOUCHES, conversions=ORDERS, customers=CUSTOMERS)


def as_rows(rates, *columns):
    return {tuple(row[:-2]): tuple(row[-2:]) for row in rates[[*columns, "people", "converters"]].to_numpy()}


def test_people_are_customers_and_ids_seen_in_touchpoints_and_outsiders_make_no_converter(dataset):
    row = sa.rates(dataset).iloc[0]
    assert (row.people, row.converters, row.rate) == (4, 1, 0.25)


def test_a_missing_value_is_a_level_of_its_own(dataset):
    assert as_rows(sa.rates(dataset, "tier"), "tier") == {("gold",): (2, 1), ("(unknown)",): (2, 0)}


def test_a_column_of_touchpoints_means_the_value_at_first_touch(dataset):
    assert as_rows(sa.rates(dataset, "channel"), "channel") == {
        ("Direct",): (1, 1),
        ("Email",): (2, 0),
        ("(unknown)",): (1, 0),
    }


def test_a_files_own_header_finds_its_column_after_mapping(dataset):
    assert "source" in dataset.touchpoints
    rates = sa.rates(dataset, ["utm_source"])
    assert as_rows(rates, "utm_source") == as_rows(sa.rates(dataset, "source"), "source")
    assert sa.segment(dataset, "utm_source").to_dict() == sa.segment(dataset, "source").to_dict()
    assert set(sa.summarise(dataset, "utm_source").segments) == {"none", "(unknown)"} | {"mail"}


def test_layers_are_combinations_that_occur(dataset):
    rates = sa.rates(dataset, ["tier", "channel"])
    assert list(rates.columns) == ["tier", "channel", "people", "converters", "rate", "low", "high"]
    assert as_rows(rates, "tier", "channel")[("gold", "Direct")] == (1, 1)


def test_outcomes_are_counted_by_rows_and_unknown_ones_are_nobodys():
    visits = pd.DataFrame({"g": ["x", "x", "y"], "converted": ["Yes", "no", None]})
    assert as_rows(sa.rates(sa.load(outcomes=visits), "g"), "g") == {("x",): (2, 1)}


def test_outcomes_already_counted_are_summed():
    counted = pd.DataFrame({"g": ["x", "x", "y"], "people": [10, 20, 5], "converters": [1, 2, 0]})
    assert as_rows(sa.rates(sa.load(outcomes=counted), ["g"]), "g") == {("x",): (30, 3), ("y",): (5, 0)}


def test_numbers_are_ordered_by_size():
    visits = pd.DataFrame({"age": [10, 9, 100], "converted": [1, 0, 1]})
    assert sa.rates(sa.load(outcomes=visits), "age")["age"].tolist() == ["9", "10", "100"]


def test_an_unknown_column_is_named_with_those_there(dataset):
    with pytest.raises(UnknownName, match=r"'shoe'.*tier"):
        sa.rates(dataset, "shoe")


def test_a_column_named_like_a_figure_is_refused():
    visits = pd.DataFrame({"rate": ["a", "b"], "converted": [1, 0]})
    with pytest.raises(UnknownName, match="Rename"):
        sa.rates(sa.load(outcomes=visits), "rate")


def test_without_conversions_there_is_no_rate():
    with pytest.raises(UnsuitableData, match="conversions"):
        sa.rates(sa.load(customers=CUSTOMERS))
