import numpy as np
import pandas as pd
import pytest
import streamlit as st

from segattr.data.dataset import Dataset, Receipt
from segattr.ui import store


@pytest.fixture(autouse=True)
def empty_store():
    store._slot.clear()
    yield
    store._slot.clear()


@pytest.fixture
def visitor(monkeypatch):
    """Change who is looking: each name has a session of its own."""
    sessions = {}

    def enter(name):
        monkeypatch.setattr(st, "session_state", sessions.setdefault(name, {}))

    enter("first")
    return enter


def dataset(key="k1"):
    return Dataset(customers=pd.DataFrame({"customer_id": ["a", "b"], "orders": [1.0, 2.0]}), key=key)


def numbers(found):
    return found.customers["orders"].to_numpy()


def test_what_is_put_is_found_under_its_key(visitor):
    key = store.put(dataset())
    assert key == "k1"
    assert numbers(store.get(key)).tolist() == [1, 2]


@pytest.mark.parametrize("key", ["", "another"])
def test_no_other_key_finds_anything(key, visitor):
    store.put(dataset())
    assert store.get(key) is None


def test_two_visitors_with_the_same_file_share_its_memory(visitor):
    store.put(dataset())
    mine = store.get("k1")
    visitor("second")
    store.put(dataset())
    assert np.shares_memory(numbers(mine), numbers(store.get("k1")))


def test_two_visitors_with_the_same_content_do_not_see_each_others_file_names(visitor):
    mine, theirs = (
        dataset().with_(receipts={"customers": Receipt(name=name, rows=2)})
        for name in ("acme-secret.csv", "other.csv")
    )
    store.put(mine)
    visitor("second")
    store.put(theirs)
    assert store.get("k1").receipts["customers"].name == "other.csv"
    visitor("third")
    assert store.get("k1").receipts == {}


def test_what_one_visitor_does_to_a_frame_nobody_else_sees(visitor):
    store.put(dataset())
    mine = store.get("k1").customers
    mine.loc[0, "orders"] = 99
    mine["new"] = 0
    visitor("second")
    assert numbers(store.get("k1")).tolist() == [1, 2]
    assert list(store.get("k1").customers) == ["customer_id", "orders"]


def test_who_works_on_data_keeps_them_when_their_slot_has_expired(visitor):
    store.put(dataset())
    store._slot.clear()
    assert numbers(store.get("k1")).tolist() == [1, 2]
    visitor("second")
    assert store.get("k1") is None


def test_a_visitor_can_go_back_to_data_put_before(visitor):
    store.put(dataset("k1"))
    store.put(dataset("k2"))
    assert store.get("k1").key == "k1"
    assert store.get("k2").key == "k2"


def test_every_page_of_a_visit_gets_the_same_dataset(visitor):
    store.put(dataset())
    assert store.get("k1") is store.get("k1")


def test_what_is_forgotten_is_no_longer_held(visitor):
    store.put(dataset())
    store.forget()
    store._slot.clear()
    assert store.get("k1") is None


def test_a_dataset_without_a_key_cannot_be_kept(visitor):
    with pytest.raises(ValueError, match="has none"):
        store.put(dataset(key=""))


def test_the_sample_is_read_once_and_complete(visitor):
    sample = store.sample()
    assert store.sample() is sample
    assert list(sample.tables) == ["touchpoints", "conversions", "customers", "costs"]
    assert all(len(table) for table in sample.tables.values())
