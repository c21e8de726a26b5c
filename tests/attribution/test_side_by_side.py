"""Models beside each other: the range of what they say, and how much credit changes hands."""

import pandas as pd
import pytest

from segattr.attribution.attribute import attribute
from segattr.attribution.side_by_side import reallocated, side_by_side
from tests.attribution.worlds import shop


def credit(*rows):
    return pd.DataFrame(rows, columns=["model", "segment", "channel", "share"])


ROWS = credit(
    ("first", "9", "Ads", 0.1),
    ("first", "9", "Email", 0.6),
    ("first", "9", "(no touch)", 0.3),
    ("first", "10", "Ads", 1.0),
    ("last", "9", "Ads", 0.5),
    ("last", "9", "Email", 0.2),
    ("last", "9", "(no touch)", 0.3),
    ("last", "10", "Ads", 1.0),
)


def test_one_row_per_channel_with_every_model_and_their_range():
    table = side_by_side(ROWS)
    assert list(table.columns) == ["segment", "channel", "first", "last", "lowest", "highest", "disagreement"]
    assert table[["segment", "channel"]].to_numpy().tolist() == [
        ["9", "Email"],
        ["9", "Ads"],
        ["9", "(no touch)"],
        ["10", "Ads"],
    ]
    assert table["disagreement"].tolist() == pytest.approx([0.4, 0.4, 0, 0])
    assert table["lowest"].tolist() == pytest.approx([0.2, 0.1, 0.3, 1])


def test_credit_that_changes_hands_is_counted_once():
    moved = reallocated(ROWS).set_index("segment")
    assert moved["share"].to_dict() == pytest.approx({"9": 0.4, "10": 0})
    assert reallocated(credit(("first", "all", "Ads", 1.0))).empty


def test_every_pair_of_models_is_compared_once():
    moved = reallocated(attribute(shop(), ["first", "last", "linear"]))
    assert set(zip(moved["model"], moved["other"], strict=True)) == {
        ("first", "last"),
        ("first", "linear"),
        ("last", "linear"),
    }
    assert moved["share"].between(0, 1).all()
