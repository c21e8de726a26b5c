"""A Dataset on the embedded engine and on pandas, and what stands in for a missing table."""

import pandas as pd
import pytest

from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.reduce.engines import to_pandas
from segattr.reduce.journeys import Journeys
from segattr.reduce.seats import summarise_journeys
from segattr.reduce.source import source_of_dataset, source_of_frames
from segattr.segments.columns import Columns
from tests.reduce.rows import customers, orders, touches

SOME = ("positions", "sets", "rates")
SEEN = touches(("a", "2024-01-01", "Email"), ("b", "2024-01-01", "Ads"), ("a", "2024-01-01", "Ads")).drop(
    columns="row"
)


def test_a_loaded_dataset_gives_the_same_numbers_on_both_engines():
    dataset = Dataset(
        touchpoints=SEEN.astype({"channel": "category"}),
        conversions=orders(("a", "2024-01-02", 1)).drop(columns="row"),
        customers=customers(a="new", c="old").astype({"tier": "category"}),
    )
    found = [
        summarise_journeys(
            Journeys(source_of_dataset(dataset, engine=engine)), Columns(("tier",)), tables=SOME
        )
        for engine in ("duckdb", "pandas")
    ]
    for name, table in found[0].tables.items():
        pd.testing.assert_frame_equal(table, found[1].tables[name], rtol=1e-12)


def test_people_are_customers_and_whoever_was_seen():
    source = source_of_dataset(Dataset(touchpoints=SEEN, customers=customers(c="x", a="y")), engine="pandas")
    assert sorted(to_pandas(source.people)["customer_id"]) == ["a", "b", "c"]


def test_a_touch_without_a_date_shows_the_person_but_no_contact(engine):
    seen = touches(
        ("a", "2024-01-01", "Email"), ("a", None, "Email"), ("b", None, "Ads"), (None, "2024-01-01", "Ads")
    )
    source = source_of_frames(**engine(touchpoints=seen, conversions=orders(), customers=customers(c="x")))
    found = to_pandas(source.people).set_index("customer_id")["exposed"].to_dict()
    assert found == {"a": 1, "b": 0, "c": 0}


def test_a_missing_table_stands_in_empty():
    source = source_of_dataset(Dataset(customers=customers(c="x")))
    for table in (source.touchpoints, source.conversions):
        assert to_pandas(table.select("customer_id")).empty
    assert to_pandas(source.people)["customer_id"].tolist() == ["c"]


def test_an_unknown_engine_is_refused():
    with pytest.raises(UnknownName, match="no engine 'spark' for loaded files; choose duckdb or pandas"):
        source_of_dataset(Dataset(), engine="spark")
