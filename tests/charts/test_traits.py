import pandas as pd
import pytest

from segattr.charts.traits import FADED, MOST, shares_of_traits

ROWS = pd.DataFrame(
    {
        "trait": ["visitor", "region"],
        "value": ["returning", "West"],
        "people": [36, 13],
        "share": [36 / 42, 13 / 42],
        "rest_share": [0.28, 0.25],
        "evidence": ["confirmed", "chance"],
    }
)


def drawn(rows, mode="light"):
    return shares_of_traits(
        rows, group=42, name="top 20 %", others="everybody else", title="What?", mode=mode
    )


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_each_trait_has_its_range_a_ring_for_the_rest_and_words(mode):
    chart = drawn(ROWS, mode).to_dict()
    marks = next(iter(chart["datasets"].values()))
    assert marks[0]["words"] == "visitor: returning: 86 %, else 28 %"
    assert marks[0]["low"] < marks[0]["share"] < marks[0]["high"]
    assert [mark["opacity"] for mark in marks] == [1.0, FADED]
    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["rule", "point", "point", "text"]


def test_no_more_are_drawn_than_fit_and_none_at_all_is_no_error():
    many = pd.concat([ROWS.assign(value=[f"a{n}", f"b{n}"]) for n in range(9)], ignore_index=True)
    assert len(next(iter(drawn(many).to_dict()["datasets"].values()))) == MOST
    drawn(ROWS[:0]).to_dict()
