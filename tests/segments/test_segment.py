"""Every customer's label, as notebooks ask for it."""

import pytest

from segattr.data.dataset import Dataset
from segattr.errors import UnknownName
from segattr.segments.columns import Columns
from segattr.segments.segment import segment
from tests.reduce.rows import customers, orders, touches

DATASET = Dataset(
    touchpoints=touches(("b", "2024-01-01", "Email"), ("seen", "2024-01-01", "Ads")).drop(columns="row"),
    conversions=orders(("stranger", "2024-01-02", 1)).drop(columns="row"),
    customers=customers(b="new", a="old", c="").astype({"tier": "category"}),
)


@pytest.mark.parametrize("wanted", ["tier", Columns(("tier",))])
def test_everybody_has_a_label_customers_and_whoever_was_seen(wanted):
    labels = segment(DATASET, wanted)
    assert labels.name == "label"
    assert labels.index.name == "customer_id"
    assert list(labels.items()) == [("a", "old"), ("b", "new"), ("c", "(unknown)"), ("seen", "(unknown)")]


def test_customers_alone_are_enough():
    assert segment(Dataset(customers=DATASET.customers), "tier").to_dict() == {
        "a": "old",
        "b": "new",
        "c": "(unknown)",
    }


def test_touchpoints_alone_are_enough():
    alone = Dataset(touchpoints=DATASET.touchpoints)
    assert segment(alone, "channel").to_dict() == {"b": "Email", "seen": "Ads"}


def test_an_unknown_column_is_refused():
    with pytest.raises(UnknownName, match="'colour'"):
        segment(DATASET, "colour")
