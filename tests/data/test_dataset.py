import pandas as pd
import pytest

from segattr.data.dataset import Dataset
from segattr.errors import UnsuitableData


def test_tables_are_those_that_are_there():
    table = pd.DataFrame({"customer_id": ["1"]})
    assert list(Dataset(customers=table).tables) == ["customers"]


def test_a_table_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(UnsuitableData, match=r"a table of costs.*Loaded: customers"):
        Dataset(customers=pd.DataFrame()).table("costs")


def test_today_is_the_last_touch_or_conversion():
    early = pd.DataFrame({"ts": pd.to_datetime(["2024-01-01"], utc=True)})
    late = pd.DataFrame({"ts": pd.to_datetime(["2024-02-01"], utc=True)})
    assert Dataset(touchpoints=late, conversions=early).as_of == late["ts"][0]
    assert Dataset().as_of is None


def test_the_table_that_reaches_furthest_says_how_far_the_data_reach():
    early, late = (
        pd.DataFrame({"ts": pd.to_datetime([day, None], utc=True)}) for day in ("2026-01-02", "2026-03-04")
    )
    paid = pd.DataFrame({"start": pd.to_datetime(["2026-12-01"], utc=True)})
    data = Dataset(touchpoints=early, events=late, costs=paid)
    assert data.span == (early["ts"][0], late["ts"][0])
    assert Dataset(events=late).as_of == late["ts"][0]
    assert Dataset(events=late.iloc[1:]).as_of is None


def test_a_changed_dataset_is_a_new_one():
    dataset = Dataset(currency="EUR")
    assert dataset.with_(currency="USD").currency == "USD"
    assert dataset.currency == "EUR"
